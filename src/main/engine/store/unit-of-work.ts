import { ChangeSet } from '../changes.ts'
import type { Database } from './database.ts'

/**
 * One transaction at a time, and what hangs on it: which rows it touched, what is derived from them and has to be brought up
 * to date before the commit, and which caches are wrong after a rollback.
 */
export class UnitOfWork {
  readonly db: Database
  /** ms since the epoch. */
  readonly now: () => number
  /** What the transaction under way has changed, for the screen. */
  changes = new ChangeSet()
  readonly #refreshers: (() => void)[] = []
  readonly #resets: (() => void)[] = []
  readonly #listeners = new Set<(changes: ChangeSet) => void>()
  /** Asked by every writer, several times per message: SQLite's own answer is a call out of JavaScript. */
  #open = false

  constructor(db: Database, now: () => number) {
    this.db = db
    this.now = now
  }

  /** `refresh` runs before each commit, in the order of registration; it returns at once when there is nothing to do. */
  onRefresh(refresh: () => void): void {
    this.#refreshers.push(refresh)
  }

  /** `reset` runs after a rollback: what is only in memory may be of rows that never were. */
  onRollback(reset: () => void): void {
    this.#resets.push(reset)
  }

  onCommit(listener: (changes: ChangeSet) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  refresh(): void {
    for (const refresh of this.#refreshers) refresh()
  }

  /** Runs `fn` in the transaction under way, or in one of its own. */
  write<T>(fn: () => T): T {
    if (this.#open) return fn()
    this.db.exec('BEGIN IMMEDIATE')
    this.#open = true
    let result: T
    try {
      result = fn()
      this.refresh()
      this.db.exec('COMMIT')
      this.#open = false
    } catch (error) {
      this.#open = false
      // SQLite has rolled back by itself after some errors (disk full).
      if (this.db.inTransaction) this.db.exec('ROLLBACK')
      this.changes = new ChangeSet()
      for (const reset of this.#resets) reset()
      throw error
    }
    const changes = this.changes
    this.changes = new ChangeSet()
    if (!changes.empty) for (const listener of this.#listeners) listener(changes)
    return result
  }
}
