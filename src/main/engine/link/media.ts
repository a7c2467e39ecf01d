import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** How an encrypted file is opened and what it must be. */
export interface MediaKeys {
  mediaKey: Uint8Array
  /** Of the file as it lies on the media host; null: not told. */
  fileEncSha256: Uint8Array | null
  /** Of its content; null: not told. */
  fileSha256: Uint8Array | null
}

/** The file is not the one that the message named: damaged on the way, or exchanged. */
export class TamperedError extends Error {
  constructor(what: string) {
    super(`The file's ${what} does not fit`)
    this.name = 'TamperedError'
  }
}

/** Bytes of the HMAC behind the ciphertext. */
const MAC_LENGTH = 10

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

/**
 * Checks and decrypts a media file (the library checks neither MAC nor hashes; facts, 1b).
 * @param kind the word in the key derivation, e.g. `History`.
 * @throws TamperedError
 */
export function openMedia(file: Uint8Array, keys: MediaKeys, kind: string): Buffer {
  if (keys.fileEncSha256 && !same(sha256(file), keys.fileEncSha256)) throw new TamperedError('hash')
  if (file.length <= MAC_LENGTH) throw new TamperedError('length')
  const derived = Buffer.from(hkdfSync('sha256', keys.mediaKey, new Uint8Array(0), `WhatsApp ${kind} Keys`, 112))
  const iv = derived.subarray(0, 16)
  const body = file.subarray(0, file.length - MAC_LENGTH)
  const mac = createHmac('sha256', derived.subarray(48, 80)).update(iv).update(body).digest().subarray(0, MAC_LENGTH)
  if (!same(mac, file.subarray(file.length - MAC_LENGTH))) throw new TamperedError('MAC')
  let content: Buffer
  try {
    const decipher = createDecipheriv('aes-256-cbc', derived.subarray(16, 48), iv)
    content = Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw new TamperedError('encryption')
  }
  if (keys.fileSha256 && !same(sha256(content), keys.fileSha256)) throw new TamperedError('content')
  return content
}
