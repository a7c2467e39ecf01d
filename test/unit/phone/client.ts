import { readFileSync } from 'node:fs'
import { Agent as HttpsAgent } from 'node:https'
import {
  type AuthenticationState,
  type BaileysEventMap,
  BufferJSON,
  Curve,
  generateSignalPubKey,
  initAuthCreds,
  makeWASocket,
  proto,
  type SignalDataTypeMap,
  type UserFacingSocketConfig,
  WA_CERT_DETAILS,
  type WASocket,
} from 'baileys'
import { verifySignature } from 'libsignal/src/curve.js'
import pino from 'pino'
import { Agent, type Dispatcher } from 'undici'
import type { Phone } from '../../phone/api.ts'

/** The real client with keys in memory, for the self tests of the simulated phone. */

const strictVerify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  try {
    return verifySignature(Buffer.from(generateSignalPubKey(key)), Buffer.from(message), Buffer.from(signature))
  } catch {
    return false
  }
}

function memoryAuth(): AuthenticationState {
  const data = new Map<string, string>()
  return {
    creds: initAuthCreds(),
    keys: {
      get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
        const found: { [id: string]: SignalDataTypeMap[T] } = {}
        for (const id of ids) {
          const value = data.get(`${type}/${id}`)
          if (value === undefined) continue
          const revived = JSON.parse(value, BufferJSON.reviver)
          // Protobuf messages go to JSON in their own way.
          found[id] = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(revived) : revived
        }
        return found
      },
      set(changes) {
        for (const [type, entries] of Object.entries(changes)) {
          for (const [id, value] of Object.entries(entries)) {
            if (value === null) data.delete(`${type}/${id}`)
            else data.set(`${type}/${id}`, JSON.stringify(value, BufferJSON.replacer))
          }
        }
      },
    },
  }
}

/** Where the client connects to: a phone here, or one in another process. */
type Target = ReturnType<Phone['env']> & {
  url: string
  rootKeyHex: string
  scan?: Phone['scan']
  problems?: readonly string[]
}

/** Redirects WhatsApp's media hosts to the phone's. */
function dispatcher(phone: Target): Dispatcher {
  const port = Number(phone.PILLION_WA_MEDIA_HOST.split(':')[1])
  const agent = new Agent({
    connect: {
      ca: readFileSync(phone.PILLION_WA_MEDIA_CA),
      lookup: (_host, options, done) =>
        options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
    },
  })
  return agent.compose(dispatch => (options, handler) => {
    const origin = new URL(String(options.origin))
    origin.port = String(port)
    return dispatch({ ...options, origin }, handler)
  })
}

/** Fetch options with the dispatcher, of which RequestInit's type here knows another version. */
function throughPhone(phone: Target): RequestInit {
  return Object.assign({}, { dispatcher: dispatcher(phone) }) as object
}

type EventName = keyof BaileysEventMap
type Seen = { [K in EventName]: { name: K; value: BaileysEventMap[K] } }[EventName]

export class TestClient {
  readonly auth = memoryAuth()
  readonly events: Seen[] = []
  readonly statuses: number[] = []
  socket: WASocket
  readonly #phone: Target
  readonly #config: Partial<UserFacingSocketConfig>
  #waiting = new Set<() => void>()
  reconnect = true
  #stopped = false

  constructor(phone: Target, config: Partial<UserFacingSocketConfig> = {}) {
    this.#phone = phone
    this.#config = config
    Curve.verify = strictVerify
    WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(phone.rootKeyHex, 'hex')
    this.socket = this.#connect()
  }

