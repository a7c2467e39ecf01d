import { type StateBy, serverStates } from '../../../shared/rules/attested-states.ts'
import { attestationRow, isLiveNotice, liveNoticeId } from '../../../shared/rules/message-order.ts'
import { noticeContent, noticesFor } from '../../../shared/rules/notices.ts'
import type { Attestations, AttestedPoint } from './attestations.ts'
import type { Chats } from './chats.ts'
import type { MessageRow } from './message-rows.ts'
import type { MessageFacts } from './message-types.ts'
import type { People } from './people.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** People whose notices are kept in memory. */
const MAX_CACHED = 500

/** A notice as the page's query would read it if it lay among the messages. */
type Line = Omit<MessageRow, 'chatId'>

/**
 * The notices that the server's attestations make in a direct chat (domain.md §4). They lie in no table: attestations are
 * never deleted, and what follows from them is worked out when it is read. So a replay makes no second notice, and words
 * that arrive late, or of two people who prove to be one, give the same notices as if they had come in order.
 */
export class LiveNotices {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #chats: Chats
  readonly #attestations: Attestations
  /** By person, in the order of the page. */
  readonly #cache = new Map<number, Line[]>()
  /** What there was, and where, before the transaction under way. */
  readonly #before = new Map<number, { chatId: number | null; lines: Line[] }>()
  readonly #personOf

  constructor(unit: UnitOfWork, people: People, chats: Chats, attestations: Attestations) {
    this.#unit = unit
    this.#people = people
    this.#chats = chats
    this.#attestations = attestations
    this.#personOf = unit.db.statement<[number], { id: number }>(
      'liveNotices.personOf',
      'SELECT person_id AS id FROM attestations WHERE id = ?',
    )
    attestations.onChange(personId => this.#changing(personId))
    unit.onRefresh(() => this.#tell())
    unit.onRollback(() => {
      this.#cache.clear()
      this.#before.clear()
    })
  }

  /** In the order of the page; none for groups. */
  of(chat: { id: number; personId: number | null }): MessageRow[] {
    if (chat.personId === null) return []
    return this.#lines(chat.personId).map(line => ({ ...line, chatId: chat.id }))
  }

  /** Null when there is no such notice (any more), or no chat that it stands in. */
  get(id: number): MessageRow | null {
    if (!isLiveNotice(id)) return null
    const personId = this.#personOf.get(attestationRow(id))?.id ?? null
    const line = personId === null ? undefined : this.#lines(personId).find(each => each.id === id)
    const chatId = line === undefined ? null : this.#chats.ofPerson(line.authorId)
    return line === undefined || chatId === null ? null : { ...line, chatId }
  }

  /** What rules need of it. */
  facts(id: number): MessageFacts | null {
    const row = this.get(id)
    if (row === null) return null
    const { chatId, authorId, at, status } = row
    return {
      id,
      chatId,
      authorId,
      at,
      status,
      // The wire knows nothing of it.
      wireId: '',
      fromMe: false,
      kind: 'notice',
      text: null,
      unread: false,
      editedAt: null,
      deletion: null,
      expiresAt: null,
    }
  }

  #lines(personId: number): Line[] {
    if (personId === this.#people.me) return []
    let lines = this.#cache.get(personId)
    if (lines === undefined) {
      lines = linesOf(personId, serverStates(this.#attestations.points(personId)))
      if (this.#cache.size >= MAX_CACHED) this.#cache.clear()
      this.#cache.set(personId, lines)
    }
    return lines
  }

  #changing(personId: number): void {
    if (!this.#before.has(personId)) {
      this.#before.set(personId, { chatId: this.#chats.ofPerson(personId), lines: this.#lines(personId) })
    }
    this.#cache.delete(personId)
  }

  /** Tells the screen what came, changed or went, before the commit. */
  #tell(): void {
    for (const [personId, before] of this.#before) {
      const chatId = this.#chats.ofPerson(personId)
      if (chatId === null) continue
      const known = new Map(chatId === before.chatId ? before.lines.map(line => [line.id, line]) : [])
      for (const line of this.#lines(personId)) {
        const same = known.get(line.id)
        known.delete(line.id)
        if (same?.at !== line.at || same.content !== line.content) this.#unit.changes.message(chatId, line.id, 'added')
      }
      for (const id of known.keys()) this.#unit.changes.message(chatId, id, 'removed')
    }
    this.#before.clear()
  }
}

function linesOf(personId: number, states: readonly StateBy<AttestedPoint>[]): Line[] {
  return states.flatMap((state, index) =>
    noticesFor(states[index - 1] ?? null, state).map((notice, ordinal) => ({
      id: liveNoticeId(state.by, ordinal),
      authorId: personId,
      fromMe: 0,
      at: state.at,
      content: JSON.stringify(noticeContent(notice)),
      status: 'received',
      failure: null,
      editedAt: null,
      deletedBy: null,
      deletedAt: null,
      deletedKept: null,
      expiresAt: null,
      forwarded: 0,
      thumbnail: null,
      unread: 0,
      quoteWireId: null,
    })),
  )
}
