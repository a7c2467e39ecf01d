import type { UnitOfWork } from './unit-of-work.ts'

/** Most posts of an author in one view receipt. */
const VIEWS_AT_ONCE = 100

/** Posts that were seen and of which their authors are still to hear. It lies in the posts' own rows, so what is over is not told. */
export class ViewQueue {
  readonly #unit: UnitOfWork
  readonly #author
  readonly #posts
  readonly #told
  readonly #dropDead
  readonly #drop

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#author = db.statement<[], { id: number }>(
      'viewQueue.author',
      'SELECT author_id AS id FROM statuses WHERE view_due = 1 LIMIT 1',
    )
    this.#posts = db.statement<[number], { id: number; wireId: string }>(
      'viewQueue.posts',
      `SELECT id, wire_id AS wireId FROM statuses WHERE view_due = 1 AND author_id = ? ORDER BY id LIMIT ${VIEWS_AT_ONCE}`,
    )
    this.#told = db.statement<[number]>('viewQueue.told', 'UPDATE statuses SET view_due = 0 WHERE id = ?')
    this.#dropDead = db.statement<[number]>(
      'viewQueue.dropDead',
      `UPDATE statuses SET view_due = 0 WHERE view_due = 1 AND (expires_at <= ? OR revoked_at IS NOT NULL
         OR EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = statuses.author_id))`,
    )
    this.#drop = db.statement<[]>('viewQueue.drop', 'UPDATE statuses SET view_due = 0 WHERE view_due = 1')
  }

  /** Posts of one author that were seen and of which the author is still to hear. Those that are over or gone are not told. */
  next(): { authorId: number; posts: { id: number; wireId: string }[] } | null {
    const first = this.#author.get()
    if (first === null) return null
    this.#unit.write(() => this.#dropDead.run(this.#unit.now()))
    const author = this.#author.get()
    return author === null ? null : { authorId: author.id, posts: this.#posts.all(author.id) }
  }

  /** Their author has heard of these, or will not. */
  told(ids: readonly number[]): void {
    this.#unit.write(() => {
      for (const id of ids) this.#told.run(id)
    })
  }

  /** Nobody is to hear of what was seen until now. */
  drop(): void {
    this.#unit.write(() => this.#drop.run())
  }
}
