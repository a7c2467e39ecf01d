import type { PersonLine } from '../../../shared/model.ts'
import type { Chats } from './chats.ts'
import { idList } from './database.ts'
import type { People } from './people.ts'
import { type LineRow, lineColumns, toLine } from './person-line.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Known {
  present: number
  admin: number
  at: number
}

interface Joined extends Known {
  /** When they were last seen to be added (ms); null: never. */
  addedAt: number | null
}

/** What the server says of a group. */
export interface GroupFactsRow {
  subject: string | null
  createdAt: number | null
  ownerId: number | null
  announce: boolean | null
  description: string | null
  /** Null: not told. Else the whole list. */
  members: { personId: number; admin: boolean }[] | null
}

/** Groups: what the server says of them, and who is in them. Newest word per person counts. */
export class Members {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #chats: Chats
  readonly #setFacts
  readonly #get
  readonly #put
  readonly #setAdded
  readonly #all
  readonly #since
  readonly #list
  readonly #count
  readonly #updateCount
  readonly #ofPerson
  readonly #drop

  constructor(unit: UnitOfWork, people: People, chats: Chats) {
    const { db } = unit
    this.#unit = unit
    this.#people = people
    this.#chats = chats
    this.#setFacts = db.statement<[number | null, number | null, string | null, number, number, number]>(
      'members.setFacts',
      `UPDATE chats SET owner_id = COALESCE(?, owner_id), announce = COALESCE(?, announce),
         description = COALESCE(?, description), facts_at = ? WHERE id = ? AND facts_at <= ?`,
    )
    this.#get = db.statement<[number, number], Known>(
      'members.get',
      'SELECT present, admin, at FROM members WHERE chat_id = ? AND person_id = ?',
    )
    this.#put = db.statement<[number, number, number, number, number]>(
      'members.put',
      `INSERT INTO members (chat_id, person_id, present, admin, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (chat_id, person_id) DO UPDATE
       SET present = excluded.present, admin = excluded.admin, at = excluded.at`,
    )
    this.#setAdded = db.statement<[number, number, number, number]>(
      'members.setAdded',
      `UPDATE members SET added_at = ? WHERE chat_id = ? AND person_id = ? AND (added_at IS NULL OR added_at < ?)`,
    )
    this.#since = db.statement<[number, number], { personId: number }>(
      'members.since',
      `SELECT person_id AS personId FROM members
       WHERE chat_id = ? AND present = 1 AND (added_at IS NULL OR added_at <= ?)`,
    )
    this.#all = db.statement<[number], { personId: number }>(
      'members.all',
      'SELECT person_id AS personId FROM members WHERE chat_id = ? AND present = 1',
    )
    this.#list = db.statement<[number], LineRow & { admin: number }>(
      'members.list',
      `SELECT ${lineColumns('p')}, m.admin FROM members m JOIN people p ON p.id = m.person_id
       WHERE m.chat_id = ? AND m.present = 1 ORDER BY m.admin DESC, p.sort_key, p.id`,
    )
    this.#count = db.statement<[number], { count: number }>(
      'members.count',
      'SELECT COUNT(*) AS count FROM members WHERE chat_id = ? AND present = 1',
    )
    this.#updateCount = db.statement<[number, number]>(
      'members.updateCount',
      `UPDATE chats SET member_count = (SELECT COUNT(*) FROM members WHERE chat_id = ? AND present = 1) WHERE id = ?`,
    )
    this.#ofPerson = db.statement<[number], Joined & { chatId: number }>(
      'members.ofPerson',
      'SELECT chat_id AS chatId, present, admin, at, added_at AS addedAt FROM members WHERE person_id = ?',
    )
    this.#drop = db.statement<[number, string]>(
      'members.drop',
      'DELETE FROM members WHERE person_id = ? AND chat_id IN (SELECT value FROM json_each(?))',
    )
  }

  setFacts(chatId: number, facts: GroupFactsRow, at: number): void {
    this.#unit.write(() => {
      if (facts.subject !== null) this.#chats.setSubject(chatId, facts.subject, at)
      if (facts.createdAt !== null) this.#chats.setActivity(chatId, facts.createdAt)
      const announce = facts.announce === null ? null : facts.announce ? 1 : 0
      this.#setFacts.run(facts.ownerId, announce, facts.description, at, chatId, at)
      if (facts.members !== null) this.#replace(chatId, facts.members, at)
      this.#changed(chatId)
    })
  }

  change(
    chatId: number,
    personIds: readonly number[],
    change: 'add' | 'remove' | 'promote' | 'demote',
    at: number,
  ): void {
    this.#unit.write(() => {
      for (const personId of personIds) {
        const known = this.#get.get(chatId, personId)
        const admin = change === 'promote' ? 1 : change === 'add' ? (known?.present === 1 ? known.admin : 0) : 0
        this.#learn(chatId, personId, { present: change === 'remove' ? 0 : 1, admin, at })
        if (change === 'add') this.#setAdded.run(at, chatId, personId, at)
      }
      this.#changed(chatId)
    })
  }

  /** History: whether the user is a member. */
  setMine(chatId: number, member: boolean, at: number): void {
    const me = this.#people.me
    if (me === null) return
    this.#unit.write(() => {
      const known = this.#get.get(chatId, me)
      this.#learn(chatId, me, { present: member ? 1 : 0, admin: member ? (known?.admin ?? 0) : 0, at })
      this.#changed(chatId)
    })
  }

  /** Admins first, then by name. */
  list(chatId: number): (PersonLine & { admin: boolean })[] {
    return this.#list.all(chatId).map(row => ({ ...toLine(row), admin: row.admin === 1 }))
  }

  ids(chatId: number): number[] {
    return this.#all.all(chatId).map(row => row.personId)
  }

  /** Who is a member and was one at a time (ms), as far as is known. */
  since(chatId: number, at: number): number[] {
    return this.#since.all(chatId, at).map(row => row.personId)
  }

  count(chatId: number): number {
    return this.#count.get(chatId)?.count ?? 0
  }

  isAdmin(chatId: number, personId: number): boolean {
    const known = this.#get.get(chatId, personId)
    return known !== null && known.present === 1 && known.admin === 1
  }

  mergePeople(keep: number, gone: number): void {
    const rows = this.#ofPerson.all(gone)
    if (rows.length === 0) return
    this.#drop.run(gone, idList(rows.map(row => row.chatId)))
    for (const { chatId, addedAt, ...word } of rows) {
      this.#learn(chatId, keep, word)
      if (addedAt !== null) this.#setAdded.run(addedAt, chatId, keep, addedAt)
      this.#changed(chatId)
    }
  }

  #replace(chatId: number, members: readonly { personId: number; admin: boolean }[], at: number): void {
    const listed = new Set(members.map(member => member.personId))
    const me = this.#people.me
    const gone = this.ids(chatId).filter(id => !listed.has(id))
    if (me !== null && !listed.has(me) && !gone.includes(me)) gone.push(me)
    for (const personId of gone) this.#learn(chatId, personId, { present: 0, admin: 0, at })
    for (const { personId, admin } of members) this.#learn(chatId, personId, { present: 1, admin: admin ? 1 : 0, at })
  }

  #learn(chatId: number, personId: number, word: Known): void {
    const known = this.#get.get(chatId, personId)
    if (known !== null && !isNewer(word, known)) return
    this.#put.run(chatId, personId, word.present, word.admin, word.at)
  }

  #changed(chatId: number): void {
    this.#updateCount.run(chatId, chatId)
    this.#unit.changes.chat(chatId)
  }
}

/** Of two words of the same time the lesser right counts. */
function isNewer(told: Known, known: Known): boolean {
  if (told.at !== known.at) return told.at > known.at
  return told.present < known.present || (told.present === known.present && told.admin < known.admin)
}
