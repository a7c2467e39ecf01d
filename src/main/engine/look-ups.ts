/**
 * Asks the server about businesses (domain.md §3): those it attested nothing of for a day, after each connect and after
 * history; whoever writes for the first time; whom the user opens. In batches, at a pace, and never on anybody's path.
 */
import type { EventBatch } from './events.ts'
import { framesOf } from './failures.ts'
import type { Pace } from './pace.ts'
import { LinkError, type LinkPort } from './ports.ts'
import type { Store } from './store/store.ts'

export interface LookUpOptions {
  store: Store
  link: () => Pick<LinkPort, 'online' | 'lookUpBusinesses'>
  /** Shared with whoever else asks about businesses. */
  pace: Pace
  now: () => number
  log: (line: object) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
}

/**
 * Why somebody is asked about. Whoever wrote: a stranger of whom nothing is known, or a business of which nothing was attested
 * for a day. Whose chat is opened: also who was none a day ago. Whose details are opened: also who is in the address book.
 */
export type LookUpReason = 'wrote' | 'chat' | 'details'

/** People in one query. */
export const BATCH = 50
/** Shortest time from one query to the next, and how long what belongs together is gathered before it (ms). */
export const PACE_MS = 2_000
export const GATHER_MS = 200
/** What the server said holds for this long (ms). */
const HOLDS_MS = 24 * 60 * 60_000
/** While history comes: how long after news of a business it is looked who is to be asked about (ms). */
const HISTORY_MS = 3_000
/** How often it is looked whose word has grown old while the program runs (ms). */
const REFILL_MS = 60 * 60_000
/** After failures: twice the pace, four times … up to this (ms). */
const LONGEST_PAUSE_MS = 15 * 60_000

export class LookUps {
  readonly #options: LookUpOptions
  /** Whoever is opened or new goes first. */
  readonly #first = new Map<number, LookUpReason>()
  readonly #queue = new Map<number, LookUpReason>()
  /** When (ms) the server was asked about somebody without telling anything. */
  readonly #asked = new Map<number, number>()
  #timer: NodeJS.Timeout | null = null
  #refill: NodeJS.Timeout | null = null
  #history: NodeJS.Timeout | null = null
  /** A query is under way. */
  #busy = false
  /** performance.now() before which, after failures, no query goes out. */
  #restUntil = 0
  #failures = 0
  #stopped = false

  constructor(options: LookUpOptions) {
    this.#options = options
  }

  /** Connected: those whose word is missing or old, now and every hour. */
  online(): void {
    if (this.#stopped) return
    this.refill()
    this.#refill ??= setInterval(() => this.refill(), REFILL_MS)
  }

  /** Nothing is asked any more; what waits is kept for the next connection. */
  offline(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (this.#refill !== null) clearInterval(this.#refill)
    if (this.#history !== null) clearTimeout(this.#history)
    this.#history = null
    this.#timer = null
    this.#refill = null
  }

  stop(): void {
    this.#stopped = true
    this.offline()
  }

  /** Businesses known from history, or attested long ago. */
  refill(): void {
    this.#guarded(() => {
      const { store, now } = this.#options
      const at = now()
      const range = { after: at - HOLDS_MS, before: at + HOLDS_MS }
      for (const id of store.attestations.unattested(range)) if (!this.#queue.has(id)) this.#queue.set(id, 'wrote')
      this.#soon()
    })
  }

  /** After a batch was applied: who writes to the user and is not in the address book, and businesses in history. */
  meet({ events }: EventBatch): void {
    const { store } = this.#options
    for (const event of events) {
      if (event.type === 'attestation' && event.attestation.source === 'history') this.#refillSoon()
      if (event.type !== 'message' || (event.origin !== 'live' && event.origin !== 'offline')) continue
      const { chat, fromMe } = event.message.key
      if (fromMe || chat.kind !== 'direct') continue
      const personId = store.people.find(chat.person)
      if (personId !== null) this.want(personId, 'wrote')
    }
  }

  /** Together with what the rest of a chunk tells: the first screen has its badges before the last message is there. */
  #refillSoon(): void {
    if (this.#stopped || this.#history !== null || !this.#options.link().online) return
    this.#history = setTimeout(() => {
      this.#history = null
      this.refill()
    }, HISTORY_MS)
  }

