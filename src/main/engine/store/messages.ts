import type { Content, ContentKind } from '../../../shared/content.ts'
import type { MessageStatus, Standing } from '../../../shared/model.ts'
import { expiryEffect, isExpired } from '../../../shared/rules/expiry.ts'
import { mergeStatus } from '../../../shared/rules/message-status.ts'
import type { MessageKey } from '../events.ts'
import type { LastMessages } from '../ports.ts'
import type { Changes } from './changes.ts'
import type { Chats } from './chats.ts'
import {
  blanked,
  camel,
  type InsertParameters,
  isBlank,
  MAX_TIME,
  type Marks,
  parametersOf,
  STORED_COLUMNS,
  type StoredParameters,
  timeOf,
  toStored,
} from './message-columns.ts'
import { completed } from './message-completion.ts'
import type { Inserted, MessageFacts, NewMessage, StoredMessage, Withdrawal } from './message-types.ts'
import type { People } from './people.ts'
import type { SearchIndex } from './search-index.ts'
import type { SettingsStore } from './settings.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export type { Inserted, MessageFacts, NewMessage, NewQuote } from './message-types.ts'

interface FactsRow {
  id: number
  chatId: number
  authorId: number
  wireId: string
  fromMe: number
  at: number
  kind: ContentKind
  text: string | null
  status: MessageStatus
  unread: number
  editedAt: number | null
  deletedBy: Withdrawal['by'] | null
  deletedAt: number | null
  deletedKept: number | null
  expiresAt: number | null
}

/** Messages: writing them, and what happens to them afterwards. */
export class Messages {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #chats: Chats
  readonly #changes: Changes
  readonly #index: SearchIndex
  readonly #settings: SettingsStore
  readonly #marksOf = new Map<number, Marks>()
  #nextId = 0
  readonly #maxId
  readonly #marks
  readonly #insert
  readonly #stored
  readonly #update
  readonly #find
  readonly #findAny
  readonly #facts
  readonly #raw
  readonly #sentRaw
  readonly #setStatus
  readonly #star
  readonly #delete
  readonly #dropMentions
  readonly #addMention
  readonly #unread
  readonly #newest
  readonly #oldest
  readonly #expired
  readonly #nextExpiry

