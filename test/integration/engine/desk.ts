/** An engine at a desk beside a simulated phone: the contract is all that tests use of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createEngine, type Engine } from '../../../src/main/engine/engine.ts'
import type { SecretBox } from '../../../src/main/engine/ports.ts'
import type { Input, Output } from '../../../src/shared/contract.ts'
import type { AppState, Chat, EngineEvent, ErrorCode, Message, Result } from '../../../src/shared/model.ts'
import type { CallName } from '../../../src/shared/names.ts'
import type { Phone, PhoneOptions } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'

/** Longest wait for something that should happen at once (ms); the machine may be busy. */
const PATIENCE_MS = 15_000

export const plainSecrets: SecretBox = {
  backend: 'none',
  protection: 'filePermissions',
  wrap: async bytes => bytes,
  unwrap: async bytes => bytes,
}

export class CallFailure extends Error {
  readonly code: ErrorCode
  constructor(name: string, code: ErrorCode, message: string) {
    super(`${name}: ${code}: ${message}`)
    this.code = code
  }
}

export async function newPhone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const phone = await startPhone({
    seed: 7,
    me: { pn: '15550100', lid: '90010100', pushName: 'Robin' },
    ...options,
  })
  onTestFinished(() => phone.stop())
  return phone
}

export function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pillion-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export class Desk {
  readonly phone: Phone
  readonly dataDir: string
  readonly #secrets: SecretBox
  readonly events: EngineEvent[] = []
  readonly log: object[] = []
  /** Of the program that the engine runs in, from the next start on. */
  version = '0.1.0'
  /** How far the engine's clock is ahead of the system's (ms). */
  skew = 0
  readonly #wakers = new Set<() => void>()
  #engine: Engine

  constructor(phone: Phone, dataDir: string = newFolder(), secrets: SecretBox = plainSecrets) {
    this.phone = phone
    this.dataDir = dataDir
    this.#secrets = secrets
    this.#engine = this.#start()
    onTestFinished(() => this.close())
  }

  /** A desk whose engine has linked and has what the phone sent at first. */
  static async linked(phone: Phone): Promise<Desk> {
    const desk = new Desk(phone)
    await desk.link()
    await phone.settled()
    return desk
  }

  result(name: string, input: unknown): Promise<Result<unknown>> {
    return this.#engine.call(name, input)
  }

  /** @throws {CallFailure} */
  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const result = await this.#engine.call(name, input)
    if (!result.ok) throw new CallFailure(name, result.error.code, result.error.message)
    return result.value as Output<N>
  }

  state(): Promise<AppState> {
    return this.call('appState', {})
  }

  /** Shows the QR code to the phone and waits until connected. */
  async link(): Promise<void> {
    await this.call('linkByQr', {})
    const qr = await this.until('a QR code', async () => {
      const { linking } = await this.state()
      return linking.step === 'qr' ? linking.qr : null
    })
    await this.phone.scan(qr)
    await this.connected()
  }

  async connected(): Promise<void> {
    await this.until('connected', async () => (await this.state()).connection.state === 'connected')
  }

  async chats(): Promise<Chat[]> {
    return (await this.call('chatsPage', { filter: 'all', archived: false, after: null, limit: 200 })).items
  }

  /** The chat by its displayed name. */
  chat(name: string): Promise<Chat> {
    return this.until(`a chat named ${name}`, async () => (await this.chats()).find(chat => chat.name.text === name))
  }

  async messages(chatId: number): Promise<Message[]> {
    return (await this.call('messagesPage', { chatId, from: 'end', limit: 200 })).items
  }

  /** The message by its text, once it is there and as wanted. */
  message(chatId: number, text: string, wanted: (message: Message) => boolean = () => true): Promise<Message> {
    return this.until(`the message "${text}"`, async () =>
      (await this.messages(chatId)).find(message => textOf(message) === text && wanted(message)),
    )
  }

  /** Asks again with every event of the engine and everything the phone receives, until the answer is not empty. */
  async until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const change = this.#change(deadline)
      try {
        const answer = await ask()
        if (answer !== null && answer !== undefined && answer !== false) return answer
        if (!(await change.happened)) throw new Error(`waited in vain for ${what}`)
      } finally {
        change.forget()
      }
    }
  }

  /** What a host would serve under this id. */
  file(mediaId: number): ReturnType<Engine['mediaFile']> {
    return this.#engine.mediaFile(mediaId)
  }

  /** The engine stops as when the app quits, and starts again on the same folder. */
  async restart(): Promise<void> {
    await this.#engine.close()
    this.#engine = this.#start()
  }

  close(): Promise<void> {
    return this.#engine.close()
  }

  #start(): Engine {
    return createEngine({
      dataDir: this.dataDir,
      host: { kind: 'browser', version: this.version, platform: 'test', language: 'en' },
      secrets: this.#secrets,
      wire: {
        url: this.phone.url,
        rootKeyHex: this.phone.rootKeyHex,
        mediaHost: this.phone.mediaHost,
        mediaCaFile: this.phone.mediaCaFile,
      },
      decoderUrl: new URL('../../../src/main/engine/link/decoder.ts', import.meta.url),
      log: line => this.log.push(line),
      now: () => Date.now() + this.skew,
      emit: events => {
        this.events.push(...events)
        for (const wake of [...this.#wakers]) wake()
      },
    })
  }

  /** `happened` is true at the next event on either side, false when the time is over. */
  #change(deadline: number): { happened: Promise<boolean>; forget: () => void } {
    let forget = (): void => undefined
    const happened = new Promise<boolean>(resolve => {
      const wake = (): void => resolve(true)
      const timer = setTimeout(() => resolve(false), Math.max(0, deadline - Date.now()))
      const stopReceived = this.phone.onReceived(wake)
      this.#wakers.add(wake)
      forget = () => {
        clearTimeout(timer)
        stopReceived()
        this.#wakers.delete(wake)
      }
    })
    return { happened, forget }
  }
}

export function textOf(message: Message): string | null {
  return message.content.kind === 'text' ? message.content.text : null
}
