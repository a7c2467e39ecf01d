import { idList } from './database.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Who is blocked, as the server has it. */
export class Blocklist {
  readonly #unit: UnitOfWork
  readonly #add
  readonly #remove
  readonly #all
  readonly #has
  readonly #chat
  readonly #merge

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#add = db.statement<[number, number]>(
      'blocklist.add',
      'INSERT INTO blocks (person_id, at) VALUES (?, ?) ON CONFLICT (person_id) DO NOTHING',
    )
    this.#remove = db.statement<[string]>(
      'blocklist.remove',
      'DELETE FROM blocks WHERE person_id IN (SELECT value FROM json_each(?))',
    )
    this.#all = db.statement<[], { id: number }>('blocklist.all', 'SELECT person_id AS id FROM blocks')
    this.#has = db.statement<[number], { found: number }>(
      'blocklist.has',
      'SELECT 1 AS found FROM blocks WHERE person_id = ?',
    )
    this.#chat = db.statement<[number], { id: number }>('blocklist.chat', 'SELECT id FROM chats WHERE person_id = ?')
    this.#merge = db.statement<[number, number]>(
      'blocklist.merge',
      `INSERT INTO blocks (person_id, at) SELECT ?, at FROM blocks WHERE person_id = ?
       ON CONFLICT (person_id) DO NOTHING`,
    )
  }

  /** The whole list as the server has it. */
  replace(personIds: readonly number[], at: number): void {
    this.#unit.write(() => {
      const wanted = new Set(personIds)
      const known = new Set(this.#all.all().map(row => row.id))
      this.#change(
        [...known].filter(id => !wanted.has(id)),
        false,
        at,
      )
      this.#change(
        [...wanted].filter(id => !known.has(id)),
        true,
        at,
      )
    })
  }

  set(personId: number, on: boolean, at: number): void {
    this.#unit.write(() => {
      if (this.has(personId) !== on) this.#change([personId], on, at)
    })
  }

  has(personId: number): boolean {
    return this.#has.get(personId) !== null
  }

  merge(keep: number, gone: number): void {
    this.#merge.run(keep, gone)
    this.#remove.run(idList([gone]))
  }

  #change(ids: readonly number[], on: boolean, at: number): void {
    if (ids.length === 0) return
    if (on) for (const id of ids) this.#add.run(id, at)
    else this.#remove.run(idList(ids))
    for (const id of ids) {
      this.#unit.changes.person(id)
      const chat = this.#chat.get(id)
      if (chat !== null) this.#unit.changes.chat(chat.id)
    }
    this.#unit.changes.statuses = true
  }
}
