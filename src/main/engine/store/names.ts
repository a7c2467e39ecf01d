import type { NameEventSource } from '../events.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Known {
  name: string | null
  at: number
}

interface Row extends Known {
  source: NameEventSource
}

/** Most names kept in memory; history tells the same push name with every message. */
const MAX_CACHED = 20_000

/** Names with source and time (domain.md §1, §2). The newest per source counts; of two of the same time the greater text. */
export class Names {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #cache = new Map<string, Known>()
  /** Names whose time alone moved: written once per transaction, not once per message. */
  readonly #touched = new Map<string, { personId: number; source: NameEventSource }>()
  readonly #get
  readonly #put
  readonly #of
  readonly #drop

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#get = db.statement<[number, string], Known>(
      'names.get',
      'SELECT name, at FROM names WHERE person_id = ? AND source = ?',
    )
    this.#put = db.statement<[number, string, string | null, number]>(
      'names.put',
      `INSERT INTO names (person_id, source, name, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (person_id, source) DO UPDATE SET name = excluded.name, at = excluded.at`,
    )
    this.#of = db.statement<[number], Row>('names.of', 'SELECT source, name, at FROM names WHERE person_id = ?')
    this.#drop = db.statement<[number]>('names.drop', 'DELETE FROM names WHERE person_id = ?')
    unit.onRefresh(() => this.#flush())
    unit.onRollback(() => {
      this.#cache.clear()
      this.#touched.clear()
    })
  }

  /**
   * An empty or absent name never erases a known one, except `addressBook` with null: removed from the address book.
   */
  learn(personId: number, source: NameEventSource, name: string | null, at: number): void {
    const told = name === null || name.trim() === '' ? null : name
    if (told === null && source !== 'addressBook') return
    this.#unit.write(() => this.#learn(personId, source, told, at))
  }

  of(personId: number): { source: NameEventSource; name: string; at: number }[] {
    this.#flush()
    return this.#of.all(personId).flatMap(row => (row.name === null ? [] : [{ ...row, name: row.name }]))
  }

  /** Two rows are one person: the newest per source counts. */
  merge(keep: number, gone: number): void {
    this.#flush()
    const rows = this.#of.all(gone)
    this.#drop.run(gone)
    for (const { source, name, at } of rows) {
      this.#cache.delete(keyOf(gone, source))
      this.#learn(keep, source, name, at)
    }
  }

  #learn(personId: number, source: NameEventSource, name: string | null, at: number): void {
    const key = keyOf(personId, source)
    const known = this.#cache.get(key) ?? this.#get.get(personId, source)
    if (known !== null && !isNewer({ name, at }, known)) return
    if (this.#cache.size >= MAX_CACHED) {
      this.#flush()
      this.#cache.clear()
    }
    this.#cache.set(key, { name, at })
    if (known !== null && known.name === name) {
      this.#touched.set(key, { personId, source })
      return
    }
    this.#touched.delete(key)
    this.#put.run(personId, source, name, at)
    this.#people.dirty(personId)
  }

  #flush(): void {
    if (this.#touched.size === 0) return
    for (const [key, { personId, source }] of this.#touched) {
      const known = this.#cache.get(key)
      if (known !== undefined) this.#put.run(personId, source, known.name, known.at)
    }
    this.#touched.clear()
  }
}

function isNewer(told: Known, known: Known): boolean {
  return told.at > known.at || (told.at === known.at && (told.name ?? '') > (known.name ?? ''))
}

function keyOf(personId: number, source: NameEventSource): string {
  return `${personId} ${source}`
}
