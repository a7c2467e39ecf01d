import type { MessageStatus } from '../../../shared/model.ts'
import type { DomainEvent, MessageChange, MessageKey, OwnStatus, PersonRef, WireMessage, WireQuote } from '../events.ts'
import type { NewQuote } from '../store/messages.ts'
import { targetOf } from './changes.ts'
import { meetAll, peopleIn, personOf, type SyncContext } from './context.ts'
import { recordReceipts } from './receipts.ts'
import { applyWaiting } from './waiting.ts'

export function applyMessage(context: SyncContext, message: WireMessage): void {
  const { store } = context
  const { key } = message
  meetAll(context, [
    ...peopleIn(key),
    message.quote?.author ?? null,
    ...message.mentions,
    ...message.receipts.map(({ person }) => person),
    ...message.reactions.map(({ by }) => by),
  ])
  const chatId = store.chats.resolve(key.chat)
  const authorId = authorOf(context, key)
  if (message.pushName !== null && !key.fromMe) store.names.learn(authorId, 'push', message.pushName, message.at)
  const { id, outcome, waiting } = store.messages.insert({
    chatId,
    authorId,
    fromMe: key.fromMe,
    wireId: key.wireId,
    at: message.at,
    content: message.content,
    text: message.text,
    quote: message.quote === null ? null : quoteOf(context, key, message.quote),
    mentions: message.mentions.map(ref => mentionOf(context, ref)),
    forwarded: message.forwarded,
    thumbnail: message.thumbnail,
    raw: message.raw,
    status: key.fromMe ? ownStatus(message.status) : 'received',
    unread: message.unread && !key.fromMe,
    expiresAt: message.expiresAt,
    editedAt: message.editedAt,
  })
  if (id === null || outcome === 'cleared') {
    // It is not kept, but it was there: the chat's place is the same as if it had come before it was cleared.
    store.chats.setActivity(chatId, message.at)
    return
  }
  const receipts = message.receipts.map(({ person, ...times }) => ({
    personId: store.people.resolve(person),
    ...times,
  }))
  recordReceipts(context, id, receipts)
  for (const { by, emoji, at } of message.reactions) store.reactions.set(id, personOf(context, by), emoji, at)
  if (message.revokedByAdminAt !== null && key.chat.kind === 'group') {
    store.messages.markDeleted(id, { by: 'admin', at: message.revokedByAdminAt, kept: false })
  }
  if (waiting) applyWaiting(context, id)
}

/** A line that stands for a message until it comes in a form that can be read. */
export function applyUndecryptable(context: SyncContext, event: Extract<DomainEvent, { type: 'undecryptable' }>): void {
  applyMessage(context, {
    key: event.key,
    at: event.at,
    content: { kind: 'waiting' },
    text: null,
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    raw: event.raw,
    status: event.key.fromMe ? 'sent' : null,
    unread: !event.key.fromMe,
    expiresAt: null,
    pushName: event.pushName,
    receipts: [],
    reactions: [],
    editedAt: null,
    revokedByAdminAt: null,
  })
}

/**
 * An edit in history whose original is not here: the phone may not have the original any more, so the edit is shown in its
 * place. The original, when it comes, gives its time and what else it has.
 * @returns false when it is to be applied as the other changes are.
 */
export function applyLoneEdit(context: SyncContext, change: MessageChange): boolean {
  if (change.change !== 'edit') return false
  const { target, by, at } = change
  meetAll(context, [...peopleIn(target), by])
  const byId = personOf(context, by)
  const { chatId, wireId, authorId } = targetOf(context, target)
  if ((authorId ?? byId) !== byId || context.store.messages.find(chatId, wireId, byId) !== null) return false
  applyMessage(context, {
    key: by === 'me' ? target : { ...target, author: target.author ?? by },
    at,
    content: change.content,
    text: change.text,
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    raw: change.raw,
    status: target.fromMe ? 'sent' : null,
    unread: false,
    expiresAt: null,
    pushName: null,
    receipts: [],
    reactions: [],
    editedAt: at,
    revokedByAdminAt: null,
  })
  return true
}

/** Who wrote it: oneself, who is named, else the other side of a direct chat. */
function authorOf(context: SyncContext, key: MessageKey): number {
  const { store } = context
  if (key.fromMe) return store.accounts.me()
  if (key.author !== null) return store.people.resolve(key.author)
  // A group's own line that names nobody, e.g. "created" from long ago, lies under the account's own row.
  return key.chat.kind === 'direct' ? store.people.resolve(key.chat.person) : store.accounts.me()
}

function quoteOf(context: SyncContext, key: MessageKey, quote: WireQuote): NewQuote {
  const { store } = context
  let authorId: number | null = null
  if (quote.fromMe) authorId = store.accounts.me()
  else if (quote.author !== null) authorId = store.people.resolve(quote.author)
  else if (key.chat.kind === 'direct') authorId = store.people.resolve(key.chat.person)
  return {
    wireId: quote.wireId,
    authorId,
    fromMe: quote.fromMe,
    kind: quote.content.kind,
    text: quote.text,
    ofStatus: quote.ofStatus,
    thumbnail: quote.thumbnail,
  }
}

/** The text names people by the digits of either JID; the one that was told is the one that stands there. */
export function mentionOf(context: SyncContext, ref: PersonRef): { token: string; personId: number } {
  const jid = ref.lid ?? ref.pn ?? ''
  return { token: jid.slice(0, Math.max(0, jid.indexOf('@'))), personId: context.store.people.resolve(ref) }
}

/**
 * An own message that comes from elsewhere has left that device, whatever the copy says: `pending` there would be a clock
 * here that nothing ever stops.
 */
function ownStatus(status: OwnStatus | null): MessageStatus {
  return status === null || status === 'pending' ? 'sent' : status
}
