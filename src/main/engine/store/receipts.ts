import type { RecipientReceipts } from '../../../shared/rules/message-status.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Receipts for own messages, per person; the earliest time of each counts. */
export class Receipts {
  readonly #unit: UnitOfWork
  readonly #put
  readonly #of
  readonly #ofPerson
  readonly #drop
  readonly #chat
  readonly #unsettled

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    const earlier = (column: string): string =>
      `${column} = MIN(COALESCE(${column}, excluded.${column}), COALESCE(excluded.${column}, ${column}))`
    const later = (column: string): string =>
      `(excluded.${column} IS NOT NULL AND (${column} IS NULL OR excluded.${column} < ${column}))`
    const columns = ['delivered_at', 'read_at', 'played_at']
    this.#put = db.statement<[number, number, number | null, number | null, number | null]>(
      'receipts.put',
      `INSERT INTO receipts (message_id, person_id, delivered_at, read_at, played_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (message_id, person_id) DO UPDATE SET ${columns.map(earlier).join(', ')}
       WHERE ${columns.map(later).join(' OR ')}`,
    )
    const select = `SELECT message_id AS messageId, person_id AS personId, delivered_at AS deliveredAt,
      read_at AS readAt, played_at AS playedAt FROM receipts`
    this.#of = db.statement<[number], Row>('receipts.of', `${select} WHERE message_id = ?`)
    this.#ofPerson = db.statement<[number], Row>('receipts.ofPerson', `${select} WHERE person_id = ?`)
    this.#drop = db.statement<[number, number]>(
      'receipts.drop',
      'DELETE FROM receipts WHERE message_id = ? AND person_id = ?',
    )
    this.#chat = db.statement<[number], { chatId: number }>(
      'receipts.chat',
      'SELECT chat_id AS chatId FROM messages WHERE id = ?',
    )
    this.#unsettled = db.statement<[number], { id: number }>(
      'receipts.unsettled',
      `SELECT m.id FROM messages m WHERE m.chat_id = ? AND m.from_me = 1 AND m.status IN ('sent', 'delivered')
         AND EXISTS (SELECT 1 FROM receipts r WHERE r.message_id = m.id) ORDER BY m.at DESC, m.id DESC LIMIT 2000`,
    )
  }

  /** @returns whether it changed anything. */
  record(messageId: number, personId: number, times: Partial<RecipientReceipts>): boolean {
    const { deliveredAt = null, readAt = null, playedAt = null } = times
    if (deliveredAt === null && readAt === null && playedAt === null) return false
    return this.#unit.write(() => {
      const message = this.#chat.get(messageId)
      if (message === null) return false
      if (this.#put.run(messageId, personId, deliveredAt, readAt, playedAt) === 0) return false
      this.#unit.changes.message(message.chatId, messageId)
      return true
    })
  }

  of(messageId: number): ({ personId: number } & RecipientReceipts)[] {
    return this.#of.all(messageId).map(({ messageId: _, ...receipt }) => receipt)
  }

  /** Own messages of a chat that have receipts and are not read by all yet: the newest 2,000 of them. */
  unsettled(chatId: number): number[] {
    return this.#unsettled.all(chatId).map(row => row.id)
  }

  mergePeople(keep: number, gone: number): void {
    for (const receipt of this.#ofPerson.all(gone)) {
      this.#drop.run(receipt.messageId, gone)
      this.record(receipt.messageId, keep, receipt)
    }
  }

  mergeMessages(keep: number, gone: number): void {
    for (const receipt of this.#of.all(gone)) this.record(keep, receipt.personId, receipt)
  }
}

interface Row extends RecipientReceipts {
  messageId: number
  personId: number
}
