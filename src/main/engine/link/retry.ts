import { onAwake } from './awake.ts'
import { backOff, GOOD_AFTER_MS } from './policy.ts'

/** When the next connection is tried: later with each failure, soon again after one that held, at once after sleep. */
export class Retry {
  readonly #connect: () => void
  readonly #now: () => number
  readonly #haste: number
  #failures = 0
  /** When the connection under way was opened (ms); 0: it was not. */
  #openedAt = 0
  #timer: NodeJS.Timeout | null = null
  #unwatch: (() => void) | null = null

  /** @param haste scales the waiting; 1 is as it should be. */
  constructor(connect: () => void, now: () => number, haste: number) {
    this.#connect = connect
    this.#now = now
    this.#haste = haste
  }

  /** A try is planned. */
  get planned(): boolean {
    return this.#timer !== null
  }

  /** From now on a planned time that was slept through is made up for. */
  watch(): void {
    this.#unwatch ??= onAwake(() => {
      if (this.planned) this.hurry()
    })
  }

  unwatch(): void {
    this.#unwatch?.()
    this.#unwatch = null
  }

  opened(): void {
    this.#openedAt = this.#now()
  }

  /** The connection ended before it was open: it counts as a failure, however the one before held. */
  neverOpened(): void {
    this.#openedAt = 0
  }

  /** Plans the next try. @returns when it is made (ms). */
  plan(): number {
    this.cancel()
    if (this.#openedAt > 0 && this.#now() - this.#openedAt > GOOD_AFTER_MS) this.#failures = 0
    this.#openedAt = 0
    const wait = Math.round(backOff(this.#failures, Math.random()) * this.#haste)
    this.#failures += 1
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#connect()
    }, wait)
    return this.#now() + wait
  }

  cancel(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Now rather than as planned; and what failed before does not count. */
  hurry(): void {
    this.cancel()
    this.#failures = 0
    this.#connect()
  }
}
