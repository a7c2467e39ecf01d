import type { PersonRef } from '../events.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Row {
  id: number
  pn: string | null
  lid: string | null
  /** The server verifies this business. */
  verified: number
}

/** Moves everything of one person to another; registered by the store, since it reaches into every aggregate. */
export type MergePeople = (keep: number, gone: number) => void

/** People by phone number and LID. One person is one row, whichever is learned first. */
export class People {
  readonly #unit: UnitOfWork
  readonly #byPn = new Map<string, number>()
  readonly #byLid = new Map<string, number>()
  readonly #dirty = new Set<number>()
  #me: number | null = null
  #merges = 0
  #merge: MergePeople = () => {
    throw new Error('merging is not set up')
  }
  readonly #findPn
  readonly #findLid
  readonly #get
  readonly #add
  readonly #identify
  readonly #alias
  readonly #repoint

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    const columns = `id, pn, lid, standing = 'verified' AS verified`
    this.#findPn = db.statement<[string], Row>('people.findPn', `SELECT ${columns} FROM people WHERE pn = ?`)
    this.#findLid = db.statement<[string], Row>('people.findLid', `SELECT ${columns} FROM people WHERE lid = ?`)
    this.#get = db.statement<[number], Row & { mergedInto: number | null }>(
      'people.get',
      `SELECT ${columns}, merged_into AS mergedInto FROM people WHERE id = ?`,
    )
    this.#add = db.statement<[string | null, string | null]>('people.add', 'INSERT INTO people (pn, lid) VALUES (?, ?)')
    this.#identify = db.statement<[string | null, string | null, number]>(
      'people.identify',
      'UPDATE people SET pn = ?, lid = ? WHERE id = ?',
    )
    this.#alias = db.statement<[number, number]>(
      'people.alias',
      `UPDATE people SET pn = NULL, lid = NULL, merged_into = ?, listed = 0 WHERE id = ?`,
    )
    this.#repoint = db.statement<[number, number]>(
      'people.repoint',
      'UPDATE people SET merged_into = ? WHERE merged_into IS NOT NULL AND merged_into = ?',
    )
    unit.onRollback(() => {
      this.#byPn.clear()
      this.#byLid.clear()
      this.#dirty.clear()
    })
  }

  /**
   * The row of this person: found, made, completed with the other identifier, or merged from two rows. Idempotent.
   * A pair that contradicts a known pair moves the number to whom the newer word gives it (numbers change hands); but not to
   * or from a verified business, whose badge is for its number: then the pair is not believed, and the other one is meant.
   * @throws when neither identifier is set.
   */
  resolve(ref: PersonRef): number {
    const known = this.#cached(ref)
    return known ?? this.#unit.write(() => this.#resolve(ref))
  }

  find(ref: PersonRef): number | null {
    const cached = this.#cached(ref)
    if (cached !== null) return cached
    const byLid = ref.lid === null ? null : this.#findLid.get(ref.lid)
    return (byLid ?? (ref.pn === null ? null : this.#findPn.get(ref.pn)))?.id ?? null
  }

  /** How the wire names this person. @throws for an unknown id. */
  ref(personId: number): PersonRef {
    const current = this.current(personId)
    const row = current === null ? null : this.#get.get(current)
    if (row === null) throw new Error(`there is no person ${personId}`)
    return { pn: row.pn, lid: row.lid }
  }

  /** The row that an id leads to now: itself, or the one it was merged into. Null when there never was one. */
  current(personId: number): number | null {
    const row = this.#get.get(personId)
    return row === null ? null : (row.mergedInto ?? row.id)
  }

  /** How many rows were merged since the store was opened: sync looks at waiting changes again when it grew. */
  merges(): number {
    return this.#merges
  }

  /** The account's own row, or null before the first linking. */
  get me(): number | null {
    return this.#me
  }

  setMe(personId: number | null): void {
    this.#me = personId
  }

  setMerge(merge: MergePeople): void {
    this.#merge = merge
  }

  /** What is derived of this person has to be worked out anew before the commit. */
  dirty(personId: number): void {
    this.#dirty.add(personId)
  }

  /** The dirty ones; they are clean from now on. */
  takeDirty(): number[] {
    const ids = [...this.#dirty]
    this.#dirty.clear()
    return ids
  }

  #cached({ pn, lid }: PersonRef): number | null {
    const byPn = pn === null ? undefined : this.#byPn.get(pn)
    if (lid === null) return byPn ?? null
    const byLid = this.#byLid.get(lid)
    if (byLid === undefined) return null
    return pn === null || byPn === byLid ? byLid : null
  }

  #resolve({ pn, lid }: PersonRef): number {
    if (pn === null && lid === null) throw new Error('a person needs a phone number or a LID')
    const byPn = pn === null ? null : this.#findPn.get(pn)
    const byLid = lid === null ? null : this.#findLid.get(lid)
    if (byPn === null && byLid === null) return this.#make(pn, lid)
    if (lid === null || pn === null) return this.#remember(byPn ?? byLid)
    if (takesFromVerified(byPn, byLid, pn, lid)) {
      if (byPn?.verified === 1) return byLid === null ? this.#make(null, lid) : this.#remember(byLid)
      return byPn === null ? this.#make(pn, null) : this.#remember(byPn)
    }
    if (byLid === null) return byPn === null ? this.#make(pn, lid) : this.#withLid(byPn, pn, lid)
    if (byPn === null) return this.#withPn(byLid, pn)
    if (byPn.id === byLid.id) return this.#remember(byPn)
    return this.#joined(byPn, byLid, pn, lid)
  }

  /** The number is known, the LID is new. */
  #withLid(row: Row, pn: string, lid: string): number {
    if (row.lid === null) return this.#set(row.id, pn, lid)
    // Another account has the number now. The user's own row is not taken apart on anybody's word.
    if (row.id === this.#me) return this.#make(null, lid)
    this.#set(row.id, null, row.lid)
    return this.#make(pn, lid)
  }

  /** The LID is known, the number is new: to us, or to the person. */
  #withPn(row: Row, pn: string): number {
    return this.#set(row.id, pn, row.lid)
  }

  /** Number and LID are known as two rows. */
  #joined(byPn: Row, byLid: Row, pn: string, lid: string): number {
    if (byPn.lid !== null) {
      if (byPn.id === this.#me) return byLid.id
      this.#set(byPn.id, null, byPn.lid)
      return this.#set(byLid.id, pn, lid)
    }
    const keep = this.#me === byLid.id || (this.#me !== byPn.id && byLid.id < byPn.id) ? byLid.id : byPn.id
    const gone = keep === byLid.id ? byPn.id : byLid.id
    this.#alias.run(keep, gone)
    this.#repoint.run(keep, gone)
    for (const row of [byPn, byLid]) {
      if (row.pn !== null) this.#byPn.delete(row.pn)
      if (row.lid !== null) this.#byLid.delete(row.lid)
    }
    // Both identifiers lead to the one that stays before anything is moved.
    this.#set(keep, pn, lid)
    this.#merges++
    this.#merge(keep, gone)
    this.#unit.changes.person(gone)
    return keep
  }

  #make(pn: string | null, lid: string | null): number {
    return this.#remember({ id: this.#add.insert(pn, lid), pn, lid }, true)
  }

  #set(id: number, pn: string | null, lid: string | null): number {
    const before = this.#get.get(id)
    if (before?.pn !== null && before?.pn !== undefined) this.#byPn.delete(before.pn)
    this.#identify.run(pn, lid, id)
    return this.#remember({ id, pn, lid }, true)
  }

  #remember(row: Omit<Row, 'verified'> | null, changed = false): number {
    if (row === null) throw new Error('no row to remember')
    if (row.pn !== null) this.#byPn.set(row.pn, row.id)
    if (row.lid !== null) this.#byLid.set(row.lid, row.id)
    if (changed) this.#dirty.add(row.id)
    return row.id
  }
}

/** A pair that contradicts what is known, about a verified business. */
function takesFromVerified(byPn: Row | null, byLid: Row | null, pn: string, lid: string): boolean {
  const contradicts = differs(byPn?.lid ?? null, lid) || differs(byLid?.pn ?? null, pn)
  return contradicts && (byPn?.verified === 1 || byLid?.verified === 1)
}

function differs(known: string | null, told: string): boolean {
  return known !== null && known !== told
}
