import type { Standing } from '../../../shared/model.ts'
import { expiryEffect } from '../../../shared/rules/expiry.ts'
import type { Chats } from './chats.ts'
import type { SettingsStore } from './settings.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A disappearing message whose time is over. */
export interface Expired {
  id: number
  chatId: number
  /** ms */
  expiresAt: number
  /** Its chat is kept: it stays, and says that its time ran out. */
  kept: boolean
}

/** Which disappearing messages have to go, and when the next one does. All times in ms. */
export class MessageExpiry {
  readonly #chats: Chats
  readonly #settings: SettingsStore
  readonly #expired
  readonly #next

  constructor(unit: UnitOfWork, chats: Chats, settings: SettingsStore) {
    const { db } = unit
    this.#chats = chats
    this.#settings = settings
    this.#expired = db.statement<[number, number], Omit<Expired, 'kept'> & { standing: Standing }>(
      'messages.expired',
      `SELECT m.id, m.chat_id AS chatId, m.expires_at AS expiresAt, c.standing
       FROM messages m CROSS JOIN chats c ON c.id = m.chat_id
       WHERE m.expires_at > ? AND m.expires_at <= ? AND m.kind <> 'notice'`,
    )
    this.#next = db.statement<[number], { at: number | null }>(
      'messages.nextExpiry',
      'SELECT MIN(expires_at) AS at FROM messages WHERE expires_at > ?',
    )
  }

  /** Those whose time ended after `since` and up to `now`. */
  between(since: number, now: number): Expired[] {
    return this.#expired.all(since, now).map(({ standing, ...row }) => ({ ...row, kept: this.#stays(standing) }))
  }

  /** When the next one's time ends after `since`, or null. */
  next(since: number): number | null {
    return this.#next.get(since)?.at ?? null
  }

  /** Whether messages stay in this chat beyond their time. */
  keeps(chatId: number): boolean {
    return this.#stays(this.#chats.facts(chatId)?.standing ?? 'none')
  }

  #stays(standing: Standing): boolean {
    return expiryEffect({ standing, keepVerified: this.#settings.get().keepVerified }) === 'keep'
  }
}
