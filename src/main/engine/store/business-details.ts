import type { Content } from '../../../shared/content.ts'
import type { BusinessDetails, StandingChange } from '../../../shared/model.ts'
import {
  type AttestedFact,
  attestedStates,
  type StateBy,
  verifiedSince,
} from '../../../shared/rules/attested-states.ts'
import { findCode } from '../../../shared/rules/codes.ts'
import type { Attestations } from './attestations.ts'
import type { MessageReader } from './message-reader.ts'
import { nameOf, type PeopleReader } from './people-reader.ts'
import type { Profiles } from './profiles.ts'
import type { UnitOfWork } from './unit-of-work.ts'

const DAY_MS = 24 * 60 * 60_000
/** Tickets and codes of this long, and no more of each than this. */
const SHARED_MS = 30 * DAY_MS
const MOST = 20
/** However much was written: the newest messages of a chat that are looked at. */
const NEWEST = 1_000
/** Messages, and characters in them, that are searched for codes: some ms of work. */
const MOST_TEXTS = 200
const MOST_CHARACTERS = 30_000
/** Changes of standing that are told; a business that changes its name with every message makes more. */
const MOST_CHANGES = 200

interface TextRow {
  id: number
  at: number
  text: string | null
  content: string
}

/** Everything that the details panel says of a business. */
export class BusinessDetailsReader {
  readonly #unit: UnitOfWork
  readonly #with: Parts
  readonly #horizon
  readonly #tickets
  readonly #texts

  constructor(unit: UnitOfWork, parts: Parts) {
    const { db } = unit
    this.#unit = unit
    this.#with = parts
    this.#horizon = db.statement<[number, number], { at: number }>(
      'businessDetails.horizon',
      `SELECT at FROM messages WHERE chat_id = ? AND at >= ? ORDER BY at DESC LIMIT 1 OFFSET ${NEWEST}`,
    )
    const here = `chat_id = ? AND at >= ? AND from_me = 0 AND (deleted_by IS NULL OR deleted_kept = 1)`
    const cards = `('template', 'interactive', 'buttons', 'list')`
    this.#tickets = db.statement<[number, number], { id: number }>(
      'businessDetails.tickets',
      `SELECT id FROM messages WHERE ${here} AND (kind IN ('image', 'video', 'document')
         OR (kind IN ${cards} AND (json_extract(content, '$.card.headerMedia') IN ('image', 'document')
           OR EXISTS (SELECT 1 FROM json_each(content, '$.card.buttons') b
             WHERE json_extract(b.value, '$.kind') = 'url'))))
       ORDER BY at DESC, id DESC LIMIT ${MOST}`,
    )
    this.#texts = db.statement<[number, number], TextRow>(
      'businessDetails.texts',
      // Digits of the scripts that codes are read in; whatever else there is, a code has one.
      `SELECT id, at, text, content FROM messages WHERE ${here}
         AND (text GLOB '*[0-9٠-٩۰-۹०-९]*' OR (kind IN ${cards} AND content LIKE '%"copyCode"%'))
       ORDER BY at DESC, id DESC LIMIT ${MOST_TEXTS}`,
    )
  }

  /** Null when there is no such person. */
  get(personId: number): BusinessDetails | null {
    const { people, attestations, profiles, messages } = this.#with
    const person = people.get(personId)
    if (person === null) return null
    const states = attestedStates(attestations.points(person.id))
    const shared = person.chatId === null ? null : { chatId: person.chatId, since: this.#since(person.chatId) }
    const tickets = shared === null ? [] : this.#tickets.all(shared.chatId, shared.since)
    return {
      person,
      verifiedSince: verifiedSince(states),
      history: states.slice(-MOST_CHANGES).reverse().map(toChange),
      reader: states.at(-1)?.reader ?? null,
      profile: profiles.get(person.id),
      profileAskedAt: profiles.fetchedAt(person.id),
      tickets: messages.many(tickets.map(({ id }) => id)),
      codes: shared === null ? [] : this.#codes(shared.chatId, shared.since),
    }
  }

  #since(chatId: number): number {
    const month = this.#unit.now() - SHARED_MS
    return Math.max(month, this.#horizon.get(chatId, month)?.at ?? 0)
  }

  #codes(chatId: number, since: number): BusinessDetails['codes'] {
    const codes: BusinessDetails['codes'] = []
    let left = MOST_CHARACTERS
    for (const { id, at, text, content } of this.#texts.all(chatId, since)) {
      const found = findCode(text ?? '', buttonsOf(JSON.parse(content) as Content))
      if (found !== null) codes.push({ messageId: id, at, code: found.code })
      left -= text?.length ?? 0
      if (left <= 0 || codes.length === MOST) break
    }
    return codes
  }
}

interface Parts {
  people: PeopleReader
  attestations: Attestations
  profiles: Profiles
  messages: MessageReader
}

function toChange({ at, source, standing, chosenName, reader }: StateBy<AttestedFact>): StandingChange {
  return { at, source, standing, name: nameOf(chosenName), reader }
}

function buttonsOf(content: Content): Parameters<typeof findCode>[1] {
  return 'card' in content ? content.card.buttons : []
}
