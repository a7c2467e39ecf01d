/** What the user does to a chat. Each is done here at once and mirrored to the phone through the outbox, online or not. */
import type { Input } from '../../../shared/contract.ts'
import { mayClearChat } from '../../../shared/rules/deletion.ts'
import { isLiveNotice } from '../../../shared/rules/message-order.ts'
import type { LastMessages } from '../ports.ts'
import type { ChatFlags } from '../store/chat-words.ts'
import { type ActionContext, chatOf, messageOf, ruleChat } from './context.ts'
import type { CommandPayload } from './payload.ts'
import { demand, Refusal } from './refusal.ts'

/** Most read receipts for one look at a chat; older unread ones are marked read without. */
const MAX_RECEIPTS = 1_000

/** Everything up to and with the message has been seen. Receipts go to the authors only if the setting allows. */
export function markRead(context: ActionContext, input: Input<'chatMarkRead'>): null {
  const { store, outbox } = context
  const chat = chatOf(context, input.chatId)
  const seenUpTo = input.upTo === null ? null : timeSeen(context, chat.id, input.upTo)
  store.transaction(() => {
    const keys = seenUpTo === null ? [] : store.messages.unreadKeys(chat.id, seenUpTo, MAX_RECEIPTS)
    if (seenUpTo !== null) store.chats.markRead(chat.id, seenUpTo)
    if (keys.length > 0) {
      const blocked = chat.personId !== null && store.blocklist.has(chat.personId)
      const toSender = store.settings.get().readReceipts && !blocked
      outbox.add('read', row(chat.id), { keys, toSender })
    }
    if (chat.markedUnread) {
      store.chats.setFlags(chat.id, { markedUnread: false }, context.now())
      const read = { kind: 'markRead', read: true, last: last(context, chat.id) } as const
      command(context, chat.id, read, { markedUnread: true })
    }
  })
  outbox.kick()
  return null
}

/** ms since the epoch. @throws {Refusal} when the message is not one of the chat. */
function timeSeen(context: ActionContext, chatId: number, messageId: number): number {
  const upTo = messageOf(context, messageId)
  if (upTo.chatId !== chatId) throw new Refusal('BAD_INPUT', 'the message is in another chat')
  // A live notice stands before the messages of its moment.
  return isLiveNotice(upTo.id) ? upTo.at - 1 : upTo.at
}

export function markUnread(context: ActionContext, input: Input<'chatMarkUnread'>): null {
  const chat = chatOf(context, input.chatId)
  return both(context, chat.id, { markedUnread: true }, { kind: 'markRead', read: false, last: last(context, chat.id) })
}

/** An archived chat is not pinned, as on the phone. */
export function archive(context: ActionContext, input: Input<'chatArchive'>): null {
  const chat = chatOf(context, input.chatId)
  const flags = input.on ? { archived: true, pinnedAt: null } : { archived: false }
  return both(context, chat.id, flags, { kind: 'archive', on: input.on, last: last(context, chat.id) })
}

export function pin(context: ActionContext, input: Input<'chatPin'>): null {
  const chat = chatOf(context, input.chatId)
  const pinnedAt = input.on ? context.now() : null
  return both(context, chat.id, { pinnedAt }, { kind: 'pin', on: input.on })
}

export function mute(context: ActionContext, input: Input<'chatMute'>): null {
  const chat = chatOf(context, input.chatId)
  return both(context, chat.id, { mutedUntil: input.until }, { kind: 'mute', until: input.until })
}

/** Removes the messages, keeps the chat. */
export function clear(context: ActionContext, input: Input<'chatClear'>): null {
  return take(context, input.chatId, 'clear')
}

export function remove(context: ActionContext, input: Input<'chatDelete'>): null {
  return take(context, input.chatId, 'delete')
}

function take(context: ActionContext, chatId: number, kind: 'clear' | 'delete'): null {
  const { store, outbox } = context
  const chat = chatOf(context, chatId)
  demand(mayClearChat(ruleChat(context, chat)), kind)
  store.transaction(() => {
    const newest = last(context, chat.id)
    store.chats[kind](chat.id, null, { keep: false, at: context.now() })
    command(context, chat.id, { kind, last: newest })
  })
  outbox.kick()
  return null
}

/** Sets flags here and queues the command that sets them on the phone. */
function both(context: ActionContext, chatId: number, flags: ChatFlags, payload: CommandPayload): null {
  const { store, outbox } = context
  store.transaction(() => {
    const before = flagsNow(context, chatId, flags)
    store.chats.setFlags(chatId, flags, context.now())
    command(context, chatId, payload, before)
  })
  outbox.kick()
  return null
}

/** Without an account there is no phone to tell. */
function command(
  { store, outbox }: ActionContext,
  chatId: number,
  payload: CommandPayload,
  before: ChatFlags | null = null,
): void {
  if (store.accounts.meOrNull() !== null) outbox.add('command', row(chatId), { ...payload, before })
}

/** The flags that are about to be set, as they stand. */
function flagsNow(context: ActionContext, chatId: number, flags: ChatFlags): ChatFlags {
  const now = chatOf(context, chatId)
  return Object.fromEntries(Object.keys(flags).map(flag => [flag, now[flag as keyof ChatFlags]]))
}

function row(chatId: number): { chatId: number; messageId: null; wireId: null } {
  return { chatId, messageId: null, wireId: null }
}

function last({ store }: ActionContext, chatId: number): LastMessages {
  return store.messages.newest(chatId, 1)
}
