import { createHash } from 'node:crypto'
import type { DomainEvent } from '../events.ts'
import { idList } from './database.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * Events that could not be applied, kept for a later version that can: as the rows of the journal they came from, else
 * written out. An event is in here once, however often it comes.
 */
export class SetAside {
  readonly #unit: UnitOfWork
  readonly #add
  readonly #find
  readonly #markRows
  readonly #expireRows
  readonly #expire
  readonly #count

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#add = db.statement<[string, number, string, string, string | null, number | null]>(
      'setAside.add',
      `INSERT INTO set_aside (digest, at, type, error, event, expires_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (digest) DO NOTHING`,
    )
    this.#find = db.statement<[string], { id: number }>('setAside.find', 'SELECT id FROM set_aside WHERE digest = ?')
    this.#markRows = db.statement<[number, string]>(
      'setAside.markRows',
      `UPDATE journal SET set_aside = ? WHERE id IN (SELECT value FROM json_each(?)) AND set_aside IS NULL`,
    )
    this.#expireRows = db.statement<[number]>(
      'setAside.expireRows',
      `UPDATE journal SET stanza = NULL, plaintext = NULL WHERE set_aside IN
         (SELECT id FROM set_aside WHERE expires_at IS NOT NULL AND expires_at <= ?)`,
    )
    this.#expire = db.statement<[number]>(
      'setAside.expire',
      'UPDATE set_aside SET event = NULL, expires_at = NULL WHERE expires_at IS NOT NULL AND expires_at <= ?',
    )
    this.#count = db.statement<[], { count: number }>('setAside.count', 'SELECT COUNT(*) AS count FROM set_aside')
  }

  /**
   * Keeps an event. `journal`: the rows it came from, which keep their bytes. `error`: a name, nothing that was said.
   * `expiresAt` (ms): nothing of it is kept longer; null: it is kept.
   */
  keep(event: DomainEvent, about: { journal: readonly number[]; error: string; expiresAt: number | null }): void {
    const json = JSON.stringify(event, bytesAsText)
    const digest = createHash('sha256').update(json).digest('hex')
    const written = about.journal.length > 0 ? null : json
    this.#unit.write(() => {
      this.#add.run(digest, this.#unit.now(), event.type, about.error, written, about.expiresAt)
      const id = this.#find.get(digest)?.id
      if (id !== undefined && about.journal.length > 0) this.#markRows.run(id, idList(about.journal))
    })
  }

  /** Drops what is kept of events whose time is over. @returns how many. */
  purgeExpired(now: number): number {
    return this.#unit.write(() => {
      this.#expireRows.run(now)
      return this.#expire.run(now)
    })
  }

  count(): number {
    return this.#count.get()?.count ?? 0
  }
}

function bytesAsText(_key: string, value: unknown): unknown {
  // A Buffer has been through its own toJSON by now.
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'Buffer') return value
  return 'data' in value && Array.isArray(value.data) ? { base64: Buffer.from(value.data).toString('base64') } : value
}
