/**
 * Runs a refresh no more often than every `gap` ms and never twice at a time; one that is asked for meanwhile runs once
 * afterwards. So a stream of changes neither floods the engine nor starves the screen, and the last change is always seen.
 */
export class Refresher {
  readonly #gap: number
  readonly #refresh: () => Promise<void>
  #state: 'idle' | 'waiting' | 'running' | 'runningAndAskedAgain' = 'idle'
  #lastEnd = Number.NEGATIVE_INFINITY

  constructor(gap: number, refresh: () => Promise<void>) {
    this.#gap = gap
    this.#refresh = refresh
  }

  /** Asks for a refresh. */
  ask(): void {
    if (this.#state === 'running') this.#state = 'runningAndAskedAgain'
    if (this.#state !== 'idle') return
    this.#state = 'waiting'
    setTimeout(() => void this.#run(), Math.max(0, this.#lastEnd + this.#gap - Date.now()))
  }

  async #run(): Promise<void> {
    this.#state = 'running'
    try {
      await this.#refresh()
    } catch {
      // The query itself holds the error and its place on the screen shows it.
    }
    this.#lastEnd = Date.now()
    const again = this.#askedAgain()
    this.#state = 'idle'
    if (again) this.ask()
  }

  #askedAgain(): boolean {
    return this.#state === 'runningAndAskedAgain'
  }
}
