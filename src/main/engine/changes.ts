/**
 * What changed in the store, on its way to the screen. Writers note row ids in a {@link ChangeSet} while their transaction
 * runs; after the commit the set goes to the {@link ChangeFeed}, which merges everything and speaks at most every 50 ms.
 */
import type { EngineEvent } from '../../shared/model.ts'

/** Row ids touched by one transaction. Dropped with it when it fails. */
export class ChangeSet {
  readonly chats = new Set<number>()
  readonly persons = new Set<number>()
  readonly messages = new Map<number, { ids: Set<number>; added: boolean; removed: boolean }>()
  /** The chat list's order or membership changed. */
  listChanged = false
  statuses = false
  counts = false

  get empty(): boolean {
    return (
      this.chats.size === 0 &&
      this.persons.size === 0 &&
      this.messages.size === 0 &&
      !this.listChanged &&
      !this.statuses &&
      !this.counts
    )
  }

  /** A chat's own fields changed. `list`: also its place in, or membership of, the list. */
  chat(id: number, list = false): void {
    this.chats.add(id)
    if (list) this.listChanged = true
  }

  person(id: number): void {
    this.persons.add(id)
  }

  message(chatId: number, id: number, what: 'added' | 'changed' | 'removed' = 'changed'): void {
    const entry = this.#entry(chatId)
    entry.ids.add(id)
    if (what === 'added') entry.added = true
    if (what === 'removed') entry.removed = true
  }

  /** Many messages of a chat went at once; their ids are of no use to anyone. */
  messagesRemoved(chatId: number): void {
    this.#entry(chatId).removed = true
  }

  merge(other: ChangeSet): void {
    for (const id of other.chats) this.chats.add(id)
    for (const id of other.persons) this.persons.add(id)
    for (const [chatId, from] of other.messages) {
      const entry = this.#entry(chatId)
      for (const id of from.ids) entry.ids.add(id)
      entry.added ||= from.added
      entry.removed ||= from.removed
    }
    this.listChanged ||= other.listChanged
    this.statuses ||= other.statuses
    this.counts ||= other.counts
  }

  #entry(chatId: number): { ids: Set<number>; added: boolean; removed: boolean } {
    let entry = this.messages.get(chatId)
    if (entry === undefined) {
      entry = { ids: new Set(), added: false, removed: false }
      this.messages.set(chatId, entry)
    }
    return entry
  }
}

type IdsType = 'chats' | 'messages' | 'persons' | 'statuses' | 'counts'
/** Events that carry a state rather than ids: within a batch only the newest of a kind is worth telling. */
type StateEvent = Exclude<EngineEvent, { type: IdsType | 'typing' | 'refused' }>
type RefusedEvent = Extract<EngineEvent, { type: 'refused' }>
type TypingEvent = Extract<EngineEvent, { type: 'typing' }>

/** Longest wait between a change and its event, and shortest between two batches (ms; architecture.md). */
export const BATCH_MS = 50

export class ChangeFeed {
  readonly #emit: (events: EngineEvent[]) => void
  readonly #counts: () => Extract<EngineEvent, { type: 'counts' }> | null
  readonly #failed: (error: unknown) => void
  #set = new ChangeSet()
  readonly #states = new Map<string, StateEvent>()
  readonly #typing = new Map<string, TypingEvent>()
  readonly #refused: RefusedEvent[] = []
  #timer: NodeJS.Timeout | null = null
  #lastCounts = ''

  /**
   * `counts` is asked once per batch that may have changed them; null: not to be had now. What it throws goes to `failed`,
   * for nobody stands above the timer that asks; the batch goes out without them.
   */
  constructor(
    emit: (events: EngineEvent[]) => void,
    counts: () => Extract<EngineEvent, { type: 'counts' }> | null,
    failed: (error: unknown) => void,
  ) {
    this.#emit = emit
    this.#counts = counts
    this.#failed = failed
  }

  add(set: ChangeSet): void {
    if (set.empty) return
    this.#set.merge(set)
    this.#schedule()
  }

  state(event: StateEvent): void {
    this.#states.set(event.type, event)
    this.#schedule()
  }

  /** Each is told, after what was put back. */
  refused(event: RefusedEvent): void {
    this.#refused.push(event)
    this.#schedule()
  }

  typing(event: TypingEvent): void {
    this.#typing.set(`${event.chatId} ${event.person.id}`, event)
    this.#schedule()
  }

  /** Speaks now if there is anything to say. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const set = this.#set
    this.#set = new ChangeSet()
    const events: EngineEvent[] = [...this.#states.values()]
    this.#states.clear()
    if (set.persons.size > 0) events.push({ type: 'persons', ids: [...set.persons] })
    for (const [chatId, { ids, added, removed }] of set.messages) {
      events.push({ type: 'messages', chatId, ids: [...ids], added, removed })
    }
    if (set.chats.size > 0 || set.listChanged) {
      events.push({ type: 'chats', ids: [...set.chats], listChanged: set.listChanged })
    }
    if (set.statuses) events.push({ type: 'statuses' })
    if (set.counts || set.statuses) {
      const counts = this.#countsNow()
      const text = JSON.stringify(counts)
      if (counts !== null && text !== this.#lastCounts) {
        this.#lastCounts = text
        events.push(counts)
      }
    }
    events.push(...this.#typing.values())
    this.#typing.clear()
    events.push(...this.#refused.splice(0))
    if (events.length > 0) this.#emit(events)
  }

  #countsNow(): Extract<EngineEvent, { type: 'counts' }> | null {
    try {
      return this.#counts()
    } catch (error) {
      // With the next batch, if the store can be read then.
      this.#set.counts = true
      this.#failed(error)
      return null
    }
  }

  /** Forgets what was not said yet. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#set = new ChangeSet()
    this.#states.clear()
    this.#typing.clear()
    this.#refused.length = 0
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.flush()
    }, BATCH_MS)
  }
}
