import type { ChatRef } from '../events.ts'
import { CHAT_FACTS, type ChatFacts, type ChatFactsRow, toChatFacts } from './chat-facts.ts'
import type { ChatMarks } from './chat-marks.ts'
import { type ChatFlags, ChatWords } from './chat-words.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Chats by who or what they are with, and what is set on them. */
export class Chats {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #words: ChatWords
  readonly #byPerson = new Map<number, number>()
  readonly #byJid = new Map<string, number>()
  /** With the newest activity told of in this transaction (ms; 0: none). */
  readonly #dirty = new Map<number, number>()
  #marks: ChatMarks | null = null
  readonly #findPerson
  readonly #findJid
  readonly #addDirect
  readonly #addGroup
  readonly #ref
  readonly #facts
  readonly #setActivity
  readonly #setEnd
  readonly #setPhoneUnread

  constructor(unit: UnitOfWork, people: People) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#words = new ChatWords(db)
    this.#findPerson = db.statement<[number], { id: number }>(
      'chats.findPerson',
      'SELECT id FROM chats WHERE person_id = ?',
    )
    this.#findJid = db.statement<[string], { id: number }>('chats.findJid', 'SELECT id FROM chats WHERE group_jid = ?')
    this.#addDirect = db.statement<[number]>(
      'chats.addDirect',
      'INSERT INTO chats (person_id, standing) SELECT id, standing FROM people WHERE id = ?',
    )
    this.#addGroup = db.statement<[string]>('chats.addGroup', 'INSERT INTO chats (group_jid) VALUES (?)')
    this.#ref = db.statement<
      [number],
      { id: number; personId: number | null; groupJid: string | null; mergedInto: number | null }
    >(
      'chats.ref',
      `SELECT id, person_id AS personId, group_jid AS groupJid, merged_into AS mergedInto FROM chats WHERE id = ?`,
    )
    this.#facts = db.statement<[number], ChatFactsRow>('chats.facts', `${CHAT_FACTS} WHERE id = ?`)
    this.#setActivity = db.statement<[number, number, number]>(
      'chats.setActivity',
      'UPDATE chats SET activity_at = ? WHERE id = ? AND activity_at < ?',
    )
    this.#setEnd = db.statement<[number, number, number]>(
      'chats.setEndOfHistory',
      'UPDATE chats SET end_of_history = ? WHERE id = ? AND end_of_history <> ?',
    )
    this.#setPhoneUnread = db.statement<[number, number]>(
      'chats.setPhoneUnread',
      'UPDATE chats SET phone_unread = ? WHERE id = ?',
    )
    unit.onRollback(() => this.forgetCached())
  }

  /** Found or made. A chat stands in the list from its first message, draft or activity on. */
  resolve(ref: ChatRef): number {
    if (ref.kind === 'group') {
      const known = this.#byJid.get(ref.jid)
      return known ?? this.#unit.write(() => this.#resolveGroup(ref.jid))
    }
    const personId = this.#people.resolve(ref.person)
    const known = this.#byPerson.get(personId)
    return known ?? this.#unit.write(() => this.#resolveDirect(personId))
  }

  find(ref: ChatRef): number | null {
    if (ref.kind === 'group') return this.#findJid.get(ref.jid)?.id ?? null
    const personId = this.#people.find(ref.person)
    return personId === null ? null : this.ofPerson(personId)
  }

  /** The direct chat with a person. */
  ofPerson(personId: number): number | null {
    return this.#findPerson.get(personId)?.id ?? null
  }

  /** How the wire names this chat. @throws for an unknown id. */
  ref(chatId: number): ChatRef {
    const row = this.#current(chatId)
    if (row === null) throw new Error(`there is no chat ${chatId}`)
    if (row.groupJid !== null) return { kind: 'group', jid: row.groupJid }
    return { kind: 'direct', person: this.#people.ref(row.personId ?? 0) }
  }

  /** The row that an id leads to now; null when there never was one. */
  current(chatId: number): number | null {
    return this.#current(chatId)?.id ?? null
  }

  facts(chatId: number): ChatFacts | null {
    const current = this.current(chatId)
    const row = current === null ? null : this.#facts.get(current)
    return row === null ? null : toChatFacts(row)
  }

  setFlags(chatId: number, flags: ChatFlags, at: number): void {
    this.#unit.write(() => {
      if (this.#words.flags(chatId, flags, at)) this.changed(chatId)
    })
  }

  /** A group's subject; the newest counts. */
  setSubject(chatId: number, subject: string | null, at: number): void {
    this.#unit.write(() => {
      if (this.#words.subject(chatId, subject, at)) this.changed(chatId)
    })
  }

  /** Time of creation or of last activity on the phone: the sort key while there is no message. */
  setActivity(chatId: number, at: number): void {
    this.#unit.write(() => {
      if (this.#setActivity.run(at, chatId, at) > 0) this.dirty(chatId)
    })
  }

  /** True: the phone said that it has nothing older than what it sent. */
  setEndOfHistory(chatId: number, ended: boolean): void {
    const value = ended ? 1 : 0
    this.#unit.write(() => {
      if (this.#setEnd.run(value, chatId, value) > 0) this.#unit.changes.chat(chatId)
    })
  }

  /**
   * History: the phone counts this many unread messages in what it sent: the newest incoming ones after the last read one,
   * whenever they arrive.
   */
  setPhoneUnread(chatId: number, count: number): void {
    this.#unit.write(() => {
      this.#setPhoneUnread.run(Math.max(0, Math.floor(count)), chatId)
      this.dirty(chatId)
    })
  }

  /**
   * Read up to and with `upTo` (ms; null: everything that is here); also what arrives later with such a time. The mark
   * "unread" is a flag of its own ({@link setFlags}). @returns the messages that were unread, oldest first.
   */
  markRead(chatId: number, upTo: number | null): number[] {
    return this.#chatMarks.read(chatId, upTo)
  }

  /**
   * Clears up to and with `upTo` (ms; null: everything that is here); what arrives later with such a time is cleared too.
   * `keep`: the content stays and is marked "deleted on your phone, kept here" (domain.md §5). Notices always stay.
   */
  clear(chatId: number, upTo: number | null, options: { keep: boolean; at: number }): void {
    this.#chatMarks.clear(chatId, upTo, options)
  }

  /** Like {@link clear}, and out of the list until a newer message comes. With `keep` the chat stays in the list. */
  delete(chatId: number, upTo: number | null, options: { keep: boolean; at: number }): void {
    this.#chatMarks.delete(chatId, upTo, options)
  }

  /** Set once by the store: marks need the messages, which need this. */
  setMarks(marks: ChatMarks): void {
    this.#marks = marks
  }

  get #chatMarks(): ChatMarks {
    if (this.#marks === null) throw new Error('the store is not set up')
    return this.#marks
  }

  /** Shown fields changed: the row and perhaps its place. */
  changed(chatId: number): void {
    this.#unit.changes.chat(chatId, true)
    this.#unit.changes.counts = true
  }

  /**
   * Its messages or its draft changed: what is derived of them has to be worked out anew before the commit.
   * `activityAt`: time of a message that came, even if it does not stay (ms).
   */
  dirty(chatId: number, activityAt = 0): void {
    const known = this.#dirty.get(chatId)
    if (known === undefined || known < activityAt) this.#dirty.set(chatId, activityAt)
  }

  takeDirty(): [chatId: number, activityAt: number][] {
    const ids = [...this.#dirty]
    this.#dirty.clear()
    return ids
  }

  /** After a rollback, or when people or chats were merged. */
  forgetCached(): void {
    this.#byPerson.clear()
    this.#byJid.clear()
    if (!this.#unit.db.inTransaction) this.#dirty.clear()
  }

  #current(chatId: number): { id: number; personId: number | null; groupJid: string | null } | null {
    const row = this.#ref.get(chatId)
    return row === null || row.mergedInto === null ? row : this.#ref.get(row.mergedInto)
  }

  #resolveGroup(jid: string): number {
    const id = this.#findJid.get(jid)?.id ?? this.#addGroup.insert(jid)
    this.#byJid.set(jid, id)
    return id
  }

  #resolveDirect(personId: number): number {
    const id = this.#findPerson.get(personId)?.id ?? this.#addDirect.insert(personId)
    this.#byPerson.set(personId, id)
    return id
  }
}
