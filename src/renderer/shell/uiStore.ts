import { create } from 'zustand'
import type { ChatFilter } from '../../shared/model.ts'

export type Section = 'chats' | 'status' | 'businesses' | 'settings'

export interface OpenChat {
  chatId: number
  /** Row of the message to jump to, or null: open where reading stopped. */
  messageId: number | null
  /** Grows with every jump, so that jumping twice to the same message is two jumps. */
  jump: number
}

interface UiStore {
  section: Section
  chat: OpenChat | null
  filter: ChatFilter
  /** The list shows the archived chats. */
  archive: boolean
  search: string
  newChat: boolean
  /** How far each list was scrolled when it was last seen, pixels. */
  offsets: Readonly<Record<string, number>>
  /** The linking screen was asked for while there are chats to read ("Link again"). */
  linking: boolean
  setSection: (section: Section) => void
  /** Shows a chat, wherever the user is. */
  openChat: (chatId: number, at?: { messageId?: number }) => void
  closeChat: () => void
  setFilter: (filter: ChatFilter) => void
  setArchive: (on: boolean) => void
  setSearch: (search: string) => void
  setOffset: (list: string, offset: number) => void
  setNewChat: (open: boolean) => void
  setLinking: (on: boolean) => void
  /** Looks at nothing any more: the store was erased. */
  reset: () => void
}

const start = {
  section: 'chats',
  chat: null,
  filter: 'all',
  archive: false,
  search: '',
  newChat: false,
  offsets: {},
  linking: false,
} as const satisfies Partial<UiStore>

/** What the user looks at. Gone with the window; what has to last lies in the engine's settings. */
export const useUi = create<UiStore>()((set, get) => ({
  ...start,
  setSection: section => set({ section, linking: false }),
  openChat: (chatId, at) =>
    set({
      section: 'chats',
      newChat: false,
      linking: false,
      chat: { chatId, messageId: at?.messageId ?? null, jump: (get().chat?.jump ?? 0) + 1 },
    }),
  closeChat: () => set({ chat: null }),
  setFilter: filter => set({ filter }),
  setArchive: archive => set({ archive, filter: 'all' }),
  setSearch: search => set({ search }),
  setOffset: (list, offset) => set({ offsets: { ...get().offsets, [list]: offset } }),
  setNewChat: newChat => set({ newChat }),
  setLinking: linking => set({ linking }),
  reset: () => set(start),
}))
