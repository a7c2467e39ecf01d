import type { Chats } from './chats.ts'
import type { Messages } from './messages.ts'
import type { SearchIndex } from './search-index.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * Reading, clearing and deleting whole chats. Each leaves a time mark on the chat, so that a message which arrives afterwards
 * with an older time is treated as if it had been here.
 */
export class ChatMarks {
  readonly #unit: UnitOfWork
  readonly #chats: Chats
  readonly #messages: Messages
  readonly #index: SearchIndex
  readonly #newest
  readonly #setRead
  readonly #unreadIds
  readonly #unflag
  readonly #setCleared
  readonly #setKept
  readonly #setDeleted
  readonly #keep
  readonly #erase
  readonly #after
  readonly #dropDraft

  constructor(unit: UnitOfWork, chats: Chats, messages: Messages, index: SearchIndex) {
    const { db } = unit
    this.#unit = unit
    this.#chats = chats
    this.#messages = messages
    this.#index = index
    this.#newest = db.statement<[number], { at: number }>(
      'chatMarks.newest',
      'SELECT at FROM messages WHERE chat_id = ? ORDER BY at DESC, id DESC LIMIT 1',
    )
    this.#setRead = db.statement<[number, number, number]>(
      'chatMarks.setRead',
      'UPDATE chats SET read_up_to = ? WHERE id = ? AND read_up_to < ?',
    )
    this.#unreadIds = db.statement<[number, number], { id: number }>(
      'chatMarks.unreadIds',
      'SELECT id FROM messages WHERE chat_id = ? AND unread = 1 AND at <= ? ORDER BY at, id',
    )
    this.#unflag = db.statement<[number, number]>(
      'chatMarks.unflag',
      'UPDATE messages SET unread = 0 WHERE chat_id = ? AND unread = 1 AND at <= ?',
    )
    this.#setCleared = db.statement<[number, number]>(
      'chatMarks.setCleared',
      'UPDATE chats SET cleared_up_to = MAX(cleared_up_to, ?) WHERE id = ?',
    )
    this.#setKept = db.statement<[number, number, number]>(
      'chatMarks.setKept',
      'UPDATE chats SET kept_up_to = MAX(kept_up_to, ?), kept_at = COALESCE(kept_at, ?) WHERE id = ?',
    )
    this.#setDeleted = db.statement<[upTo: number, everything: number, chatId: number]>(
      'chatMarks.setDeleted',
      'UPDATE chats SET deleted_up_to = MAX(deleted_up_to, ?, CASE WHEN ? = 1 THEN activity_at ELSE 0 END) WHERE id = ?',
    )
    this.#keep = db.statement<[number, number, number], { id: number }>(
      'chatMarks.keep',
      `UPDATE messages SET deleted_by = 'phone', deleted_at = ?, deleted_kept = 1
       WHERE chat_id = ? AND at <= ? AND deleted_by IS NULL AND kind <> 'notice' RETURNING id`,
    )
    this.#erase = db.statement<[number, number]>(
      'chatMarks.erase',
      `DELETE FROM messages WHERE chat_id = ? AND at <= ? AND kind <> 'notice'`,
    )
    this.#after = db.statement<[number, number], { id: number }>(
      'chatMarks.after',
      `SELECT id FROM messages WHERE chat_id = ? AND at > ? AND kind <> 'notice'`,
    )
    this.#dropDraft = db.statement<[number]>('chatMarks.dropDraft', 'DELETE FROM drafts WHERE chat_id = ?')
  }

  /** @returns the messages that were unread, oldest first. */
  read(chatId: number, upTo: number | null): number[] {
    return this.#unit.write(() => {
      const mark = upTo ?? this.#newest.get(chatId)?.at ?? null
      if (mark === null) return []
      const ids = this.#unreadIds.all(chatId, mark).map(row => row.id)
      if (this.#setRead.run(mark, chatId, mark) > 0) this.#messages.forgetMarks(chatId)
      if (ids.length > 0) {
        this.#unflag.run(chatId, mark)
        for (const id of ids) this.#unit.changes.message(chatId, id)
      }
      this.#chats.dirty(chatId)
      return ids
    })
  }

  clear(chatId: number, upTo: number | null, options: { keep: boolean; at: number }): void {
    this.#unit.write(() => {
      const newest = this.#newest.get(chatId)?.at ?? null
      if (upTo === null && newest === null) return
      if (options.keep) this.#keepUpTo(chatId, upTo ?? newest ?? 0, options.at)
      else if (upTo !== null) this.eraseUpTo(chatId, upTo)
      else {
        // The wire counts in seconds: what comes within the newest one's second was not here to be cleared. So the mark
        // stays below it, and those of that second go one by one.
        this.eraseUpTo(chatId, (newest ?? 0) - 1)
        for (const { id } of this.#after.all(chatId, (newest ?? 0) - 1)) this.#messages.remove(id)
      }
      this.#messages.forgetMarks(chatId)
      this.#chats.dirty(chatId)
    })
  }

  delete(chatId: number, upTo: number | null, options: { keep: boolean; at: number }): void {
    this.#unit.write(() => {
      this.clear(chatId, upTo, options)
      if (options.keep) return
      // Whether a newer message keeps it in the list or not: that message may just as well come afterwards.
      this.#chats.setFlags(chatId, { pinnedAt: null }, options.at)
      const left = upTo === null ? [] : this.#after.all(chatId, upTo)
      if (left.length === 0) this.#dropDraft.run(chatId)
      // Empty, it stays out of the list for whatever it is said to have been active with before the deletion.
      this.#setDeleted.run(Math.max(upTo ?? 0, options.at), upTo === null ? 1 : 0, chatId)
      this.#chats.dirty(chatId)
    })
  }

  /** Also when chats are merged: the mark of one holds for the messages of the other. */
  eraseUpTo(chatId: number, upTo: number): void {
    this.#setCleared.run(upTo, chatId)
    this.#index.forgetUpTo(chatId, upTo)
    if (this.#erase.run(chatId, upTo) > 0) this.#unit.changes.messagesRemoved(chatId)
    this.#messages.forgetMarks(chatId)
  }

  #keepUpTo(chatId: number, upTo: number, at: number): void {
    this.#setKept.run(upTo, at, chatId)
    for (const { id } of this.#keep.all(at, chatId, upTo)) this.#unit.changes.message(chatId, id)
  }
}
