import { SessionCipher } from 'libsignal'

/**
 * A real phone tries a message on copies of its sessions. libsignal tries on the sessions themselves and keeps what a failed
 * try did to them; importing this module puts the old state back.
 */
type Entry = { serialize(): unknown; constructor: unknown }
type Internals = { doDecryptWhisperMessage(message: Uint8Array, entry: Entry): Promise<Uint8Array> }

const internals = SessionCipher.prototype as unknown as Internals
const original = internals.doDecryptWhisperMessage

internals.doDecryptWhisperMessage = async function (message, entry) {
  const copy = entry.serialize()
  return original.call(this, message, entry).catch((error: unknown) => {
    const { deserialize } = entry.constructor as { deserialize(data: unknown): Entry }
    Object.assign(entry, deserialize.call(entry.constructor, copy))
    throw error
  })
}
