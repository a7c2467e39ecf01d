/** What the user does to a message: rules first, then the outbox and the store in one transaction, then the link. */
import type { Input, Output } from '../../../shared/contract.ts'
import type { Message } from '../../../shared/model.ts'
import { isSystemLine, mayDeleteForEveryone, mayDeleteForMe, mayEdit } from '../../../shared/rules/deletion.ts'
import type { MessageFacts } from '../store/messages.ts'
import { selectionAgain } from './cards.ts'
import { type ActionContext, chatOf, linkedMe, messageOf, repliedTo, ruleChat } from './context.ts'
import { demand, found, Refusal } from './refusal.ts'
import { carriesMessage, demandQuotable, demandWritable, putPending, quoteOf, writingTime } from './writing.ts'

export function send(context: ActionContext, input: Input<'messageSend'>): Message {
  const { store, link, outbox } = context
  const me = linkedMe(context)
  const chat = chatOf(context, input.chatId)
  demandWritable(context, chat)
  const replied = repliedTo(context, input.replyTo)
  if (replied !== null && replied.chatId !== chat.id) throw new Refusal('BAD_INPUT', 'replies stay in their chat')
  if (replied !== null) demandQuotable(replied)
  const wireId = link.newWireId()
  const at = writingTime(context, chat)
  const id = store.transaction(() => {
    const quote = replied === null ? null : quoteOf(replied)
    const content = { kind: 'text', text: input.text, preview: null } as const
    const messageId = putPending(context, chat, {
      authorId: me,
      wireId,
      at,
      content,
      text: input.text,
      quote,
      raw: null,
    })
    outbox.add('text', { chatId: chat.id, messageId, wireId }, { replyTo: replied?.id ?? null })
    store.drafts.set(chat.id, '', null, at)
    return messageId
  })
  outbox.kick()
  return shown(context, id)
}

export function edit(context: ActionContext, input: Input<'messageEdit'>): Message {
  const { store, link, outbox, now } = context
  linkedMe(context)
  const message = messageOf(context, input.messageId)
  demand(mayEdit(ruleMessage(message), now()), 'editing')
  demandWritable(context, chatOf(context, message.chatId))
  const { content: before, editedAt } = shown(context, message.id)
  const at = now()
  store.transaction(() => {
    const content = { kind: 'text', text: input.text, preview: null } as const
    store.messages.edit(message.id, { at, content, text: input.text, raw: null })
    outbox.add(
      'edit',
      { chatId: message.chatId, messageId: message.id, wireId: link.newWireId() },
      { text: input.text, at, before: { content: before, text: message.text, editedAt } },
    )
  })
  outbox.kick()
  return shown(context, message.id)
}

/** An empty emoji takes the reaction back. */
export function react(context: ActionContext, input: Input<'messageReact'>): null {
  const { store, link, outbox, now } = context
  const me = linkedMe(context)
  const message = messageOf(context, input.messageId)
  if (isSystemLine(message.kind) || message.deletion !== null || !isOut(message)) {
    throw new Refusal('NOT_ALLOWED', 'nothing to react to')
  }
  demandWritable(context, chatOf(context, message.chatId))
  const emoji = input.emoji === '' ? null : input.emoji
  store.transaction(() => {
    const before = store.reactions.of(message.id, me)
    if (!store.reactions.set(message.id, me, emoji, now())) return
    outbox.add('react', { chatId: message.chatId, messageId: message.id, wireId: link.newWireId() }, { emoji, before })
  })
  outbox.kick()
  return null
}

/** Here and, as app state, on the phone and the other devices. */
export function deleteForMe(context: ActionContext, input: Input<'messageDeleteForMe'>): null {
  const message = messageOf(context, input.messageId)
  demand(mayDeleteForMe(ruleChat(context, chatOf(context, message.chatId)), message), 'deleting')
  context.store.transaction(() => removeForMe(context, message))
  context.outbox.kick()
  return null
}

