import { create } from 'zustand'
import type { DisplayName, Standing } from '../../shared/model.ts'

/** Who is to be blocked, and the chat that may be archived with it. */
export interface BlockSubject {
  personId: number
  name: DisplayName
  standing: Standing
  phone: string | null
  /** The direct chat; null when there is none, or when it lies in the archive already. */
  chatId: number | null
}

interface BlockStore {
  asked: BlockSubject | null
  ask: (subject: BlockSubject) => void
  done: () => void
}

/** Blocking is asked about before it happens. One question at a time, shown by {@link BlockQuestion}. */
export const useAskedBlock = create<BlockStore>()(set => ({
  asked: null,
  ask: asked => set({ asked }),
  done: () => set({ asked: null }),
}))
