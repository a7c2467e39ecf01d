import type { UnitOfWork } from './unit-of-work.ts'

/** Small numbers of the store's own, e.g. how far the search index is. Not for settings. */
export class Meta {
  readonly #unit: UnitOfWork
  readonly #get
  readonly #put

  constructor(unit: UnitOfWork) {
    this.#unit = unit
    this.#get = unit.db.statement<[string], { value: string }>('meta.get', 'SELECT value FROM meta WHERE key = ?')
    this.#put = unit.db.statement<[string, string]>(
      'meta.put',
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
  }

  /** 0 when it was never set. */
  number(key: string): number {
    return Number(this.#get.get(key)?.value ?? 0)
  }

  setNumber(key: string, value: number): void {
    this.#unit.write(() => this.#put.run(key, String(value)))
  }
}
