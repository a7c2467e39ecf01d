import { isKept } from '../../../shared/rules/deletion.ts'
import type { DomainEvent } from '../events.ts'
import { ruleChat } from './changes.ts'
import type { SyncContext } from './context.ts'

/**
 * History is a copy of what held when the phone wrote it, without the times at which it was set; app state is the word itself.
 * So of the same field app state counts whatever the order: history's word is given a time before any of app state's
 * (the chunk's own, in seconds, read as ms: a day in January 1970).
 */
function wordTime(event: Extract<DomainEvent, { type: 'chatState' }>): number {
  return event.origin === 'history' ? Math.floor(event.at / 1000) : event.at
}

export function applyChatState(context: SyncContext, event: Extract<DomainEvent, { type: 'chatState' }>): void {
  const { store } = context
  const { state } = event
  const chatId = store.chats.resolve(state.chat)
  const { pinnedAt, mutedUntil, archived, markedUnread, disappearingSeconds } = state
  store.chats.setFlags(chatId, { pinnedAt, mutedUntil, archived, markedUnread, disappearingSeconds }, wordTime(event))
  if (state.name !== undefined && state.name !== null) {
    if (state.chat.kind === 'group') store.chats.setSubject(chatId, state.name, wordTime(event))
    else store.names.learn(store.people.resolve(state.chat.person), 'history', state.name, event.at)
  }
  if (state.member !== undefined && state.chat.kind === 'group') {
    store.members.setMine(chatId, state.member, wordTime(event))
  }
  if (state.lastActivityAt !== undefined) store.chats.setActivity(chatId, state.lastActivityAt)
  if (state.unreadCount !== undefined) store.chats.setPhoneUnread(chatId, state.unreadCount)
  if (state.endOfHistory !== undefined) store.chats.setEndOfHistory(chatId, state.endOfHistory)
}

/** Cleared or deleted on the phone: done here as well, except for what is kept (domain.md §5). */
export function applyCleared(
  context: SyncContext,
  event: Extract<DomainEvent, { type: 'chatCleared' | 'chatDeleted' }>,
): void {
  const { store } = context
  const chatId = store.chats.resolve(event.chat)
  // The chat's last activity is worked out from its messages: before they go.
  store.refresh()
  const options = { keep: isKept(ruleChat(context, chatId)), at: event.at }
  if (event.type === 'chatCleared') store.chats.clear(chatId, event.upTo, options)
  else store.chats.delete(chatId, event.upTo, options)
}

export function applyRead(context: SyncContext, event: Extract<DomainEvent, { type: 'chatRead' }>): void {
  const { store } = context
  store.chats.markRead(store.chats.resolve(event.chat), event.upTo)
}
