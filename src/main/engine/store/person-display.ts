import type { DisplayName, Standing } from '../../../shared/model.ts'
import { attestedStates, standingSince } from '../../../shared/rules/attested-states.ts'
import { displayName, ownName } from '../../../shared/rules/names.ts'
import { numberDigits } from '../../../shared/rules/phone.ts'
import { standingFrom } from '../../../shared/rules/standing.ts'
import type { Attestations } from './attestations.ts'
import type { Impostors } from './impostors.ts'
import type { Names } from './names.ts'
import type { People } from './people.ts'
import { fold, numberTokens } from './text.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Shown {
  pn: string | null
  lid: string | null
  mergedInto: number | null
  source: string
  name: string
  standing: Standing
  listed: number
  chatId: number | null
  chatListed: number | null
  chatStanding: Standing | null
}

/**
 * Works out the displayed name and the standing of people who changed, by the rules (src/shared/rules), and writes them where
 * lists read them: the person's row, the direct chat's standing, and the index that names are searched in.
 */
export class PersonDisplay {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #names: Names
  readonly #attestations: Attestations
  readonly #impostors: Impostors
  readonly #shown
  readonly #write
  readonly #writeStanding
  readonly #unindex
  readonly #index

  constructor(unit: UnitOfWork, people: People, names: Names, attestations: Attestations, impostors: Impostors) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#names = names
    this.#attestations = attestations
    this.#impostors = impostors
    this.#shown = db.statement<[number], Shown>(
      'personDisplay.shown',
      `SELECT p.pn, p.lid, p.merged_into AS mergedInto, p.display_source AS source, p.display_text AS name, p.standing,
         p.listed, c.id AS chatId, c.listed AS chatListed, c.standing AS chatStanding
       FROM people p LEFT JOIN chats c ON c.person_id = p.id WHERE p.id = ?`,
    )
    this.#write = db.statement<[string, string, string, Standing, number, number, number]>(
      'personDisplay.write',
      `UPDATE people SET display_source = ?, display_text = ?, sort_key = ?, standing = ?, standing_since = ?, listed = ?
       WHERE id = ?`,
    )
    this.#writeStanding = db.statement<[Standing, number]>(
      'personDisplay.writeStanding',
      'UPDATE chats SET standing = ? WHERE id = ?',
    )
    this.#unindex = db.statement<[number]>('personDisplay.unindex', 'DELETE FROM people_search WHERE rowid = ?')
    this.#index = db.statement<[number, string, string]>(
      'personDisplay.index',
      'INSERT INTO people_search (rowid, names, digits) VALUES (?, ?, ?)',
    )
    unit.onRefresh(() => {
      for (const id of people.takeDirty()) this.#refresh(id)
    })
  }

  #refresh(id: number): void {
    const before = this.#shown.get(id)
    if (before === null) return
    this.#unindex.run(id)
    if (before.mergedInto !== null) {
      this.#impostors.update(id, null, 'none')
      return
    }
    const known = this.#names.of(id)
    const by = (source: string): string | null => known.find(name => name.source === source)?.name ?? null
    const { pn, lid } = before
    const isMe = id === this.#people.me
    const facts = { addressBook: by('addressBook'), certificate: by('certificate'), history: by('history') }
    const shown = isMe ? ownName(by('push'), pn) : displayName({ ...facts, push: by('push'), pn, lid })
    const points = isMe ? [] : this.#attestations.points(id)
    const standing = standingFrom(points)
    const listed = facts.addressBook !== null || before.chatListed === 1 ? 1 : 0
    const names = [...new Set([shown.text, ...known.map(({ name }) => name)])].join(' · ')
    this.#index.run(id, names, numberTokens(numberDigits(pn) ?? ''))
    const since = standing === 'none' ? 0 : (standingSince(attestedStates(points)) ?? 0)
    this.#write.run(shown.source, shown.text, sortKey(shown), standing, since, listed, id)
    if (before.chatId !== null && before.chatStanding !== standing) this.#writeStanding.run(standing, before.chatId)
    this.#unit.changes.person(id)
    const seen = before.source !== shown.source || before.name !== shown.text || before.standing !== standing
    const asked = this.#impostors.update(id, known, standing)
    if (before.chatId !== null && (seen || asked)) this.#unit.changes.chat(before.chatId, before.standing !== standing)
  }
}

/** Behind every name, whatever its script: the last code point there is. */
const NAMELESS = '\u{10ffff}'

/** What lists of people are ordered by: names first, then those who are only a number or unknown. */
function sortKey({ source, text }: DisplayName): string {
  return (source === 'number' || source === 'unknown' ? NAMELESS : '') + fold(text)
}
