import type { Content } from '../../../shared/content.ts'
import type { MessageStatus } from '../../../shared/model.ts'
import { isExpired } from '../../../shared/rules/expiry.ts'
import { mergeStatus } from '../../../shared/rules/message-status.ts'
import { ArrivalMarks } from './arrival-marks.ts'
import type { Changes } from './changes.ts'
import type { Chats } from './chats.ts'
import {
  camel,
  type InsertParameters,
  isBlank,
  type Marks,
  parametersOf,
  STORED_COLUMNS,
  type StoredParameters,
  timeOf,
  toStored,
} from './message-columns.ts'
import { completed } from './message-completion.ts'
import { edited, outlived, withdrawn } from './message-edits.ts'
import { MessageExpiry } from './message-expiry.ts'
import { MessageLookups } from './message-lookups.ts'
import type { Inserted, NewMessage, StoredMessage, Withdrawal } from './message-types.ts'
import type { People } from './people.ts'
import type { SearchIndex } from './search-index.ts'
import type { SettingsStore } from './settings.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export type { Inserted, MessageFacts, NewMessage, NewQuote } from './message-types.ts'

/** Messages: writing them, and what happens to them afterwards. */
export class Messages extends MessageLookups {
  readonly #unit: UnitOfWork
  readonly #chats: Chats
  readonly #changes: Changes
  readonly #index: SearchIndex
  readonly #expiry: MessageExpiry
  readonly #marks: ArrivalMarks
  #nextId = 0
  readonly #maxId
  readonly #insert
  readonly #stored
  readonly #update
  readonly #setStatus
  readonly #star
  readonly #delete
  readonly #dropMentions
  readonly #addMention

