import type { Content } from '../../../shared/content.ts'
import type { CardAnswer, MessageStatus } from '../../../shared/model.ts'
import { choiceTaken, isCard } from '../../../shared/rules/cards.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface CardRow {
  chatId: number
  authorId: number
  wireId: string
  content: string
}

interface AnswerRow {
  id: number
  at: number
  content: string
  status: MessageStatus
}

/** What the user answered to a card, here or on another device: their newest selection that quotes it. */
export class CardAnswers {
  readonly #card
  readonly #answers

  constructor({ db }: UnitOfWork) {
    this.#card = db.statement<[number], CardRow>(
      'cardAnswers.card',
      'SELECT chat_id AS chatId, author_id AS authorId, wire_id AS wireId, content FROM messages WHERE id = ?',
    )
    this.#answers = db.statement<[number, string, number], AnswerRow>(
      'cardAnswers.answers',
      `SELECT id, at, content, status FROM messages
       WHERE quote_author_id = ? AND quote_wire_id = ? AND chat_id = ? AND kind = 'selection' AND from_me = 1`,
    )
  }

  /** Null for an unanswered card and for what is no card. One that the user took back does not count. */
  of(messageId: number): CardAnswer | null {
    const row = this.#card.get(messageId)
    if (row === null) return null
    const card = JSON.parse(row.content) as Content
    if (!isCard(card)) return null
    const newest = this.#answers
      .all(row.authorId, row.wireId, row.chatId)
      .filter(({ status }) => status !== 'cancelled')
      .sort((a, b) => a.at - b.at || a.id - b.id)
      .at(-1)
    if (newest === undefined) return null
    const answer = JSON.parse(newest.content) as Content
    // It was taken away for everyone: its content is blank, the card is as it was before.
    if (answer.kind !== 'selection') return null
    return { messageId: newest.id, choice: choiceTaken(card, answer), text: answer.text, status: newest.status }
  }
}
