import type { Content } from '../../../shared/content.ts'
import type { ErrorCode } from '../../../shared/model.ts'
import { STATUS_LIFETIME_MS, statusExpiresAt } from '../../../shared/rules/expiry.ts'
import type { People } from './people.ts'
import type { PostingTimes } from './posting-times.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** An own post, written here. */
export interface NewPost {
  wireId: string
  content: Content
  text: string | null
  backgroundArgb: number | null
  font: number | null
  /** JPEG. */
  thumbnail: Uint8Array | null
  /** People it is meant for. */
  audience: readonly number[]
}

/** An own post, as far as its way is concerned. */
export interface OwnPost {
  id: number
  wireId: string
  content: Content
  backgroundArgb: number | null
  font: number | null
  thumbnail: Uint8Array | null
  way: 'pending' | 'sent' | 'failed'
  failure: ErrorCode | null
  /** It waits to be taken back. */
  revoking: boolean
  /** People it was meant for when it was written; null: written on another device. */
  audience: readonly number[] | null
  /** People who may have got it: it went out to them, whatever the answer was. */
  sentTo: readonly number[]
}

/** What an own post needs to go out, and to be taken back: JSON in its row. */
interface Payload {
  audience: number[]
  sentTo: number[]
}

interface PostRow {
  id: number
  wireId: string
  content: string
  backgroundArgb: number | null
  font: number | null
  thumbnail: Uint8Array | null
  way: OwnPost['way']
  failure: ErrorCode | null
  revoking: number
  payload: string | null
}

/**
 * Own posts that wait to go out or to be taken back. All of it lies in the posts' own rows, so what is over needs no telling any
 * more.
 */
export class StatusQueue {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #times: PostingTimes
  readonly #add
  readonly #get
  readonly #byWireId
  readonly #nextPending
  readonly #nextRevoke
  readonly #setPayload
  readonly #sent
  readonly #fail
  readonly #again
  readonly #revokeDue
  readonly #drop
  readonly #viewers

