/**
 * The engine: opens the store, starts the link, answers the contract. Knows no host; runs in a thread (worker.ts) or, for
 * tests, in the caller's.
 */
import type { z } from 'zod'
import { contract, type Output } from '../../shared/contract.ts'
import { defaultSettings } from '../../shared/defaults.ts'
import type { AppState, EngineEvent, ErrorCode, HostFacts, Result, StoreHealth } from '../../shared/model.ts'
import type { CallName } from '../../shared/names.ts'
import { Refusal } from './actions/refusal.ts'
import { type Answers, makeAnswers } from './answers.ts'
import { ChangeFeed } from './changes.ts'
import { framesOf } from './failures.ts'
import type { ServedFile } from './media-files.ts'
import { LinkError, type SecretBox, type WireAddress } from './ports.ts'
import { makeSession, type Session } from './session.ts'
import { LiveState } from './state.ts'
import { BadCursor } from './store/cursor.ts'
import { eraseStore, isCorruption, openStore, setStoreAside } from './store/open.ts'

export interface EngineSetup {
  dataDir: string
  host: Pick<HostFacts, 'kind' | 'version' | 'platform' | 'language'>
  secrets: SecretBox
  wire: WireAddress
  decoderUrl: URL
  log: (line: object) => void
  emit: (events: EngineEvent[]) => void
  /** ms; the system's clock when absent. */
  now?: () => number
}

export interface Engine {
  /** Answers a call by name. Never rejects. */
  call(name: string, input: unknown): Promise<Result<unknown>>
  /** The file that is served under a media id; null: none, or none any more. Never rejects. */
  mediaFile(mediaId: number): Promise<ServedFile | null>
  /** Flushes, closes link and store. Idempotent; calls are refused from then on. */
  close(): Promise<void>
}

/** Makes an engine and begins to open its store; calls wait for that. */
export function createEngine(setup: EngineSetup): Engine {
  return new PillionEngine(setup)
}

/** Longest description of what is wrong with an input. */
const MAX_MESSAGE = 300

class PillionEngine implements Engine {
  readonly #setup: EngineSetup
  readonly #now: () => number
  readonly #feed: ChangeFeed
  readonly #state: LiveState
  #health: StoreHealth = { state: 'locked' }
  #session: Session | null = null
  #answers: Answers | null = null
  #setAside: (() => string) | null = null
  /** Opening, erasing and starting anew happen one after the other; calls wait for the one under way. */
  #turn: Promise<void>
  #closing: Promise<void> | null = null

