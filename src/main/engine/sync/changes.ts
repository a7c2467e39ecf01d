import {
  isSystemLine,
  phoneDeletionEffect,
  type ChatFacts as RuleChat,
  revokeEffect,
} from '../../../shared/rules/deletion.ts'
import type { MessageChange, MessageKey } from '../events.ts'
import type { Target, WaitingChange } from '../store/changes.ts'
import type { MessageFacts } from '../store/messages.ts'
import { meetAll, peopleIn, personOf, type SyncContext } from './context.ts'
import { receiptArrived } from './receipts.ts'

/** Edit, revoke, reaction, star, "delete for me": at once if the message is here, else when it comes. */
export function applyChange(context: SyncContext, change: MessageChange): void {
  meetAll(context, [...peopleIn(change.target), 'by' in change ? change.by : null])
  const target = targetOf(context, change.target)
  const resolved = resolve(context, change)
  const id = messageOf(context, target, resolved)
  if (id === null || !applyTo(context, id, resolved)) context.store.changes.wait(target, resolved)
}

/** The message's place in the store, whether it is there or not. */
export function targetOf(context: SyncContext, key: MessageKey): Target {
  const { store } = context
  let authorId: number | null = null
  if (key.fromMe) authorId = store.accounts.me()
  else if (key.author !== null) authorId = store.people.resolve(key.author)
  else if (key.chat.kind === 'direct') authorId = store.people.resolve(key.chat.person)
  return { chatId: store.chats.resolve(key.chat), wireId: key.wireId, authorId }
}

/**
 * The row a change means. Where the author is not told, an edit or revoke first looks for a message of who made it: ids are
 * the sender's choice, so somebody else's message may bear the same.
 */
function messageOf(context: SyncContext, target: Target, change: WaitingChange): number | null {
  const { messages } = context.store
  if (target.authorId === null && 'byId' in change) {
    const own = messages.find(target.chatId, target.wireId, change.byId)
    if (own !== null) return own
  }
  return messages.find(target.chatId, target.wireId, target.authorId)
}

function resolve(context: SyncContext, change: MessageChange): WaitingChange {
  switch (change.change) {
    case 'edit':
      return {
        change: 'edit',
        byId: personOf(context, change.by),
        at: change.at,
        content: change.content,
        text: change.text,
        raw: change.raw,
      }
    case 'revoke':
      return { change: 'revoke', byId: personOf(context, change.by), at: change.at }
    case 'react':
      return { change: 'react', byId: personOf(context, change.by), at: change.at, emoji: change.emoji }
    case 'deleteForMe':
      return { change: 'deleteForMe', at: change.at }
    case 'star':
      return { change: 'star', at: change.at, on: change.on }
  }
}

/**
 * Applies one change to a message that is here.
 * @returns false when it may not be applied as far as is known now (an edit by somebody who is not known to be the author):
 * it waits then, for what is learned later.
 */
export function applyTo(context: SyncContext, id: number, change: WaitingChange): boolean {
  const { store } = context
  const message = store.messages.facts(id)
  if (message === null) return true
  switch (change.change) {
    case 'edit':
      if (isSystemLine(message.kind)) return true
      if (change.byId !== message.authorId) return false
      store.messages.edit(id, change)
      return true
    case 'revoke':
      return revoke(context, message, change.byId, change.at)
    case 'react':
      if (!isSystemLine(message.kind)) store.reactions.set(id, change.byId, change.emoji, change.at)
      return true
    case 'star':
      store.messages.star(id, change.on, change.at)
      return true
    case 'deleteForMe':
      deletedOnPhone(context, message, change.at)
      return true
    case 'receipt':
      receiptArrived(context, message, change.byId, change.state, change.at)
      return true
    case 'ownStatus':
      if (message.fromMe && change.status !== 'pending') store.messages.raiseStatus(id, change.status)
      return true
  }
}

/** What the deletion rules want to know of the chat: as it stands by all that came before, in this batch too. */
export function ruleChat(context: SyncContext, chatId: number): RuleChat {
  const { store } = context
  store.refresh()
  return {
    standing: store.chats.facts(chatId)?.standing ?? 'none',
    keepVerified: store.settings.get().keepVerified,
  }
}

function revoke(context: SyncContext, message: MessageFacts, byId: number, at: number): boolean {
  const { store } = context
  const byAuthor = byId === message.authorId
  const byAdmin = !byAuthor && store.members.isAdmin(message.chatId, byId)
  if (!byAuthor && !byAdmin) return isSystemLine(message.kind)
  const effect = revokeEffect(ruleChat(context, message.chatId), message.kind, { byAuthor, byAdmin })
  if (effect === 'keep' || effect === 'blank') {
    const by = byAuthor ? (message.fromMe ? 'me' : 'author') : 'admin'
    store.messages.markDeleted(message.id, { by, at, kept: effect === 'keep' })
  }
  return true
}

function deletedOnPhone(context: SyncContext, message: MessageFacts, at: number): void {
  const { store } = context
  const effect = phoneDeletionEffect(ruleChat(context, message.chatId), message.kind)
  if (effect === 'remove') {
    // The chat's last activity is worked out from its messages: before this one goes.
    store.refresh()
    store.messages.remove(message.id)
  } else if (effect === 'keep') store.messages.markDeleted(message.id, { by: 'phone', at, kept: true })
}
