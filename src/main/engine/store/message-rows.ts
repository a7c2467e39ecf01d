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
  quoteFromMe: number | null
  quoteKind: ContentKind | null
  quoteText: string | null
  quoteOfStatus: number | null
  quoteAuthorId: number | null
}

/**
 * SELECT … FROM of a {@link MessageRow}; `m` is the message. Nothing is joined: a page has few people and few quotes, and a
 * column that is read for every row is paid for by every row.
 */
export const MESSAGE_SELECT = `SELECT m.id, m.chat_id AS chatId, m.author_id AS authorId, m.from_me AS fromMe, m.at,
    m.content, m.status, m.failure, m.edited_at AS editedAt, m.deleted_by AS deletedBy, m.deleted_at AS deletedAt,
    m.deleted_kept AS deletedKept, m.expires_at AS expiresAt, m.forwarded, m.thumbnail, m.unread, m.quote_wire_id AS quoteWireId,
    m.quote_from_me AS quoteFromMe, m.quote_kind AS quoteKind, m.quote_text AS quoteText,
    m.quote_of_status AS quoteOfStatus, m.quote_author_id AS quoteAuthorId
  FROM messages m`

/** What belongs to the messages of a page, by message. */
export interface Attached {
  /** Everybody named on the page, by person. */
  people: ReadonlyMap<number, PersonLine>
  /** The message quoted; none when it is not here. */
  quoted: ReadonlyMap<number, { id: number; text: string | null }>
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
  if (row.quoteWireId === null) return null
  const author = row.quoteAuthorId === null ? null : (attached.people.get(row.quoteAuthorId) ?? null)
  return {
    messageId: attached.quoted.get(row.id)?.id ?? null,
    author: author !== null && !isVouched(row, attached) ? { ...author, standing: 'none' } : author,
    fromMe: row.quoteFromMe === 1,
    kind: row.quoteKind ?? 'unknown',
    text: previewText(row.quoteText),
    ofStatus: row.quoteOfStatus === 1,
  }
}

/**
 * A quote is the quoting person's word: what they say somebody wrote carries that one's badge only where it is known to be
 * so, because it is their own, or the original is here and says the same.
 */
function isVouched(row: MessageRow, attached: Attached): boolean {
  if (row.fromMe === 1 || row.quoteAuthorId === row.authorId) return true
  const original = attached.quoted.get(row.id)
  return original !== undefined && previewText(original.text) === previewText(row.quoteText)
}
