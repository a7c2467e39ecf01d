import type { SecretBox } from './engine/ports.ts'

/** First byte of whatever a box gives out: how the rest is to be read. */
export const PLAIN = 0
export const SEALED = 1

/**
 * For hosts without a key store: the bytes stay as they are, in files that only their owner can read. It says so:
 * `protection` is what the screen shows.
 */
export const plainBox: SecretBox = {
  backend: 'none',
  protection: 'filePermissions',
  wrap: async bytes => mark(PLAIN, bytes),
  unwrap: async bytes => {
    if (bytes[0] !== PLAIN) throw new Error('sealed with a key store that is not there')
    return bytes.slice(1)
  },
}

/** Puts the first byte before the rest. */
export function mark(kind: typeof PLAIN | typeof SEALED, bytes: Uint8Array): Uint8Array {
  const marked = new Uint8Array(bytes.length + 1)
  marked[0] = kind
  marked.set(bytes, 1)
  return marked
}
