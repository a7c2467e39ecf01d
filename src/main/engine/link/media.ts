import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  type Decipheriv,
  type Hash,
  type Hmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto'

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
/** AES works in blocks of this many bytes; CBC's padding adds one to sixteen. */
const BLOCK = 16
const NOTHING = Buffer.alloc(0)

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

/** How long a file of this many bytes is on the media host: padded, with its MAC. */
export const sealedLength = (bytes: number): number => (Math.floor(bytes / BLOCK) + 1) * BLOCK + MAC_LENGTH

function derived(mediaKey: Uint8Array, kind: string): { iv: Buffer; cipherKey: Buffer; macKey: Buffer } {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, new Uint8Array(0), `WhatsApp ${kind} Keys`, 112))
  return { iv: keys.subarray(0, 16), cipherKey: keys.subarray(16, 48), macKey: keys.subarray(48, 80) }
}

/**
 * Decrypts and checks a media file piece by piece (the library checks neither MAC nor hashes; facts, 1b). What `push` gives
 * is not to be believed before `end` has returned: whether the file is whole shows only with its last bytes.
 */
export class Opening {
  readonly #keys: MediaKeys
  readonly #encrypted: Hash = createHash('sha256')
  readonly #content: Hash = createHash('sha256')
  readonly #hmac: Hmac
  readonly #decipher: Decipheriv
  /** The newest bytes, which may be the MAC. */
  #held: Buffer = NOTHING

  /** @param kind the word in the key derivation, e.g. `History`. */
  constructor(keys: MediaKeys, kind: string) {
    const { iv, cipherKey, macKey } = derived(keys.mediaKey, kind)
    this.#keys = keys
    this.#hmac = createHmac('sha256', macKey).update(iv)
    this.#decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
  }

  /** Takes the next bytes of the file. @returns the next bytes of its content, as many as can be told yet. */
  push(bytes: Uint8Array): Buffer {
    this.#encrypted.update(bytes)
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    const end = Math.max(0, all.length - MAC_LENGTH)
    // Copied: a view would keep the whole piece in memory.
    this.#held = Buffer.from(all.subarray(end))
    const body = all.subarray(0, end)
    this.#hmac.update(body)
    return this.#told(this.#decipher.update(body))
  }

  /** The file is over. @returns the last bytes of its content. @throws TamperedError */
  end(): Buffer {
    const { fileEncSha256, fileSha256 } = this.#keys
    if (fileEncSha256 && !same(this.#encrypted.digest(), fileEncSha256)) throw new TamperedError('hash')
    if (!same(this.#hmac.digest().subarray(0, MAC_LENGTH), this.#held)) throw new TamperedError('MAC')
    let last: Buffer
    try {
      last = this.#told(this.#decipher.final())
    } catch {
      throw new TamperedError('encryption')
    }
    if (fileSha256 && !same(this.#content.digest(), fileSha256)) throw new TamperedError('content')
    return last
  }

  #told(content: Buffer): Buffer {
    this.#content.update(content)
    return content
  }
}

/**
 * Checks and decrypts a media file.
 * @param kind the word in the key derivation, e.g. `History`.
 * @throws TamperedError
 */
export function openMedia(file: Uint8Array, keys: MediaKeys, kind: string): Buffer {
  const opening = new Opening(keys, kind)
  const content = opening.push(file)
  return Buffer.concat([content, opening.end()])
}

/** What a message must tell of its file so that receivers can open it. */
export interface SealedFacts {
  fileSha256: Buffer
  fileEncSha256: Buffer
  /** Of the content, in bytes. */
  fileLength: number
}

/**
 * Encrypts content piece by piece as {@link Opening} opens it, MAC included. The same content under the same key gives the same
 * bytes each time.
 * @param kind the word in the key derivation, e.g. `Image`.
 * @param facts gets what is known when all has been sealed, before the last bytes (the MAC) are given.
 */
export async function* sealed(
  content: AsyncIterable<Uint8Array>,
  mediaKey: Uint8Array,
  kind: string,
  facts: (facts: SealedFacts) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const { iv, cipherKey, macKey } = derived(mediaKey, kind)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const hmac = createHmac('sha256', macKey).update(iv)
  const plain = createHash('sha256')
  const encrypted = createHash('sha256')
  let fileLength = 0
  const counted = (bytes: Buffer): Buffer => {
    hmac.update(bytes)
    encrypted.update(bytes)
    return bytes
  }
  for await (const piece of content) {
    fileLength += piece.length
    plain.update(piece)
    yield counted(cipher.update(piece))
  }
  yield counted(cipher.final())
  const mac = hmac.digest().subarray(0, MAC_LENGTH)
  const fileEncSha256 = encrypted.update(mac).digest()
  facts({ fileSha256: plain.digest(), fileEncSha256, fileLength })
  yield mac
}
