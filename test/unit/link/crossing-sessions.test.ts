import { expect, test } from 'vitest'
import {
  Curve,
  initAuthCreds,
  makeSignalRepository,
  type SignalDataSet,
  type SignalDataTypeMap,
} from '../../../src/main/engine/link/library.ts'

/** One device with its keys in memory. */
function device() {
  const data = new Map<string, unknown>()
  const creds = initAuthCreds()
  const preKey = Curve.generateKeyPair()
  data.set('pre-key/1', preKey)
  const keys = {
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: { [id: string]: SignalDataTypeMap[T] } = {}
      for (const id of ids) {
        const value = data.get(`${type}/${id}`)
        if (value !== undefined) found[id] = value as SignalDataTypeMap[T]
      }
      return found
    },
    set(changes: SignalDataSet) {
      for (const [type, entries] of Object.entries(changes)) {
        for (const [id, value] of Object.entries(entries)) data.set(`${type}/${id}`, value ?? undefined)
      }
    },
    isInTransaction: () => false,
    transaction: <T>(work: () => Promise<T>) => work(),
  }
  const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {} }
  const repository = makeSignalRepository({ creds, keys }, silent)
  const key33 = (key: Uint8Array) => Buffer.concat([Buffer.from([5]), key])
  return {
    repository,
    bundle: {
      registrationId: creds.registrationId,
      identityKey: key33(creds.signedIdentityKey.public),
      signedPreKey: {
        keyId: creds.signedPreKey.keyId,
        publicKey: key33(creds.signedPreKey.keyPair.public),
        signature: creds.signedPreKey.signature,
      },
      preKey: { keyId: 1, publicKey: key33(preKey.public) },
    },
  }
}

test('two sessions that crossed go on side by side: a message tried on the wrong one leaves it as it was', async () => {
  const [ann, bob] = [device(), device()]
  const [annJid, bobJid] = ['90010101@lid', '90010102@lid']
  const write = (from: typeof ann, to: string, text: string) =>
    from.repository.encryptMessage({ jid: to, data: Buffer.from(text) })
  const read = async (by: typeof ann, from: string, sent: Awaited<ReturnType<typeof write>>) =>
    Buffer.from(
      await by.repository.decryptMessage({ jid: from, type: sent.type, ciphertext: sent.ciphertext }),
    ).toString()

  await ann.repository.injectE2ESession({ jid: bobJid, session: bob.bundle })
  await bob.repository.injectE2ESession({ jid: annJid, session: ann.bundle })
  const [fromAnn, fromBob] = [await write(ann, bobJid, 'a1'), await write(bob, annJid, 'b1')]
  expect(await read(ann, bobJid, fromBob)).toBe('b1')
  expect(await read(bob, annJid, fromAnn)).toBe('a1')
  // Each now writes in the session that the other began, and has its own as the first to try.
  for (const round of [2, 3, 4]) {
    const [a, b] = [await write(ann, bobJid, `a${round}`), await write(bob, annJid, `b${round}`)]
    expect(await read(bob, annJid, a)).toBe(`a${round}`)
    expect(await read(ann, bobJid, b)).toBe(`b${round}`)
  }
})
