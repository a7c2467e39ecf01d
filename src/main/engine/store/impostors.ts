import type { PersonLine, Standing } from '../../../shared/model.ts'
import { cleanName } from '../../../shared/rules/clean-name.ts'
import { type ImpostorIndex, impostorIndex, type KnownName } from '../../../shared/rules/impostors.ts'
import type { NameEventSource } from '../events.ts'
import type { Names } from './names.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Row ids read at once while the known names are gathered. */
const STEP = 250
/** Longest stretch of gathering before others have their turn (ms); a name takes some 0.05. */
const STRETCH_MS = 8
/** As many people are taken in any case: a small address book is known at once, on a slow machine too. */
const AT_LEAST = 100

type Told = Partial<Record<NameEventSource, string>>

/** What of a person bears on who is an impostor of whom. */
interface Known {
  told: Told
  standing: Standing
}

interface Row {
  id: number
  standing: Standing
  source: NameEventSource
  name: string
}

/**
 * Whom unsaved senders can be taken for (domain.md §9). Nothing of it is stored: it follows from the names and standings that
 * are known now, whatever the order in which they came. The names of verified businesses and saved contacts are gathered in
 * memory when first asked for, in short stretches, and kept true with every commit.
 *
 * A name that only history told counts as the sender's own, not as saved: for an unsaved contact the phone puts there what
 * the contact calls themselves (facts, "Traps in merging names").
 */
export class Impostors {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #names: Names
  #index: ImpostorIndex = impostorIndex()
  /** What each known person is known by. */
  readonly #known = new Map<number, Known>()
  /** Answers given since the known names last changed; null: nobody. */
  readonly #answers = new Map<number, KnownName | null>()
  #gathering: 'not begun' | 'under way' | 'done' = 'not begun'
  /** The last row looked at while gathering. */
  #reached = 0
  /** People whose names are still to be taken into the index; null: not known any more. */
  readonly #pending = new Map<number, Known | null>()
  /** Chats told of before everything was in the index. */
  readonly #tooEarly = new Set<number>()
  #turn: NodeJS.Immediate | null = null
  /** The last stretch ended before everything was taken: the next one is in a later turn. */
  #cut = false
  readonly #range
  readonly #next
  readonly #dismiss

