import type { StatusGroup } from '../../../shared/model.ts'
import { MOST_POSTS } from '../../../shared/rules/statuses.ts'
import type { People } from './people.ts'
import { isStoreFailure } from './store-failure.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Post {
  id: number
  at: number
  expiresAt: number
  seen: number
}

/** How the list's groups are numbered in the table: by falling number. */
const PLACES: Readonly<Record<StatusGroup, number>> = { recent: 2, viewed: 1, muted: 0 }

export function groupOf(place: number): StatusGroup {
  if (place === PLACES.muted) return 'muted'
  return place === PLACES.recent ? 'recent' : 'viewed'
}

/**
 * Everybody with posts that are not over, where they stand in the list, and what of theirs is unseen: worked out from the posts
 * and never counted up or down. Which rows are out of date the database's triggers mark, and the clock.
 */
export class StatusAuthors {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #due
  readonly #posts
  readonly #muted
  readonly #write
  readonly #drop
  readonly #unseen

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#due = db.statement<[number], { id: number }>(
      'statusAuthors.due',
      'SELECT person_id AS id FROM status_authors WHERE until <= ?',
    )
    this.#posts = db.statement<[number, number], Post>(
      'statusAuthors.posts',
      `SELECT id, at, expires_at AS expiresAt, seen_at IS NOT NULL AS seen FROM statuses
       WHERE author_id = ? AND revoked_at IS NULL AND content IS NOT NULL AND from_me = 0 AND expires_at > ?
       ORDER BY at DESC, id DESC LIMIT ${MOST_POSTS}`,
    )
    this.#muted = db.statement<[number], { muted: number }>(
      'statusAuthors.muted',
      'SELECT status_muted AS muted FROM people WHERE id = ?',
    )
    this.#write = db.statement<[number, number, number, number, string, number, number]>(
      'statusAuthors.write',
      `UPDATE status_authors SET place = ?, newest_at = ?, newest_id = ?, unseen = ?, seen = ?, until = ?
       WHERE person_id = ?`,
    )
    this.#drop = db.statement<[number]>('statusAuthors.drop', 'DELETE FROM status_authors WHERE person_id = ?')
    this.#unseen = db.statement<[number], { count: number | null }>(
      'statusAuthors.unseen',
      `SELECT SUM(a.unseen) AS count FROM status_authors a WHERE a.place = ${PLACES.recent} AND a.person_id <> ?
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = a.person_id)`,
    )
    unit.onRefresh(() => this.#refresh())
  }

  /**
   * Brings the table up to date, for a reader. Costs one look into an index when it is. Where nothing can be written (the disk is
   * full, say) it stays a little behind: better than no list at all. Whoever clears away what is over tells of the failure.
   */
  settle(): void {
    if (this.#due.get(this.#unit.now()) === null) return
    try {
      this.#unit.write(() => this.#refresh())
    } catch (error) {
      if (!isStoreFailure(error)) throw error
    }
  }

  /** Posts that were not seen, by authors who are neither muted nor blocked. */
  unseen(): number {
    this.settle()
    return this.#unseen.get(this.#people.me ?? 0)?.count ?? 0
  }

  #refresh(): void {
    const now = this.#unit.now()
    for (const { id } of this.#due.all(now)) {
      this.#author(id, now)
      this.#unit.changes.statuses = true
    }
  }

  #author(id: number, now: number): void {
    const posts = this.#posts.all(id, now)
    const [newest] = posts
    if (newest === undefined) {
      this.#drop.run(id)
      return
    }
    const unseen = posts.filter(post => post.seen === 0).length
    const seen = posts.map(post => post.seen).reverse()
    const muted = this.#muted.get(id)?.muted === 1
    const place = PLACES[muted ? 'muted' : unseen > 0 ? 'recent' : 'viewed']
    const until = Math.min(...posts.map(post => post.expiresAt))
    this.#write.run(place, newest.at, newest.id, unseen, seen.join(''), until, id)
  }
}
