/** Kills the engine again and again while messages stream in and out, and looks at what is left. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { AppState } from '../../../src/shared/model.ts'
import type { Phone } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import type { ChildSetup, FromChild, ToChild } from './child.ts'
import { Stream, seeded } from './stream.ts'

export interface CrashOptions {
  kills: number
  seed: number
  dataDir: string
  /** Called after each kill. */
  progress: (line: string) => void
}

export interface CrashReport {
  kills: number
  seconds: number
  live: number
  history: number
  sent: number
  /** What should not be: empty when all is well. */
  wrong: string[]
}

/** One kill in so many falls while the process loads; the others within this time (ms) after it has opened the store. */
const EARLY = 6
const LOADING_MS = 600
const LIFE_MS = 1_100
/** Longest wait for a process to load on a busy machine (ms). */
const LOADING_PATIENCE_MS = 30_000
/** The last engine may take as long as it needs to get everything, while it gets on. */
const LAST_PATIENCE_MS = 60_000

class Victim {
  readonly process: ChildProcess
  state: AppState | null = null
  chats: number[] = []
  readonly #told = new Set<() => void>()

  constructor(setup: ChildSetup, taken: (text: string) => void, trouble: (line: string) => void) {
    this.process = fork(new URL('./child.ts', import.meta.url), [JSON.stringify(setup)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    this.process.stderr?.on('data', chunk => trouble(String(chunk)))
    this.process.on('message', (message: FromChild) => {
      if (message.type === 'state') this.state = message.state
      if (message.type === 'chats') this.chats = message.ids
      if (message.type === 'taken') taken(message.text)
      for (const wake of [...this.#told]) wake()
    })
    this.process.on('exit', () => {
      for (const wake of [...this.#told]) wake()
    })
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }

  tell(message: ToChild): void {
    if (this.alive && this.process.connected) this.process.send(message, () => undefined)
  }

  /** @returns false when it died or the time is over before the condition held. */
  async until(condition: () => boolean, ms: number): Promise<boolean> {
    const deadline = Date.now() + ms
    while (!condition()) {
      if (!this.alive || Date.now() >= deadline) return false
      await new Promise<void>(resolve => {
        const wake = (): void => {
          clearTimeout(timer)
          this.#told.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, deadline - Date.now())
        this.#told.add(wake)
      })
    }
    return true
  }

  async kill(): Promise<void> {
    if (!this.alive) return
    const gone = once(this.process, 'exit')
    this.process.kill('SIGKILL')
    await gone
  }

  async end(): Promise<void> {
    const gone = once(this.process, 'exit')
    this.tell({ type: 'stop' })
    await gone
  }
}

export async function crash(options: CrashOptions): Promise<CrashReport> {
  const began = Date.now()
  const random = seeded(options.seed)
  const phone = await startPhone({ seed: options.seed, me: { pn: '15550100', lid: '90010100', pushName: 'Robin' } })
  const wrong: string[] = []
  const taken = new Set<string>()
  const setup: ChildSetup = {
    dataDir: options.dataDir,
    wire: {
      url: phone.url,
      rootKeyHex: phone.rootKeyHex,
      mediaHost: phone.mediaHost,
      mediaCaFile: phone.mediaCaFile,
    },
  }
  const begin = (): Victim =>
    new Victim(
      setup,
      text => taken.add(text),
      line => wrong.push(line.slice(0, 2000)),
    )
  let victim = begin()
  try {
    const stream = new Stream(phone, random)
    await link(phone, victim)
    stream.start(50)
    let writes = 0
    for (let kill = 1; kill <= options.kills; kill += 1) {
      if (kill % 3 === 0) void stream.sendHistory()
      const early = Math.floor(random() * EARLY) === 0
      if (!early) await victim.until(() => victim.state !== null, LOADING_PATIENCE_MS)
      const life = random() * (early ? LOADING_MS : LIFE_MS)
      const over = Date.now() + life
      victim.tell({ type: 'chats' })
      await victim.until(() => victim.chats.length > 0, over - Date.now())
      while (victim.alive && Date.now() < over && victim.chats.length > 0) {
        writes += 1
        const chatId = victim.chats[writes % victim.chats.length] ?? 1
        victim.tell({ type: 'send', chatId, text: `sent ${writes}` })
        await victim.until(() => false, Math.min(50, over - Date.now()))
      }
      await victim.until(() => false, over - Date.now())
      await victim.kill()
      const when = `${Math.round(life)} ms after ${early ? 'the start' : 'opening'}`
      options.progress(`kill ${kill} ${when}: ${stream.live.size} live, ${taken.size} written`)
      victim = begin()
    }
    stream.stop()
    options.progress('the last engine gets the rest')
    await settle(phone, victim, taken, wrong)
    options.progress('everything has arrived')
    await victim.end()
    options.progress('ended')
    inspect(join(options.dataDir, 'pillion.sqlite'), stream, taken, wrong)
    sentOnce(phone, taken, wrong)
    wrong.push(...phone.problems)
    return {
      kills: options.kills,
      seconds: Math.round((Date.now() - began) / 1000),
      live: stream.live.size,
      history: stream.history.size,
      sent: taken.size,
      wrong,
    }
  } finally {
    await victim.kill()
    await phone.stop()
  }
}

async function link(phone: Phone, victim: Victim): Promise<void> {
  const qr = (): string | null => (victim.state?.linking.step === 'qr' ? victim.state.linking.qr : null)
  await victim.until(() => qr() !== null, LAST_PATIENCE_MS)
  await phone.scan(qr() ?? '')
  await victim.until(() => victim.state?.connection.state === 'connected', LAST_PATIENCE_MS)
}

/** The last engine gets everything, and sends everything. */
async function settle(phone: Phone, victim: Victim, taken: Set<string>, wrong: string[]): Promise<void> {
  const connected = await victim.until(() => victim.state?.connection.state === 'connected', LAST_PATIENCE_MS)
  if (!connected) wrong.push('the last engine did not connect')
  await drained(phone)
  await victim.until(() => victim.state?.sync.state === 'idle', LAST_PATIENCE_MS)
  for (const text of taken) {
    await phone
      .waitFor('message', entry => entry.message.conversation === text, LAST_PATIENCE_MS)
      .catch(() => {
        wrong.push(`written and never sent: ${text}`)
      })
  }
  await drained(phone)
}

/** Everything is acknowledged. @throws when nothing more is within {@link LAST_PATIENCE_MS}. */
async function drained(phone: Phone): Promise<void> {
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    try {
      return await phone.settled(LAST_PATIENCE_MS)
    } catch (error) {
      const waiting = phone.devices.reduce((sum, device) => sum + device.pending, 0)
      if (waiting >= before) throw error
      before = waiting
    }
  }
}

function inspect(file: string, stream: Stream, taken: Set<string>, wrong: string[]): void {
  const db = new Database(file, { readonly: true })
  try {
    const integrity = db.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') wrong.push(`integrity_check: ${String(integrity)}`)
    const rows = db.prepare<[], { text: string; n: number }>(
      "SELECT text, count(*) AS n FROM messages WHERE kind = 'text' GROUP BY text",
    )
    const counts = new Map(rows.all().map(({ text, n }) => [text, n]))
    for (const text of [...stream.live, ...stream.history, ...taken]) {
      const n = counts.get(text) ?? 0
      if (n !== 1) wrong.push(`${text}: there ${n} times`)
    }
    const waiting = db.prepare<[], { n: number }>("SELECT count(*) AS n FROM messages WHERE kind = 'waiting'").get()
    if (waiting?.n !== 0) wrong.push(`${waiting?.n} messages could not be read`)
    const unprojected = db
      .prepare<[], { n: number }>('SELECT count(*) AS n FROM journal WHERE projected_at IS NULL')
      .get()
    if (unprojected?.n !== 0) wrong.push(`${unprojected?.n} journal rows are not projected`)
  } finally {
    db.close()
  }
}

/** Receivers drop doubles by id, so what was sent twice must bear one id. */
function sentOnce(phone: Phone, taken: Set<string>, wrong: string[]): void {
  const ids = new Map<string, Set<string>>()
  for (const { id, message } of phone.receivedOf('message')) {
    const text = message.conversation ?? ''
    ids.set(text, (ids.get(text) ?? new Set()).add(id))
  }
  for (const text of taken) {
    const n = ids.get(text)?.size ?? 0
    if (n > 1) wrong.push(`${text}: sent under ${n} ids`)
  }
}
