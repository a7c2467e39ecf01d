import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  pbkdf2 as pbkdf2Callback,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import { type BinaryNode, Curve, type KeyPair, proto } from 'baileys'
import { Companion } from './companion.ts'
import type { Connection } from './connection.ts'
import type { Core } from './core.ts'
import { verify } from './curve.ts'
import { withDevice } from './jids.ts'
import { bytes, child, result, SERVER, stanza } from './stanza.ts'

const pbkdf2 = promisify(pbkdf2Callback)
const NOTHING = Buffer.alloc(0)
/** A phone may have four linked devices. */
const MOST_DEVICES = 4
/** Prefixes of what the account and the device sign (WhatsApp's ADV). */
const ACCOUNT_SIGNATURE = Buffer.from([6, 0])
const DEVICE_SIGNATURE = Buffer.from([6, 1])

type Waiting = {
  connection: Connection
  device: Companion
  details: Uint8Array
  resolve: (companion: Companion) => void
  reject: (error: Error) => void
}

type CodeRequest = { connection: Connection; wrapped: Buffer; ref: string }

type CodeExchange = {
  connection: Connection
  ephemeral: KeyPair
  companionEphemeral: Buffer
  resolve: (secret: Buffer) => void
  reject: (error: Error) => void
}

/** Links new devices: the server's QR refs, the phone's signatures, the exchange behind the 8-character code. */
export class Pairing {
  readonly #core: Core
  readonly #waiting = new Map<string, Waiting>()
  readonly #showing = new Set<Connection>()
  #codeRequest: CodeRequest | null = null
  #exchange: CodeExchange | null = null
  #keyIndex = 0
  #lastId = 0

  constructor(core: Core) {
    this.#core = core
  }

  /** A client without account: it gets refs for its QR codes. */
  begin(connection: Connection): void {
    this.#showing.add(connection)
    connection.refs = Array.from({ length: 6 }, () => `2@${randomBytes(48).toString('base64url')}`)
    connection.send(
      stanza('iq', { from: SERVER, type: 'set', id: this.#core.newId(), xmlns: 'md' }, [
        stanza(
          'pair-device',
          {},
          connection.refs.map(ref => stanza('ref', {}, Buffer.from(ref))),
        ),
      ]),
    )
  }