  /** Does nothing when there is no reason to ask. */
  want(personId: number, reason: LookUpReason): void {
    this.#guarded(() => {
      const known = this.#first.get(personId)
      if (this.#stopped || known === reason || known === 'details' || !this.#isDue(personId, reason)) return
      this.#first.set(personId, reason)
      this.#soon()
    })
  }

  #isDue(personId: number, reason: LookUpReason): boolean {
    const { store, now } = this.#options
    if (personId === store.people.me) return false
    const at = now()
    if (store.attestations.contested(personId)) return true
    const asked = this.#asked.get(personId)
    if (asked !== undefined && !isOld(asked, at)) return false
    const attestedAt = store.attestations.attestedAt(personId)
    if (attestedAt !== null && !isOld(attestedAt, at)) return false
    if (reason === 'details' || store.attestations.standing(personId) !== 'none') return true
    // Somebody whom the user saved and who never came as a business is nobody to ask about without being asked.
    return attestedAt === null ? !this.#isSaved(personId) : reason === 'chat'
  }

  #isSaved(personId: number): boolean {
    return this.#options.store.names.of(personId).some(({ source }) => source === 'addressBook')
  }

  #soon(): void {
    if (this.#stopped || this.#busy || this.#timer !== null || this.#first.size + this.#queue.size === 0) return
    if (!this.#options.link().online) return
    const pause = Math.max(GATHER_MS, this.#restUntil - performance.now(), this.#options.pace.wait())
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#guarded(() => this.#ask())
    }, pause)
  }

  #ask(): void {
    const { store, link, pace, now } = this.#options
    if (!link().online) return
    // Somebody else's request went out meanwhile.
    if (pace.wait() > 0) {
      this.#soon()
      return
    }
    const batch = this.#take()
    if (batch.size === 0) return
    this.#busy = true
    pace.go()
    const at = now()
    link()
      .lookUpBusinesses([...batch.keys()].map(id => store.people.ref(id)))
      .then(
        () => {
          this.#failures = 0
          for (const id of batch.keys()) this.#asked.set(id, at)
        },
        (error: unknown) => this.#later(batch, error),
      )
      .finally(() => {
        this.#busy = false
        this.#guarded(() => this.#soon())
      })
  }

  /** The next ones that still have to be asked about. */
  #take(): Map<number, LookUpReason> {
    const { store } = this.#options
    const batch = new Map<number, LookUpReason>()
    for (const waiting of [this.#first, this.#queue]) {
      for (const [id, reason] of waiting) {
        if (batch.size === BATCH) return batch
        waiting.delete(id)
        const current = store.people.current(id)
        if (current !== null && this.#isDue(current, reason)) batch.set(current, batch.get(current) ?? reason)
      }
    }
    return batch
  }

  #later(batch: ReadonlyMap<number, LookUpReason>, error: unknown): void {
    for (const [id, reason] of batch) this.#queue.set(id, reason)
    const code = error instanceof LinkError ? error.code : 'INTERNAL'
    // The connection's return is told.
    if (code === 'OFFLINE' || code === 'NOT_LINKED') return
    this.#failures += 1
    const pause = Math.min(PACE_MS * 2 ** Math.min(this.#failures, 20), LONGEST_PAUSE_MS)
    this.#restUntil = performance.now() + pause
    this.#options.log({
      level: 'warn',
      msg: 'look-up of businesses',
      code,
      people: batch.size,
      failures: this.#failures,
    })
  }

  /** What goes wrong here concerns nobody who called. */
  #guarded(work: () => void): void {
    if (this.#stopped) return
    try {
      work()
    } catch (error) {
      this.#options.log({ level: 'error', msg: 'look-up of businesses', ...framesOf(error) })
      this.#options.failed(error)
    }
  }
}

/** A clock that was set back must not keep what is old for good. Both in ms. */
function isOld(at: number, now: number): boolean {
  return Math.abs(now - at) >= HOLDS_MS
}
