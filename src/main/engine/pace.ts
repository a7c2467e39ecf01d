/**
 * Requests to the server about people and businesses go out this far apart, whoever makes them. What the user waits for takes the
 * next free place at once; what is done in the background looks whether one is free, and so comes after it.
 */
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

  /** For what the user waits for. Resolves when it may go; nobody else takes its place. */
  turn(): Promise<void> {
    const wait = this.wait()
    this.#free = performance.now() + wait + this.#gap
    return wait === 0 ? Promise.resolve() : new Promise(resolve => setTimeout(resolve, wait))
  }
}
