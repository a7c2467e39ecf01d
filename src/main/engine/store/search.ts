import type { Chat, Page, SearchHit } from '../../../shared/model.ts'
import type { ChatReader } from './chat-reader.ts'
import type { Chats } from './chats.ts'
import { BadCursor } from './cursor.ts'
import type { MessageReader } from './message-reader.ts'
import { peopleMatch } from './people-reader.ts'
import type { SearchIndex } from './search-index.ts'
import { fold, matchWords, words } from './text.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Most chats that are ranked; the newest ones. */
const MAX_RANKED = 200
/** Part of a search row that is the message's id (migrations/0001-initial.sql). */
const ID_MASK = 2147483647

/** Search in names and in texts: without regard to case and accents. */
export class Search {
  readonly #chats: Chats
  readonly #chatReader: ChatReader
  readonly #messageReader: MessageReader
  readonly #index: SearchIndex
  readonly #people
  readonly #groups
  readonly #messages

  constructor(
    unit: UnitOfWork,
    parts: { chats: Chats; chatReader: ChatReader; messageReader: MessageReader; index: SearchIndex },
  ) {
    const { db } = unit
    this.#chats = parts.chats
    this.#chatReader = parts.chatReader
    this.#messageReader = parts.messageReader
    this.#index = parts.index
    this.#people = db.statement<[string, number], { id: number }>(
      'search.people',
      `SELECT c.id FROM people_search s CROSS JOIN chats c ON c.person_id = s.rowid
       WHERE people_search MATCH ? AND c.listed = 1 ORDER BY c.at DESC, c.id DESC LIMIT ?`,
    )
    this.#groups = db.statement<[string, number], { id: number }>(
      'search.groups',
      `SELECT c.id FROM group_search s CROSS JOIN chats c ON c.id = s.rowid
       WHERE group_search MATCH ? AND c.listed = 1 ORDER BY c.at DESC, c.id DESC LIMIT ?`,
    )
    // The row's number has 63 bits: it stays in SQL, and crosses as text.
    this.#messages = db.statement<[string, string, number], { id: number; row: string }>(
      'search.messages',
      `SELECT rowid & ${ID_MASK} AS id, CAST(rowid AS TEXT) AS row FROM message_search
       WHERE message_search MATCH ? AND rowid < CAST(? AS INTEGER) ORDER BY rowid DESC LIMIT ?`,
    )
  }

  /** Chats whose name or number matches, best first: the whole name, its beginning, the rest; each newest first. */
  chats(query: string, limit: number): Chat[] {
    const match = peopleMatch(query)
    if (match === 'all' || match === 'nothing') return []
    const found = this.#people.all(match.expression, MAX_RANKED).map(row => row.id)
    const inSubjects = matchWords('subject', words(query), 'each')
    found.push(...this.#groups.all(inSubjects, MAX_RANKED).map(row => row.id))
    const wanted = fold(query.trim())
    const rank = (chat: Chat): number => {
      const name = fold(chat.name.text)
      return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2
    }
    return this.#chatReader
      .many(found)
      .map(chat => ({ chat, rank: rank(chat) }))
      .sort((a, b) => a.rank - b.rank || b.chat.at - a.chat.at || b.chat.id - a.chat.id)
      .slice(0, limit)
      .map(({ chat }) => chat)
  }

  /**
   * Messages whose text has all the words (the last one may be a beginning), newest first.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  messages(input: { query: string; chatId: number | null; after: string | null; limit: number }): Page<SearchHit> {
    const found = words(input.query)
    const chatId = input.chatId === null ? null : this.#chats.current(input.chatId)
    if (found.length === 0 || (input.chatId !== null && chatId === null)) return { items: [], next: null }
    const { after, limit } = input
    if (after !== null && !/^\d{1,19}$/.test(after)) throw new BadCursor()
    const texts = matchWords('text', found, 'last')
    const expression = chatId === null ? texts : `(${texts}) AND chat : "c${chatId}"`
    const rows = this.#messages.all(expression, after ?? LAST_ROW, limit + 1)
    const shown = rows.slice(0, limit)
    return {
      items: this.#hits(shown.map(row => row.id)),
      next: rows.length > limit ? (shown.at(-1)?.row ?? null) : null,
    }
  }

  /** Indexes messages from history for at most about `budget` ms. @returns whether there is more. */
  indexSome(budget: number): boolean {
    return this.#index.indexSome(budget)
  }

  #hits(ids: readonly number[]): SearchHit[] {
    const messages = this.#messageReader.many(ids)
    const chats = new Map(
      this.#chatReader.many([...new Set(messages.map(message => message.chatId))]).map(chat => [chat.id, chat]),
    )
    return messages.flatMap(message => {
      const chat = chats.get(message.chatId)
      if (chat === undefined) return []
      const { id, name, standing, kind } = chat
      return [{ message, chat: { id, name, standing, kind } }]
    })
  }
}

/** 2^63 - 1: above every row. */
const LAST_ROW = '9223372036854775807'
