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
  /** The answer is being carried out: the question can neither be closed nor replaced. */
  busy: boolean
  /** Why the last try failed, in words. */
  failure: string | null
  ask: (subject: BlockSubject) => void
  /** Closes the question. */
  done: () => void
  /** @param block carries the answer out; what it answers says why it failed, or null. */
  answer: (block: () => Promise<string | null>) => Promise<void>
}

/** Blocking is asked about before it happens. One question at a time, shown by {@link BlockQuestion}. */
export const useAskedBlock = create<BlockStore>()(set => ({
  asked: null,
  busy: false,
  failure: null,
  ask: asked => set(state => (state.busy ? state : { asked, failure: null })),
  done: () => set(state => (state.busy ? state : { asked: null })),
  answer: async block => {
    set({ busy: true, failure: null })
    const failure = await block()
    set(failure === null ? { busy: false, asked: null } : { busy: false, failure })
  },
}))
