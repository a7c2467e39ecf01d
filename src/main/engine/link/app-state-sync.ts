import type { DomainEvent, Origin } from '../events.ts'
import type { LinkListener } from '../ports.ts'
import type { Me } from './address.ts'
import { mutationEvents, mutationOf, Removals } from './app-state.ts'
import type { Keys } from './auth-state.ts'
import type { BinaryNode, WASocket } from './library.ts'
import type { LinkLog } from './link.ts'
import { errorFacts, type ReportedMutation } from './log.ts'

export interface AppStateDeps {
  keys: Keys
  listener: Pick<LinkListener, 'apply'>
  log: LinkLog
  me(): Me | null
  now(): number
  storeFailed(error: unknown): void
}

/** Collections in the order in which they matter. */
const COLLECTIONS = ['critical_block', 'critical_unblock_low', 'regular_high', 'regular_low', 'regular'] as const
/** Events per transaction: a few thousand contacts must not hold the engine up, and a name costs some 0.2 ms. */
const SLICE = 100

/**
 * Keeps the app state in step. Mutations are taken where the library reports them, stored, and only then are the versions
 * written that say "up to here": a crash in between makes them come again.
 */
export class AppStateSync {
  readonly #deps: AppStateDeps
  readonly #removals: Removals
  #waiting: DomainEvent[] = []
  #scheduled = false
  #origin: Origin = 'live'
  #running: Promise<void> | null = null
  #again = false

  constructor(deps: AppStateDeps) {
    this.#deps = deps
    this.#removals = new Removals(id => {
      const key = deps.keys.read('app-state-sync-key', id) as { keyData?: Uint8Array | null } | undefined
      return key?.keyData ?? null
    })
  }

  answered(node: BinaryNode): void {
    this.#removals.note(node)
  }

  /** Code with which the server refused a collection since {@link expectAnswer}, or null. */
  get refused(): string | null {
    return this.#removals.refused
  }

  expectAnswer(): void {
    this.#removals.refused = null
  }

  mutation(reported: ReportedMutation): void {
    const me = this.#deps.me()
    if (me === null) return
    try {
      const mutation = mutationOf(reported, index => this.#removals.removed(index))
      if (mutation) this.#waiting.push(...mutationEvents(mutation, this.#origin, me, this.#deps.now()))
    } catch (error) {
      this.#deps.log('warn', 'app state: a mutation that cannot be read', errorFacts(error))
    }
    this.schedule()
  }

  /** Stores what came, then the versions, once the library is done with the answer at hand. */
  schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#drain())
  }

  /** Stores what waits, now: nothing more comes. */
  flush(): void {
    while (this.#waiting.length > 0) this.#drain()
    this.#drain()
  }

  #drain(): void {
    this.#scheduled = false
    try {
      const slice = this.#waiting.splice(0, SLICE)
      if (slice.length > 0) this.#deps.listener.apply({ events: slice, journal: [] })
      if (this.#waiting.length > 0) this.schedule()
      else this.#deps.keys.writeVersions()
    } catch (error) {
      this.drop()
      this.#deps.storeFailed(error)
    }
  }

  /** Forgets what is not stored; it comes again with the next {@link sync}. */
  drop(): void {
    this.#waiting = []
    this.#deps.keys.dropVersions()
    this.#removals.clear()
  }

  /** Asks the server for everything newer than what is stored. Calls while it runs make it run once more. */
  sync(wa: WASocket): Promise<void> {
    if (this.#running) {
      this.#again = true
      return this.#running
    }
    // A snapshot names no operations: what an earlier answer took back must not be remembered over it.
    this.#removals.clear()
    const known = COLLECTIONS.some(name => this.#deps.keys.read('app-state-sync-version', name) !== undefined)
    this.#origin = known ? 'live' : 'history'
    const run = async () => {
      try {
        do {
          this.#again = false
          await wa.resyncAppState(COLLECTIONS, false)
        } while (this.#again)
      } catch (error) {
        this.#deps.log('warn', 'app state: could not be fetched', errorFacts(error))
      } finally {
        this.#running = null
        this.#origin = 'live'
      }
    }
    this.#running = run()
    return this.#running
  }
}
