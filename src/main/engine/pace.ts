/** Requests to the server about businesses go out this far apart, whoever makes them. */
export class Pace {
  readonly #gap: number
  /** performance.now() from which the next may go: the wall clock may be set back. */
  #free = 0

  /** @param gap ms from one to the next */
  constructor(gap: number) {
    this.#gap = gap
  }

  /** ms until the next one may go; 0: now. */
  wait(): number {
    return Math.max(0, this.#free - performance.now())
  }

  /** One goes now. */
  go(): void {
    this.#free = performance.now() + this.#gap
  }
}
