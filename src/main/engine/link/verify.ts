import { createPublicKey, verify } from 'node:crypto'

/**
 * XEdDSA as Signal and WhatsApp use it: Ed25519 signatures made with Curve25519 keys
 * (https://signal.org/docs/specifications/xeddsa/). The library's own check answers `true` whatever it is given
 * (facts, 1b), so this one replaces it.
 */

const P = 2n ** 255n - 19n
/** DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % P
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}

/** Edwards y = (u − 1) / (u + 1) of a Montgomery u, with the sign bit that the signature carries. */
function edwardsKey(montgomery: Uint8Array, sign: number): Buffer | null {
  const u = littleEndian(montgomery) & ((1n << 255n) - 1n)
  if (u >= P || u === P - 1n) return null
  const y = (((u - 1n + P) % P) * power(u + 1n, P - 2n)) % P
  const key = Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse()
  key[31] = (key[31] ?? 0) | sign
  return key
}

/**
 * @param publicKey 32 bytes, or 33 with the type byte 5 in front.
 * @returns whether the signature (64 bytes) over the message was made with the key. Anything malformed is `false`.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const raw = publicKey.length === 33 && publicKey[0] === 5 ? publicKey.subarray(1) : publicKey
    if (raw.length !== 32 || signature.length !== 64) return false
    const signed = Buffer.from(signature)
    const last = signed[63] ?? 0
    const key = edwardsKey(raw, last & 0x80)
    if (key === null) return false
    signed[63] = last & 0x7f
    const spki = createPublicKey({ key: Buffer.concat([SPKI_ED25519, key]), format: 'der', type: 'spki' })
    return verify(null, message, spki, signed)
  } catch {
    return false
  }
}
