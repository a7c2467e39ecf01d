/**
 * How long a post has been shown. Fed with the time of every frame, it counts only what passed between two frames while it
 * ran: so it stands while the window is hidden or asleep, and no change of the system's clock moves it.
 */
export interface Clock {
  /** How long the post is shown, ms; above 0. */
  length: number
  /** How much of that has passed, ms. */
  shown: number
  /** When the last frame was, ms of a clock that never goes back (`performance.now`); null: it did not run then. */
  frameAt: number | null
}

/** How long a text or an image is shown, ms. */
export const STILL_LENGTH = 5_000

/** More than this between two frames (ms) is no slow computer but one that slept, or a page that was not drawn. */
const LONGEST_FRAME = 1_000

export function startClock(length: number): Clock {
  return { length, shown: 0, frameAt: null }
}

/** A frame was drawn at `now`, while it ran. */
export function frame(clock: Clock, now: number): Clock {
  const passed = clock.frameAt === null ? 0 : Math.min(LONGEST_FRAME, Math.max(0, now - clock.frameAt))
  return { ...clock, shown: Math.min(clock.length, clock.shown + passed), frameAt: now }
}

/** What passes from now on until the next frame does not count. */
export function stand(clock: Clock): Clock {
  return { ...clock, frameAt: null }
}

export function isOver(clock: Clock): boolean {
  return clock.shown >= clock.length
}

/** 0 to 1. */
export function fractionOf(clock: Clock): number {
  return clock.shown / clock.length
}
