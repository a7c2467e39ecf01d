/**
 * The simulated phone in a process of its own, for measuring the client alone. Times are taken here, at the other end of
 * the wire, and told in ms since the epoch with fractions, so that both processes speak of the same clock.
 * Started by phone.ts with a {@link PhoneSetup} as JSON; speaks over IPC.
 */
import type { Person, Phone } from '../phone/api.ts'
import { startPhone } from '../phone/phone.ts'
import { settle } from '../phone/world/settle.ts'
import type { World } from '../phone/world/world.ts'
import { asHistory, chunksFile, readSample, type SampleSize, sampleWorld } from './sample.ts'

export interface PhoneSetup {
  /** The world that lives on this phone; null: an empty one with some contacts. */
  sample: SampleSize | null
}

export interface PhoneAnswers {
  address(): { url: string; rootKeyHex: string; mediaHost: string; mediaCaFile: string; variables: NodeJS.ProcessEnv }
  /** Scans the code. Answers when the device is linked. */
  scan(qr: string): Promise<void>
  /** Sends the whole history to the linked device. @returns when the first stanza of it went out. */
  sendHistory(): Promise<number>
  /** Sends texts one after the other. @returns for each, ms from the contact's "send" to the delivery receipt (`inactive` while nobody looks at the app). */
  live(count: number): Promise<number[]>
  /** Until everything sent was acknowledged. */
  settled(): Promise<void>
  problems(): string[]
}

const now = (): number => performance.timeOrigin + performance.now()

/** Contacts that write in turn; each one's first message sets up a session. */
const WRITERS = 20
const PATIENCE_MS = 60_000

async function start({ sample }: PhoneSetup): Promise<PhoneAnswers> {
  const phone = await startPhone({ seed: 1, me: { pn: '15550100', lid: '90010100', pushName: 'Robin' } })
  if (sample !== null) {
    const world = sampleWorld(sample)
    // The history is not sent at the link but when it is asked for, so that linking is not measured along.
    const quiet: World = Object.assign(Object.create(world) as World, { *chunks() {} })
    settle(phone, quiet)
    phone.setHistory({})
  }
  const history = sample === null ? [] : asHistory(readSample(chunksFile(sample)).chunks)
  return {
    address: () => ({
      url: phone.url,
      rootKeyHex: phone.rootKeyHex,
      mediaHost: phone.mediaHost,
      mediaCaFile: phone.mediaCaFile,
      variables: phone.env(),
    }),
    async scan(qr) {
      await phone.scan(qr)
    },
    async sendHistory() {
      const at = now()
      await phone.sendHistory({ chunks: history })
      return at
    },
    live: count => live(phone, count),
    settled: () => phone.settled(PATIENCE_MS),
    problems: () => [...phone.problems],
  }
}

async function live(phone: Phone, count: number): Promise<number[]> {
  const writers: Person[] = Array.from({ length: WRITERS }, (_, n) =>
    phone.addPerson({ pn: `1555020${100 + n}`, lid: `9002020${100 + n}`, pushName: `Writer ${n}` }),
  )
  const arrived = new Map<string, number>()
  let told: (() => void) | null = null
  const stop = phone.onReceived(entry => {
    if (entry.kind !== 'receipt' || (entry.type !== '' && entry.type !== 'inactive')) return
    const at = performance.now()
    for (const id of entry.ids) arrived.set(id, at)
    told?.()
  })
  const receiptOf = async (id: string): Promise<number> => {
    for (;;) {
      const at = arrived.get(id)
      if (at !== undefined) return at
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no receipt came')), PATIENCE_MS)
        told = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const latencies: number[] = []
  for (let n = 0; n < count; n++) {
    const writer = writers[n % WRITERS]
    if (writer === undefined) break
    const began = performance.now()
    const { id } = await writer.sendText(`This is the live message number ${n}, of about the usual length.`)
    latencies.push((await receiptOf(id)) - began)
  }
  stop()
  return latencies
}

export type Call = { id: number; name: keyof PhoneAnswers; args: unknown[] }
export type Answer = { id: number; value: unknown } | { id: number; error: string }

const answers = await start(JSON.parse(process.argv[2] ?? '') as PhoneSetup)

process.on('message', ({ id, name, args }: Call) => {
  const run = answers[name] as (...args: unknown[]) => unknown
  Promise.resolve()
    .then(() => run(...args))
    .then(
      value => process.send?.({ id, value } satisfies Answer),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answer),
    )
})
process.on('disconnect', () => process.exit(0))
