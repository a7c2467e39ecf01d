import type { Content, ContentKind } from '../../../shared/content.ts'
import { STATUS_LIFETIME_MS } from '../../../shared/rules/expiry.ts'
import type { Journal } from './journal.ts'
import type { People } from './people.ts'
import { StatusMerge } from './status-merge.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export interface NewStatus {
  authorId: number
  fromMe: boolean
  wireId: string
  at: number
  content: Content
  text: string | null
  mentions: { token: string; personId: number }[]
  thumbnail: Uint8Array | null
  backgroundArgb: number | null
  font: number | null
  raw: Uint8Array
  seen: boolean
  /** ms; rules/expiry.ts. */
  expiresAt: number
}

/** What a reply needs of a post. */
export interface PostFacts {
  authorId: number
  fromMe: boolean
  wireId: string
  kind: ContentKind
  text: string | null
  thumbnail: Uint8Array | null
  raw: Uint8Array
}

interface Row {
  id: number
  wireId: string
  revokedAt: number | null
  hasContent: number
}

/** Most rows without content of an author, and in all: anybody may tell of posts that never come. The oldest go. */
const STUBS_OF_AUTHOR = 1_000
const MOST_STUBS = 5_000

/** Status updates (domain.md §10). Seen, viewed and revoked may come before the post: a row without content holds them. */
export class Statuses {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #journal: Journal
  readonly #merge: StatusMerge
  readonly #find
  readonly #post
  readonly #stub
  readonly #dropStubsOf
  readonly #dropStubs
  readonly #fill
  readonly #mention
  readonly #unmention
  readonly #see
  readonly #seeHere
  readonly #revoke
  readonly #mayView
  readonly #view
  readonly #setMuted

