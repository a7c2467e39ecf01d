/** Answers to the cards of businesses: a press on a reply button or on a row of a list (domain.md §8). */
import type { Content } from '../../../shared/content.ts'
import type { Input } from '../../../shared/contract.ts'
import type { Message, Quote } from '../../../shared/model.ts'
import {
  answersOnce,
  type CardContent,
  type CardReply,
  choiceTaken,
  isCard,
  replyFor,
  takesAnswers,
} from '../../../shared/rules/cards.ts'
import type { MessageFacts } from '../store/messages.ts'
import { type ActionContext, chatOf, linkedMe, messageOf } from './context.ts'
import type { Payloads } from './payload.ts'
import { found, Refusal } from './refusal.ts'
import { demandWritable, putPending, quoteOf, writingTime } from './writing.ts'

/**
 * Puts the answer into the outbox, an own message that quotes the card.
 * @throws {Refusal} NOT_ALLOWED: one's own card, a withdrawn one, one that was answered and takes one answer only, a chat
 * that takes nothing from here. BAD_INPUT: no card, or no such choice on it.
 */
export function reply(context: ActionContext, input: Input<'cardReply'>): Message {
  const { store, link, outbox } = context
  const me = linkedMe(context)
  const message = messageOf(context, input.messageId)
  const chat = chatOf(context, message.chatId)
  const card = cardOf(context, message)
  if (!takesAnswers({ fromMe: message.fromMe, deleted: message.deletion })) {
    throw new Refusal('NOT_ALLOWED', 'a card of one’s own, or one that was withdrawn')
  }
  demandWritable(context, chat)
  const answer = replyFor(card, input.choice)
  if (answer === null) throw new Refusal('BAD_INPUT', 'the card has no such choice')
  if (answersOnce(card) && isAnswered(context, message.id)) throw new Refusal('NOT_ALLOWED', 'it was answered')
  const wireId = link.newWireId()
  const at = writingTime(context, chat)
  const id = store.transaction(() => {
    const content = { kind: 'selection', id: answer.id, text: answer.text } as const
    const quote = quoteOf(message)
    const messageId = putPending(context, chat, {
      authorId: me,
      wireId,
      at,
      content,
      text: answer.text,
      quote,
      raw: null,
    })
    outbox.add('selection', { chatId: chat.id, messageId, wireId }, payloadOf(context, message.id, answer))
    return messageId
  })
  outbox.kick()
  return found(store.messageReader.get(id), 'message')
}

/** What goes into the outbox when an answer is sent once more. @throws {Refusal} NOT_FOUND when the card is gone. */
export function selectionAgain(
  context: ActionContext,
  answer: Extract<Content, { kind: 'selection' }>,
  quote: Quote | null,
): Payloads['selection'] {
  const message = messageOf(context, found(quote?.messageId ?? null, 'card'))
  const card = cardOf(context, message)
  const choice = found(choiceTaken(card, answer), 'choice')
  return payloadOf(context, message.id, found(replyFor(card, choice), 'choice'))
}

function payloadOf({ store }: ActionContext, card: number, answer: CardReply): Payloads['selection'] {
  return { card, key: store.messages.key(card), reply: answer }
}

/** @throws {Refusal} BAD_INPUT for what is no card. */
function cardOf({ store }: ActionContext, message: MessageFacts): CardContent {
  const { content } = found(store.messageReader.get(message.id), 'message')
  if (!isCard(content)) throw new Refusal(message.deletion === null ? 'BAD_INPUT' : 'NOT_ALLOWED', 'not a card')
  return content
}

/** An answer that failed does not count: another choice may be tried instead. */
function isAnswered({ store }: ActionContext, messageId: number): boolean {
  const answer = store.cardAnswers.of(messageId)
  return answer !== null && answer.status !== 'failed'
}
