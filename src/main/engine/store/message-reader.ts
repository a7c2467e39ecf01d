import type { Message, MessageInfo, MessagePage } from '../../../shared/model.ts'
import { expiryEffect, isExpired } from '../../../shared/rules/expiry.ts'
import { compareLines, isLiveNotice, placeOf } from '../../../shared/rules/message-order.ts'
import type { RecipientReceipts } from '../../../shared/rules/message-status.ts'
import type { Chats } from './chats.ts'
import { fromCursor, type Place, toCursor } from './cursor.ts'
import { idList } from './database.ts'
import type { LiveNotices } from './live-notices.ts'
import { MessageAttachments } from './message-attached.ts'
import { MESSAGE_SELECT, type MessageRow, toMessage } from './message-rows.ts'
import type { People } from './people.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import type { SettingsStore } from './settings.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export type PageStart = 'end' | 'unread' | { around: number } | { older: string } | { newer: string }

/**
 * Messages as the contract wants them, and among them the live notices of a direct chat, which lie in no table
 * (live-notices.ts). A page takes seven statements at most, however long it is.
 */
export class MessageReader {
  readonly #unit: UnitOfWork
  readonly #chats: Chats
  readonly #settings: SettingsStore
  readonly #notices: LiveNotices
  readonly #attachments: MessageAttachments
  readonly #older
  readonly #newer
  readonly #many
  readonly #place
  readonly #firstUnread
  readonly #receipts

