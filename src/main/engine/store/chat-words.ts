import { FOREVER } from './chat-facts.ts'
import type { Database } from './database.ts'

/** Fields that the phone and this device both set; absent ones stay. Per field the newest word counts. */
export interface ChatFlags {
  /** ms; null: not pinned. */
  pinnedAt?: number | null | undefined
  mutedUntil?: number | 'forever' | null | undefined
  archived?: boolean | undefined
  markedUnread?: boolean | undefined
  disappearingSeconds?: number | undefined
}

/** Writes what the phone and this device say of a chat: per field the newest word counts. Within the caller's transaction. */
export class ChatWords {
  readonly #setPinned
  readonly #setMuted
  readonly #setArchived
  readonly #setMarkedUnread
  readonly #setDisappearing
  readonly #setSubject
  readonly #unindex
  readonly #index

  constructor(db: Database) {
    // Of two words of the same time the greater counts, whichever comes first.
    const word = <V extends number | null>(name: string, column: string) => {
      const statement = db.statement<[V, number, number, number, number, V]>(
        `chats.${name}`,
        `UPDATE chats SET ${column} = ?, ${changedAt(column)} = ? WHERE id = ?
           AND (${changedAt(column)} < ? OR (${changedAt(column)} = ? AND COALESCE(${column}, -2) < COALESCE(?, -2)))`,
      )
      return (id: number, value: V, at: number): boolean => statement.run(value, at, id, at, at, value) > 0
    }
    this.#setPinned = word<number | null>('setPinned', 'pinned_at')
    this.#setMuted = word<number | null>('setMuted', 'muted_until')
    this.#setArchived = word<number>('setArchived', 'archived')
    this.#setMarkedUnread = word<number>('setMarkedUnread', 'marked_unread')
    this.#setDisappearing = word<number>('setDisappearing', 'disappearing_seconds')
    this.#setSubject = db.statement<[string | null, number, number, number, number, string | null]>(
      'chats.setSubject',
      `UPDATE chats SET subject = ?, subject_at = ? WHERE id = ?
         AND (subject_at < ? OR (subject_at = ? AND COALESCE(subject, '') < COALESCE(?, '')))`,
    )
    this.#unindex = db.statement<[number]>('chats.unindex', 'DELETE FROM group_search WHERE rowid = ?')
    this.#index = db.statement<[number, string]>(
      'chats.index',
      'INSERT INTO group_search (rowid, subject) VALUES (?, ?)',
    )
  }

  /** @returns whether it changed anything. */
  flags(chatId: number, flags: ChatFlags, at: number): boolean {
    const { pinnedAt, mutedUntil, archived, markedUnread, disappearingSeconds } = flags
    const muted = mutedUntil === 'forever' ? FOREVER : mutedUntil
    const changed = [
      pinnedAt !== undefined && this.#setPinned(chatId, pinnedAt, at),
      muted !== undefined && this.#setMuted(chatId, muted, at),
      archived !== undefined && this.#setArchived(chatId, archived ? 1 : 0, at),
      markedUnread !== undefined && this.#setMarkedUnread(chatId, markedUnread ? 1 : 0, at),
      disappearingSeconds !== undefined && this.#setDisappearing(chatId, disappearingSeconds, at),
    ]
    return changed.includes(true)
  }

  /** A group's name, which is found by search as well. @returns whether it changed anything. */
  subject(chatId: number, subject: string | null, at: number): boolean {
    if (this.#setSubject.run(subject, at, chatId, at, at, subject) === 0) return false
    this.#unindex.run(chatId)
    if (subject !== null) this.#index.run(chatId, subject)
    return true
  }
}

function changedAt(column: string): string {
  const name = column === 'pinned_at' ? 'pinned' : column === 'muted_until' ? 'muted' : column
  return `${name === 'disappearing_seconds' ? 'disappearing' : name}_changed_at`
}
