import type { ChatRef } from '../events.ts'

/** Fields that the phone and this device both set; absent ones stay. Per field the newest word counts. */
export interface ChatFlags {
  /** ms; null: not pinned. */
  pinnedAt?: number | null | undefined
  mutedUntil?: number | 'forever' | null | undefined
  archived?: boolean | undefined
  markedUnread?: boolean | undefined
  disappearingSeconds?: number | undefined
}

export declare class Chats {
  /** Found or made. A chat stands in the list from its first message or draft on. */
  resolve(ref: ChatRef): number
  find(ref: ChatRef): number | null
  /** How the wire names this chat. @throws for an unknown id. */
  ref(chatId: number): ChatRef
  /** The row that an id leads to now; null when there never was one. */
  current(chatId: number): number | null
  facts(chatId: number): ChatFacts | null

  setFlags(chatId: number, flags: ChatFlags, at: number): void
  /** A group's subject; the newest counts. */
  setSubject(chatId: number, subject: string | null, at: number): void
  /** Time of creation or of last activity on the phone: the sort key while there is no message. */
  setActivity(chatId: number, at: number): void
  /** True: the phone said that it has nothing older than what it sent. */
  setEndOfHistory(chatId: number, ended: boolean): void

  /**
   * Read up to and with `upTo` (ms; null: everything that is here); also what arrives later with such a time. Takes the
   * mark "unread" away. @returns the messages that were unread, oldest first.
   */
  markRead(chatId: number, upTo: number | null): number[]
  /**
   * History: the phone counts this many unread messages in what it sent: the newest incoming ones after the last read
   * one. Idempotent; call again when more messages of the chat have arrived from history.
   */
  setPhoneUnread(chatId: number, count: number): void

  /**
   * Clears up to and with `upTo` (ms; null: everything that is here); what arrives later with such a time is cleared too.
   * `keep`: the content stays and is marked "deleted on your phone, kept here" (domain.md §5). Notices always stay.
   */
  clear(chatId: number, upTo: number | null, options: { keep: boolean; at: number }): void
  /** Like {@link clear}, and out of the list until a newer message comes. With `keep` the chat stays in the list. */
  delete(chatId: number, upTo: number | null, options: { keep: boolean; at: number }): void
}

/** What rules need of a chat. */
export interface ChatFacts {
  id: number
  kind: 'direct' | 'group'
  personId: number | null
  groupJid: string | null
  standing: import('../../../shared/model.ts').Standing
  archived: boolean
  pinnedAt: number | null
  mutedUntil: number | 'forever' | null
  markedUnread: boolean
  unread: number
  disappearingSeconds: number
  endOfHistory: boolean
  /** Read up to and with this time (ms). */
  readUpTo: number
}
