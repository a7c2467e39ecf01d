import { groupStatus, type RecipientReceipts } from '../../../shared/rules/message-status.ts'
import type { DomainEvent } from '../events.ts'
import type { MessageFacts } from '../store/messages.ts'
import { applyTo, targetOf } from './changes.ts'
import type { SyncContext } from './context.ts'

type ReceiptState = 'delivered' | 'read' | 'played'

/**
 * A receipt by somebody else is about own messages. One's own, from another device, is about incoming ones: read there. That
 * an own device merely got something is of no interest.
 */
export function applyReceipt(context: SyncContext, event: Extract<DomainEvent, { type: 'receipt' }>): void {
  const { store } = context
  const me = store.accounts.me()
  const byId = event.by === null ? me : store.people.resolve(event.by)
  if (byId === me && event.state === 'delivered') return
  const chatId = store.chats.resolve(event.chat)
  for (const wireId of event.wireIds) {
    const authorId = byId === me ? null : me
    const id = store.messages.find(chatId, wireId, authorId)
    const change = { change: 'receipt', byId, at: event.at, state: event.state } as const
    if (id === null) store.changes.wait({ chatId, wireId, authorId }, change)
    else applyTo(context, id, change)
  }
}

export function applyOwnStatus(context: SyncContext, event: Extract<DomainEvent, { type: 'ownStatus' }>): void {
  const { store } = context
  const target = targetOf(context, { ...event.key, fromMe: true, author: null })
  const id = store.messages.find(target.chatId, target.wireId, target.authorId)
  const change = { change: 'ownStatus', at: event.at, status: event.status } as const
  if (id === null) store.changes.wait(target, change)
  else applyTo(context, id, change)
}

/** A receipt has found its message. */
export function receiptArrived(
  context: SyncContext,
  message: MessageFacts,
  byId: number,
  state: ReceiptState,
  at: number,
): void {
  const { store } = context
  if (byId === store.accounts.me()) {
    // Reading one message is reading what stands above it.
    if (!message.fromMe && state !== 'delivered') store.chats.markRead(message.chatId, message.at)
    return
  }
  if (!message.fromMe) return
  const times = { deliveredAt: null, readAt: null, playedAt: null, [`${state}At`]: at }
  recordReceipt(context, message.id, byId, times)
}

/** Notes a person's receipt for an own message and moves its ticks. */
export function recordReceipt(
  context: SyncContext,
  messageId: number,
  personId: number,
  times: RecipientReceipts,
): void {
  const { store } = context
  if (!store.receipts.record(messageId, personId, times)) return
  const message = store.messages.facts(messageId)
  if (message === null || !message.fromMe) return
  const chat = store.chats.facts(message.chatId)
  // Everybody but oneself. Unknown members: those who answered are those there are.
  const expected = chat?.kind === 'group' ? Math.max(0, store.members.count(message.chatId) - 1) : 1
  const status = groupStatus(store.receipts.of(messageId), expected)
  if (status !== 'sent') store.messages.raiseStatus(messageId, status)
}
