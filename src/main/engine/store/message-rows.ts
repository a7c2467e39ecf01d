import type { Content, ContentKind } from '../../../shared/content.ts'
import type { Deletion, Message, MessageStatus, PersonLine, Quote } from '../../../shared/model.ts'
import { previewText } from '../../../shared/rules/preview.ts'
import { EMPTIED } from './message-completion.ts'

/** A message as the screen's query reads it: the row alone. What belongs to it is {@link Attached}. */
export interface MessageRow {
  id: number
  chatId: number
  authorId: number
  fromMe: number
  at: number
  content: string
  status: MessageStatus
  failure: string | null
  editedAt: number | null
  deletedBy: Deletion['by'] | null
  deletedAt: number | null
  deletedKept: number | null
  /** ms; null: it does not disappear. */
  expiresAt: number | null
  forwarded: number
  thumbnail: Uint8Array | null
  unread: number
  quoteWireId: string | null
}

/** What a message quotes, and the quoted message where it is here. */
export interface QuoteRow {
  messageId: number
  fromMe: number | null
  kind: ContentKind | null
  text: string | null
  ofStatus: number | null
  thumbnail: Uint8Array | null
  authorId: number | null
  originalId: number | null
  originalKind: ContentKind | null
  originalText: string | null
  statusId: number | null
}

/**
 * SELECT … FROM of a {@link MessageRow}; `m` is the message. Nothing is joined: a page has few people and few quotes, and a
 * column that is read for every row is paid for by every row.
 */
export const MESSAGE_SELECT = `SELECT m.id, m.chat_id AS chatId, m.author_id AS authorId, m.from_me AS fromMe, m.at,
    m.content, m.status, m.failure, m.edited_at AS editedAt, m.deleted_by AS deletedBy, m.deleted_at AS deletedAt,
    m.deleted_kept AS deletedKept, m.expires_at AS expiresAt, m.forwarded, m.thumbnail, m.unread, m.quote_wire_id AS quoteWireId
  FROM messages m`

/** What belongs to the messages of a page, by message. */
export interface Attached {
  /** Everybody named on the page, by person. */
  people: ReadonlyMap<number, PersonLine>
  quotes: ReadonlyMap<number, QuoteRow>
  reactions: ReadonlyMap<number, Message['reactions']>
  mentions: ReadonlyMap<number, Message['mentions']>
}

/** @param outlived its time is over and it is kept. @throws when the author is not among the people. */
export function toMessage(row: MessageRow, attached: Attached, outlived: boolean): Message {
  const author = attached.people.get(row.authorId)
  if (author === undefined) throw new Error(`message ${row.id} has no author`)
  const deleted = toDeletion(row, row.content === EMPTIED, outlived)
  const isBlank = deleted !== null && !deleted.kept
  return {
    id: row.id,
    chatId: row.chatId,
    fromMe: row.fromMe === 1,
    author,
    at: row.at,
    // Written by this store from a Content.
    content: JSON.parse(row.content) as Content,
    status: row.status,
    failure: row.failure,
    quote: toQuote(row, attached),
    reactions: isBlank ? [] : (attached.reactions.get(row.id) ?? []),
    editedAt: row.editedAt,
    deleted,
    forwarded: row.forwarded === 1,
    thumbnail: row.thumbnail === null ? null : Buffer.from(row.thumbnail).toString('base64'),
    mentions: isBlank ? [] : (attached.mentions.get(row.id) ?? []),
    unread: row.unread === 1,
  }
}

type DeletionRow = Pick<MessageRow, 'deletedBy' | 'deletedAt' | 'deletedKept' | 'expiresAt'>

/** `isEmpty`: its content was gone before it came here, so there is nothing to keep. That its time is over is in no column: it follows from the clock, and from whether the chat is kept now. */
export function toDeletion(row: DeletionRow, isEmpty: boolean, outlived: boolean): Deletion | null {
  if (row.deletedBy === null) return outlived ? { by: 'timer', at: row.expiresAt ?? 0, kept: true } : null
  return { by: row.deletedBy, at: row.deletedAt ?? 0, kept: row.deletedKept === 1 && !isEmpty }
}

function toQuote(row: MessageRow, attached: Attached): Quote | null {
  const quote = attached.quotes.get(row.id)
  if (quote === undefined) return null
  const author = quote.authorId === null ? null : (attached.people.get(quote.authorId) ?? null)
  return {
    messageId: quote.originalId,
    author: author !== null && !isVouched(row, quote) ? { ...author, standing: 'none' } : author,
    fromMe: quote.fromMe === 1,
    kind: quote.kind ?? 'unknown',
    text: previewText(quote.text),
    ofStatus: quote.ofStatus === 1,
    statusId: quote.statusId,
    thumbnail: quote.thumbnail === null ? null : Buffer.from(quote.thumbnail).toString('base64'),
  }
}

/**
 * A quote is the quoting person's word: what they say somebody wrote carries that one's badge only where it is known to be
 * so, because it is their own, or the original is here, of the same kind, and says the same.
 */
function isVouched(row: MessageRow, quote: QuoteRow): boolean {
  if (row.fromMe === 1 || quote.authorId === row.authorId) return true
  if (quote.originalId === null || quote.originalKind !== quote.kind) return false
  return previewText(quote.originalText) === previewText(quote.text)
}
