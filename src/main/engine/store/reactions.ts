import type { UnitOfWork } from './unit-of-work.ts'

interface Known {
  emoji: string | null
  at: number
}

/** One reaction per message and person; the newest counts (same time: the greater emoji; taking back is the least). */
export class Reactions {
  readonly #unit: UnitOfWork
  readonly #get
  readonly #put
  readonly #chat
  readonly #ofPerson
  readonly #ofMessage
  readonly #drop

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#get = db.statement<[number, number], Known>(
      'reactions.get',
      'SELECT emoji, at FROM reactions WHERE message_id = ? AND person_id = ?',
    )
    this.#put = db.statement<[number, number, string | null, number]>(
      'reactions.put',
      `INSERT INTO reactions (message_id, person_id, emoji, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (message_id, person_id) DO UPDATE SET emoji = excluded.emoji, at = excluded.at`,
    )
    this.#chat = db.statement<[number], { chatId: number }>(
      'reactions.chat',
      'SELECT chat_id AS chatId FROM messages WHERE id = ?',
    )
    this.#ofPerson = db.statement<[number], Known & { messageId: number }>(
      'reactions.ofPerson',
      'SELECT message_id AS messageId, emoji, at FROM reactions WHERE person_id = ?',
    )
    this.#ofMessage = db.statement<[number], Known & { personId: number }>(
      'reactions.ofMessage',
      'SELECT person_id AS personId, emoji, at FROM reactions WHERE message_id = ?',
    )
    this.#drop = db.statement<[number, number]>(
      'reactions.drop',
      'DELETE FROM reactions WHERE message_id = ? AND person_id = ?',
    )
  }

  /** Null or empty takes it back. @returns whether it changed anything. */
  set(messageId: number, personId: number, emoji: string | null, at: number): boolean {
    return this.#unit.write(() => {
      const told = emoji === '' ? null : emoji
      const known = this.#get.get(messageId, personId)
      if (known !== null && (known.at > at || (known.at === at && (known.emoji ?? '') >= (told ?? '')))) return false
      const message = this.#chat.get(messageId)
      if (message === null) return false
      this.#put.run(messageId, personId, told, at)
      this.#unit.changes.message(message.chatId, messageId)
      return true
    })
  }

  /** A person's own reaction now. */
  of(messageId: number, personId: number): string | null {
    return this.#get.get(messageId, personId)?.emoji ?? null
  }

  mergePeople(keep: number, gone: number): void {
    for (const { messageId, emoji, at } of this.#ofPerson.all(gone)) {
      this.#drop.run(messageId, gone)
      this.set(messageId, keep, emoji, at)
    }
  }

  /** Two rows are one message; the reactions on the one that goes move to the other. */
  mergeMessages(keep: number, gone: number): void {
    for (const { personId, emoji, at } of this.#ofMessage.all(gone)) this.set(keep, personId, emoji, at)
  }
}
