import { create } from 'zustand'
import type { Chat } from '../../shared/model.ts'

interface Asked {
  what: 'clear' | 'delete'
  chat: Chat
}

interface AskStore {
  asked: Asked | null
  ask: (asked: Asked) => void
  done: () => void
}

/** What the user has to confirm before it happens. One question at a time, shown by {@link ChatQuestion}. */
export const useAsked = create<AskStore>()(set => ({
  asked: null,
  ask: asked => set({ asked }),
  done: () => set({ asked: null }),
}))
