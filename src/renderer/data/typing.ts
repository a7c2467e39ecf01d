import { create } from 'zustand'
import type { EngineEvent, PersonLine } from '../../shared/model.ts'

/** The other side says "writing" again and again while it lasts; silence for this long (ms) ends it. */
const FADES_AFTER = 25_000

export interface Writer {
  person: PersonLine
  activity: 'typing' | 'recording'
  since: number
}

interface TypingStore {
  /** By chat. */
  writers: Readonly<Record<number, readonly Writer[]>>
  heard: (event: Extract<EngineEvent, { type: 'typing' }>) => void
}

/** Who is writing or recording at the moment. */
export const useTyping = create<TypingStore>()((set, get) => {
  function drop(chatId: number, personId: number, since: number | null): void {
    const rest = (get().writers[chatId] ?? []).filter(
      writer => writer.person.id !== personId || (since !== null && writer.since !== since),
    )
    set({ writers: { ...get().writers, [chatId]: rest } })
  }
  return {
    writers: {},
    heard: ({ chatId, person, activity }) => {
      drop(chatId, person.id, null)
      if (activity === 'none') return
      const since = Date.now()
      const writer: Writer = { person, activity, since }
      set({ writers: { ...get().writers, [chatId]: [...(get().writers[chatId] ?? []), writer] } })
      setTimeout(() => drop(chatId, person.id, since), FADES_AFTER)
    },
  }
})

const NOBODY: readonly Writer[] = []

/** Who is writing in a chat. */
export function useWriters(chatId: number): readonly Writer[] {
  return useTyping(state => state.writers[chatId] ?? NOBODY)
}
