import type { BusinessProfile } from '../../../shared/model.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A profile as the server tells it, cleaned; when it was fetched is told beside it. */
export type ProfileFacts = Omit<BusinessProfile, 'at'>

interface Row {
  profile: string
  at: number
}

/** What businesses tell of themselves, as fetched last. */
export class Profiles {
  readonly #unit: UnitOfWork
  readonly #get
  readonly #put
  readonly #drop

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#get = db.statement<[number], Row>('profiles.get', 'SELECT profile, at FROM profiles WHERE person_id = ?')
    this.#put = db.statement<[number, string, number]>(
      'profiles.put',
      `INSERT INTO profiles (person_id, profile, at) VALUES (?, ?, ?)
       ON CONFLICT (person_id) DO UPDATE SET profile = excluded.profile, at = excluded.at`,
    )
    this.#drop = db.statement<[number]>('profiles.drop', 'DELETE FROM profiles WHERE person_id = ?')
  }

  get(personId: number): BusinessProfile | null {
    const row = this.#get.get(personId)
    const facts = row === null ? null : (JSON.parse(row.profile) as ProfileFacts | null)
    return row === null || facts === null ? null : { ...facts, at: row.at }
  }

  /** When it was fetched last (ms), also when there was none; null: never. */
  fetchedAt(personId: number): number | null {
    return this.#get.get(personId)?.at ?? null
  }

  /** @param facts null: the server says that there is none */
  set(personId: number, facts: ProfileFacts | null, at: number): void {
    this.#unit.write(() => {
      this.#put.run(personId, JSON.stringify(facts), at)
      this.#unit.changes.person(personId)
    })
  }

  /** The size of the catalog of a profile that is here. */
  setCatalogCount(personId: number, count: number | null): void {
    this.#unit.write(() => {
      const known = this.get(personId)
      if (known === null || known.catalogCount === count) return
      const { at, ...facts } = known
      this.set(personId, { ...facts, catalogCount: count }, at)
    })
  }

  /** The newer one counts. */
  merge(keep: number, gone: number): void {
    const [known, other] = [this.#get.get(keep), this.#get.get(gone)]
    if (other === null) return
    if (known === null || known.at < other.at) this.#put.run(keep, other.profile, other.at)
    this.#drop.run(gone)
  }
}
