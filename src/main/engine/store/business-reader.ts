import type { Business, BusinessFilter, BusinessSort, Page } from '../../../shared/model.ts'
import { numberOf } from '../../../shared/rules/phone.ts'
import type { ChatReader } from './chat-reader.ts'
import { BadCursor, fromCursor, type Place, toCursor } from './cursor.ts'
import { nameOf, peopleMatch } from './people-reader.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface BusinessRow extends LineRow {
  pn: string | null
  sortKey: string
  since: number
  saved: string | null
  chosen: string | null
  blocked: number | null
  chatId: number | null
  /** Among chats of the same time the one whose message came later stands first, as in the list of chats. */
  lastId: number | null
  /** Place of the chat by its last message; 0 when there is none. */
  chatAt: number
}

/** A place by name. */
interface NamePlace {
  key: string
  id: number
}

type Select<P extends (string | number)[]> = { all: (...parameters: P) => BusinessRow[] }

const END: Place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }
const BEGINNING: NamePlace = { key: '', id: 0 }

/** The directory of businesses: everybody who is one, by the server's word or history's. */
export class BusinessReader {
  readonly #chats: ChatReader
  readonly #recent: Select<[number, number, string, string, number]>
  readonly #silent: Select<[string, number, string, string, number]>
  readonly #byName: Select<[string, number, string, string, number]>
  readonly #bySince: Select<[number, number, string, string, number]>
  readonly #foundByName: Select<[string, string, number, string, string, number]>
  readonly #foundBySince: Select<[string, number, number, string, string, number]>
  readonly #foundRecent: Select<[string, number, number, string, string, number]>
  readonly #placeOf

