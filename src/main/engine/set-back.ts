/** Less is the slow correction of a clock that runs a little fast, or a busy moment between two looks (ms). */
const TOLERANCE_MS = 5_000

/**
 * By how much the clock on the wall was set back, seen against one that only goes forward. A clock that was set forward cannot be
 * told from a computer that slept.
 */
export class SetBack {
  readonly #wall: () => number
  readonly #steady: () => number
  #last: { wall: number; steady: number }

  /** @param steady ms, from any beginning. */
  constructor(wall: () => number, steady: () => number = () => performance.now()) {
    this.#wall = wall
    this.#steady = steady
    this.#last = { wall: wall(), steady: steady() }
  }

  /** @returns ms since the last call that the wall clock lost; 0: none. */
  take(): number {
    const now = { wall: this.#wall(), steady: this.#steady() }
    const lost = now.steady - this.#last.steady - (now.wall - this.#last.wall)
    this.#last = now
    return lost > TOLERANCE_MS ? Math.round(lost) : 0
  }
}
