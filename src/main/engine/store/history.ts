import type { HistoryJob, HistoryStore } from '../ports.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** History notifications and how far each is in the store. A finished one keeps its wire id, not its payload. */
export class HistoryJobs implements HistoryStore {
  readonly #unit: UnitOfWork
  readonly #find
  readonly #add
  readonly #pending
  readonly #slice
  readonly #done
  readonly #replace

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    const columns = `id, sync_type AS syncType, chunk_order AS chunkOrder, progress, notification,
      slices_done AS slicesDone`
    this.#find = db.statement<[string], HistoryJob & { doneAt: number | null }>(
      'history.find',
      `SELECT ${columns}, done_at AS doneAt FROM history_jobs WHERE wire_id = ?`,
    )
    this.#add = db.statement<[string, number, number, number | null, Uint8Array]>(
      'history.add',
      'INSERT INTO history_jobs (wire_id, sync_type, chunk_order, progress, notification) VALUES (?, ?, ?, ?, ?)',
    )
    this.#pending = db.statement<[], HistoryJob>(
      'history.pending',
      `SELECT ${columns} FROM history_jobs WHERE done_at IS NULL ORDER BY id`,
    )
    this.#slice = db.statement<[number, number]>(
      'history.slice',
      'UPDATE history_jobs SET slices_done = ? WHERE id = ? AND done_at IS NULL',
    )
    this.#done = db.statement<[number, number]>(
      'history.done',
      'UPDATE history_jobs SET done_at = ?, notification = NULL WHERE id = ? AND done_at IS NULL',
    )
    this.#replace = db.statement<[Uint8Array, number]>(
      'history.replace',
      'UPDATE history_jobs SET notification = ? WHERE id = ? AND done_at IS NULL AND slices_done = 0',
    )
  }

  add(wireId: string, job: Omit<HistoryJob, 'id' | 'slicesDone'>): HistoryJob | null {
    return this.#unit.write(() => {
      const known = this.#find.get(wireId)
      if (known !== null) {
        const { doneAt, ...rest } = known
        return doneAt === null ? rest : null
      }
      const id = this.#add.insert(wireId, job.syncType, job.chunkOrder, job.progress, job.notification)
      return { ...job, id, slicesDone: 0 }
    })
  }

  pending(): HistoryJob[] {
    return this.#pending.all()
  }

  sliceDone(id: number, slicesDone: number): void {
    this.#unit.write(() => this.#slice.run(slicesDone, id))
  }

  /** Something in it is over; nothing of it is stored yet. */
  replace(id: number, notification: Uint8Array): void {
    this.#unit.write(() => this.#replace.run(notification, id))
  }

  done(id: number): void {
    this.#unit.write(() => this.#done.run(this.#unit.now(), id))
  }
}
