/**
 * A sender key as a phone uses it: each message takes the next step of the chain. (baileys takes two, and keeps the key it
 * passed over; a reader would have to keep half of all keys for messages that never come.)
 */
import { createCipheriv } from 'node:crypto'
import { SenderKeyMessage } from 'baileys/lib/Signal/Group/sender-key-message.js'
import { SenderKeyRecord } from 'baileys/lib/Signal/Group/sender-key-record.js'

/** @param stored the record in the library's form. @returns the message, and the record to store. @throws when there is no key. */
export function encryptWithSenderKey(
  stored: Uint8Array,
  padded: Uint8Array,
): { ciphertext: Uint8Array; record: Uint8Array } {
  const record = SenderKeyRecord.deserialize(stored)
  const state = record.getSenderKeyState()
  if (state === undefined) throw new Error('there is no sender key')
  const chain = state.getSenderChainKey()
  const key = chain.getSenderMessageKey()
  state.setSenderChainKey(chain.getNext())
  const cipher = createCipheriv('aes-256-cbc', key.getCipherKey(), key.getIv())
  const encrypted = Buffer.concat([cipher.update(padded), cipher.final()])
  const message = new SenderKeyMessage(state.getKeyId(), key.getIteration(), encrypted, state.getSigningKeyPrivate())
  return { ciphertext: message.serialize(), record: Buffer.from(JSON.stringify(record.serialize())) }
}
