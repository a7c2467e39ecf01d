/**
 * The one place that imports baileys, so that these are true whenever it is used: libsignal's printing of keys is silenced
 * before it loads, its signature check, which accepts everything, is replaced by one that checks (and the one of group
 * messages by the same, which is quick), and a message tried on the wrong session leaves that session alone.
 */
import './silence.ts'
import './group-signature.ts'
import './session-trial.ts'
import { Curve, DEFAULT_CONNECTION_CONFIG, proto, WA_CERT_DETAILS } from 'baileys'
import { verifySignature } from './verify.ts'

/** The other side's key of the newest key agreement: in a handshake, the server's static key when its certificate is checked. */
let agreedWith: Uint8Array | null = null
const { sharedKey } = Curve
Curve.sharedKey = (privateKey, publicKey) => {
  agreedWith = publicKey
  return sharedKey(privateKey, publicKey)
}

/**
 * Whether a signed leaf certificate of the handshake names the key that the server is using: without this a chain recorded
 * elsewhere would do. Other signed things (and the intermediate certificate, which the root signs) pass.
 */
function namesServer(signer: Uint8Array, signed: Uint8Array): boolean {
  if (Buffer.from(WA_CERT_DETAILS.PUBLIC_KEY).equals(signer)) return true
  let details: proto.CertChain.NoiseCertificate.Details
  try {
    details = proto.CertChain.NoiseCertificate.Details.decode(signed)
  } catch {
    return true
  }
  if (details.key?.length !== 32 || typeof details.issuerSerial !== 'number') return true
  return agreedWith !== null && Buffer.from(details.key).equals(agreedWith)
}

Curve.verify = (publicKey, message, signature) =>
  verifySignature(publicKey, message, signature) && namesServer(publicKey, message)

/** The certificate root of the real service (baileys' own constant, kept because a test root may replace it). */
const REAL_ROOT = Buffer.from(WA_CERT_DETAILS.PUBLIC_KEY)

/**
 * Trusts another Noise root for connections made from now on in this thread; null trusts the real service's.
 * @param hex 64 hex digits. @throws for anything else.
 */
export function trustRoot(hex: string | null): void {
  if (hex === null) {
    WA_CERT_DETAILS.PUBLIC_KEY = REAL_ROOT
    return
  }
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error('The root key must be 64 hex digits')
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(hex, 'hex')
}

/** Sessions and sender keys over a key store. */
export const makeSignalRepository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository

export type {
  AuthenticationCreds,
  BinaryNode,
  GroupMetadata,
  SignalAuthState,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
  SignalRepositoryWithLIDStore,
  WASocket,
} from 'baileys'
export {
  BufferJSON,
  Curve,
  decodeMediaRetryNode,
  decryptMediaRetryData,
  encodeSignedDeviceIdentity,
  encodeWAMessage,
  encryptMediaRetryRequest,
  generateMessageIDV2,
  INITIAL_PREKEY_COUNT,
  initAuthCreds,
  makeWASocket,
  proto,
  USyncQuery,
  USyncUser,
  unpadRandomMax16,
} from 'baileys'
