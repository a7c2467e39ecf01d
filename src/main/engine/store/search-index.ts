import { performance } from 'node:perf_hooks'
import { idList } from './database.ts'
import type { Meta } from './meta.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** The rows of `message_search`: see the comment at the table (migrations/0001-initial.sql). */
export const SEARCH_ROW = (alias: string): string => `(${alias}.at / 1000) * 2147483648 + ${alias}.id`
const CHAT_TOKEN = (alias: string): string => `'c' || ${alias}.chat_id`

/** Up to which message id everything is indexed. */
const INDEXED = 'search.indexedUpTo'
/** Messages per step: about 2 ms. */
const STEP = 100
/** A transaction with more new messages than this is history: its messages are indexed later, in slices. */
const LIVE_MESSAGES = 25

/**
 * Keeps the index of message texts in step. Live messages are indexed with their own transaction; history is too fast for
 * that and is taken in by {@link indexSome} afterwards.
 */
export class SearchIndex {
  readonly #unit: UnitOfWork
  readonly #meta: Meta
  #fresh: number[] = []
  readonly #add
  readonly #forget
  readonly #forgetUpTo
  readonly #forgetChat
  readonly #addChat
  readonly #step
  readonly #addRange

  constructor(unit: UnitOfWork, meta: Meta) {
    const { db } = unit
    this.#unit = unit
    this.#meta = meta
    const isIndexed = `EXISTS (SELECT 1 FROM message_search_docsize d WHERE d.id = ${SEARCH_ROW('m')})`
    const insert = `INSERT INTO message_search (rowid, text, chat)
      SELECT ${SEARCH_ROW('m')}, m.text, ${CHAT_TOKEN('m')} FROM messages m`
    // FTS5 takes a row of an index without content away when it is told what stood in it.
    const remove = `INSERT INTO message_search (message_search, rowid, text, chat)
      SELECT 'delete', ${SEARCH_ROW('m')}, m.text, ${CHAT_TOKEN('m')} FROM messages m`
    this.#add = db.statement<[string]>(
      'searchIndex.add',
      `${insert} WHERE m.id IN (SELECT value FROM json_each(?)) AND m.text IS NOT NULL AND NOT ${isIndexed}`,
    )
    this.#forget = db.statement<[number]>(
      'searchIndex.forget',
      `${remove} WHERE m.id = ? AND m.text IS NOT NULL AND ${isIndexed}`,
    )
    this.#forgetUpTo = db.statement<[number, number]>(
      'searchIndex.forgetUpTo',
      `${remove} WHERE m.chat_id = ? AND m.at <= ? AND m.kind <> 'notice' AND m.text IS NOT NULL AND ${isIndexed}`,
    )
    this.#forgetChat = db.statement<[number]>(
      'searchIndex.forgetChat',
      `${remove} WHERE m.chat_id = ? AND m.text IS NOT NULL AND ${isIndexed}`,
    )
    this.#addChat = db.statement<[number]>(
      'searchIndex.addChat',
      `${insert} WHERE m.chat_id = ? AND m.text IS NOT NULL AND NOT ${isIndexed}`,
    )
    this.#step = db.statement<[number, number], { count: number; last: number | null }>(
      'searchIndex.step',
      'SELECT COUNT(*) AS count, MAX(id) AS last FROM (SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?)',
    )
    this.#addRange = db.statement<[number, number]>(
      'searchIndex.addRange',
      `${insert} WHERE m.id > ? AND m.id <= ? AND m.text IS NOT NULL AND NOT ${isIndexed} ORDER BY m.id`,
    )
    unit.onRefresh(() => this.#addFresh())
    unit.onRollback(() => {
      this.#fresh = []
    })
  }

  /** A message was written; it is indexed before the commit unless it is one of many. */
  written(id: number): void {
    if (this.#fresh.length <= LIVE_MESSAGES) this.#fresh.push(id)
  }

  /** Before a message's text, time or chat changes, or its row goes. */
  forget(id: number): boolean {
    return this.#forget.run(id) > 0
  }

  /** After {@link forget} was true and the row has changed. */
  add(id: number): void {
    this.#add.run(idList([id]))
  }

  /** Before a chat is cleared up to and with a time (ms). */
  forgetUpTo(chatId: number, at: number): void {
    this.#forgetUpTo.run(chatId, at)
  }

  /** Around the merging of two chats. */
  forgetChat(chatId: number): void {
    this.#forgetChat.run(chatId)
  }

  addChat(chatId: number): void {
    this.#addChat.run(chatId)
  }

  /** Indexes messages from history for at most about `budget` ms. @returns whether there is more. */
  indexSome(budget: number): boolean {
    const end = performance.now() + budget
    for (;;) {
      const from = this.#meta.number(INDEXED)
      const { count, last } = this.#step.get(from, STEP) ?? { count: 0, last: null }
      if (last === null) return false
      this.#unit.write(() => {
        this.#addRange.run(from, last)
        this.#meta.setNumber(INDEXED, last)
      })
      if (count < STEP) return false
      if (performance.now() >= end) return true
    }
  }

  #addFresh(): void {
    const fresh = this.#fresh
    if (fresh.length === 0) return
    this.#fresh = []
    if (fresh.length <= LIVE_MESSAGES) this.#add.run(idList(fresh))
  }
}
