import type { BinaryNode } from 'baileys'
import type { LinkedDevice } from './api.ts'
import type { Connection } from './connection.ts'
import { withDevice } from './jids.ts'
import type { KeyBundle } from './signal.ts'

/** How many delivered messages can be delivered again. */
const RECENT = 2000

type Pending = { key: string; node: BinaryNode }

/** A linked device as the server knows it: keys, queue of undelivered stanzas, connection. */
export class Companion implements LinkedDevice {
  readonly id: number
  readonly jid: string
  readonly lid: string
  readonly keyIndex: number
  readonly noiseKey: Uint8Array
  readonly identity: Uint8Array
  readonly registrationId: number
  readonly os: string
  signedPreKey: KeyBundle['signedPreKey']
  readonly preKeyStore = new Map<number, Uint8Array>()
  connection: Connection | null = null
  /** False until the client has asked for what waits (`<active/>`). */
  ready = false
  /** It has said on this connection that the user is there: presence and writing are told to it. */
  available = false
  /** History and keys are given once. */
  welcomed = false
  /** The server has said that one-time pre-keys run low. */
  warnedLow = false
  removed = false
  /** Senders that already gave this device their sender key, as `group sender`. */
  readonly senderKeysGiven = new Set<string>()
  readonly #queue = new Map<number, Pending>()
  readonly #byKey = new Map<string, number[]>()
  readonly #recent = new Map<string, BinaryNode>()
  #sequence = 0
  #hasUploaded = false
  #uploaded: (() => void)[] = []
  #idle: (() => void)[] = []
  /** Builders that are still encrypting for this device. */
  #building = 0

  constructor(init: {
    id: number
    pn: string
    lid: string
    keyIndex: number
    noiseKey: Uint8Array
    identity: Uint8Array
    registrationId: number
    signedPreKey: KeyBundle['signedPreKey']
    os: string
  }) {
    this.id = init.id
    this.jid = withDevice(init.pn, init.id)
    this.lid = withDevice(init.lid, init.id)
    this.keyIndex = init.keyIndex
    this.noiseKey = init.noiseKey
    this.identity = init.identity
    this.registrationId = init.registrationId
    this.signedPreKey = init.signedPreKey
    this.os = init.os
  }

  get connected(): boolean {
    return this.connection !== null && !this.connection.ended
  }

  get preKeys(): number {
    return this.preKeyStore.size
  }

  get pending(): number {
    return this.#queue.size
  }

  /** Whether people can write to the device. */
  get hasKeys(): boolean {
    return this.#hasUploaded
  }

  /** A bundle for one new session; uses up a one-time pre-key. Null until the device has uploaded. */
  takeBundle(): KeyBundle | null {
    if (!this.#hasUploaded) return null
    const first = this.preKeyStore.entries().next().value
    if (first) this.preKeyStore.delete(first[0])
    return {
      registrationId: this.registrationId,
      identity: this.identity,
      signedPreKey: this.signedPreKey,
      preKey: first ? { id: first[0], publicKey: first[1] } : null,
    }
  }

  /** Resolves when the device's keys are on the server, so that people can write to it. */
  whenUploaded(): Promise<void> {
    if (this.#hasUploaded) return Promise.resolve()
    return new Promise(resolve => this.#uploaded.push(resolve))
  }

  uploadedPreKeys(): void {
    this.#hasUploaded = true
    this.warnedLow = false
    for (const resolve of this.#uploaded.splice(0)) resolve()
  }

  /** Keeps the stanza until the device acknowledges it; sends it now if it is connected and ready. */
  deliver(node: BinaryNode): void {
    if (this.removed) return
    const sequence = this.#sequence++
    if (node.tag === 'message' && node.attrs.id !== undefined) {
      this.#recent.delete(node.attrs.id)
      this.#recent.set(node.attrs.id, node)
      const oldest = this.#recent.keys().next().value
      if (this.#recent.size > RECENT && oldest !== undefined) this.#recent.delete(oldest)
    }
    const key = `${node.tag} ${node.attrs.id ?? ''}`
    this.#queue.set(sequence, { key, node })
    const same = this.#byKey.get(key)
    if (same) same.push(sequence)
    else this.#byKey.set(key, [sequence])
    if (this.ready && this.connected) this.connection?.send(node)
  }

  /** Delivers once more the last message of that id. */
  deliverAgain(id: string): void {
    const node = this.#recent.get(id)
    if (node) this.deliver(node)
  }

  /** Forgets the oldest stanza of that class and id. */
  acknowledge(kind: string, id: string): void {
    const key = `${kind} ${id}`
    const same = this.#byKey.get(key)
    const sequence = same?.shift()
    if (sequence === undefined) return
    if (same?.length === 0) this.#byKey.delete(key)
    this.#queue.delete(sequence)
    this.#checkIdle()
  }

  /** All that waits, oldest first, marked as offline, and the end mark. */
  flush(): void {
    this.ready = true
    this.available = false
    const waiting = [...this.#queue.values()]
    for (const { node } of waiting) {
      this.connection?.send({ ...node, attrs: { ...node.attrs, offline: '0' } })
    }
    this.connection?.send({
      tag: 'ib',
      attrs: { from: '@s.whatsapp.net' },
      content: [{ tag: 'offline', attrs: { count: String(waiting.length) } }],
    })
  }

  counts(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { node } of this.#queue.values()) counts[node.tag] = (counts[node.tag] ?? 0) + 1
    return counts
  }

  /** Counts work towards {@link settled} that has not reached the queue yet. */
  async building<T>(work: () => Promise<T>): Promise<T> {
    this.#building++
    try {
      return await work()
    } finally {
      this.#building--
      this.#checkIdle()
    }
  }

  #checkIdle(): void {
    if (this.#queue.size > 0 || this.#building > 0) return
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  /** Resolves when nothing waits for this device's acknowledgement. */
  settled(): Promise<void> {
    if (this.#queue.size === 0 && this.#building === 0) return Promise.resolve()
    return new Promise(resolve => this.#idle.push(resolve))
  }

  remove(): void {
    this.removed = true
    this.#queue.clear()
    this.#byKey.clear()
    this.#checkIdle()
  }
}
