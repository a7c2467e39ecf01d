import type { ChatFacts as RuleChat } from '../../../shared/rules/deletion.ts'
import type { BusinessRefresh } from '../business-refresh.ts'
import type { LookUps } from '../look-ups.ts'
import type { LinkPort } from '../ports.ts'
import type { StatusCourier } from '../status-courier.ts'
import type { ChatFacts } from '../store/chat-facts.ts'
import type { MessageFacts } from '../store/messages.ts'
import type { Store } from '../store/store.ts'
import type { Outbox } from './outbox.ts'
import { found, Refusal } from './refusal.ts'
import type { Uploads } from './uploads.ts'

/** What the user's actions work with. */
export interface ActionContext {
  store: Store
  link: LinkPort
  outbox: Outbox
  courier: Pick<StatusCourier, 'kick'>
  /** Asks the server about a business where there is reason to; nobody waits for it. */
  lookUps: Pick<LookUps, 'want'>
  businesses: Pick<BusinessRefresh, 'want' | 'refresh'>
  /** Files that are to be posted. */
  uploads: Pick<Uploads, 'claim' | 'release'>
  /** ms */
  now: () => number
}

/** @throws {Refusal} NOT_FOUND */
export function chatOf({ store }: ActionContext, chatId: number): ChatFacts {
  const current = found(store.chats.current(chatId), 'chat')
  return found(store.chats.facts(current), 'chat')
}

/** A message, or a live notice: the rules then say what may not be done with it. @throws {Refusal} NOT_FOUND */
export function messageOf({ store }: ActionContext, messageId: number): MessageFacts {
  return found(store.messages.facts(messageId) ?? store.liveNotices.facts(messageId), 'message')
}

/**
 * The message a reply is to, or null: none, or gone since the user began to write (deleted on the phone, disappeared). What
 * was written is worth more than its quote.
 */
export function repliedTo({ store }: ActionContext, messageId: number | null): MessageFacts | null {
  return messageId === null ? null : (store.messages.facts(messageId) ?? store.liveNotices.facts(messageId))
}

/** The chat as the deletion rules want it. */
export function ruleChat({ store }: ActionContext, chat: ChatFacts): RuleChat {
  return { standing: chat.standing, keepVerified: store.settings.get().keepVerified }
}

/** The user's own row. @throws {Refusal} NOT_LINKED before the first linking and after the phone logged this device out. */
export function linkedMe({ store }: ActionContext): number {
  const me = store.accounts.meOrNull()
  if (me === null || store.accounts.loggedOutAt() !== null) throw new Refusal('NOT_LINKED', 'not linked to a phone')
  return me
}
