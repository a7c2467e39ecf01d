/**
 * libsignal prints whole sessions, private ratchet keys included, with console.info (session_record.js). This module
 * takes those calls away and must be loaded before it: library.ts imports it first. Every other call passes.
 */
const SECRET_LINES =
  /^(?:Closing session:|Opening session:|Removing old closed session:|Session already (?:closed|open)|Migrating session to:|V1 session storage migration error|Closing (?:stale )?open session|Unhandled bucket type|Failed to decrypt message with any known session|Session error:|Decrypted message with closed session|WARNING: Expected pubkey of length 33)/

type Print = (...values: unknown[]) => void

/** @returns the printer without libsignal's lines. */
export function withoutSecrets(print: Print): Print {
  return (...values) => {
    if (typeof values[0] === 'string' && SECRET_LINES.test(values[0])) return
    print(...values)
  }
}

console.log = withoutSecrets(console.log.bind(console))
console.info = withoutSecrets(console.info.bind(console))
console.warn = withoutSecrets(console.warn.bind(console))
console.error = withoutSecrets(console.error.bind(console))
