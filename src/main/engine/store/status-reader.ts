import type { Content } from '../../../shared/content.ts'
import type {
  ErrorCode,
  MediaFailure,
  MediaState,
  Page,
  StatusAuthor,
  StatusPost,
  StatusViewer,
  StatusWalker,
} from '../../../shared/model.ts'
import { wellFormedCut } from '../../../shared/rules/preview.ts'
import { hasShownFile, MOST_POSTS } from '../../../shared/rules/statuses.ts'
import { BadCursor, fromCursor, type Place, toCursor } from './cursor.ts'
import { idList } from './database.ts'
import type { People } from './people.ts'
import { peopleMatch } from './people-reader.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import { groupOf, type StatusAuthors } from './status-authors.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface AuthorRow extends LineRow {
  place: number
  newestAt: number
  newestId: number
  seen: string
  content: string
  thumbnail: Uint8Array | null
  backgroundArgb: number | null
  font: number | null
}

interface PostRow {
  id: number
  authorId: number
  fromMe: number
  at: number
  expiresAt: number
  seen: number
  content: string
  backgroundArgb: number | null
  font: number | null
  thumbnail: Uint8Array | null
  way: StatusPost['way']
  failure: ErrorCode | null
  viewers: number
  mediaId: number | null
  isHere: number
  mediaFailure: MediaFailure | null
}

/** Most authors that are walked through. */
const MOST_WALKED = 2000
/** A row of the list has room for one line and a small picture: strings (code units), lists, bytes. Anybody may post, and much. */
const ROW_STRING = 200
const ROW_LIST = 20
const ROW_THUMBNAIL = 16 * 1024

const END: Place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }

/** What is known of a post's file that is in no table: that it is on its way. Null: nothing. */
export type StateOf = (statusId: number) => MediaState | null

/** Status updates as the contract wants them (domain.md §10): nothing that is over, revoked, or of a blocked author. */
export class StatusReader {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #authors: StatusAuthors
  readonly #page
  readonly #found
  readonly #walk
  readonly #ofAuthor
  readonly #mine
  readonly #one
  readonly #mentions
  readonly #lines
  readonly #isBlocked
  readonly #isOwn
  readonly #viewers
  #stateOf: StateOf = () => null