/** Each by itself; all that may go go in one transaction. */
export function deleteManyForMe(
  context: ActionContext,
  input: Input<'messagesDeleteForMe'>,
): Output<'messagesDeleteForMe'> {
  const kept: Output<'messagesDeleteForMe'>['kept'] = []
  const deleted = context.store.transaction(() => {
    let count = 0
    for (const messageId of new Set(input.messageIds)) {
      try {
        const message = messageOf(context, messageId)
        demand(mayDeleteForMe(ruleChat(context, chatOf(context, message.chatId)), message), 'deleting')
        removeForMe(context, message)
        count += 1
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        kept.push({ messageId, code: error.code })
      }
    }
    return count
  })
  context.outbox.kick()
  return { deleted, kept }
}

function removeForMe({ store, outbox }: ActionContext, message: MessageFacts): void {
  const target = store.messages.key(message.id)
  const waiting = store.outbox.ofMessage(message.id)
  for (const entry of waiting) store.outbox.done(entry.id)
  store.messages.remove(message.id)
  // What never left exists nowhere else. What was handed to the line may arrive, whatever becomes of its row.
  const mayBeOut = isOut(message) || waiting.some(entry => carriesMessage(entry) && entry.started)
  if (store.accounts.meOrNull() === null || !mayBeOut) return
  outbox.add(
    'command',
    { chatId: message.chatId, messageId: null, wireId: null },
    { kind: 'deleteForMe', target, at: message.at, before: null },
  )
}

export function deleteForEveryone(context: ActionContext, input: Input<'messageDeleteForEveryone'>): null {
  const { store, link, outbox, now } = context
  const me = linkedMe(context)
  const message = messageOf(context, input.messageId)
  const chat = chatOf(context, message.chatId)
  const iAmGroupAdmin = chat.kind === 'group' && store.members.isAdmin(chat.id, me)
  demand(mayDeleteForEveryone({ ...ruleChat(context, chat), iAmGroupAdmin }, ruleMessage(message), now()), 'deleting')
  const waits = store.outbox.ofMessage(message.id).some(entry => entry.kind === 'revoke')
  if (!waits) {
    outbox.add('revoke', { chatId: chat.id, messageId: message.id, wireId: link.newWireId() }, {})
  }
  outbox.kick()
  return null
}

/** Takes back what has not left. @throws {Refusal} TOO_LATE */
export function cancel(context: ActionContext, input: Input<'messageCancel'>): null {
  const { store } = context
  const message = messageOf(context, input.messageId)
  store.transaction(() => {
    const entry = store.outbox.ofMessage(message.id).find(carriesMessage)
    if (entry === undefined || !store.outbox.cancel(entry.id)) throw new Refusal('TOO_LATE', 'it has left')
    store.messages.setStatus(message.id, 'cancelled', null)
  })
  return null
}

/** Puts a failed or cancelled message back into the outbox, under the same wire id. */
export function retry(context: ActionContext, input: Input<'messageRetry'>): null {
  const { store, outbox } = context
  linkedMe(context)
  const message = messageOf(context, input.messageId)
  const mayGo = message.kind === 'text' || message.kind === 'selection'
  if (!message.fromMe || !mayGo || (message.status !== 'failed' && message.status !== 'cancelled')) {
    throw new Refusal('NOT_ALLOWED', 'nothing to send again')
  }
  demandWritable(context, chatOf(context, message.chatId))
  const { content, quote } = shown(context, message.id)
  const row = { chatId: message.chatId, messageId: message.id, wireId: message.wireId }
  store.transaction(() => {
    store.messages.setStatus(message.id, 'pending', null)
    if (store.outbox.ofMessage(message.id).some(carriesMessage)) return
    if (content.kind === 'selection') outbox.add('selection', row, selectionAgain(context, content, quote))
    else outbox.add('text', row, { replyTo: quote?.messageId ?? null })
  })
  outbox.kick()
  return null
}

function shown({ store }: ActionContext, messageId: number): Message {
  return found(store.messageReader.get(messageId), 'message')
}

/** The server knows it: not one's own that waits, failed or was taken back. */
function isOut(message: MessageFacts): boolean {
  return message.status !== 'pending' && message.status !== 'failed' && message.status !== 'cancelled'
}

function ruleMessage(message: MessageFacts): Parameters<typeof mayEdit>[0] {
  const { kind, fromMe, at, status, deletion } = message
  return { kind, fromMe, at, status, deleted: deletion !== null }
}
