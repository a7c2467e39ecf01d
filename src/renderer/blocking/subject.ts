import type { Chat } from '../../shared/model.ts'
import type { BlockSubject } from './blockStore.ts'

/** Whom blocking from a chat concerns: the other side of a direct chat; null for groups and the chat with oneself. */
export function subjectOf(chat: Chat): BlockSubject | null {
  if (chat.kind !== 'direct' || chat.personId === null || chat.isSelf) return null
  return {
    personId: chat.personId,
    name: chat.name,
    standing: chat.standing,
    phone: null,
    chatId: chat.archived ? null : chat.id,
  }
}
