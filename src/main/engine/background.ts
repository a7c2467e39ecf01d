/** Housekeeping beside the user's work: what has expired goes, the search index grows, the journal's old plaintext is dropped. */
import { SetBack } from './set-back.ts'
import type { Store } from './store/store.ts'

export interface BackgroundOptions {
  store: Store
  now: () => number
  /** A clock that nobody sets (ms, from any beginning); the system's when absent. */
  steady?: () => number
  log: (line: object) => void
  /** Ends what is over in history that waits. */
  purgeHistory: (now: number) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
}

/**
 * How often expiry is looked at (ms), by the clock as it is then: neither sleep nor a clock that is set can make it late by more.
 * A status' content has to be gone within 5 minutes of its end (domain.md §10).
 */
const EXPIRY_CHECK_MS = 20_000
/** The same for what waits to be stored, which has to be looked through. */
const HISTORY_CHECK_MS = 3 * 60_000
/** One slice of indexing and the pause after it (ms): short enough that no call waits noticeably. */
const INDEX_SLICE_MS = 8
const INDEX_PAUSE_MS = 40
/** Pause before indexing starts again after new messages (ms): history arrives in many small commits. */
const INDEX_DELAY_MS = 500
/** A commit with more new messages is a slice of history: indexing waits until no more come. */
const LIVE_MESSAGES = 25
/** How long projected plaintext stays in the journal, and how often that is looked at (ms). */
const JOURNAL_KEEP_MS = 24 * 60 * 60_000
const JOURNAL_CHECK_MS = 60 * 60_000
/** How long a receipt waits for its message (ms): history comes within days of linking. */
const RECEIPT_KEEP_MS = 30 * 24 * 60 * 60_000

export class Background {
  readonly #options: BackgroundOptions
  readonly #timers = new Set<NodeJS.Timeout>()
  #index: NodeJS.Timeout | null = null
  /** For a post that is over before the next look: whoever sees it moves on at once. */
  #near: NodeJS.Timeout | null = null
  #stopCommits: (() => void) | null = null
  #stopped = false
  readonly #setBack: SetBack

  constructor(options: BackgroundOptions) {
    this.#options = options
    this.#setBack = new SetBack(options.now, options.steady)
  }

  /** Removes what has expired before anything is shown, then goes on by timers. */
  start(): void {
    this.#expire()
    this.#pastHistory()
    this.#prune()
    this.#every(EXPIRY_CHECK_MS, () => this.#expire())
    this.#every(HISTORY_CHECK_MS, () => this.#pastHistory())
    this.#every(JOURNAL_CHECK_MS, () => this.#prune())
    this.#stopCommits = this.#options.store.onCommit(changes => {
      let messages = 0
      for (const { ids } of changes.messages.values()) messages += ids.size
      if (messages > LIVE_MESSAGES && this.#index !== null) {
        clearTimeout(this.#index)
        this.#index = null
      }
      if (messages > 0) this.#indexSoon(INDEX_DELAY_MS)
      if (changes.statuses) this.#guarded(() => this.#aim())
    })
    this.#indexSoon(INDEX_DELAY_MS)
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#index !== null) clearTimeout(this.#index)
    if (this.#near !== null) clearTimeout(this.#near)
    this.#stopCommits?.()
  }

  #every(ms: number, work: () => void): void {
    this.#timers.add(setInterval(work, ms))
  }

  #expire(): void {
    const { store, now } = this.#options
    const at = now()
    const back = this.#setBack.take()
    // Each by itself: one that cannot be done holds up no other.
    if (back > 0) this.#guarded(() => store.statusExpiry.setBack(back))
    this.#guarded(() => store.statusExpiry.purge(at))
    this.#guarded(() => store.statusExpiry.settle(at))
    this.#guarded(() => store.messages.purgeExpired(at))
    this.#guarded(() => this.#aim())
  }

  #aim(): void {
    if (this.#near !== null) clearTimeout(this.#near)
    this.#near = null
    if (this.#stopped) return
    const { store, now } = this.#options
    const next = store.statusExpiry.next()
    const left = next === null ? null : next - now()
    if (left === null || left >= EXPIRY_CHECK_MS) return
    this.#near = setTimeout(() => this.#expire(), Math.max(left, 0))
  }

  #pastHistory(): void {
    this.#guarded(() => this.#options.purgeHistory(this.#options.now()))
  }

  #prune(): void {
    this.#guarded(() => {
      const { store, now } = this.#options
      store.journal.prune(now() - JOURNAL_KEEP_MS)
      store.changes.prune(now() - RECEIPT_KEEP_MS)
      store.postingTimes.prune()
    })
  }

  #indexSoon(delay: number): void {
    if (this.#stopped) return
    this.#index ??= setTimeout(() => {
      this.#index = null
      this.#guarded(() => {
        if (this.#options.store.search.indexSome(INDEX_SLICE_MS)) this.#indexSoon(INDEX_PAUSE_MS)
      })
    }, delay)
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#options.failed(error)
    }
  }
}
