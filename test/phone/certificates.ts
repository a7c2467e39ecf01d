import { Curve, type KeyPair, proto } from 'baileys'
import type { Attacks } from './api.ts'

const { NoiseCertificate } = proto.CertChain

/** The Noise certificate root of this phone and what it signs. */
export class NoiseAuthority {
  readonly #root: KeyPair = Curve.generateKeyPair()
  readonly #stranger: KeyPair = Curve.generateKeyPair()

  get rootKeyHex(): string {
    return Buffer.from(this.#root.public).toString('hex')
  }

  /** Root signs intermediate signs leaf; the leaf names the server's static key. */
  chainFor(serverStatic: Uint8Array, attack: Attacks['certificate']): Uint8Array {
    const signer = attack === 'unknown-root' ? this.#stranger : this.#root
    const intermediate = Curve.generateKeyPair()
    const day = 86_400
    const now = Math.floor(Date.now() / 1000)
    const validity = { notBefore: now - day, notAfter: now + 365 * day }
    // The client compares the intermediate's issuer with serial 0, the root's.
    const intermediateDetails = NoiseCertificate.Details.encode({
      serial: 1,
      issuerSerial: 0,
      key: intermediate.public,
      ...validity,
    }).finish()
    const leafDetails = NoiseCertificate.Details.encode({
      serial: 2,
      issuerSerial: 1,
      key: serverStatic,
      ...validity,
    }).finish()
    const leafSigner = attack === 'bad-leaf' ? this.#stranger : intermediate
    return proto.CertChain.encode({
      intermediate: { details: intermediateDetails, signature: Curve.sign(signer.private, intermediateDetails) },
      leaf: { details: leafDetails, signature: Curve.sign(leafSigner.private, leafDetails) },
    }).finish()
  }
}
