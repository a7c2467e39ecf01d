/** Numbers questions that overtake each other, so that only the newest one's end counts. */
export class Newest {
  #last = 0

  /** A question begins. @returns whether it is still the newest. */
  begin(): () => boolean {
    this.#last += 1
    const mine = this.#last
    return () => mine === this.#last
  }
}
