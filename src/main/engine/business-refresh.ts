/**
 * What the server says of one business, asked for by the user: the attestation and the profile it gives of itself. Of whoever's
 * details are merely opened, what is older than a day. Never more often than the pace allows.
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

/** What was told is good for this long (ms). */
const HOLDS_MS = 24 * 60 * 60_000
/** After a failure what nobody insists on rests for this long, then twice as long … up to the longest (ms). */
const FIRST_REST_MS = 4_000
const LONGEST_REST_MS = 15 * 60_000
/** Pages of a catalog that are counted; of a longer one the size is not told. */
const MOST_PAGES = 5

interface Wanted {
  attestation: boolean
  profile: boolean
}

/** What was refused about one says nothing of another. */
interface Rest {
  failures: number
  failure: LinkError
  /** performance.now() before which nothing is asked that nobody insists on. */
  until: number
}

export class BusinessRefresh {
  readonly #options: RefreshOptions
  /** Whom is being asked about. */
  readonly #running = new Map<number, { force: boolean; done: Promise<void> }>()
  /** When (ms) the server was last asked what it attests of somebody: it may have told nothing. */
  readonly #lookedUp = new Map<number, number>()
  /** Those who wait for their turn. */
  readonly #waiting = new Set<(error: LinkError) => void>()
  /** About whom the last answer to what nobody insists on was a failure, until one succeeds. */
  readonly #resting = new Map<number, Rest>()
  #stopped = false

  constructor(options: RefreshOptions) {
    this.#options = options
  }

  /**
   * Resolves when everything is in the store; one refusal does not keep the other question from being asked.
   * @param force false: only what is older than a day, and nothing while it rests after failures
   * @throws LinkError also that of the failure it rests after
   */
  refresh(personId: number, force: boolean): Promise<void> {
    const running = this.#running.get(personId)
    if (running !== undefined && (running.force || !force)) return running.done
    const before = running?.done.catch(() => undefined)
    const work = force ? () => this.#ask(personId, { attestation: true, profile: true }) : () => this.#askDue(personId)
    const done = (before === undefined ? work() : before.then(work)).finally(() => {
      if (this.#running.get(personId)?.done === done) this.#running.delete(personId)
    })
    this.#running.set(personId, { force, done })
    return done
  }

  /** The details of a business are opened. Nobody waits for it. */
  want(personId: number): void {
    const { log, failed } = this.#options
    if (this.#rests(personId) !== null) return
    this.refresh(personId, false).catch((error: unknown) => {
      if (error instanceof LinkError) return
      log({ level: 'error', msg: 'what a business tells', ...framesOf(error) })
      failed(error)
    })
  }

  /** Nobody gets a turn any more. */
  offline(): void {
    for (const refuse of [...this.#waiting]) refuse(new LinkError('OFFLINE', 'The connection closed'))
  }

  stop(): void {
    this.#stopped = true
    this.offline()
  }

  async #askDue(personId: number): Promise<void> {
    const due = this.#due(personId)
    if (!due.attestation && !due.profile) return
    const rest = this.#rests(personId)
    if (rest !== null) throw rest.failure
    try {
      await this.#ask(personId, due)
      this.#resting.delete(personId)
    } catch (error) {
      this.#rest(personId, error)
      throw error
    }
  }

  #rests(personId: number): Rest | null {
    const rest = this.#resting.get(personId)
    return rest !== undefined && performance.now() < rest.until ? rest : null
  }

  #rest(personId: number, error: unknown): void {
    if (!(error instanceof LinkError) || error.code === 'OFFLINE' || error.code === 'NOT_LINKED') return
    const failures = (this.#resting.get(personId)?.failures ?? 0) + 1
    const pause = Math.min(FIRST_REST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_REST_MS)
    this.#resting.set(personId, { failures, failure: error, until: performance.now() + pause })
    this.#options.log({ level: 'warn', msg: 'what a business tells', code: error.code, failures })
  }

  /** Who is no business is left to the look-ups of strangers. */
  #due(personId: number): Wanted {
    const { store } = this.#options
    if (this.#stopped || store.attestations.standing(personId) === 'none') return { attestation: false, profile: false }
    return {
      attestation:
        this.#isOld(store.attestations.attestedAt(personId)) && this.#isOld(this.#lookedUp.get(personId) ?? null),
      profile: this.#isOld(store.profiles.fetchedAt(personId)),
    }
  }

  /** A clock that was set back must not keep what is old for good. */
  #isOld(at: number | null): boolean {
    return at === null || Math.abs(this.#options.now() - at) >= HOLDS_MS
  }

  async #ask(personId: number, wanted: Wanted): Promise<void> {
    const { store } = this.#options
    const refused = wanted.attestation ? await this.#lookUp(personId) : null
    const isBusiness = !this.#stopped && store.attestations.standing(this.#current(personId)) !== 'none'
    if (wanted.profile && isBusiness) await this.#profile(personId)
    if (refused !== null) throw refused
  }

  /** @returns the refusal; what else goes wrong is thrown */
  async #lookUp(personId: number): Promise<LinkError | null> {
    const { store, link } = this.#options
    await this.#turn()
    const at = this.#options.now()
    try {
      await link().lookUpBusinesses([store.people.ref(personId)])
      this.#lookedUp.set(personId, at)
      return null
    } catch (error) {
      if (error instanceof LinkError && error.code === 'SERVER_REFUSED') return error
      throw error
    }
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
