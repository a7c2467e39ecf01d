import type { Content, ContentKind } from '../../../shared/content.ts'
import type { Deletion, MessageStatus } from '../../../shared/model.ts'

export interface NewQuote {
  wireId: string
  /** Null: not known. */
  authorId: number | null
  fromMe: boolean
  kind: ContentKind
  text: string
  ofStatus: boolean
  /** JPEG, of a status update only. */
  thumbnail: Uint8Array | null
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
   * later edit, a later status); `cleared`: the chat was cleared up to a later time, or the message has disappeared by now;
   * nothing was written.
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

/** A row as it lies in the table, apart from what identifies it. */
export interface StoredMessage {
  id: number
  at: number
  kind: ContentKind
  status: MessageStatus
  failure: string | null
  unread: number
  toldUnread: number
  forwarded: number
  editedAt: number | null
  deletedBy: Deletion['by'] | null
  deletedAt: number | null
  deletedKept: number | null
  expiresAt: number | null
  quoteWireId: string | null
  quoteAuthorId: number | null
  quoteFromMe: number | null
  quoteKind: ContentKind | null
  quoteText: string | null
  quoteOfStatus: number | null
  quoteThumbnail: Uint8Array | null
  text: string | null
  content: string
  thumbnail: Uint8Array | null
  raw: Uint8Array | null
}

/** Somebody took a message away; that its time ran out is nobody's doing. */
export type Withdrawal = Omit<Deletion, 'by'> & { by: Exclude<Deletion['by'], 'timer'> }
