import type { Standing } from '../../../shared/model.ts'

/** Muted for good. */
export const FOREVER = -1

/** What rules need of a chat. */
export interface ChatFacts {
  id: number
  kind: 'direct' | 'group'
  personId: number | null
  groupJid: string | null
  standing: Standing
  archived: boolean
  pinnedAt: number | null
  mutedUntil: number | 'forever' | null
  markedUnread: boolean
  unread: number
  disappearingSeconds: number
  endOfHistory: boolean
  /** Read up to and with this time (ms); -1: never. */
  readUpTo: number
}

/** The same as the query answers it. */
export interface ChatFactsRow {
  id: number
  personId: number | null
  groupJid: string | null
  standing: Standing
  archived: number
  pinnedAt: number | null
  mutedUntil: number | null
  markedUnread: number
  unread: number
  disappearingSeconds: number
  endOfHistory: number
  readUpTo: number
}

/** SELECT … FROM of a {@link ChatFactsRow}. */
export const CHAT_FACTS = `SELECT id, person_id AS personId, group_jid AS groupJid, standing, archived, pinned_at AS pinnedAt,
    muted_until AS mutedUntil, marked_unread AS markedUnread, unread, disappearing_seconds AS disappearingSeconds,
    end_of_history AS endOfHistory, read_up_to AS readUpTo
  FROM chats`

export function toChatFacts(row: ChatFactsRow): ChatFacts {
  return {
    ...row,
    kind: row.groupJid === null ? 'direct' : 'group',
    archived: row.archived === 1,
    mutedUntil: row.mutedUntil === FOREVER ? 'forever' : row.mutedUntil,
    markedUnread: row.markedUnread === 1,
    endOfHistory: row.endOfHistory === 1,
  }
}