  constructor(unit: UnitOfWork, people: People, authors: StatusAuthors) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#authors = authors
    const page = (found: string): string =>
      `SELECT ${lineColumns('p')}, a.place, a.newest_at AS newestAt, a.newest_id AS newestId, a.seen, s.content,
         CASE WHEN LENGTH(s.thumbnail) <= ${ROW_THUMBNAIL} THEN s.thumbnail END AS thumbnail,
         s.background_argb AS backgroundArgb, s.font
       FROM status_authors a CROSS JOIN people p ON p.id = a.person_id CROSS JOIN statuses s ON s.id = a.newest_id
       WHERE a.place = ? AND (a.newest_at, a.newest_id) < (?, ?) AND a.person_id <> ? ${found}
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = a.person_id)
       ORDER BY a.newest_at DESC, a.newest_id DESC LIMIT ?`
    this.#page = db.statement<[number, number, number, number, number], AuthorRow>('statusReader.page', page(''))
    this.#found = db.statement<[number, number, number, number, string, number], AuthorRow>(
      'statusReader.found',
      page('AND a.person_id IN (SELECT rowid FROM people_search WHERE people_search MATCH ?)'),
    )
    this.#walk = db.statement<[number, number, number], { id: number; place: number; unseen: number }>(
      'statusReader.walk',
      `SELECT a.person_id AS id, a.place, a.unseen FROM status_authors a
       WHERE a.place = ? AND a.person_id <> ? AND a.newest_id > 0
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = a.person_id)
       ORDER BY a.newest_at DESC, a.newest_id DESC LIMIT ?`,
    )
    const posts = (where: string): string =>
      `SELECT s.id, s.author_id AS authorId, s.from_me AS fromMe, s.at, s.expires_at AS expiresAt,
         s.from_me = 1 OR s.seen_at IS NOT NULL AS seen, s.content, s.background_argb AS backgroundArgb, s.font, s.thumbnail,
         CASE WHEN s.revoke_due = 1 THEN 'deleting' ELSE s.way END AS way, s.failure,
         CASE WHEN s.from_me = 1 THEN
           (SELECT COUNT(*) FROM status_views v WHERE v.status_id = s.id AND v.person_id <> s.author_id
              AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = v.person_id)) ELSE 0 END AS viewers,
         m.id AS mediaId, m.file IS NOT NULL AS isHere, m.failure AS mediaFailure
       FROM statuses s LEFT JOIN media m ON m.status_id = s.id
       WHERE ${where} AND s.revoked_at IS NULL AND s.content IS NOT NULL AND s.expires_at > ?`
    const newest = `ORDER BY s.at DESC, s.id DESC LIMIT ${MOST_POSTS}`
    this.#ofAuthor = db.statement<[number, number], PostRow>(
      'statusReader.ofAuthor',
      `${posts('s.author_id = ?')} AND s.from_me = 0 ${newest}`,
    )
    this.#mine = db.statement<[number, number], PostRow>(
      'statusReader.mine',
      `${posts('s.author_id = ?')} AND s.from_me = 1 ${newest}`,
    )
    this.#one = db.statement<[number, number], PostRow>('statusReader.one', posts('s.id = ?'))
    this.#mentions = db.statement<[string], LineRow & { statusId: number; token: string }>(
      'statusReader.mentions',
      `SELECT ${lineColumns('p')}, n.status_id AS statusId, n.token
       FROM json_each(?) j CROSS JOIN status_mentions n ON n.status_id = j.value CROSS JOIN people p ON p.id = n.person_id`,
    )
    this.#lines = db.statement<[number], LineRow & { muted: number }>(
      'statusReader.line',
      `SELECT ${lineColumns('p')}, p.status_muted AS muted FROM people p WHERE p.id = ?`,
    )
    this.#isBlocked = db.statement<[number], { found: number }>(
      'statusReader.isBlocked',
      'SELECT 1 AS found FROM blocks WHERE person_id = ?',
    )
    this.#isOwn = db.statement<[number, number], { found: number }>(
      'statusReader.isOwn',
      'SELECT 1 AS found FROM statuses WHERE id = ? AND from_me = 1 AND revoked_at IS NULL AND expires_at > ?',
    )
    this.#viewers = db.statement<[number, number, number, number, number], LineRow & { at: number }>(
      'statusReader.viewers',
      `SELECT ${lineColumns('p')}, v.at FROM status_views v CROSS JOIN people p ON p.id = v.person_id
       WHERE v.status_id = ? AND (v.at, v.person_id) < (?, ?) AND v.person_id <> ?
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = v.person_id)
       ORDER BY v.at DESC, v.person_id DESC LIMIT ?`,
    )
  }

  /** Who tells of files on their way. */
  setStateOf(stateOf: StateOf): void {
    this.#stateOf = stateOf
  }

  /**
   * Authors: unseen ones first, then seen, then muted; in each the newest first. `query`: words of a name, or digits of a number.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  page(input: { query: string; after: string | null; limit: number }): Page<StatusAuthor> {
    const match = peopleMatch(input.query)
    if (match === 'nothing') return { items: [], next: null }
    this.#authors.settle()
    const wanted = input.limit + 1
    const start = input.after === null ? { group: 2, place: END } : readCursor(input.after)
    const rows: AuthorRow[] = []
    for (let group = start.group; group >= 0 && rows.length < wanted; group--) {
      const { at, id } = group === start.group ? start.place : END
      const [me, left] = [this.#people.me ?? 0, wanted - rows.length]
      rows.push(
        ...(match === 'all'
          ? this.#page.all(group, at, id, me, left)
          : this.#found.all(group, at, id, me, match.expression, left)),
      )
    }
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(toAuthor),
      next: rows.length > input.limit && last !== undefined ? writeCursor(last) : null,
    }
  }

  /** The same authors, in the same order; at most the first {@link MOST_WALKED}. */
  walk(): StatusWalker[] {
    this.#authors.settle()
    const me = this.#people.me ?? 0
    const walkers: StatusWalker[] = []
    for (let group = 2; group >= 0 && walkers.length < MOST_WALKED; group--) {
      for (const { id, place, unseen } of this.#walk.all(group, me, MOST_WALKED - walkers.length)) {
        walkers.push({ id, group: groupOf(place), unseen })
      }
    }
    return walkers
  }

  /** An author's posts, oldest first, at most the newest {@link MOST_POSTS}. Null when there is no such person. */
  posts(personId: number): StatusPost[] | null {
    const current = this.#people.current(personId)
    if (current === null) return null
    if (current === this.#people.me) return this.mine()
    if (this.#isBlocked.get(current) !== null) return []
    return this.#posts(this.#ofAuthor.all(current, this.#unit.now()).reverse())
  }

  /** One's own posts, oldest first, those on their way among them. */
  mine(): StatusPost[] {
    const { me } = this.#people
    return me === null ? [] : this.#posts(this.#mine.all(me, this.#unit.now()).reverse())
  }

  /** Null: over, revoked, or never here. */
  get(statusId: number): StatusPost | null {
    const row = this.#one.get(statusId, this.#unit.now())
    if (row === null || this.#isBlocked.get(row.authorId) !== null) return null
    return this.#posts([row])[0] ?? null
  }

  /**
   * Who has seen an own post, newest first. Null when it is none, or over.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  viewers(input: { statusId: number; after: string | null; limit: number }): Page<StatusViewer> | null {
    if (this.#isOwn.get(input.statusId, this.#unit.now()) === null) return null
    const { at, id } = input.after === null ? END : fromCursor(input.after)
    const rows = this.#viewers.all(input.statusId, at, id, this.#people.me ?? 0, input.limit + 1)
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(row => ({ person: toLine(row), at: row.at })),
      next: rows.length > input.limit && last !== undefined ? toCursor({ at: last.at, id: last.id }) : null,
    }
  }

  /** All of one author. */
  #posts(rows: readonly PostRow[]): StatusPost[] {
    const [first] = rows
    if (first === undefined) return []
    const author = this.#lines.get(first.authorId)
    if (author === null) throw new Error(`post ${first.id} has no author`)
    const mentions = this.#mentionsOf(rows.map(row => row.id))
    return rows.map(row => this.#post(row, author, mentions.get(row.id) ?? []))
  }

  #post(row: PostRow, author: LineRow & { muted: number }, mentions: StatusPost['mentions']): StatusPost {
    const content = contentOf(row.content)
    return {
      id: row.id,
      author: toLine(author),
      fromMe: row.fromMe === 1,
      muted: row.fromMe === 0 && author.muted === 1,
      at: row.at,
      expiresAt: row.expiresAt,
      content,
      backgroundArgb: row.backgroundArgb,
      font: row.font,
      mentions,
      thumbnail: base64(row.thumbnail),
      seen: row.seen === 1,
      media: this.#media(row, content),
      mediaId: row.isHere === 1 ? row.mediaId : null,
      way: row.way,
      failure: row.failure,
      viewers: row.viewers,
    }
  }

  #media(row: PostRow, content: Content): MediaState {
    if (row.isHere === 1) return { state: 'here' }
    if (!hasShownFile(content.kind)) return { state: 'none' }
    const told = this.#stateOf(row.id)
    if (told !== null) return told
    return row.mediaFailure === null ? { state: 'away' } : { state: 'failed', why: row.mediaFailure }
  }

  #mentionsOf(ids: readonly number[]): Map<number, StatusPost['mentions']> {
    const of = new Map<number, StatusPost['mentions']>()
    for (const { statusId, token, ...line } of this.#mentions.all(idList(ids))) {
      const mention = { token, person: toLine(line) }
      const known = of.get(statusId)
      if (known === undefined) of.set(statusId, [mention])
      else known.push(mention)
    }
    return of
  }
}

function toAuthor(row: AuthorRow): StatusAuthor {
  return {
    ...toLine(row),
    group: groupOf(row.place),
    seen: Array.from(row.seen, each => each === '1'),
    newestAt: row.newestAt,
    newest: {
      content: shortContent(row.content),
      thumbnail: base64(row.thumbnail),
      backgroundArgb: row.backgroundArgb,
      font: row.font,
    },
  }
}

/** Written by this store from a Content. */
function contentOf(json: string): Content {
  return JSON.parse(json) as Content
}

/** The same with its strings and lists cut for a row of the list. */
function shortContent(json: string): Content {
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value === 'string') return wellFormedCut(value, ROW_STRING)
    return Array.isArray(value) ? value.slice(0, ROW_LIST) : value
  }) as Content
}

function base64(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('base64')
}

function writeCursor({ place, newestAt, newestId }: AuthorRow): string {
  return `${place}:${toCursor({ at: newestAt, id: newestId })}`
}

function readCursor(cursor: string): { group: number; place: Place } {
  const match = /^([0-2]):(.+)$/.exec(cursor)
  if (match === null) throw new BadCursor()
  return { group: Number(match[1]), place: fromCursor(match[2] ?? '') }
}
