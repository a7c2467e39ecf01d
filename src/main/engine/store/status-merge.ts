import type { UnitOfWork } from './unit-of-work.ts'

interface Twins {
  id: number
  twin: number | null
}

/** Everything about status updates of a person found to be another one goes to that one; posts that both have become one. */
export class StatusMerge {
  readonly #unit: UnitOfWork
  readonly #ofAuthor
  readonly #moveAuthor
  readonly #revoke
  readonly #join
  readonly #moveViews
  readonly #dropEmptyMedia
  readonly #moveMedia
  readonly #moveMentions
  readonly #unmention
  readonly #drop
  readonly #moveViewer
  readonly #dropViewer
  readonly #moveMentioned
  readonly #moveExclusion
  readonly #dropExclusion

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#ofAuthor = db.statement<[number, number], Twins>(
      'statusMerge.ofAuthor',
      `SELECT g.id, k.id AS twin FROM statuses g LEFT JOIN statuses k ON k.author_id = ? AND k.wire_id = g.wire_id
       WHERE g.author_id = ?`,
    )
    this.#moveAuthor = db.statement<[number, number, number]>(
      'statusMerge.moveAuthor',
      'UPDATE statuses SET author_id = ?, from_me = ? WHERE id = ?',
    )
    this.#join = db.statement<[number, number]>(
      'statusMerge.join',
      `UPDATE statuses SET
         seen_at = MIN(COALESCE(statuses.seen_at, g.seen_at), COALESCE(g.seen_at, statuses.seen_at)),
         revoked_at = MIN(COALESCE(statuses.revoked_at, g.revoked_at), COALESCE(g.revoked_at, statuses.revoked_at)),
         at = CASE WHEN statuses.content IS NULL THEN g.at ELSE statuses.at END,
         expires_at = MIN(statuses.expires_at, g.expires_at),
         kind = COALESCE(statuses.kind, g.kind), text = COALESCE(statuses.text, g.text),
         content = COALESCE(statuses.content, g.content), font = COALESCE(statuses.font, g.font),
         background_argb = COALESCE(statuses.background_argb, g.background_argb),
         thumbnail = COALESCE(statuses.thumbnail, g.thumbnail), raw = COALESCE(statuses.raw, g.raw),
         view_due = MAX(statuses.view_due, g.view_due), revoke_due = MAX(statuses.revoke_due, g.revoke_due),
         payload = COALESCE(statuses.payload, g.payload),
         way = CASE WHEN statuses.content IS NULL THEN g.way WHEN g.content IS NULL THEN statuses.way
           WHEN 'sent' IN (statuses.way, g.way) THEN 'sent' ELSE statuses.way END,
         failure = CASE WHEN statuses.content IS NULL THEN g.failure WHEN g.content IS NULL THEN statuses.failure
           WHEN statuses.way = g.way THEN COALESCE(statuses.failure, g.failure) END
       FROM statuses g WHERE g.id = ? AND statuses.id = ?`,
    )
    this.#revoke = db.statement<[number]>(
      'statusMerge.revoke',
      `UPDATE statuses SET kind = NULL, text = NULL, content = NULL, background_argb = NULL, font = NULL, thumbnail = NULL,
         raw = NULL, view_due = 0 WHERE id = ? AND revoked_at IS NOT NULL`,
    )
    this.#moveViews = db.statement<[number, number]>(
      'statusMerge.moveViews',
      'UPDATE OR IGNORE status_views SET status_id = ? WHERE status_id = ?',
    )
    this.#dropEmptyMedia = db.statement<[number, number]>(
      'statusMerge.dropEmptyMedia',
      `DELETE FROM media WHERE status_id = ? AND file IS NULL
         AND EXISTS (SELECT 1 FROM media m WHERE m.status_id = ? AND m.file IS NOT NULL)`,
    )
    this.#moveMedia = db.statement<[number, number]>(
      'statusMerge.moveMedia',
      'UPDATE OR IGNORE media SET status_id = ? WHERE status_id = ?',
    )
    this.#moveMentions = db.statement<[number, number]>(
      'statusMerge.moveMentions',
      'UPDATE OR IGNORE status_mentions SET status_id = ? WHERE status_id = ?',
    )
    this.#unmention = db.statement<[number]>('statusMerge.unmention', 'DELETE FROM status_mentions WHERE status_id = ?')
    this.#drop = db.statement<[number]>('statusMerge.drop', 'DELETE FROM statuses WHERE id = ?')
    this.#moveViewer = db.statement<[number, number]>(
      'statusMerge.moveViewer',
      `INSERT INTO status_views (status_id, person_id, at) SELECT status_id, ?, at FROM status_views WHERE person_id = ?
       ON CONFLICT (status_id, person_id) DO UPDATE SET at = MIN(at, excluded.at)`,
    )
    this.#dropViewer = db.statement<[number]>('statusMerge.dropViewer', 'DELETE FROM status_views WHERE person_id = ?')
    this.#moveMentioned = db.statement<[number, number]>(
      'statusMerge.moveMentioned',
      'UPDATE status_mentions SET person_id = ? WHERE person_id = ?',
    )
    this.#moveExclusion = db.statement<[number, number]>(
      'statusMerge.moveExclusion',
      'UPDATE OR IGNORE status_exclusions SET person_id = ? WHERE person_id = ?',
    )
    this.#dropExclusion = db.statement<[number]>(
      'statusMerge.dropExclusion',
      'DELETE FROM status_exclusions WHERE person_id = ?',
    )
  }

  /** Inside a transaction. @param isMe the person proves to be the user: what was posted from elsewhere is the user's own. */
  people(keep: number, gone: number, isMe: boolean): void {
    for (const { id, twin } of this.#ofAuthor.all(keep, gone)) {
      if (twin === null) this.#moveAuthor.run(keep, isMe ? 1 : 0, id)
      else this.#posts(twin, id)
    }
    this.#moveViewer.run(keep, gone)
    this.#dropViewer.run(gone)
    this.#moveMentioned.run(keep, gone)
    this.#moveExclusion.run(keep, gone)
    this.#dropExclusion.run(gone)
    this.#unit.changes.statuses = true
  }

  /** Two rows are one post. */
  #posts(keep: number, gone: number): void {
    this.#join.run(gone, keep)
    this.#moveViews.run(keep, gone)
    this.#dropEmptyMedia.run(keep, gone)
    this.#moveMedia.run(keep, gone)
    this.#moveMentions.run(keep, gone)
    if (this.#revoke.run(keep) > 0) this.#unmention.run(keep)
    this.#drop.run(gone)
  }
}
