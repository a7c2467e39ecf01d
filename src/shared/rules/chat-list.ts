import type { Chat, ChatFilter, MessagePreview, Mute } from '../model.ts'

/** What decides a chat's place in the list. */
export type ChatPlace = Pick<Chat, 'id' | 'pinnedAt' | 'at'> & { last: Pick<MessagePreview, 'messageId'> | null }

/**
 * Pinned chats first, newest pin first; then by the time of the newest message. The wire counts in seconds: of the same time
 * the one whose message came later stands first, and chats without a message last.
 */
export function compareChats(a: ChatPlace, b: ChatPlace): number {
  if (a.pinnedAt !== null || b.pinnedAt !== null) {
    if (a.pinnedAt === null) return 1
    if (b.pinnedAt === null) return -1
    if (a.pinnedAt !== b.pinnedAt) return b.pinnedAt - a.pinnedAt
  }
  return b.at - a.at || arrival(b) - arrival(a)
}

function arrival({ id, last }: ChatPlace): number {
  return last === null ? -id : last.messageId
}

export type ChatMembership = Pick<Chat, 'kind' | 'standing' | 'unread' | 'markedUnread'>

/** Whether a chat stands under a tab of "Filter chats". Archived chats have a list of their own and the same tabs. */
export function inFilter(chat: ChatMembership, filter: ChatFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'unread':
      return isUnread(chat)
    case 'people':
      return chat.kind === 'direct' && chat.standing === 'none'
    case 'businesses':
      return chat.kind === 'direct' && chat.standing !== 'none'
    case 'verified':
      return chat.kind === 'direct' && chat.standing === 'verified'
    case 'groups':
      return chat.kind === 'group'
  }
}

function isUnread(chat: Pick<Chat, 'unread' | 'markedUnread'>): boolean {
  return chat.unread > 0 || chat.markedUnread
}

/** Muting ends by itself. `now` in ms. */
export function isMuted(mute: Mute | null, now: number): boolean {
  return mute !== null && (mute.until === 'forever' || mute.until > now)
}

/** Whether a chat counts in the switcher's number: unread, and neither muted nor archived (model.ts, ChatCounts). */
export function countsAsUnread(
  chat: Pick<Chat, 'unread' | 'markedUnread' | 'muted' | 'archived'>,
  now: number,
): boolean {
  return isUnread(chat) && !chat.archived && !isMuted(chat.muted, now)
}
