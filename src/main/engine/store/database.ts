import { performance } from 'node:perf_hooks'
import Sqlite from 'better-sqlite3'

/** A statement this slow (ms) is told of. Signal-Desktop's figure; two frames and a half. */
const SLOW_MS = 40

/** Nobody else writes (lock.ts), but a backup tool or a curious user may hold a lock for a moment: this long (ms). */
const PATIENCE_MS = 5_000

type SlowListener = (statement: string, ms: number) => void

/** What may be bound. Booleans are written as 0 and 1 by the callers. */
export type Bindable = string | number | bigint | Uint8Array | null

/**
 * One SQLite connection. Every statement has a name, is prepared when first used, and is timed. The list of them all is what
 * the tests of the query plans go through.
 */
export class Database {
  readonly #db: Sqlite.Database
  readonly #slow: SlowListener
  readonly #statements = new Map<string, string>()

  constructor(file: string, slow: SlowListener, options: { readonly: boolean } = { readonly: false }) {
    this.#db = new Sqlite(file, { timeout: PATIENCE_MS, readonly: options.readonly })
    this.#slow = slow
  }

  /** Declares a statement. `name`: `aggregate.what`, unique, for logs and tests. */
  statement<P extends Bindable[], R = never>(name: string, sql: string): Statement<P, R> {
    if (this.#statements.has(name)) throw new Error(`two statements are called ${name}`)
    this.#statements.set(name, sql)
    return new Statement<P, R>(name, () => this.#db.prepare<P, R>(sql), this.#slow)
  }

  /** Name and text of every statement declared so far. */
  get statements(): ReadonlyMap<string, string> {
    return this.#statements
  }

  /** For statements without parameters that are run once in a while. */
  exec(sql: string): void {
    this.#db.exec(sql)
  }

  pragma(text: string): unknown {
    return this.#db.pragma(text, { simple: true })
  }

  /** The plan of a statement, one line per step. */
  plan(sql: string): string[] {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null)
    const steps = this.#db.prepare<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters)
    return steps.map(step => step.detail)
  }

  /**
   * Moves the write-ahead log into the database and empties it: what was deleted is gone from the disk then. Does not wait.
   * @returns false when somebody else reads in it.
   */
  emptyLog(): boolean {
    this.#db.pragma('busy_timeout = 0')
    try {
      return this.pragma('wal_checkpoint(TRUNCATE)') === 0
    } catch (error) {
      if (error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) return false
      throw error
    } finally {
      this.#db.pragma(`busy_timeout = ${PATIENCE_MS}`)
    }
  }

  get inTransaction(): boolean {
    return this.#db.inTransaction
  }

  async backup(file: string): Promise<void> {
    // 200 pages (0.8 MB) a step: a few ms each, other work runs in between.
    await this.#db.backup(file, { progress: () => 200 })
  }

  close(): void {
    this.#db.close()
  }
}

/** A prepared statement with typed parameters and rows. */
export class Statement<P extends Bindable[], R> {
  readonly #name: string
  readonly #prepare: () => Sqlite.Statement<P, R>
  readonly #slow: SlowListener
  #prepared: Sqlite.Statement<P, R> | null = null

  constructor(name: string, prepare: () => Sqlite.Statement<P, R>, slow: SlowListener) {
    this.#name = name
    this.#prepare = prepare
    this.#slow = slow
  }

  /** @returns how many rows changed. */
  run(...parameters: P): number {
    this.#prepared ??= this.#prepare()
    const start = performance.now()
    const { changes } = this.#prepared.run(...parameters)
    this.#time(start)
    return changes
  }

  /** Runs an INSERT. @returns the row's number. */
  insert(...parameters: P): number {
    this.#prepared ??= this.#prepare()
    const start = performance.now()
    const { lastInsertRowid } = this.#prepared.run(...parameters)
    this.#time(start)
    return Number(lastInsertRowid)
  }

  get(...parameters: P): R | null {
    this.#prepared ??= this.#prepare()
    const start = performance.now()
    const row = this.#prepared.get(...parameters)
    this.#time(start)
    return row ?? null
  }

  all(...parameters: P): R[] {
    this.#prepared ??= this.#prepare()
    const start = performance.now()
    const rows = this.#prepared.all(...parameters)
    this.#time(start)
    return rows
  }

  #time(start: number): void {
    const ms = performance.now() - start
    if (ms >= SLOW_MS) this.#slow(this.#name, ms)
  }
}

/** For `IN (SELECT value FROM json_each(?))`: any number of ids in one parameter. */
export function idList(ids: Iterable<number>): string {
  return JSON.stringify([...ids])
}

/** True for an error by which SQLite says that the file is damaged. */
export function isCorruption(error: unknown): boolean {
  const code = error instanceof Sqlite.SqliteError ? error.code : ''
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}