  #connect(): WASocket {
    const level = process.env.BAILEYS_LOG ?? 'silent'
    const socket = makeWASocket({
      auth: this.auth,
      logger: pino({ level }),
      waWebSocketUrl: this.#phone.url,
      browser: ['Mac OS', 'Desktop', '14.4.1'],
      syncFullHistory: true,
      shouldSyncHistoryMessage: () => true,
      appStateMacVerification: { patch: true, snapshot: true },
      retryRequestDelayMs: 10,
      fetchAgent: new HttpsAgent({ ca: readFileSync(this.#phone.PILLION_WA_MEDIA_CA) }),
      options: throughPhone(this.#phone),
      ...this.#config,
    })
    socket.ev.process(events => {
      if (this.#stopped) return
      for (const [name, value] of Object.entries(events)) this.events.push({ name, value } as Seen)
      const { connection, lastDisconnect } = events['connection.update'] ?? {}
      if (connection === 'close') {
        const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined
        const status = error?.output?.statusCode ?? 0
        this.statuses.push(status)
        if (this.reconnect && ![401, 440].includes(status)) this.socket = this.#connect()
      }
      for (const wake of [...this.#waiting]) wake()
    })
    return socket
  }

  start(): void {
    this.socket = this.#connect()
  }

  /** The first event of that name, past or future, from which `pick` takes something. */
  async wait<K extends EventName, R>(
    name: K,
    pick: (value: BaileysEventMap[K]) => R | null | undefined | false,
    timeoutMs = 12_000,
  ): Promise<R> {
    const look = (): R | null => {
      for (const event of this.events) {
        if (event.name !== name) continue
        const found = pick(event.value as BaileysEventMap[K])
        if (found !== null && found !== undefined && found !== false) return found
      }
      return null
    }
    let found: R | null = null
    const condition = (): boolean => {
      found = look()
      return found !== null
    }
    await this.until(condition, `${name} that fits`, timeoutMs)
    if (found === null) throw new Error(`${name} vanished`)
    return found
  }

  qr(): Promise<string> {
    return this.wait('connection.update', update => update.qr)
  }

  async link(): Promise<this> {
    await this.#phone.scan?.(await this.qr())
    await this.open()
    return this
  }

  async open(): Promise<void> {
    await this.wait('connection.update', update => update.connection === 'open')
  }

  /** Options that make `downloadMediaMessage` go to the phone's media host. */
  get downloads(): { options: RequestInit } {
    return { options: throughPhone(this.#phone) }
  }

  /** The message with that text or id. */
  message(idOrText: string) {
    return this.wait('messages.upsert', ({ messages }) =>
      messages.find(
        m =>
          m.key.id === idOrText ||
          m.message?.conversation === idOrText ||
          m.message?.extendedTextMessage?.text === idOrText,
      ),
    )
  }

  /** Resolves when the message has at least that status (2 sent, 3 delivered, 4 read, 5 played). */
  status(id: string, status: number): Promise<void> {
    // An update that meets its message in the client's event buffer is merged into it.
    const reached = (): boolean =>
      this.events.some(({ name, value }) => {
        if (name === 'messages.update') return value.some(u => u.key.id === id && (u.update.status ?? 0) >= status)
        if (name === 'messages.upsert') return value.messages.some(m => m.key.id === id && (m.status ?? 0) >= status)
        return false
      })
    return this.until(reached, `status ${status} of ${id}`)
  }

  /** Resolves when the user's group message or status has a receipt of that kind. */
  receipt(id: string, kind: 'receiptTimestamp' | 'readTimestamp'): Promise<void> {
    const has = (): boolean =>
      this.events.some(({ name, value }) => {
        if (name === 'message-receipt.update') return value.some(r => r.key.id === id && r.receipt[kind])
        return (
          name === 'messages.upsert' && value.messages.some(m => m.key.id === id && m.userReceipt?.some(r => r[kind]))
        )
      })
    return this.until(has, `${kind} of ${id}`)
  }

  /** Resolves when the condition holds; it is looked at after each batch of events. */
  until(condition: () => boolean, what: string, timeoutMs = 12_000): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        if (!condition()) return
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(wake)
        const names = [...new Set(this.events.map(e => e.name))].join(', ')
        reject(new Error(`no ${what}; saw ${names}; statuses ${this.statuses}; problems: ${this.#phone.problems}`))
      }, timeoutMs)
      this.#waiting.add(wake)
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.reconnect = false
    await this.socket.end(undefined)
  }
}
