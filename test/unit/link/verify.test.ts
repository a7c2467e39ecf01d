import { Curve, proto } from 'baileys'
import { SenderKeyMessage } from 'baileys/lib/Signal/Group/sender-key-message.js'
import { expect, test } from 'vitest'
import '../../../src/main/engine/link/library.ts'
import { verifySignature } from '../../../src/main/engine/link/verify.ts'

const message = Buffer.from('what was signed')

test('a signature is good for its key and its message only', () => {
  for (let n = 0; n < 25; n++) {
    const key = Curve.generateKeyPair()
    const signature = Curve.sign(key.private, message)
    expect(verifySignature(key.public, message, signature)).toBe(true)
    expect(verifySignature(Buffer.concat([Buffer.from([5]), key.public]), message, signature)).toBe(true)
    expect(verifySignature(Curve.generateKeyPair().public, message, signature)).toBe(false)
    expect(verifySignature(key.public, Buffer.from('another'), signature)).toBe(false)
    const damaged = Buffer.from(signature)
    damaged[n] = (damaged[n] ?? 0) ^ 1
    expect(verifySignature(key.public, message, damaged)).toBe(false)
  }
})

test('malformed keys and signatures are no match, and no exception', () => {
  const key = Curve.generateKeyPair()
  const signature = Curve.sign(key.private, message)
  expect(verifySignature(new Uint8Array(0), message, signature)).toBe(false)
  expect(verifySignature(new Uint8Array(32).fill(255), message, signature)).toBe(false)
  expect(verifySignature(key.public, message, new Uint8Array(64))).toBe(false)
  expect(verifySignature(key.public, message, signature.subarray(0, 63))).toBe(false)
})

test('the library checks with it: its own check accepted everything', () => {
  const key = Curve.generateKeyPair()
  const signature = Curve.sign(key.private, message)
  expect(Curve.verify(key.public, message, signature)).toBe(true)
  expect(Curve.verify(Curve.generateKeyPair().public, message, signature)).toBe(false)
})

test('a leaf certificate must name the key that the server uses: a recorded chain is not enough', () => {
  const intermediate = Curve.generateKeyPair()
  const server = Curve.generateKeyPair()
  const own = Curve.generateKeyPair()
  const leaf = proto.CertChain.NoiseCertificate.Details.encode({
    serial: 2,
    issuerSerial: 1,
    key: server.public,
  }).finish()
  const signature = Curve.sign(intermediate.private, leaf)
  Curve.sharedKey(own.private, server.public)
  expect(Curve.verify(intermediate.public, leaf, signature)).toBe(true)
  Curve.sharedKey(own.private, Curve.generateKeyPair().public)
  expect(Curve.verify(intermediate.public, leaf, signature)).toBe(false)
})

test('the signature of a group message is checked by the same: whoever else signed it is refused', () => {
  const [sender, other] = [Curve.generateKeyPair(), Curve.generateKeyPair()]
  const message = (key: Uint8Array) => new SenderKeyMessage(7, 3, Buffer.from('text'), key).serialize()
  const sent = message(sender.private)
  const read = new SenderKeyMessage(null, null, null, null, sent)
  expect(() => read.verifySignature(sender.public)).not.toThrow()
  expect(() => read.verifySignature(Buffer.concat([Buffer.from([5]), sender.public]))).not.toThrow()
  expect(() => read.verifySignature(other.public)).toThrow('Invalid signature')
  const changed = Buffer.from(sent)
  changed[4] = (changed[4] ?? 0) ^ 1
  const forged = new SenderKeyMessage(null, null, null, null, sent)
  Object.assign(forged, { serialized: changed })
  expect(() => forged.verifySignature(sender.public)).toThrow('Invalid signature')
  // Node's own check has been asked: the library's would have thrown for a key of the wrong length, and not said so.
  expect(() => read.verifySignature(sender.public.subarray(1))).toThrow('Invalid signature')
})