  constructor(
    unit: UnitOfWork,
    people: People,
    parts: { chats: Chats; settings: SettingsStore; notices: LiveNotices },
  ) {
    const { db } = unit
    const { chats, settings, notices } = parts
    this.#unit = unit
    this.#chats = chats
    this.#settings = settings
    this.#notices = notices
    this.#attachments = new MessageAttachments(unit, people)
    this.#older = db.statement<[number, number, number, number], MessageRow>(
      'messageReader.older',
      `${MESSAGE_SELECT} WHERE m.chat_id = ? AND (m.at, m.id) < (?, ?) ORDER BY m.at DESC, m.id DESC LIMIT ?`,
    )
    this.#newer = db.statement<[number, number, number, number], MessageRow>(
      'messageReader.newer',
      `${MESSAGE_SELECT} WHERE m.chat_id = ? AND (m.at, m.id) > (?, ?) ORDER BY m.at, m.id LIMIT ?`,
    )
    this.#many = db.statement<[string], MessageRow>(
      'messageReader.many',
      `${MESSAGE_SELECT} WHERE m.id IN (SELECT value FROM json_each(?))`,
    )
    this.#place = db.statement<[number, number], Place>(
      'messageReader.place',
      'SELECT at, id FROM messages WHERE id = ? AND chat_id = ?',
    )
    this.#firstUnread = db.statement<[number], Place>(
      'messageReader.firstUnread',
      'SELECT at, id FROM messages WHERE chat_id = ? AND unread = 1 ORDER BY at, id LIMIT 1',
    )
    this.#receipts = db.statement<[number], LineRow & RecipientReceipts>(
      'messageReader.receipts',
      `SELECT ${lineColumns('p')}, r.delivered_at AS deliveredAt, r.read_at AS readAt, r.played_at AS playedAt
       FROM receipts r JOIN people p ON p.id = r.person_id WHERE r.message_id = ? ORDER BY p.sort_key, p.id`,
    )
  }

  /**
   * Ascending by time. Null when there is no such chat. `around` a message that is gone answers the newest.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  page(input: { chatId: number; from: PageStart; limit: number }): MessagePage | null {
    const chat = this.#chats.facts(input.chatId)
    if (chat === null) return null
    const { from, limit } = input
    const firstUnread = this.#firstUnread.get(chat.id)
    const lines = { chatId: chat.id, notices: this.#notices.of(chat) }
    const page = this.#span(lines, from, limit, firstUnread)
    const [first, last] = [page.rows[0], page.rows.at(-1)]
    return {
      items: this.#messages(page.rows),
      older: page.older && first !== undefined ? cursorOf(first) : null,
      newer: page.newer && last !== undefined ? cursorOf(last) : null,
      firstUnread: firstUnread?.id ?? null,
      // The phone is asked for what came before a message: an empty chat has none to name.
      phoneHasOlder: !chat.endOfHistory && (page.older || page.newer || page.rows.some(row => !isLiveNotice(row.id))),
    }
  }

  get(id: number): Message | null {
    return this.many([id])[0] ?? null
  }

  /** In the order asked for; those not here are left out. */
  many(ids: readonly number[]): Message[] {
    const rows = this.#many.all(idList(ids))
    const notices = [...new Set(ids)].flatMap(id => this.#notices.get(id) ?? [])
    const found = new Map(this.#messages([...rows, ...notices]).map(message => [message.id, message]))
    return ids.flatMap(id => found.get(id) ?? [])
  }

  info(id: number): MessageInfo | null {
    const message = this.get(id)
    if (message === null) return null
    const receipts = this.#receipts.all(id).map(({ deliveredAt, readAt, playedAt, ...line }) => ({
      person: toLine(line),
      deliveredAt,
      readAt,
      playedAt,
    }))
    return { message, receipts }
  }

  #span(lines: Lines, from: PageStart, limit: number, firstUnread: Place | null): Span {
    if (from === 'end') return this.#before(lines, END, limit)
    if (from === 'unread') {
      // A quarter of the page above the first unread one: what it answers to.
      if (firstUnread === null) return this.#before(lines, END, limit)
      return this.#around(lines, firstUnread, limit, Math.floor(limit / 4))
    }
    if ('around' in from) {
      const notice = lines.notices.find(({ id }) => id === from.around)
      const place = notice === undefined ? this.#place.get(from.around, lines.chatId) : placeOf(notice)
      if (place === null) return this.#before(lines, END, limit)
      return this.#around(lines, place, limit, Math.floor(limit / 2))
    }
    if ('older' in from) return { ...this.#before(lines, fromCursor(from.older), limit), newer: true }
    return { ...this.#after(lines, fromCursor(from.newer), limit), older: true }
  }

  /** Up to `above` messages before a place, and the rest of the page from that place on; what is missing there comes above. */
  #around(lines: Lines, place: Place, limit: number, above: number): Span {
    const below = this.#after(lines, { at: place.at, id: place.id - 1 }, limit - above)
    const before = this.#before(lines, place, limit - below.rows.length)
    return { rows: [...before.rows, ...below.rows], older: before.older, newer: below.newer }
  }

  #before({ chatId, notices }: Lines, place: Place, limit: number): Span {
    const rows = this.#older.all(chatId, place.at, place.id, limit + 1).reverse()
    const all = inOrder(rows, notices, notice => compare(notice, place) < 0)
    return { rows: all.slice(Math.max(0, all.length - limit)), older: all.length > limit, newer: false }
  }

  #after({ chatId, notices }: Lines, place: Place, limit: number): Span {
    const rows = this.#newer.all(chatId, place.at, place.id, limit + 1)
    const all = inOrder(rows, notices, notice => compare(notice, place) > 0)
    return { rows: all.slice(0, limit), older: false, newer: all.length > limit }
  }

  /** Its time is over, and its chat is kept. What is not kept goes within seconds (background.ts). */
  #outlived({ chatId, expiresAt }: MessageRow): boolean {
    if (!isExpired(expiresAt, this.#unit.now())) return false
    const standing = this.#chats.facts(chatId)?.standing ?? 'none'
    return expiryEffect({ standing, keepVerified: this.#settings.get().keepVerified }) === 'keep'
  }

  #messages(rows: readonly MessageRow[]): Message[] {
    if (rows.length === 0) return []
    const attached = this.#attachments.of(rows)
    return rows.map(row => toMessage(row, attached, this.#outlived(row)))
  }
}

/** A chat's messages, from the table, and its live notices. */
interface Lines {
  chatId: number
  notices: readonly MessageRow[]
}

interface Span {
  rows: MessageRow[]
  older: boolean
  newer: boolean
}

/** After every message. */
const END: Place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }

function cursorOf(row: MessageRow): string {
  return toCursor(placeOf(row))
}

/** The rows of one side of a place, and of the notices those that are on that side too. */
function inOrder(
  rows: readonly MessageRow[],
  notices: readonly MessageRow[],
  isThere: (notice: Place) => boolean,
): MessageRow[] {
  const among = notices.filter(notice => isThere(placeOf(notice)))
  return among.length === 0 ? [...rows] : [...rows, ...among].sort(compareLines)
}

function compare(a: Place, b: Place): number {
  return a.at - b.at || a.id - b.id
}
