import type { Content, ContentKind } from '../../../shared/content.ts'
import type { Deletion, MessageStatus } from '../../../shared/model.ts'
import type { MessageKey } from '../events.ts'
import type { LastMessages } from '../ports.ts'

export interface NewQuote {
  wireId: string
  /** Null: not known. */
  authorId: number | null
  fromMe: boolean
  kind: ContentKind
  text: string
  ofStatus: boolean
}

/** A message to write; every person and chat already resolved. One's own have `accounts.me()` as author. */
export interface NewMessage {
  chatId: number
  authorId: number
  fromMe: boolean
  wireId: string
  at: number
  content: Content
  /** For search and preview. */
  text: string | null
  quote: NewQuote | null
  mentions: { token: string; personId: number }[]
  forwarded: boolean
  thumbnail: Uint8Array | null
  raw: Uint8Array | null
  /** `received` for incoming. */
  status: MessageStatus
  unread: boolean
  expiresAt: number | null
  editedAt: number | null
}

export interface Inserted {
  /** Null only for `cleared`. */
  id: number | null
  /**
   * `added`; `known`: nothing new; `changed`: was here and was completed (a message that could not be read before, a
   * later edit, a later status); `cleared`: the chat was cleared or deleted up to a later time, nothing was written.
   */
  outcome: 'added' | 'known' | 'changed' | 'cleared'
  /** Changes wait for this message: take them with `changes.take(id)` and apply them. */
  waiting: boolean
}

/** What rules need of a message. */
export interface MessageFacts {
  id: number
  chatId: number
  authorId: number
  wireId: string
  fromMe: boolean
  at: number
  kind: ContentKind
  text: string | null
  status: MessageStatus
  unread: boolean
  editedAt: number | null
  deletion: Deletion | null
  expiresAt: number | null
}

export declare class Messages {
  /** Idempotent by chat, wire id and author. Fast enough for history: no query per row, counters once per transaction. */
  insert(message: NewMessage): Inserted
  /** `authorId` null: not known; the first by this id in the chat. */
  find(chatId: number, wireId: string, authorId: number | null): number | null
  facts(id: number): MessageFacts | null
  /** How the wire names a message. @throws for an unknown id. */
  key(id: number): MessageKey
  raw(id: number): Uint8Array | null
  /** The protobuf of an own message by its wire id alone (it needs an index): receivers may ask for it again. */
  sentRaw(wireId: string): Uint8Array | null

  /** The edit with the greatest time counts (same time: the greater content). @returns whether it changed anything. */
  edit(id: number, edit: { at: number; content: Content; text: string | null; raw: Uint8Array | null }): boolean
  /**
   * Marks it deleted; the first deletion told of by time counts. Without `deletion.kept` content, text, thumbnail and
   * protobuf go. Refused for notices. @returns whether it changed anything.
   */
  markDeleted(id: number, deletion: Deletion): boolean
  /** The row goes, and does not come back when the message arrives again. Refused for notices: false. */
  remove(id: number): boolean
  star(id: number, on: boolean, at: number): boolean

  /** Never backwards (rules/message-status.ts). @returns whether it changed anything. */
  raiseStatus(id: number, status: MessageStatus): boolean
  /** For the outbox: sets it whatever it was. `failure`: a code of ErrorCode, or null. */
  setStatus(id: number, status: MessageStatus, failure: string | null): void
  /** The server took an own message: its time and protobuf, and at least `sent`. */
  sent(id: number, sent: { at: number; raw: Uint8Array }): void

  /** Unread incoming messages up to and with `upTo` (ms; null: all), oldest first: whose authors get a read receipt. */
  unreadKeys(chatId: number, upTo: number | null, limit: number): MessageKey[]
  /** The newest messages, newest first, as app-state commands want them. */
  newest(chatId: number, limit: number): LastMessages
  /** The oldest message that the phone can know of; null when there is none. */
  oldest(chatId: number): { key: MessageKey; at: number } | null
  /** Removes disappearing messages whose time is over. @returns how many went. */
  purgeExpired(now: number): number
  /** When the next one goes, or null. */
  nextExpiry(): number | null
}
