import { create } from 'zustand'
import type { EngineEvent } from '../../shared/model.ts'

interface ProgressStore {
  /** Per cent of each file that is or was on its way, by the row of its post. */
  percents: Readonly<Record<number, number>>
  heard: (event: Extract<EngineEvent, { type: 'mediaProgress' }>) => void
  /** Events were lost, or the store was erased: what was heard is worth nothing any more. */
  reset: () => void
}

/** How far the files of posts have come, down or up. It is told apart from the posts themselves, and much more often. */
export const useProgress = create<ProgressStore>()((set, get) => ({
  percents: {},
  heard: ({ statusId, percent }) => set({ percents: { ...get().percents, [statusId]: percent } }),
  reset: () => set({ percents: {} }),
}))

/**
 * How far the file of a post has come, 0 to 100; null while nothing was heard of it. Of use only while the post itself says
 * that its file is coming or that it is on its way: the number of one that has ended stays.
 */
export function useMediaPercent(statusId: number): number | null {
  return useProgress(state => state.percents[statusId] ?? null)
}
