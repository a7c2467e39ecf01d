/**
 * Each group message is signed, and the library checks that in plain JavaScript: 20 ms of the engine's thread and more, for
 * every message. Importing this module lets the system's cryptography do the same check (verify.ts) in a twentieth of that.
 */
import { SenderKeyMessage } from 'baileys/lib/Signal/Group/sender-key-message.js'
import { verifySignature } from './verify.ts'

const SIGNATURE_LENGTH = 64

/** @throws when the signature is not the sender's, as the library's own check does. */
SenderKeyMessage.prototype.verifySignature = function (this: SenderKeyMessage, signatureKey: Uint8Array): void {
  const bytes = this.serialize()
  const signed = bytes.subarray(0, -SIGNATURE_LENGTH)
  if (!verifySignature(signatureKey, signed, bytes.subarray(-SIGNATURE_LENGTH))) throw new Error('Invalid signature!')
}
