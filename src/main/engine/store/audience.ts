import type { AudienceMember, Page } from '../../../shared/model.ts'
import { numberOf } from '../../../shared/rules/phone.ts'
import { BadCursor, fromCursor } from './cursor.ts'
import { idList } from './database.ts'
import type { People } from './people.ts'
import { peopleMatch } from './people-reader.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface MemberRow extends LineRow {
  pn: string | null
  excluded: number
}

/**
 * Whom the user's own posts go to: people with a name in the address book, without those who are blocked, and without those
 * whom the user left out.
 */
export class Audience {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #page
  readonly #found
  readonly #sortKey
  readonly #counts
  readonly #receiving
  readonly #saved
  readonly #still
  readonly #exclude
  readonly #include

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    // `listed` is set for everybody with a name in the address book.
    const saved = `FROM people p
      CROSS JOIN names s ON s.person_id = p.id AND s.source = 'addressBook' AND s.name IS NOT NULL
      LEFT JOIN status_exclusions x ON x.person_id = p.id
      WHERE p.listed = 1 AND p.id <> ? AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = p.id)`
    const member = `SELECT ${lineColumns('p')}, p.pn, x.person_id IS NOT NULL AS excluded ${saved}`
    const after = 'AND (p.sort_key, p.id) > (?, ?) ORDER BY p.sort_key, p.id LIMIT ?'
    this.#page = db.statement<[number, string, number, number], MemberRow>('audience.page', `${member} ${after}`)
    this.#found = db.statement<[number, string, string, number, number], MemberRow>(
      'audience.found',
      `${member} AND p.id IN (SELECT rowid FROM people_search WHERE people_search MATCH ?) ${after}`,
    )
    this.#sortKey = db.statement<[number], { key: string }>(
      'audience.sortKey',
      'SELECT sort_key AS key FROM people WHERE id = ?',
    )
    this.#counts = db.statement<[number], { receiving: number; excluded: number }>(
      'audience.counts',
      `SELECT COUNT(*) - COUNT(x.person_id) AS receiving, COUNT(x.person_id) AS excluded ${saved}`,
    )
    this.#receiving = db.statement<[number], { id: number }>(
      'audience.receiving',
      `SELECT p.id ${saved} AND x.person_id IS NULL`,
    )
    this.#saved = db.statement<[number], { id: number }>('audience.saved', `SELECT p.id ${saved}`)
    this.#still = db.statement<[string], { id: number }>(
      'audience.still',
      `SELECT p.id FROM people p
       JOIN names s ON s.person_id = p.id AND s.source = 'addressBook' AND s.name IS NOT NULL
       WHERE p.id IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM status_exclusions x WHERE x.person_id = p.id)
         AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.person_id = p.id)`,
    )
    this.#exclude = db.statement<[number]>(
      'audience.exclude',
      'INSERT INTO status_exclusions (person_id) VALUES (?) ON CONFLICT (person_id) DO NOTHING',
    )
    this.#include = db.statement<[number]>('audience.include', 'DELETE FROM status_exclusions WHERE person_id = ?')
  }

  /**
   * Saved contacts by name, and whether they are left out. `query`: words of a name, or digits of a number.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  page(input: { query: string; after: string | null; limit: number }): Page<AudienceMember> {
    const place = input.after === null ? { key: '', id: 0 } : this.#placeOf(input.after)
    const match = peopleMatch(input.query)
    if (match === 'nothing') return { items: [], next: null }
    const [me, wanted] = [this.#people.me ?? 0, input.limit + 1]
    const rows =
      match === 'all'
        ? this.#page.all(me, place.key, place.id, wanted)
        : this.#found.all(me, match.expression, place.key, place.id, wanted)
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(row => ({ ...toLine(row), phone: numberOf(row.pn), excluded: row.excluded === 1 })),
      next: rows.length > input.limit && last !== undefined ? `0.${last.id}` : null,
    }
  }

  /** How many saved contacts a post would go to now, and how many were left out. */
  counts(): { receiving: number; excluded: number } {
    return this.#counts.get(this.#people.me ?? 0) ?? { receiving: 0, excluded: 0 }
  }

  /** Whom a post goes to now. */
  receiving(): number[] {
    return this.#receiving.all(this.#people.me ?? 0).map(row => row.id)
  }

  /** Everybody who may have got a post of which it is not known whom it went to: also those left out here. */
  everybody(): number[] {
    return this.#saved.all(this.#people.me ?? 0).map(row => row.id)
  }

  /** Those of these people whom a post may still go to. Ids that were merged lead to whom they are now. */
  stillReceiving(personIds: readonly number[]): number[] {
    const current = new Set(personIds.map(id => this.#people.current(id)).filter(id => id !== null))
    return this.#still.all(idList(current)).map(row => row.id)
  }

  setExcluded(personId: number, on: boolean): void {
    this.#unit.write(() => {
      if (on) this.#exclude.run(personId)
      else this.#include.run(personId)
      this.#unit.changes.person(personId)
      this.#unit.changes.statuses = true
    })
  }

  /** The cursor is the last person's id; their place is where their name is now. */
  #placeOf(cursor: string): { key: string; id: number } {
    const { id } = fromCursor(cursor)
    const current = this.#people.current(id)
    if (current === null) throw new BadCursor()
    return { key: this.#sortKey.get(current)?.key ?? '', id: current }
  }
}
