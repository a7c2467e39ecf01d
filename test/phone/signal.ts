import './quiet.ts'
import './trial.ts'
import { randomBytes } from 'node:crypto'
import type { BinaryNode } from 'baileys'
import {
  type AuthenticationCreds,
  Curve,
  initAuthCreds,
  jidDecode,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStoreWithTransaction,
  type SignalRepositoryWithLIDStore,
} from 'baileys'
import { makeLibSignalRepository } from 'baileys/lib/Signal/libsignal.js'
import pino from 'pino'
import { encryptWithSenderKey } from './sender-key.ts'
import { bigEndian, stanza } from './stanza.ts'

const silent = pino({ level: 'silent' })

/** Keys in memory. Every use goes through the party's own queue, so a transaction is just a call. */
function memoryKeys(): SignalKeyStoreWithTransaction {
  const data = new Map<string, unknown>()
  return {
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: { [id: string]: SignalDataTypeMap[T] } = {}
      for (const id of ids) {
        const value = data.get(`${type}/${id}`)
        if (value !== undefined) found[id] = value as SignalDataTypeMap[T]
      }
      return found
    },
    set(changes: SignalDataSet) {
      for (const [type, entries] of Object.entries(changes)) {
        for (const [id, value] of Object.entries(entries)) {
          if (value === null) data.delete(`${type}/${id}`)
          else data.set(`${type}/${id}`, value)
        }
      }
    },
    isInTransaction: () => false,
    transaction: exec => exec(),
  }
}

/** The public keys another device needs to start a session. */
export type KeyBundle = {
  registrationId: number
  identity: Uint8Array
  signedPreKey: { id: number; publicKey: Uint8Array; signature: Uint8Array }
  preKey: { id: number; publicKey: Uint8Array } | null
}

export type Ciphertext = { type: 'pkmsg' | 'msg'; ciphertext: Uint8Array }

const prefixed = (key: Uint8Array): Uint8Array => (key.length === 33 ? key : Buffer.concat([Buffer.from([5]), key]))

/** WhatsApp pads each plaintext with 1-16 bytes that tell their own number. */
function pad(message: Uint8Array): Buffer {
  const length = 1 + ((randomBytes(1)[0] ?? 0) & 15)
  return Buffer.concat([message, Buffer.alloc(length, length)])
}

function unpad(padded: Uint8Array): Uint8Array {
  const length = padded[padded.length - 1] ?? 0
  if (length === 0 || length > padded.length) throw new Error('bad padding')
  return padded.subarray(0, padded.length - length)
}

/** Where the library keeps a member's sender key. */
function senderKeyId(group: string, member: string): string {
  const decoded = jidDecode(member)
  if (decoded === undefined) throw new Error(`no member: ${member}`)
  const { user, device, domainType } = decoded
  return `${group}::${domainType === undefined || domainType === 0 ? user : `${user}_${domainType}`}::${device ?? 0}`
}

/**
 * One simulated user's Signal device: identity, pre-keys, sessions and sender keys. Works in order: a ratchet step
 * starts when the one before has ended.
 */
export class SignalParty {
  readonly creds: AuthenticationCreds
  readonly #keys = memoryKeys()
  readonly #repository: SignalRepositoryWithLIDStore
  #tail: Promise<unknown> = Promise.resolve()
  #nextPreKey = 1

  /** @param creds somebody else's, to share the identity with; sessions are never shared. */
  constructor(creds: AuthenticationCreds = initAuthCreds()) {
    this.creds = creds
    this.#repository = makeLibSignalRepository({ creds, keys: this.#keys }, silent)
  }

  get identity(): Uint8Array {
    return this.creds.signedIdentityKey.public
  }

  /** Runs after everything asked before. */
  inOrder<T>(step: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(step, step)
    this.#tail = run.catch(() => undefined)
    return run
  }