  constructor(setup: EngineSetup) {
    this.#setup = setup
    this.#now = setup.now ?? Date.now
    this.#feed = new ChangeFeed(
      events => setup.emit(events),
      () => {
        const session = this.#session
        return session === null ? null : { type: 'counts', counts: session.store.chatReader.counts() }
      },
      error => this.#storeFailed(error),
    )
    this.#state = new LiveState(this.#feed)
    this.#turn = this.#open()
  }

  async call(name: string, input: unknown): Promise<Result<unknown>> {
    if (!isCallName(name)) return refused('UNKNOWN_CALL', 'there is no such call')
    try {
      const parsed = contract[name].input.safeParse(input)
      if (!parsed.success) return refused('BAD_INPUT', wrongIn(name, parsed.error.issues))
      await this.#turn
      if (this.#closing !== null) return refused('STORE_UNAVAILABLE', 'the engine is closed')
      return { ok: true, value: await this.#run(name, parsed.data) }
    } catch (error) {
      return this.#refusal(name, error)
    }
  }

  async mediaFile(mediaId: number): Promise<ServedFile | null> {
    try {
      await this.#turn
      const session = this.#closing === null ? this.#session : null
      return session === null ? null : await session.media.find(mediaId)
    } catch (error) {
      this.#storeFailed(error)
      return null
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#turn.then(async () => {
      await this.#session?.stop()
      this.#session = null
      this.#answers = null
      this.#feed.close()
    })
    return this.#closing
  }

  async #run(name: CallName, input: unknown): Promise<unknown> {
    if (name === 'appState') return this.#appState()
    if (name === 'storeStartAnew') return this.#startAnew()
    const session = this.#session
    if (name === 'reconnect' && session === null) return this.#openAgain()
    if (this.#answers === null || session === null) {
      throw new Refusal('STORE_UNAVAILABLE', `the store is ${this.#health.state}`)
    }
    if (name === 'unlink') return this.#unlink(session, contract.unlink.input.parse(input).erase)
    // The schema has just vouched for the input; the compiler cannot see that it is this entry's.
    const answer = this.#answers[name] as (input: unknown) => unknown
    return answer(input)
  }

  #appState(): AppState {
    const store = this.#session?.store ?? null
    const { connection, linking, sync } = this.#state
    return {
      health: this.#health,
      host: { ...this.#setup.host, dataDir: this.#setup.dataDir, secrets: this.#setup.secrets.protection },
      account: store?.accounts.get() ?? null,
      connection,
      linking,
      sync,
      settings: store?.settings.get() ?? { ...defaultSettings },
      counts: store?.chatReader.counts() ?? { unreadChats: 0, archivedChats: 0, unseenStatuses: 0 },
    }
  }

  /** Opens the store and begins a session on it; what is wrong with it becomes the health that the screen shows. */
  async #open(): Promise<void> {
    const { dataDir, secrets, log } = this.#setup
    try {
      const opened = await openStore({
        dataDir,
        secrets,
        now: this.#now,
        slow: (statement, ms) => log({ level: 'warn', msg: 'slow statement', statement, ms: Math.round(ms) }),
      })
      this.#setAside = opened.store === null ? opened.setAside : null
      this.#setHealth(opened.health)
      if (opened.store !== null) this.#begin(opened.store)
    } catch (error) {
      log({ level: 'error', msg: 'the store could not be opened', ...framesOf(error) })
      this.#setHealth({ state: 'corrupt', detail: codeOf(error) })
    }
  }

  /** What goes wrong from here on is the session's: it ends, and the health says why. */
  #begin(store: Session['store']): void {
    const session = makeSession(this.#setup, store, {
      state: this.#state,
      feed: this.#feed,
      now: this.#now,
      failed: error => this.#storeFailed(error),
    })
    this.#session = session
    this.#answers = makeAnswers(session, this.#feed)
    try {
      session.start()
    } catch (error) {
      this.#setup.log({ level: 'error', msg: 'the session could not begin', ...framesOf(error) })
      this.#giveUp(error)
    }
  }

  #setHealth(health: StoreHealth): void {
    this.#health = health
    this.#feed.state({ type: 'health', health })
  }

  /** Damage met while working: nothing more is read or written, the screen offers to keep a copy and start anew. */
  #storeFailed(error: unknown): void {
    this.#setup.log({ level: 'error', msg: 'the store failed', ...framesOf(error) })
    if (isCorruption(error)) this.#giveUp(error)
  }

  /** Ends the session on a store that cannot be worked on. Whoever is next in turn finds the store closed. */
  #giveUp(error: unknown): void {
    const session = this.#session
    if (session === null) return
    this.#session = null
    this.#answers = null
    const { dataDir, log } = this.#setup
    this.#setAside = isCorruption(error) ? () => setStoreAside(dataDir, this.#now) : null
    this.#setHealth({ state: 'corrupt', detail: codeOf(error) })
    this.#turn = this.#turn
      .then(() => session.stop())
      .catch(failure => log({ level: 'error', msg: 'closing a damaged store', ...framesOf(failure) }))
  }

  /** Logs out at the server; the history stays unless it is to be erased as well. */
  async #unlink(session: Session, erase: boolean): Promise<Output<'unlink'>> {
    const told = await session.link.unlink()
    if (!erase) {
      const at = this.#now()
      if (session.store.accounts.meOrNull() !== null) {
        session.store.accounts.setLoggedOut(at)
        this.#state.setLinking({ step: 'loggedOut', at })
      }
      return { told }
    }
    let erased = false
    await this.#inTurn(async () => {
      await session.stop()
      this.#session = null
      this.#answers = null
      erased = this.#erase()
      await this.#open()
      this.#tellAll()
    })
    if (!erased) throw new Refusal('STORE_UNAVAILABLE', 'the history could not be erased')
    return { told }
  }

  #erase(): boolean {
    try {
      eraseStore(this.#setup.dataDir)
      return true
    } catch (error) {
      this.#setup.log({ level: 'error', msg: 'the store could not be erased', ...framesOf(error) })
      return false
    }
  }

  /** What kept the store from being opened may have passed; the health says whether it has. */
  async #openAgain(): Promise<Output<'reconnect'>> {
    await this.#inTurn(async () => {
      if (this.#session !== null) return
      await this.#open()
      if (this.#session !== null) this.#tellAll()
    })
    return null
  }

  async #startAnew(): Promise<Output<'storeStartAnew'>> {
    let keptAs: string | null = null
    await this.#inTurn(async () => {
      if (this.#health.state !== 'corrupt' && this.#health.state !== 'secretsUnreadable') return
      // It could not be opened, for a reason that may have passed.
      if (this.#setAside === null) await this.#open()
      const setAside = this.#setAside
      if (setAside === null) return
      keptAs = setAside()
      await this.#open()
      this.#tellAll()
    })
    if (keptAs === null) throw new Refusal('NOT_ALLOWED', 'this store is not to be set aside')
    return { keptAs }
  }

  /** After the store was replaced: everything on the screen is of another one. */
  #tellAll(): void {
    const { account, settings, counts } = this.#appState()
    this.#feed.state({ type: 'account', account })
    this.#feed.state({ type: 'settings', settings })
    this.#setup.emit([{ type: 'chats', ids: [], listChanged: true }, { type: 'statuses' }, { type: 'counts', counts }])
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work)
    // Whoever waits for its turn waits whether this one succeeds or not.
    this.#turn = turn.catch(() => undefined)
    await turn
  }

  #refusal(name: CallName, error: unknown): Result<never> {
    if (error instanceof Refusal || error instanceof LinkError) return refused(error.code, error.message)
    if (error instanceof BadCursor) return refused('BAD_INPUT', `${name}: ${error.message}`)
    if (isCorruption(error)) this.#storeFailed(error)
    else this.#setup.log({ level: 'error', msg: 'a call failed', call: name, ...framesOf(error) })
    // What an exception says may hold texts or numbers: it stays here.
    return isCorruption(error)
      ? refused('STORE_UNAVAILABLE', 'the store is damaged')
      : refused('INTERNAL', `${name} failed`)
  }
}

function refused(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, message } }
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name)
}

function wrongIn(name: string, issues: z.core.$ZodIssue[]): string {
  const [first] = issues
  const where = first === undefined ? '' : first.path.map(String).join('.')
  return `${name}: ${where === '' ? 'input' : where}: ${first?.message ?? 'invalid'}`.slice(0, MAX_MESSAGE)
}

/** SQLite's or the system's code of an error; never its message. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : 'unknown'
}
