import type { Message, PersonLine } from '../../../shared/model.ts'
import { idList } from './database.ts'
import type { Attached, MessageRow, QuoteRow } from './message-rows.ts'
import type { People } from './people.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface OfPerson {
  messageId: number
  personId: number
}

/** What belongs to the messages of a page: reactions, mentions, what is quoted, and everybody named in them. */
export class MessageAttachments {
  readonly #people: People
  readonly #reactions
  readonly #mentions
  readonly #quotes
  readonly #lines

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#people = people
    this.#reactions = db.statement<[string], OfPerson & { emoji: string; at: number }>(
      'messageAttached.reactions',
      `SELECT r.message_id AS messageId, r.person_id AS personId, r.emoji, r.at
       FROM json_each(?) j CROSS JOIN reactions r ON r.message_id = j.value WHERE r.emoji IS NOT NULL`,
    )
    this.#mentions = db.statement<[string], OfPerson & { token: string }>(
      'messageAttached.mentions',
      `SELECT n.message_id AS messageId, n.person_id AS personId, n.token
       FROM json_each(?) j CROSS JOIN mentions n ON n.message_id = j.value`,
    )
    this.#quotes = db.statement<[string], QuoteRow>(
      'messageAttached.quotes',
      // A status that is quoted is no message.
      `SELECT m.id AS messageId, m.quote_from_me AS fromMe, m.quote_kind AS kind, m.quote_text AS text,
         m.quote_of_status AS ofStatus, CASE WHEN m.quote_of_status = 1 THEN m.quote_thumbnail END AS thumbnail,
         m.quote_author_id AS authorId, q.id AS originalId, q.kind AS originalKind, q.text AS originalText,
         s.id AS statusId
       FROM json_each(?) j CROSS JOIN messages m ON m.id = j.value
       LEFT JOIN messages q ON q.chat_id = m.chat_id AND q.wire_id = m.quote_wire_id AND q.author_id = m.quote_author_id
         AND m.quote_of_status IS NOT 1
       LEFT JOIN statuses s ON m.quote_of_status = 1 AND s.author_id = m.quote_author_id AND s.wire_id = m.quote_wire_id
         AND s.revoked_at IS NULL AND s.content IS NOT NULL`,
    )
    this.#lines = db.statement<[string], LineRow>(
      'messageAttached.lines',
      `SELECT ${lineColumns('p')} FROM json_each(?) j CROSS JOIN people p ON p.id = j.value`,
    )
  }

  /** Four statements at most, however many rows. */
  of(rows: readonly MessageRow[]): Attached {
    const ids = idList(rows.map(row => row.id))
    const reactions = this.#reactions.all(ids)
    const mentions = this.#mentions.all(ids)
    const quotes = this.#quotesIn(rows)
    const people = this.#peopleOf([
      ...rows.map(row => row.authorId),
      ...[...quotes.values()].flatMap(quote => quote.authorId ?? []),
      ...reactions.map(row => row.personId),
      ...mentions.map(row => row.personId),
    ])
    return {
      people,
      quotes,
      reactions: this.#reactionsOf(reactions, people),
      mentions: mentionsOf(mentions, people),
    }
  }

  #peopleOf(ids: readonly number[]): Map<number, PersonLine> {
    return new Map(this.#lines.all(idList(new Set(ids))).map(row => [row.id, toLine(row)]))
  }

  #quotesIn(rows: readonly MessageRow[]): Map<number, QuoteRow> {
    const quoting = rows.filter(row => row.quoteWireId !== null)
    if (quoting.length === 0) return new Map()
    return new Map(this.#quotes.all(idList(quoting.map(row => row.id))).map(quote => [quote.messageId, quote]))
  }

  #reactionsOf(
    rows: readonly (OfPerson & { emoji: string; at: number })[],
    people: ReadonlyMap<number, PersonLine>,
  ): Map<number, Message['reactions']> {
    const of = new Map<number, Message['reactions']>()
    for (const { messageId, personId, emoji, at } of rows) {
      const person = people.get(personId)
      if (person !== undefined) listed(of, messageId, { emoji, at, person, fromMe: personId === this.#people.me })
    }
    for (const list of of.values()) list.sort((a, b) => a.at - b.at || a.person.id - b.person.id)
    return of
  }
}

function mentionsOf(
  rows: readonly (OfPerson & { token: string })[],
  people: ReadonlyMap<number, PersonLine>,
): Map<number, Message['mentions']> {
  const of = new Map<number, Message['mentions']>()
  for (const { messageId, personId, token } of rows) {
    const person = people.get(personId)
    if (person !== undefined) listed(of, messageId, { token, person })
  }
  return of
}

function listed<T>(lists: Map<number, T[]>, id: number, entry: T): void {
  const list = lists.get(id)
  if (list === undefined) lists.set(id, [entry])
  else list.push(entry)
}
