import type { Account } from '../../../shared/model.ts'
import { numberOf } from '../../../shared/rules/phone.ts'
import type { PersonRef } from '../events.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Row {
  personId: number
  name: string | null
  linkedAt: number
  loggedOutAt: number | null
}

/** The account this data folder belongs to. One at most, for good. */
export class Accounts {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #get
  readonly #put
  readonly #loggedOut

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#get = db.statement<[], Row>(
      'accounts.get',
      `SELECT person_id AS personId, name, linked_at AS linkedAt, logged_out_at AS loggedOutAt
       FROM accounts WHERE id = 1`,
    )
    this.#put = db.statement<[number, string | null, number]>(
      'accounts.put',
      `INSERT INTO accounts (id, person_id, name, linked_at) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = COALESCE(excluded.name, name)`,
    )
    this.#loggedOut = db.statement<[number | null]>(
      'accounts.loggedOut',
      'UPDATE accounts SET logged_out_at = ? WHERE id = 1',
    )
    const load = (): void => people.setMe(this.#get.get()?.personId ?? null)
    load()
    unit.onRollback(load)
  }

  /** For the bridge; null before the first linking. */
  get(): Account | null {
    const row = this.#get.get()
    if (row === null) return null
    const { pn, lid } = this.#people.ref(row.personId)
    return { personId: row.personId, name: row.name, phone: numberOf(pn) ?? lid ?? '', linkedAt: row.linkedAt }
  }

  /** The user's person row. @throws before the first linking. */
  me(): number {
    const me = this.#people.me
    if (me === null) throw new Error('no account is linked')
    return me
  }

  meOrNull(): number | null {
    return this.#people.me
  }

  /** First linking, or a later one. @returns false when the folder belongs to another account; nothing changes then. */
  link(me: PersonRef, name: string | null, at: number): boolean {
    return this.#unit.write(() => {
      const known = this.#people.me
      if (known !== null && !isSame(this.#people.ref(known), me)) return false
      const personId = this.#people.resolve(me)
      if (known === null) this.#people.setMe(personId)
      this.#put.run(personId, name === '' ? null : name, at)
      this.#people.dirty(personId)
      return true
    })
  }

  /** When the phone logged this device out; null while linked. */
  loggedOutAt(): number | null {
    return this.#get.get()?.loggedOutAt ?? null
  }

  setLoggedOut(at: number | null): void {
    this.#unit.write(() => this.#loggedOut.run(at))
  }
}

/** The LID decides where both know it, else the number: an account may get a new number, never a new LID. */
function isSame(known: PersonRef, told: PersonRef): boolean {
  if (known.lid !== null && told.lid !== null) return known.lid === told.lid
  if (known.pn !== null && told.pn !== null) return known.pn === told.pn
  return false
}