  constructor(
    unit: UnitOfWork,
    people: People,
    parts: { chats: Chats; changes: Changes; index: SearchIndex; settings: SettingsStore },
  ) {
    const { db } = unit
    const { chats, changes, index, settings } = parts
    super(unit, people, chats)
    this.#unit = unit
    this.#marks = new ArrivalMarks(unit)
    this.#chats = chats
    this.#changes = changes
    this.#index = index
    this.#expiry = new MessageExpiry(unit, chats, settings)
    this.#maxId = db.statement<[], { id: number | null }>('messages.maxId', 'SELECT MAX(id) AS id FROM messages')
    this.#insert = db.statement<InsertParameters>(
      'messages.insert',
      `INSERT INTO messages (id, chat_id, author_id, wire_id, from_me, in_group, ${STORED_COLUMNS.join(', ')})
       VALUES (?, ?, ?, ?, ?, ?, ${STORED_COLUMNS.map(() => '?').join(', ')})
       ON CONFLICT (chat_id, wire_id, author_id) DO NOTHING`,
    )
    this.#stored = db.statement<[number], StoredMessage>(
      'messages.stored',
      `SELECT id, ${STORED_COLUMNS.map(column => `${column} AS ${camel(column)}`).join(', ')} FROM messages WHERE id = ?`,
    )
    this.#update = db.statement<[...StoredParameters, number]>(
      'messages.update',
      `UPDATE messages SET ${STORED_COLUMNS.map(column => `${column} = ?`).join(', ')} WHERE id = ?`,
    )
    this.#setStatus = db.statement<[string, string | null, number]>(
      'messages.setStatus',
      'UPDATE messages SET status = ?, failure = ? WHERE id = ?',
    )
    this.#star = db.statement<[number, number, number, number, number, number]>(
      'messages.star',
      `UPDATE messages SET starred = ?, starred_changed_at = ? WHERE id = ?
         AND (starred_changed_at < ? OR (starred_changed_at = ? AND starred < ?))`,
    )
    this.#delete = db.statement<[number]>('messages.delete', `DELETE FROM messages WHERE id = ? AND kind <> 'notice'`)
    this.#dropMentions = db.statement<[number]>('messages.dropMentions', 'DELETE FROM mentions WHERE message_id = ?')
    this.#addMention = db.statement<[number, string, number]>(
      'messages.addMention',
      'INSERT INTO mentions (message_id, token, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
  }

  /** Idempotent by chat, wire id and author. Fast enough for history: no query per row, counters once per transaction. */
  insert(message: NewMessage): Inserted {
    return this.#unit.write(() => this.#write(message))
  }

  /** The edit with the greatest time counts (same time: the greater content). @returns whether it changed anything. */
  edit(id: number, edit: { at: number; content: Content; text: string | null; raw: Uint8Array | null }): boolean {
    return this.#change(id, row => edited(row, edit))
  }

  /** Takes an own edit of this time (ms) back, if it is the one that stands. `before`: what stood until then. */
  unedit(id: number, at: number, before: { content: Content; text: string | null; editedAt: number | null }): boolean {
    return this.#change(id, row => {
      if (isBlank(row) || row.editedAt !== at) return null
      const { content, text, editedAt } = before
      return { ...row, kind: content.kind, content: JSON.stringify(content), text, editedAt }
    })
  }

  /**
   * Marks it deleted; of several deletions the earliest counts. Unless every one of them keeps it, content, text, quote,
   * thumbnail and protobuf go. Refused for notices. @returns whether it changed anything.
   */
  markDeleted(id: number, deletion: Withdrawal): boolean {
    return this.#change(id, row => {
      const after = withdrawn(row, deletion)
      if (after !== null && isBlank(after)) this.#dropMentions.run(id)
      return after
    })
  }

  /** The row goes, and does not come back when the message arrives again. Refused for notices: false. */
  remove(id: number): boolean {
    return this.#unit.write(() => {
      const row = this.row(id)
      if (row === null || row.kind === 'notice') return false
      this.#changes.leaveGone(row.chatId, row.wireId, row.authorId)
      this.#drop(id, row.chatId)
      return true
    })
  }

  star(id: number, on: boolean, at: number): boolean {
    const value = on ? 1 : 0
    return this.#unit.write(() => this.#star.run(value, at, id, at, at, value)) > 0
  }

  /** Never backwards (rules/message-status.ts). @returns whether it changed anything. */
  raiseStatus(id: number, status: MessageStatus): boolean {
    return this.#unit.write(() => {
      const row = this.row(id)
      if (row === null || row.fromMe === 0) return false
      const merged = mergeStatus(row.status, status)
      if (merged === row.status) return false
      this.#setStatus.run(merged, null, id)
      this.#touched(row.chatId, id)
      return true
    })
  }

  /** For the outbox: sets it whatever it was. `failure`: a code of ErrorCode, or null. */
  setStatus(id: number, status: MessageStatus, failure: string | null): void {
    this.#unit.write(() => {
      const row = this.row(id)
      if (row === null) return
      this.#setStatus.run(status, failure, id)
      this.#touched(row.chatId, id)
    })
  }

  /** The server took an own message: its time and protobuf, and at least `sent`. */
  sent(id: number, sent: { at: number; raw: Uint8Array }): void {
    this.#change(id, row => ({
      ...row,
      at: timeOf(sent.at),
      raw: isBlank(row) ? null : sent.raw,
      status: mergeStatus(row.status, 'sent'),
      failure: null,
    }))
  }

  /**
   * Removes disappearing messages whose time (ms) is over. Where the chat is kept they stay, marked, and have no timer any
   * more: what was kept once goes when somebody deletes it, and not by itself when the level does. @returns how many went.
   */
  purgeExpired(now: number): number {
    const next = this.nextExpiry()
    if (next === null || next > now) return 0
    return this.#unit.write(() => {
      let gone = 0
      for (const { id, chatId, expiresAt, kept } of this.#expiry.until(now)) {
        if (kept) this.#change(id, row => outlived(row, expiresAt))
        else {
          this.#drop(id, chatId)
          gone += 1
        }
      }
      return gone
    })
  }

  /** When the next one's time ends (ms), or null. */
  nextExpiry(): number | null {
    return this.#expiry.next()
  }

  /** What is of this time (ms) or older was cleared from the chat; -1: nothing was. */
  clearedUpTo(chatId: number): number {
    return this.#marks.of(chatId).clearedUpTo
  }

  /** A chat's marks (read, cleared) changed. */
  forgetMarks(chatId: number): void {
    this.#marks.forget(chatId)
  }

  /** Two rows are one message: completes the one that stays. The other one is the caller's to remove. */
  complete(keep: number, gone: number): void {
    const told = this.#stored.get(gone)
    if (told !== null) this.#change(keep, known => completed(known, told))
  }

  #write(message: NewMessage): Inserted {
    const { chatId, authorId, wireId } = message
    const marks = this.#marks.of(chatId)
    const waiting = this.#changes.mayWait(chatId, wireId)
    const told = toStored(message, marks)
    const over = isExpired(told.expiresAt, this.#unit.now()) && !this.#expiry.keeps(chatId)
    if (message.content.kind !== 'notice' && (told.at <= marks.clearedUpTo || over)) {
      // Had it come before it was cleared, the chat would have its place by it.
      this.#chats.dirty(chatId, told.at)
      return { id: null, outcome: 'cleared', waiting: false }
    }
    const id = this.#takeId()
    const { inGroup } = marks
    const added =
      this.#insert.run(id, chatId, authorId, wireId, message.fromMe ? 1 : 0, inGroup, ...parametersOf(told)) > 0
    if (!added) {
      const known = this.find(chatId, wireId, authorId)
      if (known === null) throw new Error('a message is neither new nor known')
      return { ...this.#again(known, told, message, marks), waiting }
    }
    for (const { token, personId } of message.mentions) this.#addMention.run(id, token, personId)
    if (told.text !== null) this.#index.written(id)
    this.#chats.dirty(chatId, told.at)
    this.#unit.changes.message(chatId, id, 'added')
    return { id, outcome: 'added', waiting }
  }

  /** The message is here already. */
  #again(
    id: number,
    told: StoredMessage,
    message: NewMessage,
    marks: Marks,
  ): { id: number; outcome: 'known' | 'changed' } {
    const changed = this.#change(id, known => {
      const row = completed(known, told)
      if (row === null) return null
      if (row.content === told.content && message.mentions.length > 0) {
        for (const { token, personId } of message.mentions) this.#addMention.run(id, token, personId)
      }
      return { ...row, unread: Math.max(row.unread, row.toldUnread === 1 && row.at > marks.readUpTo ? 1 : 0) }
    })
    return { id, outcome: changed ? 'changed' : 'known' }
  }

  /** Rewrites a row as `next` says; null: leaves it. Keeps index, counters and change events in step. */
  #change(id: number, next: (row: StoredMessage) => StoredMessage | null): boolean {
    return this.#unit.write(() => {
      const row = this.#stored.get(id)
      const facts = this.row(id)
      if (row === null || facts === null) return false
      const after = next(row)
      if (after === null) return false
      const indexed = (row.text !== after.text || row.at !== after.at) && this.#index.forget(id)
      this.#update.run(...parametersOf(after), id)
      if (indexed) this.#index.add(id)
      this.#touched(facts.chatId, id)
      return true
    })
  }

  #drop(id: number, chatId: number): void {
    this.#index.forget(id)
    this.#delete.run(id)
    this.#chats.dirty(chatId)
    this.#unit.changes.message(chatId, id, 'removed')
  }

  #touched(chatId: number, id: number): void {
    this.#chats.dirty(chatId)
    this.#unit.changes.message(chatId, id)
  }

  /** Numbers are given out here and not by SQLite, which would give the last one out again after a deletion. */
  #takeId(): number {
    if (this.#nextId === 0) this.#nextId = (this.#maxId.get()?.id ?? 0) + 1
    return this.#nextId++
  }
}
