import type { Chats } from './chats.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Derived {
  personId: number | null
  listed: number
  at: number
  lastId: number | null
  unread: number
  activityAt: number
  deletedUpTo: number
  clearedUpTo: number
  readUpTo: number
  phoneUnread: number
}

/** Lines of the chat's own, which nobody reads as unread (rules/deletion.ts, isSystemLine). */
const SYSTEM_KINDS = "('notice', 'groupChange', 'security', 'disappearing', 'call')"

/**
 * Works out a chat's last message, unread counter and place in the list for chats that changed. Asked of the messages each
 * time and never counted up or down: it cannot drift.
 */
export class ChatDerived {
  readonly #unit: UnitOfWork
  readonly #chats: Chats
  readonly #before
  readonly #last
  readonly #unread
  readonly #hasDraft
  readonly #write
  readonly #listPerson
  readonly #unlistPerson
  readonly #phoneUnread
  readonly #phoneRead

  constructor(unit: UnitOfWork, chats: Chats) {
    const { db } = unit
    this.#unit = unit
    this.#chats = chats
    this.#before = db.statement<[number], Derived>(
      'chatDerived.before',
      `SELECT person_id AS personId, listed, at, last_message_id AS lastId, unread, activity_at AS activityAt,
         deleted_up_to AS deletedUpTo, cleared_up_to AS clearedUpTo, read_up_to AS readUpTo, phone_unread AS phoneUnread
       FROM chats WHERE id = ? AND merged_into IS NULL`,
    )
    this.#last = db.statement<[number], { id: number; at: number; kind: string }>(
      'chatDerived.last',
      'SELECT id, at, kind FROM messages WHERE chat_id = ? ORDER BY at DESC, id DESC LIMIT 1',
    )
    this.#unread = db.statement<[number], { count: number }>(
      'chatDerived.unread',
      'SELECT COUNT(*) AS count FROM messages WHERE chat_id = ? AND unread = 1',
    )
    this.#hasDraft = db.statement<[number], { found: number }>(
      'chatDerived.hasDraft',
      'SELECT 1 AS found FROM drafts WHERE chat_id = ?',
    )
    this.#write = db.statement<[number, number, number | null, number, number, number]>(
      'chatDerived.write',
      `UPDATE chats SET listed = ?, at = ?, last_message_id = ?, unread = ?, activity_at = ? WHERE id = ?`,
    )
    this.#listPerson = db.statement<[number]>('chatDerived.listPerson', 'UPDATE people SET listed = 1 WHERE id = ?')
    this.#unlistPerson = db.statement<[number]>(
      'chatDerived.unlistPerson',
      `UPDATE people SET listed = 0 WHERE id = ? AND NOT EXISTS
         (SELECT 1 FROM names n WHERE n.person_id = people.id AND n.source = 'addressBook' AND n.name IS NOT NULL)`,
    )
    const told = `FROM messages WHERE chat_id = ? AND at > ? AND from_me = 0 AND told_unread = 0
      AND kind NOT IN ${SYSTEM_KINDS} ORDER BY at DESC, id DESC LIMIT ?`
    this.#phoneUnread = db.statement<[number, number, number]>(
      'chatDerived.phoneUnread',
      `UPDATE messages SET unread = 1 WHERE unread = 0 AND id IN (SELECT id ${told})`,
    )
    this.#phoneRead = db.statement<[number, number, number, number]>(
      'chatDerived.phoneRead',
      `UPDATE messages SET unread = 0
       WHERE chat_id = ? AND unread = 1 AND told_unread = 0 AND id NOT IN (SELECT id ${told})`,
    )
    unit.onRefresh(() => {
      for (const [id, activityAt] of this.#chats.takeDirty()) this.#refresh(id, activityAt)
    })
  }

  #refresh(id: number, told: number): void {
    const before = this.#before.get(id)
    if (before === null) return
    if (before.phoneUnread > 0) {
      this.#phoneRead.run(id, id, before.readUpTo, before.phoneUnread)
      this.#phoneUnread.run(id, before.readUpTo, before.phoneUnread)
    }
    const last = this.#last.get(id)
    const unread = this.#unread.get(id)?.count ?? 0
    const activityAt = Math.max(before.activityAt, last?.at ?? 0, told)
    const { deletedUpTo, clearedUpTo } = before
    // A deleted chat comes back with a message that was not deleted with it; its notices, which stay, do not count.
    const isNotice = last !== null && last.kind === 'notice' && last.at <= deletedUpTo
    const isPresent = last !== null && !isNotice && last.at > Math.min(deletedUpTo, clearedUpTo)
    const isActive = activityAt > 0 && activityAt > deletedUpTo
    const listed = isPresent || isActive || this.#hasDraft.get(id) !== null ? 1 : 0
    const at = last?.at ?? activityAt
    this.#write.run(listed, at, last?.id ?? null, unread, activityAt, id)
    if (before.personId !== null && before.listed !== listed) {
      if (listed === 1) this.#listPerson.run(before.personId)
      else this.#unlistPerson.run(before.personId)
      this.#unit.changes.person(before.personId)
    }
    const placed = before.listed !== listed || before.at !== at || before.lastId !== (last?.id ?? null)
    this.#unit.changes.chat(id, placed || (before.unread === 0) !== (unread === 0))
    if (before.listed !== listed || before.unread !== unread) this.#unit.changes.counts = true
  }
}
