import type { LinkedDevice, Phone } from '../api.ts'
import { startPhone } from '../phone.ts'
import { type Live, startLive } from './live.ts'
import { settle } from './settle.ts'
import { type World, world } from './world.ts'

export interface DemoOptions {
  /** Without the live chatter. */
  quiet: boolean
  /** Takes a line about what happens. */
  say?: (line: string) => void
  seed?: number
  /** The world's time. Default: the present. */
  now?: Date
  messages?: number
  chats?: number
  /** Of the live chatter, in ms. */
  paceMs?: number
}

export interface DemoWorld {
  phone: Phone
  world: World
  /** Holds the sample phone's camera before a QR code. Rejects for a stale one. */
  scan(qr: string): Promise<LinkedDevice>
  stop(): Promise<void>
}

/** How long the first sync of a linked device may take, in ms, before life goes on anyway. */
const FIRST_SYNC = 120_000

/** Starts the simulated phone with the sample world in it. Once a device is linked and has its history, the chatter begins. */
export async function startDemoWorld(options: DemoOptions): Promise<DemoWorld> {
  const { quiet, say = () => {}, seed = 1, now = new Date(), messages, chats, paceMs } = options
  const sample = world({
    seed,
    now,
    ...(messages === undefined ? {} : { messages }),
    ...(chats === undefined ? {} : { chats }),
  })
  const phone = await startPhone({ seed, me: sample.me })
  const residents = settle(phone, sample, { deflated: true })
  say(`The sample phone has ${sample.chats.length} chats with ${sample.messageCount} messages.`)

  let live: Live | null = null
  let stopped = false
  const begin = async (): Promise<void> => {
    await phone.settled(FIRST_SYNC).catch(() => null)
    if (stopped || live) return
    say('The history is over; people begin to write.')
    live = startLive({ phone, world: sample, residents, seed, ...(paceMs === undefined ? {} : { paceMs }) })
  }
  const stopListening = phone.onReceived(({ kind }) => {
    if (kind === 'linked') say('A device is linked; it gets the history now.')
    if (kind === 'login' && !quiet && live === null) void begin()
  })
  phone.onProblem(problem => say(`The sample phone found fault: ${problem}`))

  return {
    phone,
    world: sample,
    scan: qr => phone.scan(qr),
    async stop() {
      stopped = true
      stopListening()
      await live?.stop()
      await phone.stop()
    },
  }
}
