import type { UnitOfWork } from './unit-of-work.ts'

/** What must keep its order within a chat; the lanes of a chat do not wait for each other. */
export type OutboxLane = 'messages' | 'read' | 'commands'

export type OutboxKind = 'text' | 'selection' | 'edit' | 'revoke' | 'react' | 'read' | 'command'

export interface OutboxEntry {
  id: number
  kind: OutboxKind
  lane: OutboxLane
  chatId: number
  messageId: number | null
  /** The wire id it goes out under, fixed when it was written: sending again is recognised as the same. */
  wireId: string | null
  /** JSON of the caller's. */
  payload: string
  createdAt: number
  attempts: number
  /** It was handed to the link at least once, so it may be out. */
  started: boolean
}

type Row = Omit<OutboxEntry, 'started'>

/** What waits to go out, in order. Survives restarts. */
export class Outbox {
  readonly #unit: UnitOfWork
  readonly #add
  readonly #heads
  readonly #get
  readonly #ofMessage
  readonly #commandsOf
  readonly #replace
  readonly #start
  readonly #done
  readonly #cancel
  readonly #count

  constructor(unit: UnitOfWork) {
    const { db } = unit
    this.#unit = unit
    const lane = `CASE kind WHEN 'read' THEN 'read' WHEN 'command' THEN 'commands' ELSE 'messages' END`
    const columns = `id, kind, ${lane} AS lane, chat_id AS chatId, message_id AS messageId, wire_id AS wireId, payload,
      created_at AS createdAt, attempts`
    this.#add = db.statement<[string, number, number | null, string | null, string, number]>(
      'outbox.add',
      'INSERT INTO outbox (kind, chat_id, message_id, wire_id, payload, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#heads = db.statement<[], Row>(
      'outbox.heads',
      `SELECT ${columns} FROM outbox WHERE id IN (SELECT MIN(id) FROM outbox GROUP BY chat_id, ${lane}) ORDER BY id`,
    )
    this.#get = db.statement<[number], Row>('outbox.get', `SELECT ${columns} FROM outbox WHERE id = ?`)
    this.#ofMessage = db.statement<[number], Row>(
      'outbox.ofMessage',
      `SELECT ${columns} FROM outbox WHERE message_id = ? ORDER BY id`,
    )
    this.#commandsOf = db.statement<[number], Row>(
      'outbox.commandsOf',
      `SELECT ${columns} FROM outbox WHERE chat_id = ? AND kind = 'command' ORDER BY id`,
    )
    this.#replace = db.statement<[string, number]>('outbox.replace', 'UPDATE outbox SET payload = ? WHERE id = ?')
    this.#start = db.statement<[number]>('outbox.start', 'UPDATE outbox SET attempts = attempts + 1 WHERE id = ?')
    this.#done = db.statement<[number]>('outbox.done', 'DELETE FROM outbox WHERE id = ?')
    this.#cancel = db.statement<[number]>('outbox.cancel', 'DELETE FROM outbox WHERE id = ? AND attempts = 0')
    this.#count = db.statement<[], { count: number }>('outbox.count', 'SELECT COUNT(*) AS count FROM outbox')
  }

  add(entry: {
    kind: OutboxKind
    chatId: number
    messageId: number | null
    wireId: string | null
    payload: string
    at: number
  }): number {
    const { kind, chatId, messageId, wireId, payload, at } = entry
    return this.#unit.write(() => this.#add.insert(kind, chatId, messageId, wireId, payload, at))
  }

  /** What goes next: the oldest row of each lane of each chat, oldest first. */
  heads(): OutboxEntry[] {
    return this.#heads.all().map(toEntry)
  }

  /** Another payload for a row that waits. */
  replace(id: number, payload: string): void {
    this.#unit.write(() => this.#replace.run(payload, id))
  }

  get(id: number): OutboxEntry | null {
    const row = this.#get.get(id)
    return row === null ? null : toEntry(row)
  }

  ofMessage(messageId: number): OutboxEntry[] {
    return this.#ofMessage.all(messageId).map(toEntry)
  }

  /** Changes of a chat that wait to be mirrored, oldest first. */
  commandsOf(chatId: number): OutboxEntry[] {
    return this.#commandsOf.all(chatId).map(toEntry)
  }

  /** About to be handed to the link. */
  start(id: number): void {
    this.#unit.write(() => this.#start.run(id))
  }

  done(id: number): void {
    this.#unit.write(() => this.#done.run(id))
  }

  /** Takes it back if it was not started. */
  cancel(id: number): boolean {
    return this.#unit.write(() => this.#cancel.run(id)) > 0
  }

  count(): number {
    return this.#count.get()?.count ?? 0
  }
}

function toEntry(row: Row): OutboxEntry {
  return { ...row, started: row.attempts > 0 }
}
