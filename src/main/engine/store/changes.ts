import type { Content } from '../../../shared/content.ts'
import type { OwnStatus } from '../events.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** A change whose message has not arrived; people resolved, `me` included. */
export type WaitingChange =
  | { change: 'edit'; byId: number; at: number; content: Content; text: string | null; raw: Uint8Array }
  | { change: 'revoke'; byId: number; at: number }
  | { change: 'react'; byId: number; at: number; emoji: string | null }
  | { change: 'receipt'; byId: number; at: number; state: 'delivered' | 'read' | 'played' }
  | { change: 'ownStatus'; at: number; status: OwnStatus }
  | { change: 'star'; at: number; on: boolean }
  | { change: 'deleteForMe'; at: number }

export interface Target {
  chatId: number
  wireId: string
  /** Null: not known. */
  authorId: number | null
}

interface Row {
  id: number
  change: WaitingChange['change']
  byId: number | null
  at: number
  body: string
  raw: Uint8Array | null
}

/**
 * Changes that came before their message. Kept until it arrives; the same change twice is kept once. A `deleteForMe` stays for
 * good: it keeps a message that went from coming back. Which messages something waits for is in memory, so that writing a
 * message need not ask.
 */
export class Changes {
  readonly #unit: UnitOfWork
  #keys: Set<string> | null = null
  readonly #add
  readonly #allKeys
  readonly #of
  readonly #drop
  readonly #ready
  readonly #count
  readonly #isGone
  readonly #prune
  readonly #moveChat
  readonly #moveAuthor
  readonly #moveBy
  readonly #leftChat
  readonly #leftAuthor
  readonly #leftBy

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    this.#add = db.statement<[number, string, number | null, string, number | null, number, string, Uint8Array | null]>(
      'changes.add',
      `INSERT INTO changes (chat_id, wire_id, author_id, change, by_id, at, body, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    this.#allKeys = db.statement<[], { chatId: number; wireId: string }>(
      'changes.allKeys',
      'SELECT chat_id AS chatId, wire_id AS wireId FROM changes',
    )
    // `m` is the message that has come.
    const waitsFor = `c.chat_id = m.chat_id AND c.wire_id = m.wire_id
      AND (c.author_id IS NULL OR c.author_id = m.author_id)`
    this.#of = db.statement<[number], Row>(
      'changes.of',
      `SELECT c.id, c.change, c.by_id AS byId, c.at, c.body, c.raw
       FROM messages m JOIN changes c ON ${waitsFor} WHERE m.id = ? ORDER BY c.at, c.change, c.body, c.id`,
    )
    this.#drop = db.statement<[number]>('changes.drop', 'DELETE FROM changes WHERE id = ?')
    this.#ready = db.statement<[], { id: number }>(
      'changes.ready',
      `SELECT DISTINCT m.id FROM changes c CROSS JOIN messages m ON ${waitsFor}`,
    )
    this.#count = db.statement<[], { count: number }>(
      'changes.count',
      `SELECT COUNT(*) AS count FROM changes WHERE change <> 'deleteForMe'`,
    )
    this.#isGone = db.statement<[number, string, number], { found: number }>(
      'changes.isGone',
      `SELECT 1 AS found FROM changes
       WHERE chat_id = ? AND wire_id = ? AND change = 'deleteForMe' AND (author_id IS NULL OR author_id = ?)`,
    )
    this.#prune = db.statement<[number]>(
      'changes.prune',
      `DELETE FROM changes WHERE at < ? AND change IN ('receipt', 'ownStatus')`,
    )
    this.#moveChat = db.statement<[number, number]>(
      'changes.moveChat',
      'UPDATE OR IGNORE changes SET chat_id = ? WHERE chat_id = ?',
    )
    this.#moveAuthor = db.statement<[number, number]>(
      'changes.moveAuthor',
      'UPDATE OR IGNORE changes SET author_id = ? WHERE author_id = ?',
    )
    this.#moveBy = db.statement<[number, number]>(
      'changes.moveBy',
      'UPDATE OR IGNORE changes SET by_id = ? WHERE by_id = ?',
    )
    // What could not be moved says the same as a row that is there already.
    this.#leftChat = db.statement<[number]>('changes.leftChat', 'DELETE FROM changes WHERE chat_id = ?')
    this.#leftAuthor = db.statement<[number]>('changes.leftAuthor', 'DELETE FROM changes WHERE author_id = ?')
    this.#leftBy = db.statement<[number]>('changes.leftBy', 'DELETE FROM changes WHERE by_id = ?')
    unit.onRollback(() => {
      this.#keys = null
    })
  }

  wait(target: Target, change: WaitingChange): void {
    this.#unit.write(() => {
      const byId = 'byId' in change ? change.byId : null
      const raw = change.change === 'edit' ? change.raw : null
      this.#add.run(target.chatId, target.wireId, target.authorId, change.change, byId, change.at, bodyOf(change), raw)
      this.#waiting().add(keyOf(target.chatId, target.wireId))
    })
  }

  /** Those for a message that is here now, oldest first; they wait no longer (a `deleteForMe` stays, for replays). */
  take(messageId: number): WaitingChange[] {
    return this.#unit.write(() => {
      const rows = this.#of.all(messageId)
      for (const row of rows) if (row.change !== 'deleteForMe') this.#drop.run(row.id)
      return rows.map(toChange)
    })
  }

  /** Messages that are here and that changes wait for: after people or chats were merged, or admins became known. */
  ready(): number[] {
    return this.#ready.all().map(row => row.id)
  }

  /** How many wait, for tests and diagnosis. */
  count(): number {
    return this.#count.get()?.count ?? 0
  }

  /**
   * Drops receipts older than this (ms): every reaction and edit of one's own is receipted as well, and is no message that
   * could come. History tells the receipts of older messages itself.
   */
  prune(before: number): void {
    this.#unit.write(() => {
      if (this.#prune.run(before) > 0) this.#keys = null
    })
  }

  /** True when something may wait for this message: false is certain. */
  mayWait(chatId: number, wireId: string): boolean {
    const waiting = this.#waiting()
    return waiting.size > 0 && waiting.has(keyOf(chatId, wireId))
  }

  /** The message was taken away here, and is to stay away. */
  leaveGone(chatId: number, wireId: string, authorId: number): void {
    if (this.#isGone.get(chatId, wireId, authorId) !== null) return
    this.wait({ chatId, wireId, authorId }, { change: 'deleteForMe', at: 0 })
  }

  mergePeople(keep: number, gone: number): void {
    this.#moveAuthor.run(keep, gone)
    this.#leftAuthor.run(gone)
    this.#moveBy.run(keep, gone)
    this.#leftBy.run(gone)
  }

  mergeChats(keep: number, gone: number): void {
    this.#moveChat.run(keep, gone)
    this.#leftChat.run(gone)
    this.#keys = null
  }

  #waiting(): Set<string> {
    this.#keys ??= new Set(this.#allKeys.all().map(row => keyOf(row.chatId, row.wireId)))
    return this.#keys
  }
}

function keyOf(chatId: number, wireId: string): string {
  return `${chatId} ${wireId}`
}

/** What the columns do not hold; the same change makes the same text. */
function bodyOf(change: WaitingChange): string {
  switch (change.change) {
    case 'edit':
      return JSON.stringify({ content: change.content, text: change.text })
    case 'react':
      return JSON.stringify({ emoji: change.emoji })
    case 'receipt':
      return JSON.stringify({ state: change.state })
    case 'ownStatus':
      return JSON.stringify({ status: change.status })
    case 'star':
      return JSON.stringify({ on: change.on })
    case 'revoke':
    case 'deleteForMe':
      return '{}'
  }
}

function toChange(row: Row): WaitingChange {
  const body: object = JSON.parse(row.body)
  const by = row.byId === null ? {} : { byId: row.byId }
  const raw = row.change === 'edit' ? { raw: row.raw ?? new Uint8Array(0) } : {}
  // The body was written by bodyOf for this kind of change.
  return { change: row.change, at: row.at, ...by, ...raw, ...body } as WaitingChange
}
