import type { StatusPosting } from '../../../shared/model.ts'

/** Whether a post would be taken now, else for how long or until when not. */
export type Waiting =
  | { how: 'ready' }
  /** Seconds left, at least one: short enough to count. */
  | { how: 'seconds'; seconds: number }
  /** Time (ms) from which on it would be. */
  | { how: 'until'; at: number }

/** Longer than this (s) is told as a time of day. */
const COUNTED = 60

/** @param now ms */
export function waitingFor(posting: Pick<StatusPosting, 'nextAt'>, now: number): Waiting {
  if (posting.nextAt === null || posting.nextAt <= now) return { how: 'ready' }
  const seconds = Math.ceil((posting.nextAt - now) / 1000)
  return seconds > COUNTED ? { how: 'until', at: posting.nextAt } : { how: 'seconds', seconds }
}
