/** What all ways of writing into a chat have in common. */
import { isSystemLine } from '../../../shared/rules/deletion.ts'
import type { ChatFacts } from '../store/chat-facts.ts'
import type { MessageFacts, NewQuote } from '../store/messages.ts'
import type { OutboxEntry } from '../store/outbox.ts'
import type { ActionContext } from './context.ts'
import { Refusal } from './refusal.ts'

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
  }
}

/** The outbox row that a message itself goes out by, apart from those of its changes. */
export function carriesMessage({ kind }: OutboxEntry): boolean {
  return kind === 'text' || kind === 'selection'
}
