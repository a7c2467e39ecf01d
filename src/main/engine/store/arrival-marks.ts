import type { Marks } from './message-columns.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** What of a chat bears on messages that arrive, in memory: history asks for it with every message. */
export class ArrivalMarks {
  readonly #get
  readonly #known = new Map<number, Marks>()

  constructor(unit: UnitOfWork) {
    this.#get = unit.db.statement<[number], Marks>(
      'messages.marks',
      `SELECT group_jid IS NOT NULL AS inGroup, read_up_to AS readUpTo, cleared_up_to AS clearedUpTo,
         kept_up_to AS keptUpTo, kept_at AS keptAt FROM chats WHERE id = ?`,
    )
    unit.onRollback(() => this.#known.clear())
  }

  /** @throws for an unknown chat. */
  of(chatId: number): Marks {
    const known = this.#known.get(chatId)
    if (known !== undefined) return known
    const marks = this.#get.get(chatId)
    if (marks === null) throw new Error(`there is no chat ${chatId}`)
    this.#known.set(chatId, marks)
    return marks
  }

  /** They changed. */
  forget(chatId: number): void {
    this.#known.delete(chatId)
  }
}
