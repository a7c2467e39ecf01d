import { initAuthCreds, proto } from 'baileys'
import { SenderKeyRecord } from 'baileys/lib/Signal/Group/sender-key-record.js'
import { expect, test, vi } from 'vitest'
import { createKeys, type KeyWatch } from '../../../src/main/engine/link/auth-state.ts'
import { fromBytes, toBytes } from '../../../src/main/engine/link/serialize.ts'
import { Disk } from '../../integration/link/support/stores.ts'

function fresh() {
  const disk = new Disk()
  const watch = { pairs: vi.fn<KeyWatch['pairs']>(), versionsWaiting: vi.fn(), storeFailed: vi.fn() }
  const keys = createKeys(disk.keys, watch)
  return { disk, watch, keys, library: keys.forLibrary(() => true) }
}

test('every kind of key comes back as the library needs it', async () => {
  const { library } = fresh()
  const session = { _sessions: { a: { chains: { key: new Uint8Array([1, 2, 3]) } } }, version: 'v1' }
  await library.set({
    session: { 'a.0': session as never },
    'sender-key': {
      g: Buffer.from(JSON.stringify([{ senderMessageKeys: [{ iteration: 1, seed: Buffer.from([4]) }] }])),
    },
    'identity-key': { i: new Uint8Array([5, 6]) },
    'pre-key': { '1': { public: new Uint8Array([7]), private: new Uint8Array([8]) } },
    'device-list': { u: ['0', '3'] },
    'app-state-sync-key': {
      k: proto.Message.AppStateSyncKeyData.create({ keyData: Buffer.from([9]), timestamp: 12 }),
    },
  })
  const back = (await library.get('session', ['a.0']))['a.0'] as unknown as typeof session
  expect(back._sessions.a.chains.key).toBeInstanceOf(Uint8Array)
  expect([...back._sessions.a.chains.key]).toEqual([1, 2, 3])
  const [sender] = SenderKeyRecord.deserialize(
    (await library.get('sender-key', ['g'])).g ?? new Uint8Array(0),
  ).serialize()
  expect(sender?.senderMessageKeys[0]?.seed).toEqual(Buffer.from([4]))
  expect([...((await library.get('identity-key', ['i'])).i ?? [])]).toEqual([5, 6])
  expect([...((await library.get('pre-key', ['1']))['1']?.private ?? [])]).toEqual([8])
  expect((await library.get('device-list', ['u'])).u).toEqual(['0', '3'])
  const key = (await library.get('app-state-sync-key', ['k'])).k
  expect([...(key?.keyData ?? [])]).toEqual([9])
  expect(await library.get('session', ['missing'])).toEqual({})
})

test('null deletes, and one call is one write across types', async () => {
  const { disk, library } = fresh()
  const write = vi.spyOn(disk.keys, 'write')
  await library.set({
    'pre-key': { '1': { public: new Uint8Array(1), private: new Uint8Array(1) } },
    'device-list': { u: ['0'] },
  })
  await library.set({ 'pre-key': { '1': null }, 'device-list': { v: ['1'] } })
  expect(write).toHaveBeenCalledTimes(2)
  expect(await library.get('pre-key', ['1'])).toEqual({})
})

test('inside a withheld scope nothing is written but through the scope', async () => {
  const { disk, keys, library } = fresh()
  const commit = vi.fn()
  await keys.withheld.run({ commit }, async () => library.set({ 'device-list': { u: ['0'] } }))
  expect(disk.keyRows.size).toBe(0)
  expect(commit).toHaveBeenCalledWith([{ type: 'device-list', id: 'u', value: expect.any(Uint8Array) }])
})

test('app-state versions wait until their mutations are stored', async () => {
  const { disk, keys, library, watch } = fresh()
  const version = { version: 3, hash: Buffer.alloc(128), indexValueMap: {} }
  await library.set({ 'app-state-sync-version': { regular: version } })
  expect(watch.versionsWaiting).toHaveBeenCalled()
  expect(disk.keyRows.size).toBe(0)
  expect((await library.get('app-state-sync-version', ['regular'])).regular?.version).toBe(3)
  keys.dropVersions()
  expect(await library.get('app-state-sync-version', ['regular'])).toEqual({})
  await library.set({ 'app-state-sync-version': { regular: version } })
  keys.writeVersions()
  expect(disk.keyRows.size).toBe(1)
})

test('pairs of number and LID are told once each, not in both directions', async () => {
  const { library, watch } = fresh()
  await library.set({ 'lid-mapping': { '15550101': '9001', '9001_reverse': '15550101' } })
  expect(watch.pairs).toHaveBeenCalledExactlyOnceWith([{ pn: '15550101@s.whatsapp.net', lid: '9001@lid' }])
})

test('a write that fails ends the connection before the library can acknowledge what it was for', () => {
  const { disk, library, watch } = fresh()
  disk.failing = what => what === 'keys'
  expect(() => library.set({ 'lid-mapping': { '15550101': '9001' } })).toThrow('disk full')
  expect(watch.storeFailed).toHaveBeenCalledOnce()
  expect(watch.pairs).not.toHaveBeenCalled()
})

test('what a closed connection still writes is refused', () => {
  const { disk, keys } = fresh()
  const late = keys.forLibrary(() => false)
  expect(() => late.set({ 'device-list': { u: ['0'] } })).toThrow()
  expect(disk.keyRows.size).toBe(0)
})

test('credentials survive the way to disk and back', () => {
  const creds = initAuthCreds()
  const back = fromBytes(toBytes(creds)) as typeof creds
  expect(Buffer.from(back.noiseKey.private)).toEqual(Buffer.from(creds.noiseKey.private))
  expect(back.advSecretKey).toBe(creds.advSecretKey)
})
