import type { Standing } from '../../../shared/model.ts'
import type { AttestedFact } from '../../../shared/rules/attested-states.ts'
import { isContested, standingFrom } from '../../../shared/rules/standing.ts'
import type { AttestationEvent } from '../events.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export type Attestation = Omit<AttestationEvent, 'person' | 'at'> & {
  /** First and last time it was seen, ms. One row per wording and UTC day. */
  firstAt: number
  lastAt: number
}

/** One word at one moment, the row it is from, and which of the row's times that is. */
export type AttestedPoint = AttestedFact & Facts & { row: number; index: number }

/** Times of a row that are known one by one; of what is said more often in a day, the last time besides. */
const MAX_TIMES = 64

/** People whose words are kept in memory. */
const MAX_CACHED = 500
const DAY_MS = 24 * 60 * 60_000

interface Said {
  facts: string
  /** ms */
  firstAt: number
  lastAt: number
  /** JSON: ms after the day's midnight, ascending. */
  times: string
}
interface Row extends Said {
  id: number
  day: number
}
type Parsed = Row & { said: Facts }

/**
 * What was said about a business, by whom and when (domain.md §3). Everything is kept, but the same words once a day only: a
 * business says them with every message.
 */
export class Attestations {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #listeners: ((personId: number) => void)[] = []
  /** A business says its words with every message, and each time they are looked at: parsed once. */
  readonly #cache = new Map<number, Parsed[]>()
  readonly #same
  readonly #add
  readonly #widen
  readonly #move
  readonly #of
  readonly #drop
  readonly #unattested

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    const row = 'id, day, facts, first_at AS firstAt, last_at AS lastAt, times'
    this.#same = db.statement<[number, number, string], Row>(
      'attestations.same',
      `SELECT ${row} FROM attestations WHERE person_id = ? AND day = ? AND facts = ?`,
    )
    this.#add = db.statement<[number, number, string, number, number, string]>(
      'attestations.add',
      'INSERT INTO attestations (person_id, day, facts, first_at, last_at, times) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#widen = db.statement<[number, number, string, number]>(
      'attestations.widen',
      'UPDATE attestations SET first_at = ?, last_at = ?, times = ? WHERE id = ?',
    )
    this.#move = db.statement<[number, number]>(
      'attestations.move',
      'UPDATE attestations SET person_id = ? WHERE id = ?',
    )
    this.#of = db.statement<[number], Row>('attestations.of', `SELECT ${row} FROM attestations WHERE person_id = ?`)
    this.#unattested = db.statement<[number, number, number], { id: number }>(
      'attestations.unattested',
      // From one person to the next by the index, past all their days: attestations grow by each business' every day.
      `WITH RECURSIVE b (id) AS (
         SELECT MIN(person_id) FROM attestations
         UNION ALL
         SELECT (SELECT MIN(n.person_id) FROM attestations n WHERE n.person_id > b.id) FROM b WHERE b.id IS NOT NULL
       )
       SELECT p.id FROM b CROSS JOIN people p ON p.id = b.id
       WHERE p.standing <> 'none'
         AND NOT EXISTS (SELECT 1 FROM attestations a WHERE a.person_id = p.id AND a.day >= ? AND a.last_at > ?
           AND a.last_at < ? AND json_extract(a.facts, '$.source') <> 'history')`,
    )
    this.#drop = db.statement<[number]>('attestations.drop', 'DELETE FROM attestations WHERE id = ?')
    unit.onRollback(() => this.#cache.clear())
  }

  /** `listener` hears of a person about whom something is going to be written: before it is. */
  onChange(listener: (personId: number) => void): void {
    this.#listeners.push(listener)
  }

  /** The person's standing is worked out before the commit, once for all that is said in it. */
  record(personId: number, attestation: Omit<AttestationEvent, 'person'>): void {
    this.#unit.write(() => {
      const { at } = attestation
      this.#put(personId, {
        facts: canonical(attestation),
        firstAt: at,
        lastAt: at,
        times: `[${at - dayOf(at) * DAY_MS}]`,
      })
    })
  }

  /** Oldest first. */
  of(personId: number): Attestation[] {
    return this.#of
      .all(personId)
      .map(row => ({ ...(JSON.parse(row.facts) as Facts), firstAt: row.firstAt, lastAt: row.lastAt }))
      .sort((a, b) => a.firstAt - b.firstAt || a.lastAt - b.lastAt)
  }

  standing(personId: number): Standing {
    return standingFrom(this.points(personId))
  }

  /** Whether the server's newest words contradict each other. */
  contested(personId: number): boolean {
    return isContested(this.points(personId))
  }

  /** Each word at the times it is known to have been said; where nothing else was said that day, the first and the last do. */
  points(personId: number): readonly AttestedPoint[] {
    let rows = this.#cache.get(personId)
    if (rows === undefined) {
      rows = this.#of.all(personId).map(parsed)
      if (this.#cache.size >= MAX_CACHED) this.#cache.clear()
      this.#cache.set(personId, rows)
    }
    return pointsOf(rows)
  }

  /** Businesses, known from whatever source, of whom the server's newest words are all from outside these times (ms). */
  unattested({ after, before }: { after: number; before: number }): number[] {
    return this.#unattested.all(dayOf(after), after, before).map(({ id }) => id)
  }

  /** ms: the server's newest word about the person, that they are no business included; null: it never said any. */
  attestedAt(personId: number): number | null {
    const newest = this.points(personId).reduce(
      (at, each) => (each.source === 'history' ? at : Math.max(at, each.at)),
      -1,
    )
    return newest === -1 ? null : newest
  }

  /** The person is known to be merged by now: that is how a row may move, or go because the other has the same. */
  merge(keep: number, gone: number): void {
    // Also when there is nothing to move: what was said of the one may now stand in the chat with the other.
    for (const personId of [keep, gone]) this.#changing(personId)
    for (const row of this.#of.all(gone)) {
      if (this.#same.get(keep, dayOf(row.firstAt), row.facts) === null) this.#move.run(keep, row.id)
      else {
        this.#put(keep, row)
        this.#drop.run(row.id)
      }
    }
    for (const personId of [keep, gone]) this.#cache.delete(personId)
  }

  #put(personId: number, said: Said): void {
    const day = dayOf(said.firstAt)
    const same = this.#same.get(personId, day, said.facts)
    const row = same === null ? said : both(same, said)
    if (same !== null && row.firstAt === same.firstAt && row.lastAt === same.lastAt && row.times === same.times) return
    this.#changing(personId)
    const { facts, firstAt, lastAt, times } = row
    if (same !== null) this.#widen.run(firstAt, lastAt, times, same.id)
    const id = same?.id ?? this.#add.insert(personId, day, facts, firstAt, lastAt, times)
    const rows = this.#cache.get(personId)
    if (rows === undefined) return
    const place = rows.findIndex(known => known.id === id)
    rows.splice(place === -1 ? rows.length : place, 1, parsed({ ...row, id, day }))
  }

  #changing(personId: number): void {
    for (const listener of this.#listeners) listener(personId)
    this.#people.dirty(personId)
  }
}

