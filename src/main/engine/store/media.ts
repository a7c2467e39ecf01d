import type { ContentKind } from '../../../shared/content.ts'
import type { MediaFailure, StatusStorage } from '../../../shared/model.ts'
import { FILE_KINDS, MOST_POSTS } from '../../../shared/rules/statuses.ts'
import { idList } from './database.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A post whose file is not here. */
export interface MissingFile {
  statusId: number
  authorId: number
  failure: MediaFailure | null
}

/** A post whose file may come without being asked for. */
export interface UnseenFile {
  statusId: number
  authorId: number
  /** Of the file, as its post tells it (bytes). */
  size: number
}

/** What is needed to fetch a post's file. */
export interface FileToFetch {
  authorId: number
  kind: ContentKind
  /** The encoded WebMessageInfo. */
  raw: Uint8Array
  /** Where the phone has put it anew; null: where the message says. */
  directPath: string | null
  failure: MediaFailure | null
}

/** A file in the media folder. */
export interface StoredFile {
  /** Its name in there. */
  file: string
  bytes: number
  type: string
}

/** Kinds of posts with a file that is shown (rules/statuses.ts). */
const KINDS = `(${FILE_KINDS.map(kind => `'${kind}'`).join(', ')})`
/** Most files that are looked for at one time. */
const MOST = 1_000

