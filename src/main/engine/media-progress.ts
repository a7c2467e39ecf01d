import type { EngineEvent } from '../../shared/model.ts'

/** Shortest time between two tellings (ms). */
const PAUSE_MS = 100

/** Tells how far files of posts have come, up or down: ten times a second, whatever comes in between. */
export class MediaProgress {
  readonly #emit: (events: EngineEvent[]) => void
  readonly #waiting = new Map<number, number>()
  #timer: NodeJS.Timeout | null = null

  constructor(emit: (events: EngineEvent[]) => void) {
    this.#emit = emit
  }

  /** @param percent 0–100; told in whole numbers. */
  tell(statusId: number, percent: number): void {
    this.#waiting.set(statusId, Math.floor(Math.min(100, Math.max(0, percent))))
    if (this.#timer === null) this.#flush()
  }

  /** What was not told yet of this post is of no interest any more. */
  forget(statusId: number): void {
    this.#waiting.delete(statusId)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting.clear()
  }

  #flush(): void {
    this.#timer = null
    if (this.#waiting.size === 0) return
    const events: EngineEvent[] = []
    for (const [statusId, percent] of this.#waiting) events.push({ type: 'mediaProgress', statusId, percent })
    this.#waiting.clear()
    this.#timer = setTimeout(() => this.#flush(), PAUSE_MS)
    this.#emit(events)
  }
}
