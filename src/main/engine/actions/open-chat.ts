/** Opening chats, and what goes with a chat on the screen: presence, typing, older messages, drafts. */
import type { Input } from '../../../shared/contract.ts'
import type { Chat, Person } from '../../../shared/model.ts'
import { typedNumber } from '../../../shared/rules/phone.ts'
import { type ActionContext, chatOf, linkedMe, repliedTo } from './context.ts'
import { found, Refusal } from './refusal.ts'
import { demandQuotable } from './writing.ts'

/** Messages asked for per "Load older messages from your phone". */
const OLDER_COUNT = 50

/** Finds or makes the chat with a number; the server says whether anybody has it, unless we write with them already. */
export async function openByNumber(context: ActionContext, input: Input<'chatOpenByNumber'>): Promise<Chat> {
  const { store, link } = context
  linkedMe(context)
  const digits = typedNumber(input.phone)
  if (digits === null) throw new Refusal('BAD_NUMBER', 'not a phone number')
  const known = store.people.find({ pn: `${digits}@s.whatsapp.net`, lid: null })
  const knownChat = known === null ? null : store.chats.find({ kind: 'direct', person: store.people.ref(known) })
  if (knownChat !== null) return shown(context, knownChat)
  const person = await link.lookUpNumber(digits)
  if (person === null) throw new Refusal('NOT_ON_WHATSAPP', 'nobody has this number there')
  return shown(context, store.chats.resolve({ kind: 'direct', person }))
}

export function openByPerson(context: ActionContext, input: Input<'chatOpenByPerson'>): Chat {
  const { store } = context
  const personId = found(store.people.current(input.personId), 'person')
  return shown(context, store.chats.resolve({ kind: 'direct', person: store.people.ref(personId) }))
}

/** Best effort: nobody waits for it, and its failure changes nothing. */
export function opened(context: ActionContext, input: Input<'chatOpened'>): null {
  const { store, link } = context
  const chat = chatOf(context, input.chatId)
  if (!link.online) return null
  if (chat.personId !== null) context.lookUps.want(chat.personId, 'chat')
  // Whoever is blocked is not watched either (domain.md §6).
  if (chat.personId !== null && store.blocklist.has(chat.personId)) return null
  const work = chat.groupJid === null ? link.watchPresence(store.chats.ref(chat.id)) : link.refreshGroup(chat.groupJid)
  work.catch(() => undefined)
  return null
}

/** The details of somebody; what is known of a business may be refreshed meanwhile. */
export function person({ store, lookUps }: ActionContext, personId: number): Person {
  const known = found(store.peopleReader.get(personId), 'person')
  lookUps.want(known.id, 'chat')
  return known
}

export function typing(context: ActionContext, input: Input<'chatTyping'>): null {
  const { store, link } = context
  const chat = chatOf(context, input.chatId)
  const blocked = chat.personId !== null && store.blocklist.has(chat.personId)
  if (link.online && !blocked) {
    link.sendTyping(store.chats.ref(chat.id), input.on ? 'typing' : 'none').catch(() => undefined)
  }
  return null
}

export async function loadOlder(context: ActionContext, input: Input<'chatLoadOlder'>): Promise<{ added: number }> {
  const { store, link } = context
  linkedMe(context)
  const chat = chatOf(context, input.chatId)
  const oldest = store.messages.oldest(chat.id)
  if (oldest === null) return { added: 0 }
  const added = await link.loadOlder(store.chats.ref(chat.id), oldest, OLDER_COUNT)
  if (added === 0) store.chats.setEndOfHistory(chat.id, true)
  return { added }
}

export function setDraft(context: ActionContext, input: Input<'draftSet'>): null {
  const chat = chatOf(context, input.chatId)
  const replied = repliedTo(context, input.replyTo)
  if (replied !== null) demandQuotable(replied)
  context.store.drafts.set(chat.id, input.text, replied?.id ?? null, context.now())
  return null
}

function shown({ store }: ActionContext, chatId: number): Chat {
  return found(store.chatReader.get(chatId), 'chat')
}
