/** The real engine in its thread, linked to a bench's phone. */
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject } from '../../scripts/steps/project.ts'
import { type EngineClient, startEngineThread } from '../../src/main/engine/client.ts'
import { plainBox } from '../../src/main/secrets.ts'
import type { Input, Output } from '../../src/shared/contract.ts'
import type { AppState } from '../../src/shared/model.ts'
import type { CallName } from '../../src/shared/names.ts'
import type { BenchPhone } from './phone.ts'

/** Longest wait for one step (ms): a slow machine may take minutes for 100,000 messages. */
const PATIENCE_MS = 300_000

/** What runs: the bundle that ships, or the sources. */
export type EngineCode = 'bundle' | 'source'

/** The bundle when there is one and nobody asked for the sources. */
export function engineCode(source: boolean): EngineCode {
  return !source && existsSync(inProject('out', 'main', 'worker.js')) ? 'bundle' : 'source'
}

const entries = {
  bundle: { worker: 'out/main/worker.js', decoder: 'out/main/decoder.js' },
  source: { worker: 'src/main/engine/worker.ts', decoder: 'src/main/engine/link/decoder.ts' },
}

export class BenchEngine {
  readonly client: EngineClient
  readonly #wakers = new Set<() => void>()

  constructor(code: EngineCode, dataDir: string, phone: Pick<BenchPhone, 'wire'>) {
    this.client = startEngineThread({
      dataDir,
      host: { kind: 'browser', version: '0.0.0', platform: process.platform, language: 'en' },
      secrets: plainBox,
      wire: phone.wire,
      workerUrl: pathToFileURL(inProject(entries[code].worker)),
      decoderUrl: pathToFileURL(inProject(entries[code].decoder)),
      log: line => {
        // The library calls the server's "log in again" after pairing an error.
        const own = !('msg' in line && String(line.msg).startsWith('baileys:'))
        if (own && 'level' in line && line.level === 'error') console.error(JSON.stringify(line))
      },
    })
    this.client.onEvents(() => {
      for (const wake of [...this.#wakers]) wake()
    })
  }

  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const result = await this.client.call(name, input)
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`)
    return result.value as Output<N>
  }

  state(): Promise<AppState> {
    return this.call('appState', {})
  }

  /** Links by QR code; resolves when the engine is connected and has taken what the phone sends at first. */
  async link(phone: BenchPhone): Promise<void> {
    await this.call('linkByQr', {})
    const qr = await this.#until('a QR code', async () => {
      const { linking } = await this.state()
      return linking.step === 'qr' ? linking.qr : null
    })
    await phone.call('scan', qr)
    await this.#until('the connection', async () => (await this.state()).connection.state === 'connected' || null)
    await phone.call('settled')
  }

  /**
   * The time (ms since the epoch, with fractions) at which the engine tells that no history is waiting, after having told of
   * messages in it: a phone begins with an empty chunk.
   */
  synced(): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('waited in vain for the end of the history')), PATIENCE_MS)
      let begun = false
      const stop = this.client.onEvents(events => {
        const told = events.flatMap(event => (event.type === 'sync' ? [event.sync] : []))
        begun ||= told.some(sync => sync.state === 'running' && sync.messages > 0)
        if (!begun || !told.some(sync => sync.state === 'idle')) return
        clearTimeout(timer)
        stop()
        resolve(performance.timeOrigin + performance.now())
      })
    })
  }

  close(): Promise<void> {
    return this.client.close()
  }

  /** Asks at each batch of events until the answer is not null. */
  async #until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      let wake = (): void => undefined
      const changed = new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()))
        wake = () => {
          clearTimeout(timer)
          this.#wakers.delete(wake)
          resolve()
        }
        this.#wakers.add(wake)
      })
      const answer = await ask()
      if (answer !== null) {
        wake()
        return answer
      }
      await changed
      if (Date.now() >= deadline) throw new Error(`waited in vain for ${what}`)
    }
  }
}
