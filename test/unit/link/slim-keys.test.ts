import { expect, test, vi } from 'vitest'
import { createKeys } from '../../../src/main/engine/link/auth-state.ts'
import {
  Curve,
  initAuthCreds,
  makeSignalRepository,
  type SignalDataSet,
} from '../../../src/main/engine/link/library.ts'
import { Disk } from '../../integration/link/support/stores.ts'

/** One device, its keys stored as the app stores them. */
async function device() {
  const disk = new Disk()
  const watch = { pairs: vi.fn(), versionsWaiting: vi.fn(), storeFailed: vi.fn() }
  const library = createKeys(disk.keys, watch).forLibrary(() => true)
  const creds = initAuthCreds()
  const preKey = Curve.generateKeyPair()
  await library.set({ 'pre-key': { '1': preKey } })
  const keys = {
    get: library.get,
    set: (changes: SignalDataSet) => library.set(changes),
    isInTransaction: () => false,
    transaction: <T>(work: () => Promise<T>) => work(),
  }
  const silent = { level: 'silent', child: () => silent, trace() {}, debug() {}, info() {}, warn() {}, error() {} }
  const key33 = (key: Uint8Array) => Buffer.concat([Buffer.from([5]), key])
  return {
    disk,
    repository: makeSignalRepository({ creds, keys }, silent),
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
type Device = Awaited<ReturnType<typeof device>>

const [ANN, BOB, GROUP] = ['90010101@lid', '90010102@lid', '120363000000000001@g.us']

const write = (from: Device, to: string, text: string) =>
  from.repository.encryptMessage({ jid: to, data: Buffer.from(text) })

async function read(by: Device, from: string, sent: Awaited<ReturnType<typeof write>>): Promise<string> {
  const plain = await by.repository.decryptMessage({ jid: from, type: sent.type, ciphertext: sent.ciphertext })
  return Buffer.from(plain).toString()
}

const stored = ({ disk }: Device, type: string, id: string): number => disk.keys.get(type, [id]).get(id)?.length ?? 0

test('a session stays small however often two people take turns, and late messages of recent turns are read', async () => {
  const [ann, bob] = [await device(), await device()]
  await ann.repository.injectE2ESession({ jid: BOB, session: bob.bundle })
  const sizes: number[] = []
  const late: { text: string; sent: Awaited<ReturnType<typeof write>> }[] = []
  for (let turn = 1; turn <= 60; turn += 1) {
    expect(await read(bob, ANN, await write(ann, BOB, `a${turn}`))).toBe(`a${turn}`)
    // One of every tenth turn is held up on the way, until after all the others.
    if (turn % 10 === 0) late.push({ text: `late ${turn}`, sent: await write(ann, BOB, `late ${turn}`) })
    if (turn % 10 === 0) expect(await read(bob, ANN, await write(ann, BOB, 'and on'))).toBe('and on')
    expect(await read(ann, BOB, await write(bob, ANN, `b${turn}`))).toBe(`b${turn}`)
    sizes.push(stored(ann, 'session', '90010102_1.0') + stored(bob, 'session', '90010101_1.0'))
  }
  expect(sizes.at(-1)).toBeLessThan((sizes[9] ?? 0) * 2)
  for (const { text, sent } of late) expect(await read(bob, ANN, sent)).toBe(text)
})

test('a message that comes again long after its turn disturbs nothing', async () => {
  const [ann, bob] = [await device(), await device()]
  await ann.repository.injectE2ESession({ jid: BOB, session: bob.bundle })
  await read(bob, ANN, await write(ann, BOB, 'first'))
  await read(ann, BOB, await write(bob, ANN, 'hello'))
  const old = await write(ann, BOB, 'old')
  expect(await read(bob, ANN, old)).toBe('old')
  for (let turn = 1; turn <= 20; turn += 1) {
    await read(ann, BOB, await write(bob, ANN, `b${turn}`))
    await read(bob, ANN, await write(ann, BOB, `a${turn}`))
  }
  await expect(read(bob, ANN, old)).rejects.toThrow()
  expect(await read(ann, BOB, await write(bob, ANN, 'still'))).toBe('still')
  expect(await read(bob, ANN, await write(ann, BOB, 'here'))).toBe('here')
})

test("one's own sender key does not grow with what is sent; others read on, out of order too", async () => {
  const [ann, bob] = [await device(), await device()]
  const send = (text: string) =>
    ann.repository.encryptGroupMessage({ group: GROUP, meId: ANN, data: Buffer.from(text) })
  const { senderKeyDistributionMessage } = await send('before bob')
  await bob.repository.processSenderKeyDistributionMessage({
    authorJid: ANN,
    item: { groupId: GROUP, axolotlSenderKeyDistributionMessage: senderKeyDistributionMessage },
  })
  const readGroup = async (ciphertext: Uint8Array) =>
    Buffer.from(await bob.repository.decryptGroupMessage({ group: GROUP, authorJid: ANN, msg: ciphertext })).toString()
  const id = `${GROUP}::90010101_1::0`
  const sizes: number[] = []
  let held: Uint8Array | null = null
  for (let n = 1; n <= 60; n += 1) {
    const { ciphertext } = await send(`g${n}`)
    if (n === 30) held = ciphertext
    else expect(await readGroup(ciphertext)).toBe(`g${n}`)
    sizes.push(stored(ann, 'sender-key', id))
  }
  expect(sizes.at(-1)).toBeLessThan((sizes[4] ?? 0) * 1.2)
  expect(await readGroup(held ?? new Uint8Array(0))).toBe('g30')
})
