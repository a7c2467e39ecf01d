import type { ContentKind } from '../../../shared/content.ts'
import type { Deletion, MessageStatus } from '../../../shared/model.ts'
import type { MessageKey } from '../events.ts'
import type { LastMessages } from '../ports.ts'
import type { Chats } from './chats.ts'
import { MAX_TIME } from './message-columns.ts'
import type { MessageFacts } from './message-types.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** {@link MessageFacts} as they lie in the row. */
export interface FactsRow {
  id: number
  chatId: number
  authorId: number
  wireId: string
  fromMe: number
  at: number
  kind: ContentKind
  text: string | null
  status: MessageStatus
  unread: number
  editedAt: number | null
  deletedBy: Deletion['by'] | null
  deletedAt: number | null
  deletedKept: number | null
  expiresAt: number | null
}

/** Finding messages for the rules and the wire; what the screen shows is message-reader.ts. */
export class MessageLookups {
  readonly #people: People
  readonly #chats: Chats
  readonly #find
  readonly #findAny
  readonly #facts
  readonly #raw
  readonly #sentRaw
  readonly #unread
  readonly #newest
  readonly #oldest

  constructor(unit: UnitOfWork, people: People, chats: Chats) {
    const { db } = unit
    this.#people = people
    this.#chats = chats
    this.#find = db.statement<[number, string, number], { id: number }>(
      'messages.find',
      'SELECT id FROM messages WHERE chat_id = ? AND wire_id = ? AND author_id = ?',
    )
    this.#findAny = db.statement<[number, string], { id: number }>(
      'messages.findAny',
      'SELECT id FROM messages WHERE chat_id = ? AND wire_id = ? ORDER BY author_id LIMIT 1',
    )
    const facts = `SELECT id, chat_id AS chatId, author_id AS authorId, wire_id AS wireId, from_me AS fromMe, at, kind, text,
      status, unread, edited_at AS editedAt, deleted_by AS deletedBy, deleted_at AS deletedAt,
      deleted_kept AS deletedKept, expires_at AS expiresAt FROM messages`
    this.#facts = db.statement<[number], FactsRow>('messages.facts', `${facts} WHERE id = ?`)
    this.#raw = db.statement<[number], { raw: Uint8Array | null }>(
      'messages.raw',
      'SELECT raw FROM messages WHERE id = ?',
    )
    this.#sentRaw = db.statement<[string], { raw: Uint8Array | null }>(
      'messages.sentRaw',
      // A look into the index per chat: a retry is rare, an index of its own would be paid for by every message.
      `SELECT m.raw FROM chats c CROSS JOIN messages m ON m.chat_id = c.id AND m.wire_id = ? AND m.from_me = 1 LIMIT 1`,
    )
    this.#unread = db.statement<[number, number, number], FactsRow>(
      'messages.unread',
      `${facts} WHERE chat_id = ? AND unread = 1 AND at <= ? ORDER BY at, id LIMIT ?`,
    )
    this.#newest = db.statement<[number, number], FactsRow>(
      'messages.newest',
      `${facts} WHERE chat_id = ? AND kind <> 'notice' AND status NOT IN ('pending', 'failed', 'cancelled')
       ORDER BY at DESC, id DESC LIMIT ?`,
    )
    this.#oldest = db.statement<[number], FactsRow>(
      'messages.oldest',
      `${facts} WHERE chat_id = ? AND kind <> 'notice' AND status NOT IN ('pending', 'failed', 'cancelled')
       ORDER BY at, id LIMIT 1`,
    )
  }

  /** `authorId` null: not known; the first by this id in the chat. */
  find(chatId: number, wireId: string, authorId: number | null): number | null {
    const row = authorId === null ? this.#findAny.get(chatId, wireId) : this.#find.get(chatId, wireId, authorId)
    return row?.id ?? null
  }

  facts(id: number): MessageFacts | null {
    const row = this.row(id)
    if (row === null) return null
    const { deletedBy, deletedAt, deletedKept, ...rest } = row
    return {
      ...rest,
      fromMe: row.fromMe === 1,
      unread: row.unread === 1,
      deletion: deletedBy === null ? null : { by: deletedBy, at: deletedAt ?? 0, kept: deletedKept === 1 },
    }
  }

  /** How the wire names a message. @throws for an unknown id. */
  key(id: number): MessageKey {
    const row = this.row(id)
    if (row === null) throw new Error(`there is no message ${id}`)
    return this.#keyOf(row)
  }

  raw(id: number): Uint8Array | null {
    return this.#raw.get(id)?.raw ?? null
  }

  /** The protobuf of an own message by its wire id alone: receivers may ask for it again. */
  sentRaw(wireId: string): Uint8Array | null {
    return this.#sentRaw.get(wireId)?.raw ?? null
  }

  /** Unread incoming messages up to and with `upTo` (ms; null: all), oldest first: whose authors get a read receipt. */
  unreadKeys(chatId: number, upTo: number | null, limit: number): MessageKey[] {
    return this.#unread.all(chatId, upTo ?? MAX_TIME, limit).map(row => this.#keyOf(row))
  }

  /** The newest messages, newest first, as app-state commands want them: those the phone knows as well. */
  newest(chatId: number, limit: number): LastMessages {
    return this.#newest.all(chatId, limit).map(row => ({ key: this.#keyOf(row), at: row.at }))
  }

  /** The oldest message that the phone can know of; null when there is none. */
  oldest(chatId: number): { key: MessageKey; at: number } | null {
    const row = this.#oldest.get(chatId)
    return row === null ? null : { key: this.#keyOf(row), at: row.at }
  }

  protected row(id: number): FactsRow | null {
    return this.#facts.get(id)
  }

  #keyOf(row: FactsRow): MessageKey {
    const chat = this.#chats.ref(row.chatId)
    const fromMe = row.fromMe === 1
    return {
      chat,
      wireId: row.wireId,
      fromMe,
      author: fromMe || chat.kind === 'direct' ? null : this.#people.ref(row.authorId),
    }
  }
}
