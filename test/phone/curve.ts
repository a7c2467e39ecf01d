import { generateSignalPubKey } from 'baileys'
import { verifySignature } from 'libsignal/src/curve.js'

/** Verifies an XEdDSA signature for real (`Curve.verify` of baileys says yes to everything). */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifySignature(Buffer.from(generateSignalPubKey(publicKey)), Buffer.from(message), Buffer.from(signature))
  } catch {
    return false
  }
}
