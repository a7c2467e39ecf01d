import type { Chats } from './chats.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** What was being written, per chat. */
export class Drafts {
  readonly #unit: UnitOfWork
  readonly #chats: Chats
  readonly #put
  readonly #drop
  readonly #get

  constructor(unit: UnitOfWork, chats: Chats) {
    const { db } = unit
    this.#unit = unit
    this.#chats = chats
    this.#put = db.statement<[number, string, number | null, number]>(
      'drafts.put',
      `INSERT INTO drafts (chat_id, text, reply_to, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (chat_id) DO UPDATE SET text = excluded.text, reply_to = excluded.reply_to, at = excluded.at`,
    )
    this.#drop = db.statement<[number]>('drafts.drop', 'DELETE FROM drafts WHERE chat_id = ?')
    this.#get = db.statement<[number], { text: string; replyTo: number | null }>(
      'drafts.get',
      'SELECT text, reply_to AS replyTo FROM drafts WHERE chat_id = ?',
    )
  }

  /** An empty text without a reply takes the draft away. */
  set(chatId: number, text: string, replyTo: number | null, at: number): void {
    this.#unit.write(() => {
      if (text === '' && replyTo === null) this.#drop.run(chatId)
      else this.#put.run(chatId, text, replyTo, at)
      this.#chats.dirty(chatId)
    })
  }

  get(chatId: number): { text: string; replyTo: number | null } | null {
    return this.#get.get(chatId)
  }
}
