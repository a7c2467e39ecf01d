import type { Content } from '../../../shared/content.ts'
import { STATUS_LIFETIME_MS } from '../../../shared/rules/expiry.ts'
import type { Journal } from './journal.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export interface NewStatus {
  authorId: number
  fromMe: boolean
  wireId: string
  at: number
  content: Content
  text: string | null
  thumbnail: Uint8Array | null
  backgroundArgb: number | null
  font: number | null
  raw: Uint8Array
  seen: boolean
  /** ms; rules/expiry.ts. */
  expiresAt: number
}

interface Row {
  id: number
  wireId: string
  seenAt: number | null
  revokedAt: number | null
  hasContent: number
}

/** Status updates (domain.md §10). Seen, viewed and revoked may come before the post: a row without content holds them. */
export class Statuses {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #journal: Journal
  readonly #find
  readonly #stub
  readonly #fill
  readonly #see
  readonly #revoke
  readonly #view
  readonly #setMuted
  readonly #unseen
  readonly #purge
  readonly #nextExpiry
  readonly #ofAuthor
  readonly #moveAuthor
  readonly #join
  readonly #moveViews
  readonly #drop
  readonly #moveViewer
  readonly #dropViewer

  constructor(unit: UnitOfWork, people: People, journal: Journal) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#journal = journal
    const columns = `id, wire_id AS wireId, seen_at AS seenAt, revoked_at AS revokedAt, content IS NOT NULL AS hasContent`
    this.#find = db.statement<[number, string], Row>(
      'statuses.find',
      `SELECT ${columns} FROM statuses WHERE author_id = ? AND wire_id = ?`,
    )
    this.#stub = db.statement<[number, string, number, number, number]>(
      'statuses.stub',
      'INSERT INTO statuses (author_id, wire_id, from_me, at, expires_at) VALUES (?, ?, ?, ?, ?)',
    )
    this.#fill = db.statement<
      [
        ...[number, number, string, string | null, string, number | null, number | null],
        ...[Uint8Array | null, Uint8Array, number],
      ]
    >(
      'statuses.fill',
      `UPDATE statuses SET at = ?, expires_at = ?, kind = ?, text = ?, content = ?, background_argb = ?, font = ?,
         thumbnail = ?, raw = ? WHERE id = ?`,
    )
    this.#see = db.statement<[number, number]>(
      'statuses.see',
      'UPDATE statuses SET seen_at = ? WHERE id = ? AND seen_at IS NULL',
    )
    this.#revoke = db.statement<[number, number]>(
      'statuses.revoke',
      `UPDATE statuses SET revoked_at = ?, kind = NULL, text = NULL, content = NULL, background_argb = NULL, font = NULL,
         thumbnail = NULL, raw = NULL WHERE id = ? AND revoked_at IS NULL`,
    )
    this.#view = db.statement<[number, number, number]>(
      'statuses.view',
      `INSERT INTO status_views (status_id, person_id, at) VALUES (?, ?, ?)
       ON CONFLICT (status_id, person_id) DO UPDATE SET at = MIN(at, excluded.at)`,
    )
    this.#setMuted = db.statement<[number, number]>(
      'statuses.setMuted',
      'UPDATE people SET status_muted = ? WHERE id = ?',
    )
    this.#unseen = db.statement<[number], { count: number }>(
      'statuses.unseen',
      `SELECT COUNT(*) AS count FROM statuses s JOIN people p ON p.id = s.author_id
       WHERE s.seen_at IS NULL AND s.revoked_at IS NULL AND s.content IS NOT NULL AND s.from_me = 0 AND s.expires_at > ?
         AND p.status_muted = 0 AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = s.author_id)`,
    )
    this.#purge = db.statement<[number]>('statuses.purge', 'DELETE FROM statuses WHERE expires_at <= ?')
    this.#nextExpiry = db.statement<[], { at: number | null }>(
      'statuses.nextExpiry',
      'SELECT MIN(expires_at) AS at FROM statuses',
    )
    this.#ofAuthor = db.statement<[number], Row>(
      'statuses.ofAuthor',
      `SELECT ${columns} FROM statuses WHERE author_id = ?`,
    )
    this.#moveAuthor = db.statement<[number, number]>(
      'statuses.moveAuthor',
      'UPDATE statuses SET author_id = ? WHERE id = ?',
    )
    this.#join = db.statement<[number, number]>(
      'statuses.join',
      `UPDATE statuses SET seen_at = COALESCE(statuses.seen_at, g.seen_at),
         at = CASE WHEN statuses.content IS NULL THEN g.at ELSE statuses.at END,
         expires_at = MIN(statuses.expires_at, g.expires_at),
         kind = COALESCE(statuses.kind, g.kind), text = COALESCE(statuses.text, g.text),
         content = COALESCE(statuses.content, g.content), font = COALESCE(statuses.font, g.font),
         background_argb = COALESCE(statuses.background_argb, g.background_argb),
         thumbnail = COALESCE(statuses.thumbnail, g.thumbnail), raw = COALESCE(statuses.raw, g.raw)
       FROM statuses g WHERE g.id = ? AND statuses.id = ?`,
    )
    this.#moveViews = db.statement<[number, number]>(
      'statuses.moveViews',
      'UPDATE OR IGNORE status_views SET status_id = ? WHERE status_id = ?',
    )
    this.#drop = db.statement<[number]>('statuses.drop', 'DELETE FROM statuses WHERE id = ?')
    this.#moveViewer = db.statement<[number, number]>(
      'statuses.moveViewer',
      'UPDATE OR IGNORE status_views SET person_id = ? WHERE person_id = ?',
    )
    this.#dropViewer = db.statement<[number]>('statuses.dropViewer', 'DELETE FROM status_views WHERE person_id = ?')
  }

  /** @returns null when it is revoked or over. */
  add(status: NewStatus): number | null {
    if (status.expiresAt <= this.#unit.now()) return null
    return this.#unit.write(() => {
      const row = this.#row(status.authorId, status.wireId, status.at, status.expiresAt)
      if (row.revokedAt !== null) return null
      if (row.hasContent === 0) {
        const { at, expiresAt, content, text, backgroundArgb, font, thumbnail, raw } = status
        const json = JSON.stringify(content)
        this.#fill.run(at, expiresAt, content.kind, text, json, backgroundArgb, font, thumbnail, raw, row.id)
        this.#changed()
      }
      if (status.seen) this.#see.run(status.at, row.id)
      return row.id
    })
  }

  revoke(authorId: number, wireId: string, at: number): void {
    this.#unit.write(() => {
      if (this.#revoke.run(at, this.#row(authorId, wireId, at).id) > 0) this.#changed()
    })
  }

  markSeen(authorId: number, wireId: string, at: number): void {
    this.#unit.write(() => {
      if (this.#see.run(at, this.#row(authorId, wireId, at).id) > 0) this.#changed()
    })
  }

  /** Somebody viewed one's own post. */
  recordView(wireId: string, byId: number, at: number): void {
    const { me } = this.#people
    if (me === null) return
    this.#unit.write(() => {
      this.#view.run(this.#row(me, wireId, at).id, byId, at)
      this.#changed()
    })
  }

  setMuted(personId: number, muted: boolean): void {
    this.#unit.write(() => {
      this.#setMuted.run(muted ? 1 : 0, personId)
      this.#changed()
    })
  }

  /** Posts that were not seen, by authors who are neither muted nor blocked. */
  unseen(now: number): number {
    return this.#unseen.get(now)?.count ?? 0
  }

  /**
   * What is over goes: rows, protobufs, and the plaintext in the decrypt journal. Freed pages are overwritten
   * (secure_delete), and the log is emptied, since it still holds what was written. @returns how many went.
   */
  purgeExpired(now: number): number {
    const gone = this.#unit.write(() => {
      this.#journal.expire(now - STATUS_LIFETIME_MS)
      const count = this.#purge.run(now)
      if (count > 0) this.#changed()
      return count
    })
    if (!this.#unit.db.inTransaction) this.#unit.db.pragma('wal_checkpoint(TRUNCATE)')
    return gone
  }

  nextExpiry(): number | null {
    return this.#nextExpiry.get()?.at ?? null
  }

  mergePeople(keep: number, gone: number): void {
    for (const row of this.#ofAuthor.all(gone)) {
      const twin = this.#find.get(keep, row.wireId)
      if (twin === null) {
        this.#moveAuthor.run(keep, row.id)
        continue
      }
      if (row.revokedAt !== null) this.#revoke.run(row.revokedAt, twin.id)
      else if (twin.revokedAt === null) this.#join.run(row.id, twin.id)
      if (row.seenAt !== null) this.#see.run(row.seenAt, twin.id)
      this.#moveViews.run(twin.id, row.id)
      this.#drop.run(row.id)
    }
    this.#moveViewer.run(keep, gone)
    this.#dropViewer.run(gone)
    this.#changed()
  }

  /**
   * The row of a post, made without content when it is not here. What a post's time is, is not known then (`at` at most), but
   * it is over a day from now, whatever time it has.
   */
  #row(authorId: number, wireId: string, at: number, expires: number | null = null): Row {
    const known = this.#find.get(authorId, wireId)
    if (known !== null) return known
    const expiresAt = expires ?? this.#unit.now() + STATUS_LIFETIME_MS
    const id = this.#stub.insert(authorId, wireId, authorId === this.#people.me ? 1 : 0, at, expiresAt)
    return { id, wireId, seenAt: null, revokedAt: null, hasContent: 0 }
  }

  #changed(): void {
    this.#unit.changes.statuses = true
  }
}
