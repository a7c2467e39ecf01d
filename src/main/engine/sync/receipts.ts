import { groupStatus, type RecipientReceipts } from '../../../shared/rules/message-status.ts'
import type { DomainEvent } from '../events.ts'
import type { MessageFacts } from '../store/messages.ts'
import { applyTo, targetOf } from './changes.ts'
import { meetAll, type SyncContext } from './context.ts'

type ReceiptState = 'delivered' | 'read' | 'played'

/**
 * A receipt by somebody else is about own messages. One's own, from another device, is about incoming ones: read there. That
 * an own device merely got something is of no interest.
 */
export function applyReceipt(context: SyncContext, event: Extract<DomainEvent, { type: 'receipt' }>): void {
  const { store } = context
  meetAll(context, [event.by, event.chat.kind === 'direct' ? event.chat.person : null])
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
  recordReceipts(context, message.id, [{ personId: byId, ...times }])
}

/** Notes people's receipts for an own message and moves its ticks, once for all of them. */
export function recordReceipts(
  context: SyncContext,
  messageId: number,
  receipts: readonly ({ personId: number } & RecipientReceipts)[],
): void {
  const { store } = context
  let changed = false
  for (const { personId, ...times } of receipts) {
    if (store.receipts.record(messageId, personId, times)) changed = true
  }
  if (!changed) return
  const message = store.messages.facts(messageId)
  if (message !== null) moveTicks(context, message)
}

/** A group's members became known, or fewer: whom its messages wait for has changed. */
export function settleTicks(context: SyncContext, chatId: number): void {
  const { store } = context
  for (const messageId of store.receipts.unsettled(chatId)) {
    const message = store.messages.facts(messageId)
    if (message !== null) moveTicks(context, message)
  }
}

function moveTicks(context: SyncContext, message: MessageFacts): void {
  const { store } = context
  if (!message.fromMe) return
  const receipts = store.receipts.of(message.id)
  const group = store.chats.facts(message.chatId)?.kind === 'group'
  const expected = group ? recipients(context, message) : new Set(receipts.map(({ personId }) => personId))
  if (expected === null) return
  const status = groupStatus(
    receipts.filter(({ personId }) => expected.has(personId)),
    Math.max(1, expected.size),
  )
  if (status !== 'sent') store.messages.raiseStatus(message.id, status)
}

/**
 * Who has to answer for the next tick of a message in a group: whoever was in it when it was written and still is. Null while
 * its members are not known.
 */
function recipients({ store }: SyncContext, message: MessageFacts): Set<number> | null {
  const me = store.accounts.me()
  // A whole list names the user; without that only some are known, from what happened to them.
  if (!store.members.ids(message.chatId).includes(me)) return null
  return new Set(store.members.since(message.chatId, message.at).filter(id => id !== me))
}