  /** The children of a `<user>` in the answer to a key query, with a new one-time pre-key. */
  bundleNodes(badSignature: boolean): BinaryNode[] {
    const { registrationId, signedPreKey } = this.creds
    const id = this.#nextPreKey++
    const pair = Curve.generateKeyPair()
    void this.#keys.set({ 'pre-key': { [id]: pair } })
    const signature = Buffer.from(signedPreKey.signature)
    if (badSignature) signature.writeUInt8(signature.readUInt8(5) ^ 0xff, 5)
    return [
      stanza('registration', {}, bigEndian(registrationId, 4)),
      stanza('type', {}, Buffer.from([5])),
      stanza('identity', {}, this.identity),
      stanza('skey', {}, [
        stanza('id', {}, bigEndian(signedPreKey.keyId, 3)),
        stanza('value', {}, signedPreKey.keyPair.public),
        stanza('signature', {}, signature),
      ]),
      stanza('key', {}, [stanza('id', {}, bigEndian(id, 3)), stanza('value', {}, pair.public)]),
    ]
  }

  async hasSession(address: string): Promise<boolean> {
    return (await this.#repository.validateSession(address)).exists
  }

  async startSession(address: string, bundle: KeyBundle): Promise<void> {
    await this.#repository.injectE2ESession({
      jid: address,
      session: {
        registrationId: bundle.registrationId,
        identityKey: prefixed(bundle.identity),
        signedPreKey: {
          keyId: bundle.signedPreKey.id,
          publicKey: prefixed(bundle.signedPreKey.publicKey),
          signature: bundle.signedPreKey.signature,
        },
        ...(bundle.preKey ? { preKey: { keyId: bundle.preKey.id, publicKey: prefixed(bundle.preKey.publicKey) } } : {}),
      },
    })
  }

  encrypt(address: string, message: Uint8Array): Promise<Ciphertext> {
    return this.#repository.encryptMessage({ jid: address, data: pad(message) })
  }

  async decrypt(address: string, type: string, ciphertext: Uint8Array): Promise<Uint8Array> {
    if (type !== 'pkmsg' && type !== 'msg') throw new Error(`unknown encryption type ${type}`)
    return unpad(await this.#repository.decryptMessage({ jid: address, type, ciphertext }))
  }

  /** Encrypts with this party's sender key for the group; the distribution message lets others read it. */
  async encryptGroup(
    group: string,
    self: string,
    message: Uint8Array,
  ): Promise<{ ciphertext: Uint8Array; distribution: Uint8Array }> {
    const distribution = await this.distribution(group, self)
    const id = senderKeyId(group, self)
    const { [id]: stored } = await this.#keys.get('sender-key', [id])
    if (stored === undefined) throw new Error(`no sender key ${id}`)
    const { ciphertext, record } = encryptWithSenderKey(stored, pad(message))
    await this.#keys.set({ 'sender-key': { [id]: record } })
    return { ciphertext, distribution }
  }

  /** The distribution message of the sender key as it stands now. */
  distribution(group: string, self: string): Promise<Uint8Array> {
    return this.#repository.getSenderKeyDistributionMessage({ group, meId: self })
  }

  /** The next message to the group has a new one. */
  async forgetSenderKey(group: string, self: string): Promise<void> {
    await this.#keys.set({ 'sender-key': { [senderKeyId(group, self)]: null } })
  }

  async learnSenderKey(group: string, author: string, distribution: Uint8Array): Promise<void> {
    await this.#repository.processSenderKeyDistributionMessage({
      authorJid: author,
      item: { groupId: group, axolotlSenderKeyDistributionMessage: distribution },
    })
  }

  async decryptGroup(group: string, author: string, ciphertext: Uint8Array): Promise<Uint8Array> {
    return unpad(await this.#repository.decryptGroupMessage({ group, authorJid: author, msg: ciphertext }))
  }

  close(): void {
    this.#repository.close?.()
  }
}