function parsed(row: Row): Parsed {
  return { ...row, said: JSON.parse(row.facts) as Facts }
}

function pointsOf(rows: readonly Parsed[]): AttestedPoint[] {
  const perDay = new Map<number, number>()
  for (const { day } of rows) perDay.set(day, (perDay.get(day) ?? 0) + 1)
  return rows.flatMap(row => {
    const times = perDay.get(row.day) === 1 ? [row.firstAt, row.lastAt] : timesOf(row)
    return [...new Set(times)].map((at, index): AttestedPoint => ({ ...row.said, at, row: row.id, index }))
  })
}

/** ms, ascending; those known one by one, and the first and last in any case. */
function timesOf({ day, firstAt, lastAt, times }: Row): number[] {
  const known = offsets(times).map(offset => day * DAY_MS + offset)
  return [firstAt, ...known.filter(at => at > firstAt && at < lastAt), lastAt]
}

/** The same words said at all these times. */
function both(a: Said, b: Said): Said {
  const times = [...new Set([...offsets(a.times), ...offsets(b.times)])].sort((x, y) => x - y).slice(0, MAX_TIMES)
  return {
    facts: a.facts,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    times: JSON.stringify(times),
  }
}

function offsets(times: string): number[] {
  // Written by this module.
  return JSON.parse(times) as number[]
}

function dayOf(at: number): number {
  return Math.floor(at / DAY_MS)
}

type Facts = Omit<AttestationEvent, 'person' | 'at'>

/** The same facts make the same text. */
function canonical(attestation: Omit<AttestationEvent, 'person'>): string {
  const { source, level, business, chosenName, issuer, serial, hostStorage, actualActors, privacyModeAt } = attestation
  const facts: Facts = { source, level, business, chosenName, issuer, serial, hostStorage, actualActors, privacyModeAt }
  return JSON.stringify(facts)
}
