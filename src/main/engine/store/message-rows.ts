import type { Content, ContentKind } from '../../../shared/content.ts'
import type {
  Deletion,
  Message,
  MessageStatus,
  NameSource,
  PersonLine,
  Quote,
  Standing,
} from '../../../shared/model.ts'
import { previewText } from '../../../shared/rules/preview.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'

/** A message as the screen's query reads it: the row, its author, what it quotes and whom that is by. */
export interface MessageRow extends LineRow {
  messageId: number
  chatId: number
  fromMe: number
  at: number
  content: string
  status: MessageStatus
  failure: string | null
  editedAt: number | null
  deletedBy: Deletion['by'] | null
  deletedAt: number | null
  deletedKept: number | null
  forwarded: number
  thumbnail: Uint8Array | null
  unread: number
  quoteWireId: string | null
  quoteFromMe: number | null
  quoteKind: ContentKind | null
  quoteText: string | null
  quoteOfStatus: number | null
  quoteMessageId: number | null
  quoteAuthorId: number | null
  quoteAuthorSource: NameSource | null
  quoteAuthorName: string | null
  quoteAuthorStanding: Standing | null
}

/** SELECT … FROM of a {@link MessageRow}; `m` is the message. CROSS JOIN keeps the order: messages lead. */
export const MESSAGE_SELECT = `SELECT m.id AS messageId, m.chat_id AS chatId, m.from_me AS fromMe, m.at, m.content, m.status,
    m.failure, m.edited_at AS editedAt, m.deleted_by AS deletedBy, m.deleted_at AS deletedAt,
    m.deleted_kept AS deletedKept, m.forwarded, m.thumbnail, m.unread, m.quote_wire_id AS quoteWireId,
    m.quote_from_me AS quoteFromMe, m.quote_kind AS quoteKind, m.quote_text AS quoteText,
    m.quote_of_status AS quoteOfStatus, q.id AS quoteMessageId, qa.id AS quoteAuthorId,
    qa.display_source AS quoteAuthorSource, qa.display_text AS quoteAuthorName, qa.standing AS quoteAuthorStanding,
    ${lineColumns('a')}
  FROM messages m CROSS JOIN people a ON a.id = m.author_id
  LEFT JOIN people qa ON qa.id = m.quote_author_id
  LEFT JOIN messages q ON q.chat_id = m.chat_id AND q.wire_id = m.quote_wire_id AND q.author_id = m.quote_author_id`

export interface Attached {
  reactions: Message['reactions']
  mentions: Message['mentions']
}

export function toMessage(row: MessageRow, attached: Attached | undefined): Message {
  const deleted = toDeletion(row)
  const isBlank = deleted !== null && !deleted.kept
  return {
    id: row.messageId,
    chatId: row.chatId,
    fromMe: row.fromMe === 1,
    author: toLine(row),
    at: row.at,
    // Written by this store from a Content.
    content: JSON.parse(row.content) as Content,
    status: row.status,
    failure: row.failure,
    quote: toQuote(row),
    reactions: isBlank ? [] : (attached?.reactions ?? []),
    editedAt: row.editedAt,
    deleted,
    forwarded: row.forwarded === 1,
    thumbnail: row.thumbnail === null ? null : Buffer.from(row.thumbnail).toString('base64'),
    mentions: isBlank ? [] : (attached?.mentions ?? []),
    unread: row.unread === 1,
  }
}

export function toDeletion(row: Pick<MessageRow, 'deletedBy' | 'deletedAt' | 'deletedKept'>): Deletion | null {
  if (row.deletedBy === null) return null
  return { by: row.deletedBy, at: row.deletedAt ?? 0, kept: row.deletedKept === 1 }
}

function toQuote(row: MessageRow): Quote | null {
  if (row.quoteWireId === null) return null
  return {
    messageId: row.quoteOfStatus === 1 ? null : row.quoteMessageId,
    author: quoteAuthor(row),
    fromMe: row.quoteFromMe === 1,
    kind: row.quoteKind ?? 'unknown',
    text: previewText(row.quoteText),
    ofStatus: row.quoteOfStatus === 1,
  }
}

function quoteAuthor(row: MessageRow): PersonLine | null {
  const { quoteAuthorId: id, quoteAuthorSource: source, quoteAuthorName: text, quoteAuthorStanding: standing } = row
  if (id === null || source === null || text === null || standing === null) return null
  return { id, name: { source, text }, standing }
}
