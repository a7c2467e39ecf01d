/**
 * libsignal tries a message on one known session after the other and turns a session's ratchet before it knows whether the
 * message belongs there; what it turned in vain it then stores with the rest. Two sessions that crossed (both sides wrote
 * first, or a kill came in between) would so spoil each other, and the other side could read nothing more. Importing this
 * module makes a trial that fails leave its session as it was.
 */
import * as libsignal from 'libsignal'

/** What of libsignal's session and cipher this needs; its own types leave them out (session_cipher.js, session_record.js). */
interface Session {
  serialize(): unknown
}
interface Trial {
  doDecryptWhisperMessage(message: Uint8Array, session: Session | undefined): Promise<Uint8Array>
}

const cipher = libsignal.SessionCipher.prototype as unknown as Trial
const attempt = cipher.doDecryptWhisperMessage

cipher.doDecryptWhisperMessage = async function (message, session) {
  const before = session?.serialize()
  try {
    return await attempt.call(this, message, session)
  } catch (error) {
    // A failed trial adds no field that was not there, so writing the old ones over it is enough.
    if (session !== undefined) Object.assign(session, entryOf(session).deserialize(before))
    throw error
  }
}

/** libsignal does not export the class of its sessions; each of them leads to it. */
function entryOf(session: Session): { deserialize(data: unknown): Session } {
  return session.constructor as unknown as { deserialize(data: unknown): Session }
}
