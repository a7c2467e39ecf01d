import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { SecretBox } from '../ports.ts'
import type { Database } from './database.ts'

const KEY_BYTES = 32
/** AES-GCM's own size for a random nonce; 2^32 messages per key are safe with it (NIST SP 800-38D, 8.3). */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const PROOF = Buffer.from('pillion data key')

/** The data key cannot be had: another key store, another user, or a damaged row. */
export class SecretsUnreadable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause })
    this.name = 'SecretsUnreadable'
  }
}

/** Seals rows with AES-256-GCM. The row's name is bound to its bytes: a sealed row cannot be passed off as another. */
export class Sealer {
  /** Made once: a key given as bytes is prepared anew for every row. */
  readonly #key: KeyObject

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(Buffer.from(key))
  }

  seal(name: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    cipher.setAAD(Buffer.from(name))
    const body = cipher.update(plain)
    return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()])
  }

  /** @throws {SecretsUnreadable} when the bytes were changed, or sealed under another name or key. */
  open(name: string, sealed: Uint8Array): Buffer {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SecretsUnreadable('a sealed row is cut short')
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    try {
      const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES))
      return Buffer.concat([body, decipher.final()])
    } catch (error) {
      throw new SecretsUnreadable('a sealed row does not open', error)
    }
  }
}

interface KeyRow {
  backend: string
  protection: 'keychain' | 'filePermissions'
  wrapped: Uint8Array
  proof: Uint8Array
}

/**
 * The store's data key: made at the first start, wrapped by the host's key store and kept beside the name of that. A host
 * without a key store keeps it plain in the 0600 file; when such a store meets a key store, its key is wrapped there and then.
 * @throws {SecretsUnreadable} nothing is changed then.
 */
export async function openSealer(db: Database, secrets: SecretBox, now: number): Promise<Sealer> {
  const row = db
    .statement<[], KeyRow>('dataKey.get', 'SELECT backend, protection, wrapped, proof FROM data_key WHERE id = 1')
    .get()
  const put = db.statement<[string, string, Uint8Array, Uint8Array, number]>(
    'dataKey.put',
    `INSERT INTO data_key (id, backend, protection, wrapped, proof, created_at) VALUES (1, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET backend = excluded.backend, protection = excluded.protection, wrapped = excluded.wrapped`,
  )
  const write = async (key: Uint8Array): Promise<Sealer> => {
    const plain = secrets.protection === 'filePermissions'
    const wrapped = plain ? Buffer.from(key) : Buffer.from(await secrets.wrap(key))
    const sealer = new Sealer(key)
    put.run(secrets.backend, secrets.protection, wrapped, row?.proof ?? sealer.seal('proof', PROOF), now)
    return sealer
  }
  if (row === null) return write(randomBytes(KEY_BYTES))

  const key = await unwrap(row, secrets)
  const sealer = new Sealer(key)
  if (!sealer.open('proof', row.proof).equals(PROOF)) throw new SecretsUnreadable('the data key is another one')
  const moved = row.backend !== secrets.backend || row.protection !== secrets.protection
  return moved && secrets.protection === 'keychain' ? write(key) : sealer
}

async function unwrap(row: KeyRow, secrets: SecretBox): Promise<Uint8Array> {
  if (row.protection === 'filePermissions') return keyOf(row.wrapped)
  try {
    return keyOf(await secrets.unwrap(row.wrapped))
  } catch (error) {
    throw new SecretsUnreadable(`wrapped by ${row.backend}, which ${secrets.backend} cannot open`, error)
  }
}

function keyOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== KEY_BYTES) throw new SecretsUnreadable('the data key has a wrong length')
  return bytes
}
