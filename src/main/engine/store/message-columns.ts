import type { Content } from '../../../shared/content.ts'
import type { NewMessage, StoredMessage } from './message-types.ts'

/** Times out of this range are no times (ms): the search index has 32 bits for the seconds (until 2106). */
export const MAX_TIME = 4_294_967_000_000
/** Of a message that was deleted and not kept. */
const BLANK: Content = { kind: 'text', text: '', preview: null }

/** What of a chat bears on a message that arrives. */
export interface Marks {
  inGroup: number
  readUpTo: number
  clearedUpTo: number
  keptUpTo: number
  keptAt: number | null
}

/** What identifies a row, then what {@link StoredMessage} holds, in the order of the INSERT. */
export type InsertParameters = [
  ...[id: number, chatId: number, authorId: number, wireId: string, fromMe: number, inGroup: number],
  ...StoredParameters,
]
export type StoredParameters = [
  at: number,
  kind: string,
  status: string,
  failure: string | null,
  unread: number,
  toldUnread: number,
  forwarded: number,
  editedAt: number | null,
  deletedBy: string | null,
  deletedAt: number | null,
  deletedKept: number | null,
  expiresAt: number | null,
  quoteWireId: string | null,
  quoteAuthorId: number | null,
  quoteFromMe: number | null,
  quoteKind: string | null,
  quoteText: string | null,
  quoteOfStatus: number | null,
  quoteThumbnail: Uint8Array | null,
  text: string | null,
  content: string,
  thumbnail: Uint8Array | null,
  raw: Uint8Array | null,
]

export const STORED_COLUMNS =
  `at kind status failure unread told_unread forwarded edited_at deleted_by deleted_at deleted_kept expires_at
  quote_wire_id quote_author_id quote_from_me quote_kind quote_text quote_of_status quote_thumbnail text content thumbnail raw`.split(
    /\s+/,
  )

/** As it lies in the table; the chat's marks decide whether it is unread, or deleted and kept. */
export function toStored(message: NewMessage, marks: Marks): StoredMessage {
  const { content, quote } = message
  const at = timeOf(message.at)
  const kept = at <= marks.keptUpTo && content.kind !== 'notice'
  const toldUnread = message.unread ? 1 : 0
  return {
    id: 0,
    at,
    kind: content.kind,
    status: message.status,
    failure: null,
    unread: toldUnread === 1 && at > marks.readUpTo ? 1 : 0,
    toldUnread,
    forwarded: message.forwarded ? 1 : 0,
    editedAt: message.editedAt,
    deletedBy: kept ? 'phone' : null,
    deletedAt: kept ? marks.keptAt : null,
    deletedKept: kept ? 1 : null,
    // domain.md §4: a notice does not disappear, whatever the chat's timer says.
    expiresAt: content.kind === 'notice' ? null : message.expiresAt,
    quoteWireId: quote?.wireId ?? null,
    quoteAuthorId: quote?.authorId ?? null,
    quoteFromMe: quote === null ? null : quote.fromMe ? 1 : 0,
    quoteKind: quote?.kind ?? null,
    quoteText: quote?.text ?? null,
    quoteOfStatus: quote === null ? null : quote.ofStatus ? 1 : 0,
    quoteThumbnail: quote?.ofStatus === true ? quote.thumbnail : null,
    text: message.text === '' ? null : message.text,
    content: JSON.stringify(content),
    thumbnail: message.thumbnail,
    raw: message.raw,
  }
}

/** In the order of {@link STORED_COLUMNS}. */
export function parametersOf(row: StoredMessage): StoredParameters {
  return [
    row.at,
    row.kind,
    row.status,
    row.failure,
    row.unread,
    row.toldUnread,
    row.forwarded,
    row.editedAt,
    row.deletedBy,
    row.deletedAt,
    row.deletedKept,
    row.expiresAt,
    row.quoteWireId,
    row.quoteAuthorId,
    row.quoteFromMe,
    row.quoteKind,
    row.quoteText,
    row.quoteOfStatus,
    row.quoteThumbnail,
    row.text,
    row.content,
    row.thumbnail,
    row.raw,
  ]
}

/** Nothing of what it said is left; that it was there is. */
export function blanked(row: StoredMessage): StoredMessage {
  return {
    ...row,
    kind: BLANK.kind,
    content: JSON.stringify(BLANK),
    text: null,
    editedAt: null,
    forwarded: 0,
    quoteWireId: null,
    quoteAuthorId: null,
    quoteFromMe: null,
    quoteKind: null,
    quoteText: null,
    quoteOfStatus: null,
    quoteThumbnail: null,
    thumbnail: null,
    raw: null,
  }
}

/** Deleted and not kept. */
export function isBlank(row: StoredMessage): boolean {
  return row.deletedBy !== null && row.deletedKept === 0
}

export function timeOf(at: number): number {
  return Math.min(Math.max(0, Math.floor(at)), MAX_TIME)
}

export function camel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
