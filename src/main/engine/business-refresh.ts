/**
 * What the server says of one business, asked for by the user: the attestation and the profile it gives of itself. And the
 * profile of whoever's details are opened, when it is older than a day. Never more often than the pace allows.
 */
import { framesOf } from './failures.ts'
import type { Pace } from './pace.ts'
import { LinkError, type LinkPort } from './ports.ts'
import type { Store } from './store/store.ts'

interface RefreshOptions {
  store: Store
  link: () => Pick<LinkPort, 'online' | 'lookUpBusinesses' | 'businessProfile' | 'businessCatalog'>
  pace: Pace
  now: () => number
  log: (line: object) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
}

/** A profile is good for this long (ms). */
const HOLDS_MS = 24 * 60 * 60_000
/** After a failure details that are opened ask for nothing for this long, then twice as long … up to the longest (ms). */
const FIRST_REST_MS = 4_000
const LONGEST_REST_MS = 15 * 60_000
/** Pages of a catalog that are counted; of a longer one the size is not told. */
const MOST_PAGES = 5

export class BusinessRefresh {
  readonly #options: RefreshOptions
  /** Whom is being asked about, and what for. */
  readonly #running = new Map<number, Promise<void>>()
  /** Those who wait for their turn. */
  readonly #waiting = new Set<(error: LinkError) => void>()
  #failures = 0
  /** performance.now() before which nothing is asked that nobody waits for. */
  #restUntil = 0
  #stopped = false

  constructor(options: RefreshOptions) {
    this.#options = options
  }

  /**
   * Asks now. Resolves when everything is in the store; one refusal does not keep the other question from being asked.
   * @throws LinkError
   */
  refresh(personId: number): Promise<void> {
    return this.#once(personId, () => this.#both(personId))
  }

  /** The details of a business are opened. Nobody waits for it. */
  want(personId: number): void {
    const { log, failed } = this.#options
    try {
      if (this.#running.has(personId) || !this.#isDue(personId)) return
    } catch (error) {
      failed(error)
      return
    }
    this.#once(personId, () => this.#profile(personId)).then(
      () => {
        this.#failures = 0
      },
      (error: unknown) => {
        if (!(error instanceof LinkError)) {
          log({ level: 'error', msg: 'profile of a business', ...framesOf(error) })
          failed(error)
          return
        }
        if (error.code === 'OFFLINE' || error.code === 'NOT_LINKED') return
        this.#failures += 1
        this.#restUntil =
          performance.now() + Math.min(FIRST_REST_MS * 2 ** Math.min(this.#failures - 1, 20), LONGEST_REST_MS)
        log({ level: 'warn', msg: 'profile of a business', code: error.code, failures: this.#failures })
      },
    )
  }

  /** Nobody gets a turn any more. */
  offline(): void {
    for (const refuse of [...this.#waiting]) refuse(new LinkError('OFFLINE', 'The connection closed'))
  }

  stop(): void {
    this.#stopped = true
    this.offline()
  }

  #isDue(personId: number): boolean {
    const { store, link, now } = this.#options
    if (this.#stopped || !link().online || performance.now() < this.#restUntil) return false
    if (store.attestations.standing(personId) === 'none') return false
    const fetchedAt = store.profiles.fetchedAt(personId)
    // A clock that was set back must not keep an old one for good.
    return fetchedAt === null || Math.abs(now() - fetchedAt) >= HOLDS_MS
  }

  #once(personId: number, work: () => Promise<void>): Promise<void> {
    const known = this.#running.get(personId)
    if (known !== undefined) return known
    const running = work().finally(() => this.#running.delete(personId))
    this.#running.set(personId, running)
    return running
  }

  async #both(personId: number): Promise<void> {
    const { store, link } = this.#options
    let refused: LinkError | null = null
    await this.#turn()
    try {
      await link().lookUpBusinesses([store.people.ref(personId)])
    } catch (error) {
      if (!(error instanceof LinkError) || error.code !== 'SERVER_REFUSED') throw error
      refused = error
    }
    if (!this.#stopped && store.attestations.standing(this.#current(personId)) !== 'none') await this.#profile(personId)
    if (refused !== null) throw refused
  }

  async #profile(personId: number): Promise<void> {
    const { store, link, now } = this.#options
    await this.#turn()
    const told = await link().businessProfile(store.people.ref(personId))
    if (this.#stopped) return
    const current = this.#current(personId)
    // The count of last time stands until there is a new one.
    const catalogCount = told?.hasCatalog === true ? (store.profiles.get(current)?.catalogCount ?? null) : null
    store.profiles.set(current, told === null ? null : { ...told.profile, catalogCount }, now())
    if (told?.hasCatalog === true) this.#count(current)
  }

  /** Nobody waits for the size of a catalog; when it cannot be had, it is asked for again with the profile. */
  #count(personId: number): void {
    const { store, link, log, failed } = this.#options
    const counting = async (): Promise<void> => {
      let [count, after, page]: [number, string | null, number] = [0, null, 0]
      do {
        await this.#turn()
        const told = await link().businessCatalog(store.people.ref(personId), after)
        count += told.products
        after = told.after
        page += 1
      } while (after !== null && page < MOST_PAGES)
      if (!this.#stopped) store.profiles.setCatalogCount(this.#current(personId), after === null ? count : null)
    }
    counting().catch((error: unknown) => {
      if (error instanceof LinkError) log({ level: 'debug', msg: 'catalog of a business', code: error.code })
      else failed(error)
    })
  }

  /** Two rows may have proved to be one person's meanwhile. */
  #current(personId: number): number {
    return this.#options.store.people.current(personId) ?? personId
  }

  /** Resolves when a request may go out; it counts as gone then. @throws LinkError `OFFLINE` */
  async #turn(): Promise<void> {
    const { link, pace } = this.#options
    for (;;) {
      if (this.#stopped || !link().online) throw new LinkError('OFFLINE', 'There is no connection')
      const wait = pace.wait()
      if (wait === 0) break
      await this.#pause(wait)
    }
    pace.go()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (error: LinkError): void => {
        clearTimeout(timer)
        this.#waiting.delete(refuse)
        reject(error)
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(refuse)
        resolve()
      }, ms)
      this.#waiting.add(refuse)
    })
  }
}
