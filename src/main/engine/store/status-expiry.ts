import { STATUS_LIFETIME_MS } from '../../../shared/rules/expiry.ts'
import type { Journal } from './journal.ts'
import type { SetAside } from './set-aside.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * What was deleted may lie in the write-ahead log for so long (ms) before the log is emptied: several deletions cost one emptying,
 * and within five minutes everything has to be gone (domain.md §10).
 */
const LOG_PATIENCE_MS = 60_000

/**
 * The end of status updates: rows, protobufs, what the decrypt journal and the events set aside hold of them. Freed space is
 * overwritten (secure_delete); the write-ahead log still has what was written until it is emptied. Files are the engine's.
 */
export class StatusExpiry {
  readonly #unit: UnitOfWork
  readonly #journal: Journal
  readonly #setAside: SetAside
  readonly #purge
  readonly #late
  readonly #next
  readonly #clamp
  readonly #sooner
  readonly #journalSooner
  /** Since when (ms) the log may hold something that was deleted; null: it does not. */
  #logSince: number | null = null

  constructor(unit: UnitOfWork, journal: Journal, setAside: SetAside) {
    const { db } = unit
    this.#unit = unit
    this.#journal = journal
    this.#setAside = setAside
    this.#purge = db.statement<[number]>('statusExpiry.purge', 'DELETE FROM statuses WHERE expires_at <= ?')
    this.#late = db.statement<[number, number]>(
      'statusExpiry.late',
      `UPDATE statuses SET way = 'failed', failure = 'TOO_LATE', expires_at = ?
       WHERE expires_at <= ? AND from_me = 1 AND revoke_due = 0 AND revoked_at IS NULL AND content IS NOT NULL
         AND (way = 'pending' AND json_array_length(payload, '$.sentTo') = 0 OR way = 'failed' AND failure = 'TOO_LATE')`,
    )
    this.#next = db.statement<[], { at: number | null }>(
      'statusExpiry.next',
      'SELECT MIN(expires_at) AS at FROM statuses',
    )
    this.#clamp = db.statement<[number, number]>(
      'statusExpiry.clamp',
      'UPDATE statuses SET expires_at = ? WHERE expires_at > ?',
    )
    this.#sooner = db.statement<[number]>(
      'statusExpiry.sooner',
      'UPDATE statuses SET expires_at = expires_at - ? WHERE expires_at > 0',
    )
    this.#journalSooner = db.statement<[number]>(
      'statusExpiry.journalSooner',
      'UPDATE journal SET at = at - ? WHERE at > 0 AND plaintext IS NOT NULL',
    )
    // Posts go by other ways, too: taken back by their author, deleted here, one of two that are the same.
    unit.onCommit(changes => {
      if (changes.statuses) this.#logSince ??= unit.now()
    })
  }

  /** When the next post is over (ms), or null. */
  next(): number | null {
    return this.#next.get()?.at ?? null
  }

  /**
   * Removes what is over, and empties the log if that removed anything. No post lives longer than a day from when it was learned
   * of: one that would has come before the clock was set back, and gets a day from now. An own
   * one that went to nobody in its day does not go unnoticed: it stays, as one that failed, until it is deleted or tried again.
   * @returns how many posts went.
   */
  purge(now: number): number {
    const latest = now + STATUS_LIFETIME_MS
    const { gone, aside } = this.#unit.write(() => {
      const late = this.#clamp.run(latest, latest) + this.#late.run(latest, now)
      // Most of these are ordinary messages, which are in no hurry.
      if (this.#journal.expire(now - STATUS_LIFETIME_MS, now) > 0) this.#logSince ??= now
      const aside = this.#setAside.purgeExpired(now)
      const gone = this.#purge.run(now)
      if (gone + late > 0) this.#unit.changes.statuses = true
      return { gone, aside }
    })
    if (gone + aside > 0) this.emptyLog()
    return gone
  }

  /** The clock was set back by this much (ms): what is left to each post stays as it was. */
  setBack(ms: number): void {
    this.#unit.write(() => {
      if (this.#sooner.run(ms) > 0) this.#unit.changes.statuses = true
      this.#journalSooner.run(ms)
      this.#setAside.sooner(ms)
    })
  }

  /** For a timer: empties the log if it has waited long enough, or could not be emptied before. */
  settle(now: number): void {
    const since = this.#logSince
    // A clock that was set back must not keep it.
    if (since !== null && Math.abs(now - since) >= LOG_PATIENCE_MS) this.emptyLog()
  }

  /** @returns false when somebody reads in it: {@link settle} tries again. */
  emptyLog(): boolean {
    if (this.#unit.db.inTransaction || !this.#unit.db.emptyLog()) {
      // At the next look.
      this.#logSince = Number.MIN_SAFE_INTEGER
      return false
    }
    this.#logSince = null
    return true
  }
}
