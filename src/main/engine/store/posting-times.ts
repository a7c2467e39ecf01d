import { POST_DAY_MS } from '../../../shared/rules/posting.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** When the user posted from here: how often that may be is limited, and what was deleted since counts as well. */
export class PostingTimes {
  readonly #unit: UnitOfWork
  readonly #add
  readonly #all
  readonly #rewind
  readonly #forget

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#add = db.statement<[number]>('postingTimes.add', 'INSERT INTO status_posts (at) VALUES (?)')
    this.#all = db.statement<[], { at: number }>('postingTimes.all', 'SELECT at FROM status_posts')
    this.#rewind = db.statement<[number, number]>('postingTimes.rewind', 'UPDATE status_posts SET at = ? WHERE at > ?')
    this.#forget = db.statement<[number]>('postingTimes.forget', 'DELETE FROM status_posts WHERE at <= ?')
  }

  /** Something is posted now (ms). */
  add(now: number): void {
    this.#unit.write(() => this.#add.run(now))
  }

  /** When posts were written within the last day (ms): those deleted since as well. None is later than now. */
  recent(): number[] {
    const now = this.#unit.now()
    const times = this.#all.all().map(row => row.at)
    if (!times.some(at => at > now)) return times
    // The clock was set back: it must not keep the user waiting for longer than the limit says.
    this.#unit.write(() => this.#rewind.run(now, now))
    return times.map(at => Math.min(at, now))
  }

  /** Forgets posting times that limit nothing any more. */
  prune(): void {
    this.#unit.write(() => this.#forget.run(this.#unit.now() - POST_DAY_MS))
  }
}
