import { createHash } from 'node:crypto'
import type { DomainEvent } from '../events.ts'
import { idList } from './database.ts'
import type { Meta } from './meta.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * Events that could not be applied, kept for a later version that can: as the rows of the journal they came from, else
 * written out. An event is in here once, however often it comes.
 */
export class SetAside {
  readonly #unit: UnitOfWork
  readonly #meta: Meta
  readonly #add
  readonly #find
  readonly #markRows
  readonly #expireRows
  readonly #expire
  readonly #count
  readonly #sooner
  readonly #written
  readonly #drop
  readonly #reopenRows
  readonly #freeRows
  readonly #dropRest

  constructor(unit: UnitOfWork, meta: Meta) {
    const { db } = unit
    this.#unit = unit
    this.#meta = meta
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
    this.#sooner = db.statement<[number]>(
      'setAside.sooner',
      'UPDATE set_aside SET expires_at = expires_at - ? WHERE expires_at IS NOT NULL AND expires_at > 0',
    )
    this.#written = db.statement<[], { id: number; event: string }>(
      'setAside.written',
      'SELECT id, event FROM set_aside WHERE event IS NOT NULL ORDER BY id',
    )
    this.#drop = db.statement<[number]>('setAside.drop', 'DELETE FROM set_aside WHERE id = ?')
    this.#reopenRows = db.statement<[]>(
      'setAside.reopenRows',
      'UPDATE journal SET projected_at = NULL WHERE set_aside IS NOT NULL AND plaintext IS NOT NULL',
    )
    this.#freeRows = db.statement<[]>(
      'setAside.freeRows',
      'UPDATE journal SET set_aside = NULL WHERE set_aside IS NOT NULL',
    )
    this.#dropRest = db.statement<[]>('setAside.dropRest', 'DELETE FROM set_aside WHERE event IS NULL')
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

  /** The clock was set back by this much (ms): what is left to each stays as it was. */
  sooner(ms: number): void {
    this.#unit.write(() => this.#sooner.run(ms))
  }

  /** Drops what is kept of events whose time is over. @returns how many. */
  purgeExpired(now: number): number {
    return this.#unit.write(() => {
      this.#expireRows.run(now)
      return this.#expire.run(now)
    })
  }

  /** True once for each version of the program in a row (`1.2.3`): what the one before could not apply, this one may. */
  isDue(version: string): boolean {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(part => Number.parseInt(part, 10) || 0)
    const number = (major * 1_000 + minor) * 1_000 + patch
    if (this.#meta.number(TRIED_BY) === number) return false
    this.#meta.setNumber(TRIED_BY, number)
    return true
  }

  /** Takes what came from the journal out of here: its rows count as not projected again. */
  reopenJournal(): void {
    this.#unit.write(() => {
      this.#reopenRows.run()
      this.#freeRows.run()
      this.#dropRest.run()
    })
  }

  /** The events that are written out, oldest first. */
  written(): { id: number; event: DomainEvent }[] {
    // Written by this store from a DomainEvent.
    return this.#written.all().map(({ id, event }) => ({ id, event: JSON.parse(event, textAsBytes) as DomainEvent }))
  }

  drop(id: number): void {
    this.#unit.write(() => this.#drop.run(id))
  }

  count(): number {
    return this.#count.get()?.count ?? 0
  }
}

/** Number of the program's version that tried last. */
const TRIED_BY = 'setAside.triedBy'

function textAsBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return value
  return typeof value.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value
}

function bytesAsText(_key: string, value: unknown): unknown {
  // A Buffer has been through its own toJSON by now.
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'Buffer') return value
  return 'data' in value && Array.isArray(value.data) ? { base64: Buffer.from(value.data).toString('base64') } : value
}
