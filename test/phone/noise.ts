import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { Curve, type KeyPair, proto } from 'baileys'

const MODE = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0')
/** "WA", protocol 6, dictionary version 3. */
const HEADER = Buffer.from([87, 65, 6, 3])
const TAG_LENGTH = 16

function nonce(counter: number): Buffer {
  const iv = Buffer.alloc(12)
  iv.writeUInt32BE(counter, 8)
  return iv
}

function seal(key: Buffer, counter: number, plain: Uint8Array, aad: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(counter))
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function unseal(key: Buffer, counter: number, sealed: Uint8Array, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter))
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH))
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_LENGTH)), decipher.final()])
}

const NOTHING = Buffer.alloc(0)

/** What the client proved in the handshake. */
export type ClientHello = { staticKey: Buffer; payload: proto.ClientPayload }

/**
 * The responder of WhatsApp's Noise XX: eats raw socket bytes, gives back frames. Before the handshake ends the
 * frames are its two messages; afterwards they are decrypted stanzas.
 */
export class NoiseResponder {
  #hash: Buffer = MODE
  #salt: Buffer = MODE
  #key: Buffer = MODE
  #counter = 0
  #ephemeral: KeyPair = Curve.generateKeyPair()
  #stage: 'header' | 'hello' | 'finish' | 'open' = 'header'
  #buffer: Buffer = NOTHING
  #sendKey: Buffer = NOTHING
  #receiveKey: Buffer = NOTHING
  #sent = 0
  #got = 0
  readonly #static: KeyPair
  readonly #chain: Uint8Array

  constructor(staticKey: KeyPair, certificateChain: Uint8Array) {
    this.#static = staticKey
    this.#chain = certificateChain
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = createHash('sha256').update(this.#hash).update(data).digest()
  }

  #derive(data: Uint8Array): [Buffer, Buffer] {
    const out = Buffer.from(hkdfSync('sha256', data, this.#salt, NOTHING, 64))
    return [out.subarray(0, 32), out.subarray(32)]
  }

  #mixKey(data: Uint8Array): void {
    const [salt, key] = this.#derive(data)
    this.#salt = salt
    this.#key = key
    this.#counter = 0
  }

  #encrypt(plain: Uint8Array): Buffer {
    const sealed = seal(this.#key, this.#counter++, plain, this.#hash)
    this.#mixHash(sealed)
    return sealed
  }

  #decrypt(sealed: Uint8Array): Buffer {
    const plain = unseal(this.#key, this.#counter++, sealed, this.#hash)
    this.#mixHash(sealed)
    return plain
  }

  /** Feeds socket bytes; calls back in order. Throws when the client breaks the protocol. */
  receive(
    data: Uint8Array,
    on: { reply: (bytes: Buffer) => void; open: (hello: ClientHello) => void; frame: (bytes: Buffer) => void },
  ): void {
    this.#buffer = this.#buffer.length === 0 ? Buffer.from(data) : Buffer.concat([this.#buffer, data])
    if (this.#stage === 'header' && !this.#takeHeader()) return
    for (let frame = this.#takeFrame(); frame !== null; frame = this.#takeFrame()) {
      if (this.#stage === 'hello') on.reply(this.#answerHello(frame))
      else if (this.#stage === 'finish') on.open(this.#finish(frame))
      else on.frame(unseal(this.#receiveKey, this.#got++, frame, NOTHING))
    }
  }

  #takeHeader(): boolean {
    let start = 0
    if (this.#buffer.subarray(0, 2).toString() === 'ED') {
      if (this.#buffer.length < 7) return false
      start = 7 + this.#buffer.readUIntBE(4, 3)
    }
    if (this.#buffer.length < start + HEADER.length) return false
    if (!this.#buffer.subarray(start, start + HEADER.length).equals(HEADER)) throw new Error('not a WhatsApp client')
    this.#buffer = this.#buffer.subarray(start + HEADER.length)
    this.#mixHash(HEADER)
    this.#stage = 'hello'
    return true
  }

  #takeFrame(): Buffer | null {
    if (this.#buffer.length < 3) return null
    const end = 3 + this.#buffer.readUIntBE(0, 3)
    if (this.#buffer.length < end) return null
    const frame = this.#buffer.subarray(3, end)
    this.#buffer = this.#buffer.subarray(end)
    return frame
  }

  #answerHello(frame: Buffer): Buffer {
    const theirs = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral
    if (!theirs) throw new Error('client hello without ephemeral key')
    this.#mixHash(theirs)
    this.#mixHash(this.#ephemeral.public)
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs))
    const encryptedStatic = this.#encrypt(this.#static.public)
    this.#mixKey(Curve.sharedKey(this.#static.private, theirs))
    const payload = this.#encrypt(this.#chain)
    this.#stage = 'finish'
    return lengthPrefixed(
      proto.HandshakeMessage.encode({
        serverHello: { ephemeral: this.#ephemeral.public, static: encryptedStatic, payload },
      }).finish(),
    )
  }

  #finish(frame: Buffer): ClientHello {
    const finish = proto.HandshakeMessage.decode(frame).clientFinish
    if (!finish?.static || !finish.payload) throw new Error('incomplete client finish')
    const staticKey = this.#decrypt(finish.static)
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, staticKey))
    const payload = proto.ClientPayload.decode(this.#decrypt(finish.payload))
    const [client, server] = this.#derive(NOTHING)
    this.#receiveKey = client
    this.#sendKey = server
    this.#stage = 'open'
    return { staticKey, payload }
  }

  /** Encrypts one frame for the client. Only after the handshake. */
  frame(plain: Uint8Array): Buffer {
    return lengthPrefixed(seal(this.#sendKey, this.#sent++, plain, NOTHING))
  }
}

function lengthPrefixed(data: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(3 + data.length)
  out.writeUIntBE(data.length, 0, 3)
  out.set(data, 3)
  return out
}