  constructor(
    unit: UnitOfWork,
    people: People,
    parts: { chats: Chats; changes: Changes; index: SearchIndex; settings: SettingsStore },
  ) {
    const { db } = unit
    const { chats, changes, index, settings } = parts
    this.#unit = unit
    this.#people = people
    this.#chats = chats
    this.#changes = changes
    this.#index = index
    this.#settings = settings
    this.#maxId = db.statement<[], { id: number | null }>('messages.maxId', 'SELECT MAX(id) AS id FROM messages')
    this.#marks = db.statement<[number], Marks>(
      'messages.marks',
      `SELECT group_jid IS NOT NULL AS inGroup, read_up_to AS readUpTo, cleared_up_to AS clearedUpTo,
         kept_up_to AS keptUpTo, kept_at AS keptAt FROM chats WHERE id = ?`,
    )
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
    this.#find = db.statement<[number, string, number], { id: number }>(
      'messages.find',
      'SELECT id FROM messages WHERE chat_id = ? AND wire_id = ? AND author_id = ?',
    )
    this.#findAny = db.statement<[number, string], { id: number }>(
      'messages.findAny',
      'SELECT id FROM messages WHERE chat_id = ? AND wire_id = ? ORDER BY author_id LIMIT 1',
    )
    const facts = `SELECT id, chat_id AS chatId, author_id AS authorId, wire_id AS wireId, from_me AS fromMe, at, kind, text,
      status, unread, edited_at AS editedAt, deleted_by AS deletedBy, deleted_at AS deletedAt,
      deleted_kept AS deletedKept, expires_at AS expiresAt FROM messages`
    this.#facts = db.statement<[number], FactsRow>('messages.facts', `${facts} WHERE id = ?`)
    this.#raw = db.statement<[number], { raw: Uint8Array | null }>(
      'messages.raw',
      'SELECT raw FROM messages WHERE id = ?',
    )
    this.#sentRaw = db.statement<[string], { raw: Uint8Array | null }>(
      'messages.sentRaw',
      // A look into the index per chat: a retry is rare, an index of its own would be paid for by every message.
      `SELECT m.raw FROM chats c CROSS JOIN messages m ON m.chat_id = c.id AND m.wire_id = ? AND m.from_me = 1 LIMIT 1`,
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
    this.#unread = db.statement<[number, number, number], FactsRow>(
      'messages.unread',
      `${facts} WHERE chat_id = ? AND unread = 1 AND at <= ? ORDER BY at, id LIMIT ?`,
    )
    this.#newest = db.statement<[number, number], FactsRow>(
      'messages.newest',
      `${facts} WHERE chat_id = ? AND kind <> 'notice' AND status NOT IN ('pending', 'failed', 'cancelled')
       ORDER BY at DESC, id DESC LIMIT ?`,
    )
    this.#oldest = db.statement<[number], FactsRow>(
      'messages.oldest',
      `${facts} WHERE chat_id = ? AND kind <> 'notice' AND status NOT IN ('pending', 'failed', 'cancelled')
       ORDER BY at, id LIMIT 1`,
    )
    this.#expired = db.statement<
      [number, number],
      { id: number; chatId: number; expiresAt: number; standing: Standing }
    >(
      'messages.expired',
      `SELECT m.id, m.chat_id AS chatId, m.expires_at AS expiresAt, c.standing
       FROM messages m CROSS JOIN chats c ON c.id = m.chat_id
       WHERE m.expires_at > ? AND m.expires_at <= ? AND m.kind <> 'notice'`,
    )
    this.#nextExpiry = db.statement<[number], { at: number | null }>(
      'messages.nextExpiry',
      'SELECT MIN(expires_at) AS at FROM messages WHERE expires_at > ?',
    )
    unit.onRollback(() => this.#marksOf.clear())
  }

  /** Idempotent by chat, wire id and author. Fast enough for history: no query per row, counters once per transaction. */
  insert(message: NewMessage): Inserted {
    return this.#unit.write(() => this.#write(message))
  }

  /** `authorId` null: not known; the first by this id in the chat. */
  find(chatId: number, wireId: string, authorId: number | null): number | null {
    const row = authorId === null ? this.#findAny.get(chatId, wireId) : this.#find.get(chatId, wireId, authorId)
    return row?.id ?? null
  }

  facts(id: number): MessageFacts | null {
    const row = this.#facts.get(id)
    if (row === null) return null
    const { deletedBy, deletedAt, deletedKept, ...rest } = row
    return {
      ...rest,
      fromMe: row.fromMe === 1,
      unread: row.unread === 1,
      deletion: deletedBy === null ? null : { by: deletedBy, at: deletedAt ?? 0, kept: deletedKept === 1 },
    }
  }

  /** How the wire names a message. @throws for an unknown id. */
  key(id: number): MessageKey {
    const row = this.#facts.get(id)
    if (row === null) throw new Error(`there is no message ${id}`)
    return this.#keyOf(row)
  }

  raw(id: number): Uint8Array | null {
    return this.#raw.get(id)?.raw ?? null
  }

  /** The protobuf of an own message by its wire id alone: receivers may ask for it again. */
  sentRaw(wireId: string): Uint8Array | null {
    return this.#sentRaw.get(wireId)?.raw ?? null
  }

  /** The edit with the greatest time counts (same time: the greater content). @returns whether it changed anything. */
  edit(id: number, edit: { at: number; content: Content; text: string | null; raw: Uint8Array | null }): boolean {
    return this.#change(id, row => {
      const content = JSON.stringify(edit.content)
      const known = row.editedAt ?? -1
      if (isBlank(row) || edit.at < known || (edit.at === known && content <= row.content)) return null
      return {
        ...row,
        kind: edit.content.kind,
        content,
        text: edit.text,
        editedAt: edit.at,
        raw: edit.raw ?? row.raw,
      }
    })
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
      if (row.kind === 'notice') return null
      const kept = deletion.kept && row.deletedKept !== 0
      const known = row.deletedAt ?? Number.POSITIVE_INFINITY
      const isFirst = deletion.at < known || (deletion.at === known && deletion.by < (row.deletedBy ?? ''))
      if (!isFirst && (row.deletedKept === 1) === kept) return null
      const marked: StoredMessage = {
        ...row,
        deletedBy: isFirst ? deletion.by : row.deletedBy,
        deletedAt: isFirst ? deletion.at : row.deletedAt,
        deletedKept: kept ? 1 : 0,
        unread: 0,
        toldUnread: 0,
      }
      if (kept) return { ...marked, unread: row.unread, toldUnread: row.toldUnread }
      this.#dropMentions.run(id)
      return blanked(marked)
    })
  }

  /** The row goes, and does not come back when the message arrives again. Refused for notices: false. */
  remove(id: number): boolean {
    return this.#unit.write(() => {
      const row = this.#facts.get(id)
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
      const row = this.#facts.get(id)
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
      const row = this.#facts.get(id)
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

  /** Unread incoming messages up to and with `upTo` (ms; null: all), oldest first: whose authors get a read receipt. */
  unreadKeys(chatId: number, upTo: number | null, limit: number): MessageKey[] {
    return this.#unread.all(chatId, upTo ?? MAX_TIME, limit).map(row => this.#keyOf(row))
  }

  /** The newest messages, newest first, as app-state commands want them: those the phone knows as well. */
  newest(chatId: number, limit: number): LastMessages {
    return this.#newest.all(chatId, limit).map(row => ({ key: this.#keyOf(row), at: row.at }))
  }

  /** The oldest message that the phone can know of; null when there is none. */
  oldest(chatId: number): { key: MessageKey; at: number } | null {
    const row = this.#oldest.get(chatId)
    return row === null ? null : { key: this.#keyOf(row), at: row.at }
  }

  /**
   * Removes disappearing messages whose time is over, except where the chat is kept: those whose time ended after `since` are
   * told as changed. `again` (the default): also those that were looked at before, since what was kept may be so no more.
   * All in ms. @returns how many went.
   */
  purgeExpired(now: number, { since = 0, again = true }: { since?: number; again?: boolean } = {}): number {
    const { keepVerified } = this.#settings.get()
    return this.#unit.write(() => {
      let gone = 0
      for (const { id, chatId, expiresAt, standing } of this.#expired.all(again ? 0 : since, now)) {
        if (expiryEffect({ standing, keepVerified }) === 'remove') {
          this.#drop(id, chatId)
          gone += 1
        } else if (expiresAt > since) {
          this.#unit.changes.message(chatId, id)
          this.#unit.changes.chat(chatId)
        }
      }
      return gone
    })
  }

  /** When the next one's time ends after `since` (ms), or null. */
  nextExpiry(since = 0): number | null {
    return this.#nextExpiry.get(since)?.at ?? null
  }

  /** What is of this time (ms) or older was cleared from the chat; -1: nothing was. */
  clearedUpTo(chatId: number): number {
    return this.#marksFor(chatId).clearedUpTo
  }

  /** A chat's marks (read, cleared) changed. */
  forgetMarks(chatId: number): void {
    this.#marksOf.delete(chatId)
  }

  /** Two rows are one message: completes the one that stays. The other one is the caller's to remove. */
  complete(keep: number, gone: number): void {
    const told = this.#stored.get(gone)
    if (told !== null) this.#change(keep, known => completed(known, told))
  }

  #write(message: NewMessage): Inserted {
    const { chatId, authorId, wireId } = message
    const marks = this.#marksFor(chatId)
    const waiting = this.#changes.mayWait(chatId, wireId)
    const told = toStored(message, marks)
    const over = isExpired(told.expiresAt, this.#unit.now()) && !this.#isKept(chatId)
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
      const known = this.#find.get(chatId, wireId, authorId)
      if (known === null) throw new Error('a message is neither new nor known')
      return { ...this.#again(known.id, told, message, marks), waiting }
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
      const facts = this.#facts.get(id)
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

  #isKept(chatId: number): boolean {
    const standing = this.#chats.facts(chatId)?.standing ?? 'none'
    return expiryEffect({ standing, keepVerified: this.#settings.get().keepVerified }) === 'keep'
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

  #marksFor(chatId: number): Marks {
    let marks = this.#marksOf.get(chatId)
    if (marks === undefined) {
      const row = this.#marks.get(chatId)
      if (row === null) throw new Error(`there is no chat ${chatId}`)
      marks = row
      this.#marksOf.set(chatId, marks)
    }
    return marks
  }

  /** Numbers are given out here and not by SQLite, which would give the last one out again after a deletion. */
  #takeId(): number {
    if (this.#nextId === 0) this.#nextId = (this.#maxId.get()?.id ?? 0) + 1
    return this.#nextId++
  }

  #keyOf(row: FactsRow): MessageKey {
    const chat = this.#chats.ref(row.chatId)
    const fromMe = row.fromMe === 1
    return {
      chat,
      wireId: row.wireId,
      fromMe,
      author: fromMe || chat.kind === 'direct' ? null : this.#people.ref(row.authorId),
    }
  }
}
