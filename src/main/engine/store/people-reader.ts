import type { Page, Person, PersonLine } from '../../../shared/model.ts'
import { cleanName } from '../../../shared/rules/clean-name.ts'
import { numberOf } from '../../../shared/rules/phone.ts'
import { BadCursor, fromCursor } from './cursor.ts'
import { idList } from './database.ts'
import type { People } from './people.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import { matchWords, numberQuery, words } from './text.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface PersonRow extends LineRow {
  pn: string | null
  saved: string | null
  chosen: string | null
  push: string | null
  blocked: number | null
  chatId: number | null
}

/** People as the contract wants them. */
export class PeopleReader {
  readonly #people: People
  readonly #lines
  readonly #many
  readonly #page
  readonly #found
  readonly #sortKey
  readonly #blocked

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#people = people
    this.#lines = db.statement<[string], LineRow>(
      'peopleReader.lines',
      `SELECT ${lineColumns('p')} FROM people p WHERE p.id IN (SELECT value FROM json_each(?))`,
    )
    const select = `SELECT ${lineColumns('p')}, p.pn, s.name AS saved, c.name AS chosen, n.name AS push,
        b.person_id AS blocked, d.id AS chatId
      FROM people p
      LEFT JOIN names s ON s.person_id = p.id AND s.source = 'addressBook'
      LEFT JOIN names c ON c.person_id = p.id AND c.source = 'certificate'
      LEFT JOIN names n ON n.person_id = p.id AND n.source = 'push'
      LEFT JOIN blocks b ON b.person_id = p.id
      LEFT JOIN chats d ON d.person_id = p.id`
    this.#many = db.statement<[string], PersonRow>(
      'peopleReader.many',
      `${select} WHERE p.id IN (SELECT value FROM json_each(?))`,
    )
    this.#page = db.statement<[string, number, number], PersonRow>(
      'peopleReader.page',
      `${select} WHERE p.listed = 1 AND (p.sort_key, p.id) > (?, ?) ORDER BY p.sort_key, p.id LIMIT ?`,
    )
    this.#found = db.statement<[string, string, number, number], PersonRow>(
      'peopleReader.found',
      `${select} WHERE p.listed = 1 AND p.id IN (SELECT rowid FROM people_search WHERE people_search MATCH ?)
       AND (p.sort_key, p.id) > (?, ?) ORDER BY p.sort_key, p.id LIMIT ?`,
    )
    this.#sortKey = db.statement<[number], { key: string }>(
      'peopleReader.sortKey',
      'SELECT sort_key AS key FROM people WHERE id = ?',
    )
    this.#blocked = db.statement<[], PersonRow>(
      'peopleReader.blocked',
      `${select} WHERE p.id IN (SELECT person_id FROM blocks) ORDER BY p.sort_key, p.id`,
    )
  }

  line(personId: number): PersonLine | null {
    return this.lines([personId]).get(personId) ?? null
  }

  /** Under the ids asked for; those that were merged lead to whom they are now. */
  lines(personIds: readonly number[]): Map<number, PersonLine> {
    const wanted = new Map(personIds.map(id => [id, this.#people.current(id)]))
    const ids = [...wanted.values()].filter(id => id !== null)
    const byId = new Map(this.#lines.all(idList(ids)).map(row => [row.id, toLine(row)]))
    const lines = new Map<number, PersonLine>()
    for (const [id, current] of wanted) {
      const line = current === null ? undefined : byId.get(current)
      if (line !== undefined) lines.set(id, line)
    }
    return lines
  }

  get(personId: number): Person | null {
    const current = this.#people.current(personId)
    if (current === null) return null
    const [row] = this.#many.all(idList([current]))
    return row === undefined ? null : this.#person(row)
  }

  /** Saved contacts and those with a chat, by name. `query`: words of a name, or digits of a number. */
  page(input: { query: string; after: string | null; limit: number }): Page<Person> {
    const place = input.after === null ? { key: '', id: 0 } : this.#placeOf(input.after)
    const match = peopleMatch(input.query)
    if (match === 'nothing') return { items: [], next: null }
    const rows =
      match === 'all'
        ? this.#page.all(place.key, place.id, input.limit + 1)
        : this.#found.all(match.expression, place.key, place.id, input.limit + 1)
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      items: shown.map(row => this.#person(row)),
      next: rows.length > input.limit && last !== undefined ? `0.${last.id}` : null,
    }
  }

  /** Whom the user has blocked, by name. */
  blocked(): Person[] {
    return this.#blocked.all().map(row => this.#person(row))
  }

  /** The cursor is the last person's id; their place is where their name is now. */
  #placeOf(cursor: string): { key: string; id: number } {
    const { id } = fromCursor(cursor)
    const current = this.#people.current(id)
    if (current === null) throw new BadCursor()
    return { key: this.#sortKey.get(current)?.key ?? '', id: current }
  }

  #person(row: PersonRow): Person {
    return {
      ...toLine(row),
      phone: numberOf(row.pn),
      savedName: nameOf(row.saved),
      chosenName: nameOf(row.chosen),
      pushName: nameOf(row.push),
      isMe: row.id === this.#people.me,
      blocked: row.blocked !== null,
      chatId: row.chatId,
    }
  }
}

/** What to look for in people_search. */
export function peopleMatch(query: string): 'all' | 'nothing' | { expression: string } {
  if (query.trim() === '') return 'all'
  const digits = numberQuery(query)
  const found = words(query)
  if (found.length === 0) return 'nothing'
  const names = matchWords('names', found, 'each')
  return { expression: digits === null ? names : `(${names}) OR digits : "${digits}"*` }
}

/** A name fit to be shown; null when there is none, or nothing is left of it. */
export function nameOf(name: string | null): string | null {
  const cleaned = name === null ? '' : cleanName(name)
  return cleaned === '' ? null : cleaned
}
