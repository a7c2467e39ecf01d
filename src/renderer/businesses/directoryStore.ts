import { create } from 'zustand'
import type { BusinessFilter, BusinessSort } from '../../shared/model.ts'

interface DirectoryStore {
  filter: BusinessFilter
  sort: BusinessSort
  query: string
  /** Whose details are open. */
  personId: number | null
  /** How far the list was scrolled when it was last seen, pixels. */
  offset: number
  setFilter: (filter: BusinessFilter) => void
  setSort: (sort: BusinessSort) => void
  setQuery: (query: string) => void
  show: (personId: number | null) => void
  setOffset: (offset: number) => void
  /** Looks at nothing any more: the store was erased. */
  reset: () => void
}

const start = {
  filter: 'all',
  sort: 'recent',
  query: '',
  personId: null,
  offset: 0,
} as const satisfies Partial<DirectoryStore>

/** What the user looks at among the businesses, kept while other sections are looked at. */
export const useDirectory = create<DirectoryStore>()(set => ({
  ...start,
  // Another list begins at its top.
  setFilter: filter => set({ filter, offset: 0 }),
  setSort: sort => set({ sort, offset: 0 }),
  setQuery: query => set({ query, offset: 0 }),
  show: personId => set({ personId }),
  setOffset: offset => set({ offset }),
  reset: () => set(start),
}))