  /** The connection is gone, and with it what was being linked over it. */
  end(connection: Connection): void {
    this.#showing.delete(connection)
    if (this.#codeRequest?.connection === connection) this.#codeRequest = null
    if (this.#exchange?.connection === connection) {
      this.#exchange.reject(new Error('the client went away'))
      this.#exchange = null
    }
    for (const [id, waiting] of this.#waiting) {
      if (waiting.connection !== connection) continue
      this.#waiting.delete(id)
      waiting.reject(new Error('the client went away before it signed'))
    }
  }

  /** The phone scans a QR code. */
  async scan(qr: string): Promise<Companion> {
    const [ref, , identity, secret] = qr.slice(qr.indexOf('#') + 1).split(',')
    const connection = [...this.#showing].find(c => ref !== undefined && c.refs.includes(ref) && !c.ended)
    if (!connection || identity === undefined || secret === undefined)
      throw new Error('this QR code is not valid (any more)')
    return this.#pair(connection, Buffer.from(identity, 'base64'), Buffer.from(secret, 'base64'))
  }

  /** The user types the code shown by the client. */
  async enterCode(code: string): Promise<Companion> {
    const request = this.#codeRequest
    if (!request || request.connection.ended) throw new Error('no client asks for a code')
    const companionEphemeral = await unwrapKey(request.wrapped, code)
    const ephemeral = Curve.generateKeyPair()
    const wrapped = await wrapKey(ephemeral.public, code)
    const secret = await new Promise<Buffer>((resolve, reject) => {
      this.#exchange = { connection: request.connection, ephemeral, companionEphemeral, resolve, reject }
      request.connection.send(
        stanza('notification', { from: SERVER, type: 'link_code_companion_reg', id: this.#core.newId(), t: now() }, [
          stanza('link_code_companion_reg', { stage: 'primary_hello' }, [
            stanza('link_code_pairing_wrapped_primary_ephemeral_pub', {}, wrapped),
            stanza('primary_identity_pub', {}, this.#core.party.identity),
            stanza('link_code_pairing_ref', {}, Buffer.from(request.ref)),
          ]),
        ]),
      )
    })
    const identity = request.connection.hello?.payload.devicePairingData?.eIdent
    if (!identity) throw new Error('the client sent no identity')
    return this.#pair(request.connection, Buffer.from(identity), secret)
  }

  /** Queries of namespace `md` from a client that is not linked yet. Null when unknown. */
  answer(connection: Connection, query: BinaryNode): BinaryNode | null {
    const request = child(query, 'link_code_companion_reg')
    if (request?.attrs.stage === 'companion_hello') {
      const ref = randomBytes(16).toString('base64url')
      this.#codeRequest = {
        connection,
        ref,
        wrapped: bytes(child(request, 'link_code_pairing_wrapped_companion_ephemeral_pub')),
      }
      return result(query, [
        stanza('link_code_companion_reg', { stage: 'companion_hello' }, [
          stanza('link_code_pairing_ref', {}, Buffer.from(ref)),
        ]),
      ])
    }
    if (request?.attrs.stage === 'companion_finish') {
      this.#finishExchange(request)
      return result(query)
    }
    return null
  }

  #finishExchange(request: BinaryNode): void {
    const exchange = this.#exchange
    this.#exchange = null
    if (!exchange) return
    try {
      const bundle = bytes(child(request, 'link_code_pairing_wrapped_key_bundle'))
      const shared = Curve.sharedKey(exchange.ephemeral.private, exchange.companionEphemeral)
      const key = hkdf(shared, bundle.subarray(0, 32), 'link_code_pairing_key_bundle_encryption_key')
      const plain = openGcm(key, bundle.subarray(32, 44), bundle.subarray(44))
      const companionIdentity = plain.subarray(0, 32)
      if (!plain.subarray(32, 64).equals(Buffer.from(this.#core.party.identity))) throw new Error('not this phone')
      if (!companionIdentity.equals(bytes(child(request, 'companion_identity_public'))))
        throw new Error('identity differs')
      const identityShared = Curve.sharedKey(this.#core.party.creds.signedIdentityKey.private, companionIdentity)
      exchange.resolve(hkdf(Buffer.concat([shared, identityShared, plain.subarray(64, 96)]), NOTHING, 'adv_secret'))
    } catch {
      exchange.reject(new Error('wrong code'))
    }
  }

  #pair(connection: Connection, identity: Buffer, secret: Buffer): Promise<Companion> {
    const registration = connection.hello?.payload.devicePairingData
    if (!registration?.eIdent || !registration.eSkeyVal || !registration.eSkeySig || !registration.eRegid) {
      throw new Error('incomplete registration')
    }
    if (!Buffer.from(registration.eIdent).equals(identity)) throw new Error('the code names another identity key')
    if (!verify(identity, Buffer.concat([Buffer.from([5]), registration.eSkeyVal]), registration.eSkeySig)) {
      this.#core.recorder.problem('the client registered a signed pre-key with a wrong signature')
    }
    if (this.#core.companions.size >= MOST_DEVICES) throw new Error('four devices are linked already')
    const { me } = this.#core
    const props = proto.DeviceProps.decode(registration.deviceProps ?? NOTHING)
    const device = new Companion({
      // Numbers are not used again: people have sessions with the device that had one.
      id: ++this.#lastId,
      pn: me.pn,
      lid: me.lid,
      keyIndex: ++this.#keyIndex,
      noiseKey: connection.hello?.staticKey ?? NOTHING,
      identity,
      registrationId: Buffer.from(registration.eRegid).readUInt32BE(),
      signedPreKey: {
        id: Buffer.from(registration.eSkeyId ?? [0, 0, 1]).readUIntBE(0, 3),
        publicKey: registration.eSkeyVal,
        signature: registration.eSkeySig,
      },
      os: props.os ?? '',
    })
    const details = proto.ADVDeviceIdentity.encode({
      rawId: randomBytes(4).readUInt32BE(),
      timestamp: now(),
      keyIndex: device.keyIndex,
      accountType: proto.ADVEncryptionType.E2EE,
      deviceType: proto.ADVEncryptionType.E2EE,
    }).finish()
    const id = this.#core.newId()
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { connection, device, details, resolve, reject })
      connection.send(
        stanza('iq', { from: SERVER, type: 'set', id, xmlns: 'md' }, [
          stanza('pair-success', {}, [
            stanza('device-identity', {}, this.#signed(details, identity, secret)),
            stanza('device', { jid: device.jid, lid: withDevice(me.lid, device.id) }),
            stanza('platform', { name: 'android' }),
          ]),
        ]),
      )
    })
  }

  #signed(details: Uint8Array, companionIdentity: Buffer, secret: Buffer): Uint8Array {
    const { signedIdentityKey } = this.#core.party.creds
    const signedBytes = Buffer.concat([ACCOUNT_SIGNATURE, details, companionIdentity])
    const signer =
      this.#core.attacks.accountSignature === 'bad' ? Curve.generateKeyPair().private : signedIdentityKey.private
    const account = proto.ADVSignedDeviceIdentity.encode({
      details,
      accountSignatureKey: signedIdentityKey.public,
      accountSignature: Curve.sign(signer, signedBytes),
    }).finish()
    const hmac = createHmac('sha256', secret).update(account).digest()
    return proto.ADVSignedDeviceIdentityHMAC.encode({ details: account, hmac }).finish()
  }

  /** `<iq type=result>` of the client; true when it belongs to a pairing. */
  answered(connection: Connection, reply: BinaryNode): boolean {
    const id = reply.attrs.id ?? ''
    const waiting = this.#waiting.get(id)
    if (!waiting) return false
    this.#waiting.delete(id)
    const { device, details, resolve, reject } = waiting
    const signedNode = child(child(reply, 'pair-device-sign'), 'device-identity')
    const signed = proto.ADVSignedDeviceIdentity.decode(bytes(signedNode))
    const deviceBytes = Buffer.concat([DEVICE_SIGNATURE, details, device.identity, this.#core.party.identity])
    if (!signed.deviceSignature || !verify(device.identity, deviceBytes, signed.deviceSignature)) {
      const error = new Error('the client signed the link with a wrong key')
      this.#core.recorder.problem(error.message)
      reject(error)
      return true
    }
    this.#showing.delete(connection)
    this.#core.companions.set(device.id, device)
    this.#core.recorder.add({ kind: 'linked', device: device.id })
    connection.finish(stanza('stream:error', { code: 515 }))
    resolve(device)
    return true
  }
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}

function hkdf(key: Uint8Array, salt: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, 32))
}

function openGcm(key: Buffer, iv: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv)
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}

/** The code stretched to a key; 131072 rounds as the client does it. */
function codeKey(code: string, salt: Uint8Array): Promise<Buffer> {
  return pbkdf2(code, salt, 2 << 16, 32, 'sha256')
}

async function wrapKey(key: Uint8Array, code: string): Promise<Buffer> {
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-ctr', await codeKey(code, salt), iv)
  return Buffer.concat([salt, iv, cipher.update(key), cipher.final()])
}

async function unwrapKey(wrapped: Buffer, code: string): Promise<Buffer> {
  const key = await codeKey(code, wrapped.subarray(0, 32))
  const decipher = createDecipheriv('aes-256-ctr', key, wrapped.subarray(32, 48))
  return Buffer.concat([decipher.update(wrapped.subarray(48, 80)), decipher.final()])
}
