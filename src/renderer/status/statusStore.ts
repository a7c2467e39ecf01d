import { create } from 'zustand'

/** Whose posts the viewer shows, and where it begins. */
export interface Viewing {
  /** Row of the author; `me`: one's own posts. */
  personId: number | 'me'
  /** Row of the post to begin with; null: the first that was not seen, else the oldest. */
  startAt: number | null
}

interface StatusStore {
  /** What the viewer shows; null: it is closed. */
  viewing: Viewing | null
  /** The composer of a new post is open. */
  composing: boolean
  /** Words the list is searched for. */
  search: string
  /** Row of the author whose details stand beside the list. */
  detailsOf: number | null
  view: (personId: Viewing['personId'], startAt?: number | null) => void
  closeViewer: () => void
  compose: () => void
  closeComposer: () => void
  setSearch: (search: string) => void
  showDetails: (personId: number | null) => void
  /** Looks at nothing any more: the store was erased. */
  reset: () => void
}

const start = { viewing: null, composing: false, search: '', detailsOf: null } as const satisfies Partial<StatusStore>

/** What the user looks at and does in the section of status updates. Gone with the window. */
export const useStatus = create<StatusStore>()(set => ({
  ...start,
  view: (personId, startAt = null) => set({ viewing: { personId, startAt } }),
  closeViewer: () => set({ viewing: null }),
  compose: () => set({ composing: true }),
  closeComposer: () => set({ composing: false }),
  setSearch: search => set({ search }),
  showDetails: detailsOf => set({ detailsOf }),
  reset: () => set(start),
}))
