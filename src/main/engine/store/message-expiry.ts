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
  /** Its chat is kept, or it was when somebody took it away: it stays, and says so. */
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
    this.#expired = db.statement<[number], Omit<Expired, 'kept'> & { standing: Standing; deletedKept: number | null }>(
      'messages.expired',
      `SELECT m.id, m.chat_id AS chatId, m.expires_at AS expiresAt, m.deleted_kept AS deletedKept, c.standing
       FROM messages m CROSS JOIN chats c ON c.id = m.chat_id
       WHERE m.expires_at <= ? AND m.kind <> 'notice'`,
    )
    this.#next = db.statement<[], { at: number | null }>(
      'messages.nextExpiry',
      'SELECT MIN(expires_at) AS at FROM messages WHERE expires_at IS NOT NULL',
    )
  }

  /** Those whose time ended up to `now`. */
  until(now: number): Expired[] {
    return this.#expired
      .all(now)
      .map(({ standing, deletedKept, ...row }) => ({ ...row, kept: deletedKept === 1 || this.#stays(standing) }))
  }

  /** When the next one's time ends, or null. */
  next(): number | null {
    return this.#next.get()?.at ?? null
  }

  /** Whether messages stay in this chat beyond their time. */
  keeps(chatId: number): boolean {
    return this.#stays(this.#chats.facts(chatId)?.standing ?? 'none')
  }

  #stays(standing: Standing): boolean {
    return expiryEffect({ standing, keepVerified: this.#settings.get().keepVerified }) === 'keep'
  }
}
