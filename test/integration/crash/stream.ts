/** What keeps coming while the engine is killed: live messages, group messages, edits of them, and history. */
import { proto } from 'baileys'
import type { Group, Person, Phone } from '../../phone/api.ts'

const { HistorySyncType } = proto.HistorySync
const START = Date.UTC(2026, 8, 1) / 1000
/** Messages per history chunk: some slices long, so that a kill falls between two. */
const CHUNK = 700
/** Stanzas that wait for the engine at most (besides what others are about to add). */
const BACKLOG = 500

/** A small seeded generator (mulberry32): the same seed gives the same run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export class Stream {
  /** Every text that was put on its way. */
  readonly live = new Set<string>()
  readonly history = new Set<string>()
  readonly #phone: Phone
  readonly #random: () => number
  readonly #people: Person[]
  readonly #group: Group
  #timer: NodeJS.Timeout | null = null
  #count = 0

  constructor(phone: Phone, random: () => number) {
    this.#phone = phone
    this.#random = random
    this.#people = [1, 2, 3, 4].map(n =>
      phone.addPerson({ pn: `1555010${n}`, lid: `9001010${n}`, pushName: `Contact ${n}` }),
    )
    this.#group = phone.addGroup({ subject: 'Picnic', members: this.#people })
  }

  /** Writes about every `everyMs`, one after the other, until stopped. */
  start(everyMs: number): void {
    const next = (): void => {
      this.#timer = setTimeout(
        () => {
          void this.#one().then(() => {
            if (this.#timer !== null) next()
          })
        },
        everyMs * this.#random() * 2,
      )
    }
    next()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  async #one(): Promise<void> {
    // Engines that live half a second get on slowly: they are given no more than the last one can catch up with.
    if (this.#phone.devices.some(device => device.pending > BACKLOG)) return
    this.#count += 1
    const person = this.#people[Math.floor(this.#random() * this.#people.length)]
    if (person === undefined) return
    const text = `live ${this.#count}`
    this.live.add(text)
    const dice = this.#random()
    if (dice < 0.3) await person.sendText(text, { to: this.#group })
    else await person.sendText(text, { addressing: dice < 0.6 ? 'pn' : 'lid' })
  }

  /** One history chunk with messages nobody has seen yet. */
  async sendHistory(): Promise<void> {
    const part = this.history.size / CHUNK
    const conversations = this.#people.map((person, index) => {
      const jid = person.jid('pn')
      const messages = Array.from({ length: CHUNK / this.#people.length }, (_, n) => {
        const text = `history ${part} ${index} ${n}`
        this.history.add(text)
        return {
          message: {
            key: { remoteJid: jid, fromMe: false, id: `H${part}-${index}-${n}` },
            messageTimestamp: START + part * 1000 + n,
            message: { conversation: text },
          },
        }
      })
      return { id: jid, messages }
    })
    await this.#phone.sendHistory({
      chunks: [{ syncType: HistorySyncType.RECENT, content: { conversations }, progress: 100 }],
    })
  }
}
