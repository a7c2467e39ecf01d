import type { Content } from '../../../shared/content.ts'
import { mergeStatus } from '../../../shared/rules/message-status.ts'
import { isBlank } from './message-columns.ts'
import type { StoredMessage } from './message-types.ts'

/**
 * The same message told twice: what the row is to be afterwards. Whichever came first, the result is the same.
 *
 * - "waiting for this message", and a copy that only says it was deleted, give way to the message;
 * - of two texts the later edit counts (same time: the greater text, then the greater protobuf);
 * - the status never goes backwards; it was unread if either telling said so;
 * - what one telling lacks (protobuf, thumbnail, quote, expiry) the other gives;
 * - what was deleted without being kept stays empty;
 * - a notice stays what it is, and takes the place of anything else.
 *
 * @returns null when nothing changes.
 */
export function completed(known: StoredMessage, told: StoredMessage): StoredMessage | null {
  const status = mergeStatus(known.status, told.status)
  // domain.md §4: what a notice says stays, whatever else is told under its name.
  if (known.kind === 'notice') return changedOr(known, { ...known, raw: known.raw ?? told.raw })
  if (told.kind === 'notice') return { ...told, id: known.id }
  if (isBlank(known) || isBlank(told)) {
    const blank = isBlank(known) ? known : { ...told, id: known.id }
    return changedOr(known, { ...blank, status, unread: 0, toldUnread: 0 })
  }
  const [better, lesser] = isBetter(told, known) ? [told, known] : [known, told]
  const { deletedBy, deletedAt, deletedKept } = known.deletedBy !== null ? known : told
  const isText = better.kind !== 'waiting' && lesser.kind !== 'waiting'
  return changedOr(known, {
    ...better,
    ...(better.quoteWireId === null ? quoteOf(lesser) : {}),
    id: known.id,
    // An edit that stands in for its original has the edit's time.
    at: known.editedAt === told.editedAt ? better.at : Math.min(known.at, told.at),
    status,
    failure: status === known.status ? known.failure : told.failure,
    unread: known.unread,
    toldUnread: Math.max(known.toldUnread, told.toldUnread),
    deletedBy,
    deletedAt,
    deletedKept,
    // Beyond its time already, it has no timer any more.
    expiresAt: deletedBy === 'timer' ? null : earlier(known.expiresAt, told.expiresAt),
    thumbnail: better.thumbnail ?? lesser.thumbnail,
    raw: better.raw ?? lesser.raw,
    forwarded: isText ? Math.max(better.forwarded, lesser.forwarded) : better.forwarded,
  })
}

/** Whether the telling `a` says what the message is rather than `b`. */
function isBetter(a: StoredMessage, b: StoredMessage): boolean {
  const says = saying(a) - saying(b)
  if (says !== 0) return says > 0
  const edits = (a.editedAt ?? -1) - (b.editedAt ?? -1)
  if (edits !== 0) return edits > 0
  if (a.content !== b.content) return a.content > b.content
  return a.raw !== null && (b.raw === null || Buffer.compare(a.raw, b.raw) > 0)
}

/** As the link projects a message whose content was gone before it came here (link/content/projection.ts). */
export const EMPTIED = JSON.stringify({ kind: 'unknown', type: 'revoked' } satisfies Content)

/** How much a telling says: nothing yet, nothing any more, or what the message is. */
function saying(row: StoredMessage): 0 | 1 | 2 {
  if (row.kind === 'waiting') return 0
  return row.content === EMPTIED ? 1 : 2
}

function quoteOf(row: StoredMessage): Partial<StoredMessage> {
  const { quoteWireId, quoteAuthorId, quoteFromMe, quoteKind, quoteText, quoteOfStatus, quoteThumbnail } = row
  return { quoteWireId, quoteAuthorId, quoteFromMe, quoteKind, quoteText, quoteOfStatus, quoteThumbnail }
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

function changedOr(before: StoredMessage, after: StoredMessage): StoredMessage | null {
  const keys = Object.keys(before) as (keyof StoredMessage)[]
  return keys.every(key => isEqual(before[key], after[key])) ? null : after
}

function isEqual(a: StoredMessage[keyof StoredMessage], b: StoredMessage[keyof StoredMessage]): boolean {
  return a === b || (a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0)
}