  constructor(unit: UnitOfWork, chats: ChatReader) {
    const { db } = unit
    this.#chats = chats
    const chatAt = 'CASE WHEN d.last_message_id IS NULL THEN 0 ELSE d.at END'
    const columns = `${lineColumns('p')}, p.pn, p.sort_key AS sortKey, p.standing_since AS since, s.name AS saved,
      c.name AS chosen, b.person_id AS blocked, d.id AS chatId, d.last_message_id AS lastId`
    const beside = `LEFT JOIN names s ON s.person_id = p.id AND s.source = 'addressBook'
      LEFT JOIN names c ON c.person_id = p.id AND c.source = 'certificate'
      LEFT JOIN blocks b ON b.person_id = p.id`
    const people = `SELECT ${columns}, COALESCE(${chatAt}, 0) AS chatAt FROM people p
      LEFT JOIN chats d ON d.person_id = p.id ${beside}
      WHERE p.standing <> 'none' AND p.merged_into IS NULL`
    const wanted = `(? = 'all' OR p.standing = ?)`
    const found = `${people} AND p.id IN (SELECT rowid FROM people_search WHERE people_search MATCH ?)`
    const byName = `(p.sort_key, p.id) > (?, ?) AND ${wanted} ORDER BY p.sort_key, p.id LIMIT ?`
    const bySince = `(p.standing_since, p.id) < (?, ?) AND ${wanted} ORDER BY p.standing_since DESC, p.id DESC LIMIT ?`

    this.#recent = db.statement<[number, number, string, string, number], BusinessRow>(
      'businessReader.recent',
      `SELECT ${columns}, d.at AS chatAt FROM chats d CROSS JOIN people p ON p.id = d.person_id ${beside}
       WHERE d.standing <> 'none' AND d.person_id IS NOT NULL AND d.last_message_id IS NOT NULL
         AND (d.at, d.last_message_id) < (?, ?) AND ${wanted} ORDER BY d.at DESC, d.last_message_id DESC LIMIT ?`,
    )
    this.#silent = db.statement<[string, number, string, string, number], BusinessRow>(
      'businessReader.silent',
      `${people} AND d.last_message_id IS NULL AND ${byName}`,
    )
    this.#byName = db.statement<[string, number, string, string, number], BusinessRow>(
      'businessReader.byName',
      `${people} AND ${byName}`,
    )
    this.#bySince = db.statement<[number, number, string, string, number], BusinessRow>(
      'businessReader.bySince',
      `${people} AND ${bySince}`,
    )
    this.#foundByName = db.statement<[string, string, number, string, string, number], BusinessRow>(
      'businessReader.foundByName',
      `${found} AND ${byName}`,
    )
    this.#foundBySince = db.statement<[string, number, number, string, string, number], BusinessRow>(
      'businessReader.foundBySince',
      `${found} AND ${bySince}`,
    )
    this.#foundRecent = db.statement<[string, number, number, string, string, number], BusinessRow>(
      'businessReader.foundRecent',
      `${found} AND (COALESCE(${chatAt}, 0), p.id) < (?, ?) AND ${wanted} ORDER BY chatAt DESC, p.id DESC LIMIT ?`,
    )
    this.#placeOf = db.statement<[number], NamePlace>(
      'businessReader.placeOf',
      'SELECT sort_key AS key, id FROM people WHERE id = ?',
    )
  }

  /**
   * One page in the order asked for. `query`: words of a name, or digits of a number.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  page(input: {
    standing: BusinessFilter
    sort: BusinessSort
    query: string
    after: string | null
    limit: number
  }): Page<Business> {
    const match = peopleMatch(input.query)
    if (match === 'nothing') return { items: [], next: null }
    const { rows, cursorOf } = this.#rows(input, match === 'all' ? null : match.expression)
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    return {
      items: this.#businesses(shown),
      next: rows.length > input.limit && last !== undefined ? cursorOf(last) : null,
    }
  }

  #rows(
    {
      standing,
      sort,
      after,
      limit,
    }: { standing: BusinessFilter; sort: BusinessSort; after: string | null; limit: number },
    expression: string | null,
  ): { rows: BusinessRow[]; cursorOf: (row: BusinessRow) => string } {
    const wanted = limit + 1
    if (sort === 'name') {
      const { key, id } = after === null ? BEGINNING : this.#namePlace(after)
      const rows =
        expression === null
          ? this.#byName.all(key, id, standing, standing, wanted)
          : this.#foundByName.all(expression, key, id, standing, standing, wanted)
      return { rows, cursorOf: nameCursor }
    }
    if (sort === 'since' || expression !== null) {
      const { at, id } = after === null ? END : fromCursor(after)
      const value = (row: BusinessRow): number => (sort === 'since' ? row.since : row.chatAt)
      const cursorOf = (row: BusinessRow): string => toCursor({ at: value(row), id: row.id })
      if (expression === null) return { rows: this.#bySince.all(at, id, standing, standing, wanted), cursorOf }
      const found = sort === 'since' ? this.#foundBySince : this.#foundRecent
      return { rows: found.all(expression, at, id, standing, standing, wanted), cursorOf }
    }
    return { rows: this.#recentRows(standing, after, wanted), cursorOf: recentCursor }
  }

  /** Those with a message, newest first; then the others by name. */
  #recentRows(standing: BusinessFilter, after: string | null, wanted: number): BusinessRow[] {
    const kind = after?.slice(0, 1) ?? 'm'
    if (kind !== 'm' && kind !== 's') throw new BadCursor()
    const rows: BusinessRow[] = []
    if (kind === 'm') {
      const { at, id } = after === null ? END : fromCursor(after.slice(1))
      rows.push(...this.#recent.all(at, id, standing, standing, wanted))
    }
    if (rows.length < wanted) {
      const { key, id } = kind === 's' && after !== null ? this.#namePlace(after.slice(1)) : BEGINNING
      rows.push(...this.#silent.all(key, id, standing, standing, wanted - rows.length))
    }
    return rows
  }

  /** The cursor is the last one's id; their place is where their name is now. */
  #namePlace(cursor: string): NamePlace {
    const place = this.#placeOf.get(fromCursor(cursor).id)
    if (place === null) throw new BadCursor()
    return place
  }

  #businesses(rows: readonly BusinessRow[]): Business[] {
    const chatIds = rows.flatMap(({ chatId }) => chatId ?? [])
    const last = new Map(this.#chats.many(chatIds).map(chat => [chat.id, chat.last]))
    return rows.map(row => {
      const message = row.chatId === null ? null : (last.get(row.chatId) ?? null)
      return {
        ...toLine(row),
        phone: numberOf(row.pn),
        savedName: nameOf(row.saved),
        chosenName: nameOf(row.chosen),
        since: row.since,
        blocked: row.blocked !== null,
        chatId: row.chatId,
        last: message,
        at: message?.at ?? 0,
      }
    })
  }
}

function nameCursor({ id }: BusinessRow): string {
  return toCursor({ at: 0, id })
}

function recentCursor(row: BusinessRow): string {
  return row.lastId === null ? `s${nameCursor(row)}` : `m${toCursor({ at: row.chatAt, id: row.lastId })}`
}
