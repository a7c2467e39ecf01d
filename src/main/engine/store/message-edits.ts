import type { Content } from '../../../shared/content.ts'
import { blanked, isBlank } from './message-columns.ts'
import type { StoredMessage, Withdrawal } from './message-types.ts'

/** The row after an edit: the one with the greatest time counts (same time: the greater content). Null: nothing changes. */
export function edited(
  row: StoredMessage,
  edit: { at: number; content: Content; text: string | null; raw: Uint8Array | null },
): StoredMessage | null {
  const content = JSON.stringify(edit.content)
  const known = row.editedAt ?? -1
  if (isBlank(row) || edit.at < known || (edit.at === known && content <= row.content)) return null
  return { ...row, kind: edit.content.kind, content, text: edit.text, editedAt: edit.at, raw: edit.raw ?? row.raw }
}

/**
 * The row after a deletion: of several the earliest counts. Unless every one of them keeps it, content, text, quote,
 * thumbnail and protobuf go. Null: nothing changes; a notice is never deleted.
 */
export function withdrawn(row: StoredMessage, deletion: Withdrawal): StoredMessage | null {
  if (row.kind === 'notice') return null
  const kept = deletion.kept && row.deletedKept !== 0
  const known = row.deletedAt ?? Number.POSITIVE_INFINITY
  const isFirst = deletion.at < known || (deletion.at === known && deletion.by < (row.deletedBy ?? ''))
  if (!isFirst && (row.deletedKept === 1) === kept) return null
  const marked: StoredMessage = {
    ...row,
    deletedBy: isFirst ? deletion.by : row.deletedBy,
    deletedAt: isFirst ? deletion.at : row.deletedAt,
    deletedKept: kept ? 1 : 0,
  }
  return kept ? marked : blanked({ ...marked, unread: 0, toldUnread: 0 })
}

/** The row of a message that stays beyond its time (ms), without a timer. Unless somebody took it away before, it says why. */
export function outlived(row: StoredMessage, expiresAt: number): StoredMessage {
  const marked = row.deletedBy === null ? { deletedBy: 'timer' as const, deletedAt: expiresAt, deletedKept: 1 } : {}
  return { ...row, ...marked, expiresAt: null }
}