/** Files of status updates: which are here, under which name, and why others are not. The files themselves are the engine's. */
export class Media {
  readonly #unit: UnitOfWork
  readonly #ofAuthor
  readonly #missing
  readonly #toFetch
  readonly #awaited
  readonly #put
  readonly #fail
  readonly #path
  readonly #served
  readonly #nameOf
  readonly #names
  readonly #lose
  readonly #loseViewed
  readonly #dropRevoked
  readonly #storage
  readonly #bytes

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    const unblocked = 'NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = s.author_id)'
    const lives = `s.kind IN ${KINDS} AND s.revoked_at IS NULL AND s.raw IS NOT NULL AND s.expires_at > ? AND ${unblocked}`
    const live = 'FROM statuses s LEFT JOIN media f ON f.status_id = s.id'
    this.#ofAuthor = db.statement<[number, number], MissingFile & { seen: number; at: number }>(
      'media.ofAuthor',
      `SELECT s.id AS statusId, s.author_id AS authorId, f.failure, s.seen_at IS NOT NULL AS seen, s.at
       ${live} WHERE s.author_id = ? AND ${lives} AND f.file IS NULL`,
    )
    // Author by author, so that the posts that are shown can be told from older ones.
    this.#missing = db.statement<[number, number], UnseenFile>(
      'media.missing',
      `SELECT s.id AS statusId, s.author_id AS authorId, json_extract(s.content, '$.media.size') AS size
       FROM status_authors a CROSS JOIN people p ON p.id = a.person_id
         CROSS JOIN statuses s INDEXED BY statuses_by_author ON s.author_id = a.person_id
           AND s.at >= COALESCE((SELECT n.at FROM statuses n WHERE n.author_id = a.person_id AND n.revoked_at IS NULL
             AND n.content IS NOT NULL AND n.from_me = 0 ORDER BY n.at DESC LIMIT 1 OFFSET ${MOST_POSTS - 1}), 0)
         LEFT JOIN media f ON f.status_id = s.id
       WHERE a.place >= 0 AND p.status_muted = 0 AND ${lives} AND s.content IS NOT NULL AND s.from_me = 0 AND s.seen_at IS NULL
         AND f.file IS NULL AND f.failure IS NULL AND json_extract(s.content, '$.media.size') BETWEEN 1 AND ?
       LIMIT ${MOST}`,
    )
    this.#toFetch = db.statement<[number, number], FileToFetch>(
      'media.toFetch',
      `SELECT s.author_id AS authorId, s.kind, s.raw, f.direct_path AS directPath, f.failure
       ${live} WHERE s.id = ? AND ${lives} AND f.file IS NULL`,
    )
    this.#awaited = db.statement<[string, number], { id: number }>(
      'media.awaited',
      `SELECT s.id FROM json_each(?) j CROSS JOIN statuses s ON s.id = j.value LEFT JOIN media f ON f.status_id = s.id
       WHERE ${lives} AND f.file IS NULL`,
    )
    this.#put = db.statement<[number, string, number, string]>(
      'media.put',
      `INSERT INTO media (status_id, file, bytes, type) VALUES (?, ?, ?, ?)
       ON CONFLICT (status_id) DO UPDATE SET file = excluded.file, bytes = excluded.bytes, type = excluded.type, failure = NULL`,
    )
    this.#fail = db.statement<[number, string | null]>(
      'media.fail',
      `INSERT INTO media (status_id, failure) VALUES (?, ?) ON CONFLICT (status_id) DO UPDATE SET failure = excluded.failure`,
    )
    this.#path = db.statement<[number, string]>(
      'media.path',
      `INSERT INTO media (status_id, direct_path) VALUES (?, ?)
       ON CONFLICT (status_id) DO UPDATE SET direct_path = excluded.direct_path`,
    )
    this.#served = db.statement<[number, number], StoredFile>(
      'media.served',
      `SELECT f.file, f.bytes, f.type FROM media f CROSS JOIN statuses s ON s.id = f.status_id
       WHERE f.id = ? AND f.file IS NOT NULL AND s.revoked_at IS NULL AND s.expires_at > ? AND ${unblocked}`,
    )
    this.#nameOf = db.statement<[number], { file: string | null }>(
      'media.nameOf',
      'SELECT file FROM media WHERE status_id = ?',
    )
    this.#names = db.statement<[], { id: number; file: string }>(
      'media.names',
      'SELECT id, file FROM media WHERE file IS NOT NULL',
    )
    this.#lose = db.statement<[number]>(
      'media.lose',
      'UPDATE media SET file = NULL, bytes = NULL, type = NULL WHERE id = ? AND file IS NOT NULL',
    )
    // What waits to be posted is still needed.
    const viewed = `SELECT f.id FROM media f CROSS JOIN statuses s ON s.id = f.status_id
      WHERE f.file IS NOT NULL AND s.way = 'sent' AND (s.seen_at IS NOT NULL OR s.from_me = 1)`
    this.#loseViewed = db.statement<[]>(
      'media.loseViewed',
      `UPDATE media SET file = NULL, bytes = NULL, type = NULL WHERE id IN (${viewed})`,
    )
    this.#dropRevoked = db.statement<[]>(
      'media.dropRevoked',
      `DELETE FROM media WHERE id IN
         (SELECT f.id FROM media f CROSS JOIN statuses s ON s.id = f.status_id WHERE s.revoked_at IS NOT NULL)`,
    )
    this.#storage = db.statement<[], StatusStorage>(
      'media.storage',
      `SELECT COUNT(*) AS files, COALESCE(SUM(bytes), 0) AS bytes,
         COUNT(*) FILTER (WHERE id IN (${viewed})) AS viewedFiles,
         COALESCE(SUM(bytes) FILTER (WHERE id IN (${viewed})), 0) AS viewedBytes
       FROM media WHERE file IS NOT NULL`,
    )
    this.#bytes = db.statement<[], { bytes: number }>(
      'media.bytes',
      'SELECT COALESCE(SUM(bytes), 0) AS bytes FROM media',
    )
  }

  /** An author's posts whose file is not here: those that were not seen first, of these the oldest. */
  ofAuthor(authorId: number): MissingFile[] {
    const rows = this.#ofAuthor.all(authorId, this.#unit.now())
    rows.sort((a, b) => a.seen - b.seen || a.at - b.at || a.statusId - b.statusId)
    return rows.map(({ statusId, authorId: id, failure }) => ({ statusId, authorId: id, failure }))
  }

  /**
   * Unseen posts of others whose file is not here and did not fail: not those of muted and blocked people, and of each author only
   * what is shown. Those whose size is not told are not among them.
   * @param largest most bytes of a file
   */
  missing(largest: number): UnseenFile[] {
    return this.#missing.all(this.#unit.now(), largest)
  }

  /** Null: the file is here, there is none, the post is over, or its author is blocked. */
  toFetch(statusId: number): FileToFetch | null {
    return this.#toFetch.get(statusId, this.#unit.now())
  }

  /** Those of these posts for which {@link toFetch} is not null. */
  awaited(statusIds: Iterable<number>): Set<number> {
    return new Set(this.#awaited.all(idList(statusIds), this.#unit.now()).map(({ id }) => id))
  }

  /** The file is in the folder now, whole and checked. */
  put(statusId: number, { file, bytes, type }: StoredFile): void {
    this.#write(() => this.#put.run(statusId, file, bytes, type))
  }

  /** Null: nothing is known against it any more. */
  fail(statusId: number, why: MediaFailure | null): void {
    this.#write(() => this.#fail.run(statusId, why))
  }

  /** The phone has put it there. */
  movedTo(statusId: number, directPath: string): void {
    this.#write(() => this.#path.run(statusId, directPath))
  }

  /** What is served under a media id; null: nothing, or nothing any more. Nothing of a blocked author is. */
  served(mediaId: number): StoredFile | null {
    return this.#served.get(mediaId, this.#unit.now())
  }

  /** Name of a post's file, or null when it is not here. */
  nameOf(statusId: number): string | null {
    return this.#nameOf.get(statusId)?.file ?? null
  }

  /** Names of all files that should be in the folder, by media id. */
  names(): Map<number, string> {
    return new Map(this.#names.all().map(({ id, file }) => [id, file]))
  }

  /** The file is not in the folder any more; it can be fetched again. */
  lose(mediaIds: Iterable<number>): void {
    this.#write(() => {
      let lost = 0
      for (const id of mediaIds) lost += this.#lose.run(id)
      return lost
    })
  }

  /** Rows of files of revoked posts go. @returns how many. */
  dropRevoked(): number {
    return this.#unit.write(() => this.#dropRevoked.run())
  }

  /** Of all files that are here. */
  bytes(): number {
    return this.#bytes.get()?.bytes ?? 0
  }

  storage(): StatusStorage {
    return this.#storage.get() ?? { files: 0, bytes: 0, viewedFiles: 0, viewedBytes: 0 }
  }

  /** Files of posts that were seen count as not here from now on. @returns how many bytes they have. */
  loseViewed(): number {
    const { viewedBytes } = this.storage()
    this.#write(() => this.#loseViewed.run())
    return viewedBytes
  }

  #write(work: () => number): void {
    this.#unit.write(() => {
      if (work() > 0) this.#unit.changes.statuses = true
    })
  }
}