  constructor(unit: UnitOfWork, people: People, times: PostingTimes) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#times = times
    const post = `SELECT id, wire_id AS wireId, content, background_argb AS backgroundArgb, font, thumbnail, way, failure,
      revoke_due AS revoking, payload FROM statuses`
    const alive = 'from_me = 1 AND revoked_at IS NULL AND content IS NOT NULL AND expires_at > ?'
    this.#add = db.statement<
      [
        ...[number, string, number, number, string, string | null, string],
        ...[number | null, number | null, Uint8Array | null, string],
      ]
    >(
      'statusQueue.add',
      `INSERT INTO statuses (author_id, wire_id, from_me, at, expires_at, kind, text, content, background_argb, font,
         thumbnail, way, payload) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)`,
    )
    this.#get = db.statement<[number, number], PostRow>('statusQueue.get', `${post} WHERE id = ? AND ${alive}`)
    this.#byWireId = db.statement<[number, string, number], { raw: Uint8Array | null; payload: string | null }>(
      'statusQueue.byWireId',
      `SELECT raw, payload FROM statuses WHERE author_id = ? AND wire_id = ? AND ${alive} AND revoke_due = 0`,
    )
    this.#nextPending = db.statement<[number], PostRow>(
      'statusQueue.nextPending',
      `${post} WHERE way = 'pending' AND revoke_due = 0 AND ${alive} ORDER BY id LIMIT 1`,
    )
    this.#nextRevoke = db.statement<[number], PostRow>(
      'statusQueue.nextRevoke',
      `${post} WHERE revoke_due = 1 AND ${alive} ORDER BY id LIMIT 1`,
    )
    this.#setPayload = db.statement<[string, number]>(
      'statusQueue.setPayload',
      'UPDATE statuses SET payload = ? WHERE id = ?',
    )
    this.#sent = db.statement<[number, number, Uint8Array, number]>(
      'statusQueue.sent',
      `UPDATE statuses SET way = 'sent', failure = NULL, at = ?, expires_at = ?, raw = ?
       WHERE id = ? AND revoked_at IS NULL AND content IS NOT NULL`,
    )
    this.#fail = db.statement<[ErrorCode, number]>(
      'statusQueue.fail',
      `UPDATE statuses SET way = CASE WHEN way = 'pending' THEN 'failed' ELSE way END, failure = ?, revoke_due = 0 WHERE id = ?`,
    )
    this.#again = db.statement<[number, number, number]>(
      'statusQueue.again',
      `UPDATE statuses SET way = 'pending', failure = NULL, at = ?, expires_at = ? WHERE id = ? AND way = 'failed'`,
    )
    this.#revokeDue = db.statement<[number]>(
      'statusQueue.revokeDue',
      'UPDATE statuses SET revoke_due = 1, failure = NULL WHERE id = ?',
    )
    this.#drop = db.statement<[number]>('statusQueue.drop', 'DELETE FROM statuses WHERE id = ?')
    this.#viewers = db.statement<[number], { id: number }>(
      'statusQueue.viewers',
      'SELECT person_id AS id FROM status_views WHERE status_id = ?',
    )
  }

  /** Stores an own post that waits to go out, and that it was written now. @returns its row. */
  add(post: NewPost): number {
    const now = this.#unit.now()
    const { wireId, content, text, backgroundArgb, font, thumbnail } = post
    const payload = pack({ audience: [...post.audience], sentTo: [] })
    return this.#unit.write(() => {
      const { me } = this.#people
      if (me === null) throw new Error('nobody to post as')
      this.#times.add(now)
      const id = this.#add.insert(
        ...([me, wireId, now, now + STATUS_LIFETIME_MS, content.kind, text, JSON.stringify(content)] as const),
        ...([backgroundArgb, font, thumbnail, payload] as const),
      )
      this.#changed()
      return id
    })
  }

  /** An own post; null: over, taken back, somebody else's, or never here. */
  get(id: number): OwnPost | null {
    return toPost(this.#get.get(id, this.#unit.now()))
  }

  /** An own post that is out and not being taken back, for a device that asks for it again. */
  posted(wireId: string): { raw: Uint8Array; sentTo: readonly number[] } | null {
    const { me } = this.#people
    const row = me === null ? null : this.#byWireId.get(me, wireId, this.#unit.now())
    return row === null || row.raw === null ? null : { raw: row.raw, sentTo: unpack(row.payload)?.sentTo ?? [] }
  }

  nextPending(): OwnPost | null {
    return toPost(this.#nextPending.get(this.#unit.now()))
  }

  nextRevoke(): OwnPost | null {
    return toPost(this.#nextRevoke.get(this.#unit.now()))
  }

  /** About to go out to these people, or surely not gone out to those who are not among them. */
  setSentTo(id: number, sentTo: readonly number[]): void {
    this.#unit.write(() => {
      const payload = unpack(this.#get.get(id, this.#unit.now())?.payload ?? null)
      if (payload !== null) this.#setPayload.run(pack({ ...payload, sentTo: [...sentTo] }), id)
    })
  }

  /** The server took it. @param at its time (ms). */
  sent(id: number, { at, raw }: { at: number; raw: Uint8Array }): void {
    this.#unit.write(() => {
      if (this.#sent.run(at, statusExpiresAt(at, this.#unit.now()), raw, id) > 0) this.#changed()
    })
  }

  /** It will not be posted, or not be taken back. */
  fail(id: number, code: ErrorCode): void {
    this.#unit.write(() => {
      if (this.#fail.run(code, id) > 0) this.#changed()
    })
  }

  /** One that failed is tried once more: that counts as posting now. */
  again(id: number): void {
    const now = this.#unit.now()
    this.#unit.write(() => {
      if (this.#again.run(now, now + STATUS_LIFETIME_MS, id) === 0) return
      this.#times.add(now)
      this.#changed()
    })
  }

  /** It is to be taken back. */
  revoke(id: number): void {
    this.#unit.write(() => {
      if (this.#revokeDue.run(id) > 0) this.#changed()
    })
  }

  /** One that never went out goes. */
  drop(id: number): void {
    this.#unit.write(() => {
      if (this.#drop.run(id) > 0) this.#changed()
    })
  }

  /** People who have seen an own post. */
  viewers(id: number): number[] {
    return this.#viewers.all(id).map(row => row.id)
  }

  #changed(): void {
    this.#unit.changes.statuses = true
  }
}

function pack(payload: Payload): string {
  return JSON.stringify(payload)
}

function unpack(json: string | null): Payload | null {
  return json === null ? null : (JSON.parse(json) as Payload)
}

function toPost(row: PostRow | null): OwnPost | null {
  if (row === null) return null
  const { payload, revoking, content, ...rest } = row
  const { audience = null, sentTo = [] } = unpack(payload) ?? {}
  return { ...rest, content: JSON.parse(content) as Content, revoking: revoking === 1, audience, sentTo }
}
