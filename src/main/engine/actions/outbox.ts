/**
 * Sends what waits: in order within a chat, chats beside each other, each under the wire id it was written with, so that
 * sending again after a crash is recognised as the same. What cannot go now stays; what was refused is told.
 */
import type { ErrorCode, RefusedAction } from '../../../shared/model.ts'
import type { LinkPort } from '../ports.ts'
import type { OutboxEntry, OutboxKind } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import { deliver, giveUp, refusedAction } from './deliver.ts'
import { type Payloads, pack } from './payload.ts'
import { afterFailure, codeOf, isOffline, Line, LONGEST_PAUSE_MS } from './trying.ts'

export interface OutboxOptions {
  store: Store
  link: LinkPort
  now: () => number
  log: (line: object) => void
  /** A store failure; the engine decides what it means. */
  failed: (error: unknown) => void
  /** What was shown as done was refused for good: the user has to hear of it. */
  refused: (chatId: number, what: RefusedAction) => void
}

/** In the place of a lane: all of them, while what waits cannot be read. */
const EVERY_LANE = 'every lane'

export class Outbox {
  readonly #options: OutboxOptions
  readonly #busy = new Set<string>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #running = new Set<Promise<void>>()
  /** How often a row failed for a reason that may pass. The line being gone is none. */
  readonly #failures = new Map<number, number>()
  #stopped = false
  /** Ends every delivery under way when the connection goes: what was sent may or may not have arrived. */
  #line = new Line()

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Writes a row; inside the caller's transaction if there is one. Call {@link kick} after the commit. */
  add<K extends OutboxKind>(
    kind: K,
    row: { chatId: number; messageId: number | null; wireId: string | null },
    payload: Payloads[K],
  ): number {
    return this.#options.store.outbox.add({ kind, ...row, payload: pack(kind, payload), at: this.#options.now() })
  }

  /** Sends whatever can go now. Call when something was written and when the connection came back. */
  kick(): void {
    if (this.#stopped || !this.#options.link.online) return
    for (const entry of this.#heads()) {
      // Reading and app state do not hold up what the user writes.
      const lane = `${entry.lane} ${entry.chatId}`
      if (this.#busy.has(lane)) continue
      this.#busy.add(lane)
      const run = this.#run(entry).then(pause => {
        this.#running.delete(run)
        if (pause === null) {
          this.#busy.delete(lane)
          this.kick()
        } else this.#later(lane, pause)
      })
      this.#running.add(run)
    }
  }

  /** What may go next. A store that cannot be read is told, and looked at again later. */
  #heads(): OutboxEntry[] {
    try {
      return this.#options.store.outbox.heads()
    } catch (error) {
      if (!this.#busy.has(EVERY_LANE)) {
        this.#busy.add(EVERY_LANE)
        this.#later(EVERY_LANE, LONGEST_PAUSE_MS)
      }
      this.#options.failed(error)
      return []
    }
  }

  /** The connection is gone: what is under way is given up and goes out again, under the same id, when it is back. */
  offline(): void {
    this.#line.break()
    this.#line = new Line()
  }

  /** Nothing new starts; resolves when what was on its way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#line.break()
    await Promise.all(this.#running)
  }

  /** @returns null when the lane may go on, else how long it has to wait (ms). */
  async #run(entry: OutboxEntry): Promise<number | null> {
    const { store } = this.#options
    try {
      store.outbox.start(entry.id)
      await this.#line.carry(deliver(this.#options, entry))
      this.#failures.delete(entry.id)
      return null
    } catch (error) {
      return this.#failed(entry, error)
    }
  }

  #failed(entry: OutboxEntry, error: unknown): number | null {
    const code = codeOf(error)
    const failures = this.#failures.get(entry.id) ?? 0
    const attempts = isOffline(code) ? failures : failures + 1
    const next = afterFailure(code, attempts)
    if (!isOffline(code)) {
      this.#failures.set(entry.id, attempts)
      this.#options.log({ level: 'warn', msg: 'outbox', kind: entry.kind, code, attempts })
    }
    return next.do === 'wait' ? next.ms : this.#giveUp(entry, code)
  }

  #giveUp(entry: OutboxEntry, code: ErrorCode): number | null {
    try {
      giveUp(this.#options, entry, code)
      this.#failures.delete(entry.id)
      const what = refusedAction(entry)
      if (what !== null) this.#options.refused(entry.chatId, what)
      return null
    } catch (failure) {
      // The row is still there and is looked at again.
      this.#options.failed(failure)
      return LONGEST_PAUSE_MS
    }
  }

  #later(lane: string, pause: number): void {
    if (this.#stopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#busy.delete(lane)
      this.kick()
    }, pause)
    this.#timers.add(timer)
  }
}