  constructor(unit: UnitOfWork, people: People, names: Names) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#names = names
    this.#range = db.statement<[number, number], Row>(
      'impostors.range',
      `SELECT p.id, p.standing, n.source, n.name FROM people p JOIN names n ON n.person_id = p.id
       WHERE p.id > ? AND p.id <= ? AND p.merged_into IS NULL AND n.name IS NOT NULL
         AND (n.source = 'addressBook' OR (n.source = 'certificate' AND p.standing = 'verified'))`,
    )
    this.#next = db.statement<[number], { id: number }>(
      'impostors.next',
      'SELECT id FROM people WHERE id > ? ORDER BY id LIMIT 1',
    )
    this.#dismiss = db.statement<[number | null, number]>(
      'impostors.dismiss',
      'UPDATE chats SET impostor_dismissed = ? WHERE id = ?',
    )
    unit.onRollback(() => this.#forget())
  }

  /**
   * Whom the other side of this chat can be taken for, by the name that is imitated: as far as is known yet, the chat's change
   * is told when more is known.
   * @param chat `dismissed`: of whom the user said that the warning does not apply.
   */
  of(chat: { id: number; personId: number; standing: Standing; dismissed: number | null }): PersonLine | null {
    if (!this.#cut) this.#gather()
    if (this.#cut) this.#tooEarly.add(chat.id)
    if (this.#gathering !== 'done' || chat.standing === 'verified' || chat.personId === this.#people.me) return null
    const found = this.#answer(chat.personId, chat.standing)
    const known = found === null ? undefined : this.#known.get(found.personId)
    if (found === null || known === undefined) return null
    if (chat.dismissed !== null && this.#people.current(chat.dismissed) === found.personId) return null
    const source = known.told.addressBook === found.name ? 'addressBook' : 'certificate'
    return { id: found.personId, name: { source, text: cleanName(found.name) }, standing: known.standing }
  }

  /**
   * Before a commit: a person's names and standing as they are now; null: the row was merged into another.
   * @returns whether an answer was given about this person, which may be another one now.
   */
  update(
    personId: number,
    names: readonly { source: NameEventSource; name: string }[] | null,
    standing: Standing,
  ): boolean {
    // Not asked yet: all of it is read when somebody does.
    if (this.#gathering === 'not begun') return false
    const now = names === null ? null : { told: toldOf(names), standing }
    if (this.#pending.has(personId) || !sameNames(this.#known.get(personId) ?? null, now)) {
      this.#pending.set(personId, now)
      this.#later()
      this.#unit.changes.listChanged = true
    } else if (now !== null && this.#known.has(personId)) this.#known.set(personId, now)
    return this.#answers.delete(personId)
  }

  /** The user says that in this chat the warning about one person does not apply; null: takes that back. */
  dismiss(chatId: number, personId: number | null): void {
    this.#unit.write(() => {
      if (this.#dismiss.run(personId, chatId) > 0) this.#unit.changes.chat(chatId)
    })
  }

  /** Nothing is gathered any more. */
  stop(): void {
    if (this.#turn !== null) clearImmediate(this.#turn)
    this.#turn = null
  }

  #answer(personId: number, standing: Standing): KnownName | null {
    const before = this.#answers.get(personId)
    if (before !== undefined) return before
    const { addressBook, certificate, history, push } = toldOf(this.#names.of(personId))
    const found = this.#index.find({
      personId,
      names: [certificate ?? null, history ?? null, push ?? null],
      saved: addressBook !== undefined,
      standing,
    })
    this.#answers.set(personId, found)
    return found
  }

  #take(personId: number, person: Known | null): void {
    const names = personId === this.#people.me ? [] : namesOf(person)
    if (person === null || names.length === 0) this.#known.delete(personId)
    else this.#known.set(personId, person)
    this.#index.set(personId, names)
    this.#answers.clear()
  }

  /** Goes on for a short while; the rest in later turns. */
  #gather(): void {
    if (this.#gathering === 'done' && this.#pending.size === 0) return
    const end = performance.now() + STRETCH_MS
    if (this.#gathering === 'not begun') this.#gathering = 'under way'
    let taken = 0
    for (;;) {
      for (const [id, person] of this.#pending) {
        this.#pending.delete(id)
        this.#take(id, person)
        taken += 1
        if (taken >= AT_LEAST && performance.now() > end) {
          this.#cut = true
          this.#later()
          return
        }
      }
      const next = this.#gathering === 'done' ? null : this.#next.get(this.#reached)
      if (next === null) break
      this.#reached = next.id + STEP - 1
      this.#read(next.id - 1, this.#reached)
    }
    this.#gathering = 'done'
  }

  #read(after: number, upTo: number): void {
    for (const { id, standing, source, name } of this.#range.all(after, upTo)) {
      const told = this.#pending.get(id)?.told ?? {}
      this.#pending.set(id, { told: { ...told, [source]: name }, standing })
    }
  }

  #later(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = null
      this.#cut = false
      try {
        this.#gather()
        if (!this.#cut) this.#tell()
      } catch {
        // Whoever asks next begins anew, and hears of it when the database is at fault.
        this.#forget()
      }
    })
  }

  /** What was answered too early may be wrong. */
  #tell(): void {
    if (this.#tooEarly.size === 0) return
    const ids = [...this.#tooEarly]
    this.#tooEarly.clear()
    this.#unit.write(() => {
      for (const id of ids) this.#unit.changes.chat(id, true)
    })
  }

  /** Some of what is in memory may never have been. */
  #forget(): void {
    this.stop()
    this.#cut = false
    this.#index = impostorIndex()
    this.#known.clear()
    this.#answers.clear()
    this.#pending.clear()
    this.#reached = 0
    this.#gathering = 'not begun'
  }
}

function toldOf(names: readonly { source: NameEventSource; name: string }[]): Told {
  return Object.fromEntries(names.map(({ source, name }) => [source, name]))
}

/** By what others may pass for this person: a verified business by both its names, anybody else by the saved one. */
function namesOf(person: Known | null): { name: string; as: KnownName['as'] }[] {
  if (person === null) return []
  const { told, standing } = person
  const as = standing === 'verified' ? 'verified' : 'saved'
  const names = standing === 'verified' ? [told.certificate, told.addressBook] : [told.addressBook]
  return [...new Set(names)].flatMap(name => (name === undefined ? [] : [{ name, as }]))
}

function sameNames(a: Known | null, b: Known | null): boolean {
  const text = (person: Known | null): string => JSON.stringify(namesOf(person))
  return text(a) === text(b)
}
