import { create } from 'zustand'
import type { BusinessFilter, BusinessSort } from '../../shared/model.ts'

interface DirectoryStore {
  filter: BusinessFilter
  sort: BusinessSort
  query: string
  /** Whose details are open. */
  personId: number | null
  /** How far each list was scrolled when it was last seen, pixels. */
  offsets: Readonly<Record<string, number>>
  setFilter: (filter: BusinessFilter) => void
  setSort: (sort: BusinessSort) => void
  setQuery: (query: string) => void
  show: (personId: number | null) => void
  setOffset: (list: string, offset: number) => void
  /** Looks at nothing any more: the store was erased. */
  reset: () => void
}

const start = {
  filter: 'all',
  sort: 'recent',
  query: '',
  personId: null,
  offsets: {},
} as const satisfies Partial<DirectoryStore>

/** What the user looks at among the businesses, kept while other sections are looked at. */
export const useDirectory = create<DirectoryStore>()((set, get) => ({
  ...start,
  setFilter: filter => set({ filter }),
  setSort: sort => set({ sort }),
  setQuery: query => set({ query }),
  show: personId => set({ personId }),
  setOffset: (list, offset) => set({ offsets: { ...get().offsets, [list]: offset } }),
  reset: () => set(start),
}))