  constructor(unit: UnitOfWork, people: People, journal: Journal) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#journal = journal
    this.#merge = new StatusMerge(unit)
    this.#find = db.statement<[number, string], Row>(
      'statuses.find',
      `SELECT id, wire_id AS wireId, revoked_at AS revokedAt, content IS NOT NULL AS hasContent
       FROM statuses WHERE author_id = ? AND wire_id = ?`,
    )
    this.#post = db.statement<[number, number], Omit<PostFacts, 'fromMe'> & { fromMe: number }>(
      'statuses.post',
      `SELECT author_id AS authorId, from_me AS fromMe, wire_id AS wireId, kind, text, thumbnail, raw FROM statuses
       WHERE id = ? AND revoked_at IS NULL AND content IS NOT NULL AND raw IS NOT NULL AND expires_at > ?`,
    )
    this.#stub = db.statement<[number, string, number, number, number]>(
      'statuses.stub',
      'INSERT INTO statuses (author_id, wire_id, from_me, at, expires_at) VALUES (?, ?, ?, ?, ?)',
    )
    this.#dropStubsOf = db.statement<[number, number]>(
      'statuses.dropStubsOf',
      `DELETE FROM statuses INDEXED BY statuses_stubs_by_author WHERE author_id = ? AND content IS NULL AND id <=
         (SELECT id FROM statuses INDEXED BY statuses_stubs_by_author WHERE author_id = ? AND content IS NULL
          ORDER BY id DESC LIMIT 1 OFFSET ${STUBS_OF_AUTHOR})`,
    )
    this.#dropStubs = db.statement<[]>(
      'statuses.dropStubs',
      `DELETE FROM statuses INDEXED BY statuses_stubs WHERE content IS NULL AND id <=
         (SELECT id FROM statuses INDEXED BY statuses_stubs WHERE content IS NULL AND id > 0
          ORDER BY id DESC LIMIT 1 OFFSET ${MOST_STUBS})`,
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
    this.#mention = db.statement<[number, string, number]>(
      'statuses.mention',
      'INSERT INTO status_mentions (status_id, token, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    this.#unmention = db.statement<[number]>('statuses.unmention', 'DELETE FROM status_mentions WHERE status_id = ?')
    // The earliest counts, whichever is heard of first.
    this.#see = db.statement<[number, number, number]>(
      'statuses.see',
      'UPDATE statuses SET seen_at = ? WHERE id = ? AND (seen_at IS NULL OR seen_at > ?)',
    )
    this.#seeHere = db.statement<[number, number, number, number]>(
      'statuses.seeHere',
      `UPDATE statuses SET seen_at = ?, view_due = ?
       WHERE id = ? AND seen_at IS NULL AND from_me = 0 AND revoked_at IS NULL AND content IS NOT NULL AND expires_at > ?
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = statuses.author_id)`,
    )
    this.#revoke = db.statement<[number, number, number]>(
      'statuses.revoke',
      `UPDATE statuses SET revoked_at = ?, kind = NULL, text = NULL, content = NULL, background_argb = NULL, font = NULL,
         thumbnail = NULL, raw = NULL, view_due = 0 WHERE id = ? AND (revoked_at IS NULL OR revoked_at > ?)`,
    )
    // Two rows may be one person as long as neither of number and LID tells them apart.
    this.#mayView = db.statement<[number, number], { may: number }>(
      'statuses.mayView',
      `SELECT o.payload IS NULL OR EXISTS (
         SELECT 1 FROM json_each(o.payload, '$.sentTo') j CROSS JOIN people w ON w.id = j.value
           CROSS JOIN people t ON t.id = COALESCE(w.merged_into, w.id) CROSS JOIN people b ON b.id = ?
         WHERE t.id = b.id OR (t.pn IS NULL OR b.pn IS NULL) AND (t.lid IS NULL OR b.lid IS NULL)) AS may
       FROM statuses o WHERE o.id = ?`,
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
  }

  /** Null: revoked, over, or never here. */
  post(id: number): PostFacts | null {
    const row = this.#post.get(id, this.#unit.now())
    return row === null ? null : { ...row, fromMe: row.fromMe === 1 }
  }

  /** @returns null when it is revoked or over. */
  add(status: NewStatus): number | null {
    if (status.expiresAt <= this.#unit.now()) return null
    return this.#unit.write(() => {
      const row = this.#row(status.authorId, status.wireId, status.at, status.expiresAt)
      if (status.seen && this.#see.run(status.at, row.id, status.at) > 0) this.#changed()
      if (row.revokedAt !== null) {
        this.#journal.forget(status.wireId)
        return null
      }
      if (row.hasContent === 0) {
        const { at, expiresAt, content, text, backgroundArgb, font, thumbnail, raw } = status
        const json = JSON.stringify(content)
        this.#fill.run(at, expiresAt, content.kind, text, json, backgroundArgb, font, thumbnail, raw, row.id)
        for (const { token, personId } of status.mentions) this.#mention.run(row.id, token, personId)
        this.#changed()
      }
      return row.id
    })
  }

  revoke(authorId: number, wireId: string, at: number): void {
    this.#unit.write(() => {
      const { id } = this.#row(authorId, wireId, at)
      if (this.#revoke.run(at, id, at) === 0) return
      this.#unmention.run(id)
      this.#journal.forget(wireId)
      this.#changed()
    })
  }

  /** Seen on another own device, which has told the author if they are to be told. */
  markSeen(authorId: number, wireId: string, at: number): void {
    this.#unit.write(() => {
      if (this.#see.run(at, this.#row(authorId, wireId, at).id, at) > 0) this.#changed()
    })
  }

  /** Shown here. @param tell its author is to hear of it: that waits for the connection. @returns false when nothing changed. */
  seeHere(statusId: number, tell: boolean): boolean {
    const now = this.#unit.now()
    return this.#unit.write(() => {
      if (this.#seeHere.run(now, tell ? 1 : 0, statusId, now) === 0) return false
      this.#changed()
      return true
    })
  }

  /** Somebody viewed one's own post. Of one that was written here, whoever is known not to have got it has not. */
  recordView(wireId: string, byId: number, at: number): void {
    const { me } = this.#people
    if (me === null) return
    this.#unit.write(() => {
      const { id } = this.#row(me, wireId, at)
      if (this.#mayView.get(byId, id)?.may !== 1) return
      this.#view.run(id, byId, at)
      this.#changed()
    })
  }

  setMuted(personId: number, muted: boolean): void {
    this.#unit.write(() => {
      this.#setMuted.run(muted ? 1 : 0, personId)
      this.#changed()
    })
  }

  mergePeople(keep: number, gone: number): void {
    this.#merge.people(keep, gone, keep === this.#people.me)
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
    if (expires === null) {
      this.#dropStubsOf.run(authorId, authorId)
      this.#dropStubs.run()
    }
    return { id, wireId, revokedAt: null, hasContent: 0 }
  }

  #changed(): void {
    this.#unit.changes.statuses = true
  }
}
