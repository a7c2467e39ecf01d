import type { JournalEntry, JournalStore, KeyChange, KeyStore } from '../ports.ts'
import { idList } from './database.ts'
import type { UnitOfWork } from './unit-of-work.ts'

const NOTHING = new Uint8Array(0)
/** The key begins with the chat (link/journal.ts). */
const IS_POST = `stanza_key LIKE 'status@broadcast %'`

/**
 * The decrypt journal. A row keeps its key for good; stanza and plaintext go some time after it was projected, and
 * {@link find} answers an empty plaintext then: known, and nothing left to do. A row that was set aside keeps both.
 */
export class Journal implements JournalStore {
  readonly #unit: UnitOfWork
  readonly #keys: KeyStore
  readonly #find
  readonly #add
  readonly #unprojected
  readonly #mark
  readonly #prune
  readonly #expire
  readonly #clamp
  readonly #expireUnread
  readonly #forget
  readonly #drop

  constructor(unit: UnitOfWork, keys: KeyStore) {
    const { db } = unit
    this.#unit = unit
    this.#keys = keys
    this.#find = db.statement<[string], { id: number; plaintext: Uint8Array | null }>(
      'journal.find',
      'SELECT id, plaintext FROM journal WHERE stanza_key = ?',
    )
    this.#add = db.statement<[string, number, Uint8Array, Uint8Array]>(
      'journal.add',
      'INSERT INTO journal (stanza_key, at, stanza, plaintext) VALUES (?, ?, ?, ?)',
    )
    this.#unprojected = db.statement<
      [number, number],
      { id: number; stanzaKey: string; at: number; stanza: Uint8Array; plaintext: Uint8Array }
    >(
      'journal.unprojected',
      `SELECT id, stanza_key AS stanzaKey, at, stanza, plaintext FROM journal
       WHERE projected_at IS NULL AND id > ? ORDER BY id LIMIT ?`,
    )
    this.#mark = db.statement<[number, string]>(
      'journal.mark',
      `UPDATE journal SET projected_at = ?
       WHERE id IN (SELECT value FROM json_each(?)) AND projected_at IS NULL`,
    )
    this.#prune = db.statement<[number]>(
      'journal.prune',
      `UPDATE journal SET stanza = NULL, plaintext = NULL
       WHERE projected_at IS NOT NULL AND plaintext IS NOT NULL AND set_aside IS NULL AND projected_at < ?`,
    )
    this.#expire = db.statement<[number, number]>(
      'journal.expire',
      `UPDATE journal SET stanza = NULL, plaintext = NULL
       WHERE projected_at IS NOT NULL AND plaintext IS NOT NULL AND set_aside IS NULL AND (at <= ? OR projected_at <= ?)`,
    )
    this.#clamp = db.statement<[number, number]>(
      'journal.clamp',
      'UPDATE journal SET projected_at = ? WHERE projected_at > ? AND plaintext IS NOT NULL',
    )
    this.#expireUnread = db.statement<[number, number]>(
      'journal.expireUnread',
      `UPDATE journal SET projected_at = ?, stanza = NULL, plaintext = NULL
       WHERE projected_at IS NULL AND ${IS_POST} AND at <= ?`,
    )
    this.#forget = db.statement<[number, string]>(
      'journal.forget',
      `UPDATE journal SET projected_at = COALESCE(projected_at, ?), stanza = NULL, plaintext = NULL
       WHERE plaintext IS NOT NULL AND instr(stanza_key, ?) > 0 AND (projected_at IS NOT NULL OR ${IS_POST})`,
    )
    this.#drop = db.statement<[number, string]>(
      'journal.drop',
      `UPDATE journal SET projected_at = COALESCE(projected_at, ?), stanza = NULL, plaintext = NULL
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
  }

  record(entry: JournalEntry, keys: readonly KeyChange[]): number {
    return this.#unit.write(() => {
      const known = this.#find.get(entry.stanzaKey)
      if (known !== null) return known.id
      this.#keys.write(keys)
      return this.#add.insert(entry.stanzaKey, entry.at, entry.stanza, entry.plaintext)
    })
  }

  find(stanzaKey: string): { id: number; plaintext: Uint8Array } | null {
    const row = this.#find.get(stanzaKey)
    return row === null ? null : { id: row.id, plaintext: row.plaintext ?? NOTHING }
  }

  unprojected(afterId: number, limit: number): (JournalEntry & { id: number })[] {
    return this.#unprojected.all(afterId, limit)
  }

  markProjected(ids: readonly number[]): void {
    if (ids.length === 0) return
    this.#unit.write(() => this.#mark.run(this.#unit.now(), idList(ids)))
  }

  prune(projectedBefore: number): void {
    this.#unit.write(() => this.#prune.run(projectedBefore))
  }

  drop(ids: readonly number[]): void {
    if (ids.length === 0) return
    this.#unit.write(() => this.#drop.run(this.#unit.now(), idList(ids)))
  }

  /**
   * Drops what is projected and was sent or received up to this time (ms): no status older than that is left in here. A post that
   * could not be projected until then is over as well. @returns how many rows changed.
   */
  expire(upTo: number, now: number): number {
    return this.#unit.write(() => {
      this.#clamp.run(now, now)
      return this.#expire.run(upTo, upTo) + this.#expireUnread.run(now, upTo)
    })
  }

  /** Drops what is left of a post that its author took back. The key names the message between spaces. */
  forget(wireId: string): void {
    this.#unit.write(() => this.#forget.run(this.#unit.now(), ` ${wireId} `))
  }
}
