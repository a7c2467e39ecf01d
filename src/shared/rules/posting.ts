/** How often may be posted: posting much from an unofficial client has led to restrictions of accounts. */

/** Shortest time between two posts (ms). */
export const POST_GAP_MS = 10_000
/** Most posts within {@link POST_DAY_MS}. */
export const POSTS_A_DAY = 20
export const POST_DAY_MS = 24 * 60 * 60_000

/** What may be posted now. */
export interface PostingRoom {
  /** Before this no post is taken (ms); null: now. */
  nextAt: number | null
  /** Posts left until a day is over. */
  left: number
}

/** @param times of posts (ms), in any order; none is later than `now`. */
export function postingRoom(times: readonly number[], now: number): PostingRoom {
  const recent = times.filter(at => at > now - POST_DAY_MS).sort((a, b) => b - a)
  const [newest] = recent
  const afterGap = newest === undefined ? 0 : newest + POST_GAP_MS
  // The one that has to be a day old before there is room for another.
  const blocking = recent[POSTS_A_DAY - 1]
  const afterDay = blocking === undefined ? 0 : blocking + POST_DAY_MS
  const nextAt = Math.max(afterGap, afterDay)
  return { nextAt: nextAt > now ? nextAt : null, left: Math.max(0, POSTS_A_DAY - recent.length) }
}
