/** What all ways of writing into a chat have in common. */
import type { Content } from '../../../shared/content.ts'
import { isSystemLine } from '../../../shared/rules/deletion.ts'
import { disappearsAt } from '../../../shared/rules/expiry.ts'
import type { ChatFacts } from '../store/chat-facts.ts'
import type { MessageFacts, NewQuote } from '../store/messages.ts'
import type { OutboxEntry } from '../store/outbox.ts'
import type { ActionContext } from './context.ts'
import { Refusal } from './refusal.ts'

/**
 * Inside a transaction: stores an own message that waits to go out under `wireId`.
 * @param at ms, of {@link writingTime}. @returns its row.
 */
export function putPending(
  { store }: ActionContext,
  chat: ChatFacts,
  message: {
    authorId: number
    wireId: string
    at: number
    content: Content
    text: string
    quote: NewQuote | null
    raw: Uint8Array | null
  },
): number {
  const { id } = store.messages.insert({
    ...message,
    chatId: chat.id,
    fromMe: true,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    status: 'pending',
    unread: false,
    expiresAt: disappearsAt(message.at, chat.disappearingSeconds),
    editedAt: null,
  })
  if (id === null) throw new Refusal('INTERNAL', 'it was not stored')
  return id
}

/**
 * The time (ms) that an own message bears until the server's comes with its answer. A clock behind the server's must not put
 * it among what was cleared.
 */
export function writingTime({ store, now }: ActionContext, chat: ChatFacts): number {
  return Math.max(now(), store.messages.clearedUpTo(chat.id) + 1)
}

/** @throws {Refusal} NOT_ALLOWED: blocked, left, or a group where only admins write. */
export function demandWritable({ store }: ActionContext, chat: ChatFacts): void {
  if (chat.personId !== null && store.blocklist.has(chat.personId)) throw new Refusal('NOT_ALLOWED', 'blocked')
  if (chat.kind === 'group' && store.chatReader.get(chat.id)?.canWrite === false) {
    throw new Refusal('NOT_ALLOWED', 'only others may write here')
  }
}

/** @throws {Refusal} NOT_ALLOWED: nobody wrote it, so there is nothing to reply to. */
export function demandQuotable({ kind }: MessageFacts): void {
  if (isSystemLine(kind)) throw new Refusal('NOT_ALLOWED', 'nothing to reply to')
}

export function quoteOf(message: MessageFacts): NewQuote {
  return {
    wireId: message.wireId,
    authorId: message.authorId,
    fromMe: message.fromMe,
    kind: message.kind,
    text: message.text ?? '',
    ofStatus: false,
    thumbnail: null,
  }
}

/** The outbox row that a message itself goes out by, apart from those of its changes. */
export function carriesMessage({ kind }: OutboxEntry): boolean {
  return kind === 'text' || kind === 'selection'
}
