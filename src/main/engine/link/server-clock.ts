import { performance } from 'node:perf_hooks'
import { msOf } from './address.ts'
import type { BinaryNode } from './library.ts'

/**
 * The server's time, as far as this device can tell: from its last login's on, by a clock that nobody sets. What is fetched
 * from the server is weighed against what the server dates itself, so this machine's own clock is no good for it.
 */
export class ServerClock {
  readonly #local: () => number
  /** The server's time (ms) when performance.now() was zero; null before the first login. */
  #zero: number | null = null

  /** @param local ms; what counts before the first login. */
  constructor(local: () => number) {
    this.#local = local
  }

  /** Takes the time in the server's `<success t>`. */
  set({ attrs }: BinaryNode): void {
    const told = msOf(attrs.t)
    if (told !== null) this.#zero = told - performance.now()
  }

  /** ms; at most a second behind, since the server tells whole seconds. */
  now(): number {
    return this.#zero === null ? this.#local() : Math.round(this.#zero + performance.now())
  }
}
