/** The real engine in its thread, and questions to it by the contract. */
import { type EngineClient, startEngineThread } from '../../src/main/engine/client.ts'
import { plainBox } from '../../src/main/secrets.ts'
import type { Input, Output } from '../../src/shared/contract.ts'
import type { CallName } from '../../src/shared/names.ts'
import type { Phone } from '../phone/api.ts'

export class TrustDesk {
  readonly #client: EngineClient
  readonly #wakers = new Set<() => void>()
  /** Errors in the log. */
  readonly errors: string[] = []
  /** Rejects when the engine's thread ends by itself. */
  readonly failed: Promise<never>

  constructor(phone: Phone, dataDir: string) {
    this.#client = startEngineThread({
      dataDir,
      host: { kind: 'browser', version: '0.0.0', platform: 'test', language: 'en' },
      secrets: plainBox,
      wire: {
        url: phone.url,
        rootKeyHex: phone.rootKeyHex,
        mediaHost: phone.mediaHost,
        mediaCaFile: phone.mediaCaFile,
      },
      workerUrl: new URL('../../src/main/engine/worker.ts', import.meta.url),
      decoderUrl: new URL('../../src/main/engine/link/decoder.ts', import.meta.url),
      log: line => {
        if (!('level' in line && line.level === 'error' && 'msg' in line)) return
        // The library calls the server's "log in again" after pairing an error.
        if (!String(line.msg).startsWith('baileys:')) this.errors.push(JSON.stringify(line))
      },
    })
    this.failed = new Promise((_, reject) => {
      this.#client.onExit(({ expected }) => {
        if (!expected) reject(new Error(`the engine ended: ${this.errors.at(-1) ?? 'nobody knows why'}`))
      })
    })
    // Whoever waits hears of it.
    this.failed.catch(() => undefined)
    this.#client.onEvents(() => {
      for (const wake of [...this.#wakers]) wake()
    })
  }

  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const result = await this.#client.call(name, input)
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`)
    return result.value as Output<N>
  }

  async link(phone: Phone): Promise<void> {
    await this.call('linkByQr', {})
    const qr = await this.until('a QR code', 60_000, async () => {
      const { linking } = await this.call('appState', {})
      return linking.step === 'qr' ? linking.qr : null
    })
    await phone.scan(qr)
    await this.until('the connection', 60_000, async () => {
      const { connection } = await this.call('appState', {})
      return connection.state === 'connected'
    })
  }

  /** Asks with every batch of events, until the answer is not empty. */
  async until<T>(what: string, patienceMs: number, ask: () => Promise<T | null | false>): Promise<T> {
    const deadline = Date.now() + patienceMs
    for (;;) {
      let wake = (): void => undefined
      let timer: NodeJS.Timeout | undefined
      const changed = new Promise<boolean>(resolve => {
        wake = () => resolve(true)
        timer = setTimeout(() => resolve(false), Math.max(0, deadline - Date.now()))
        this.#wakers.add(wake)
      })
      try {
        const answer = await ask()
        if (answer !== null && answer !== false) return answer
        if (!(await Promise.race([changed, this.failed]))) throw new Error(`waited in vain for ${what}`)
      } finally {
        clearTimeout(timer)
        this.#wakers.delete(wake)
      }
    }
  }

  close(): Promise<void> {
    return this.#client.close()
  }
}
