/**
 * The one place that imports baileys, so that two things are true whenever it is used: libsignal's printing of keys is
 * silenced before it loads, and its signature check, which accepts everything, is replaced by one that checks.
 */
import './silence.ts'
import { Curve, DEFAULT_CONNECTION_CONFIG, WA_CERT_DETAILS } from 'baileys'
import { verifySignature } from './verify.ts'

Curve.verify = verifySignature

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
  generateMessageIDV2,
  INITIAL_PREKEY_COUNT,
  initAuthCreds,
  makeWASocket,
  proto,
  USyncQuery,
  USyncUser,
  unpadRandomMax16,
} from 'baileys'
