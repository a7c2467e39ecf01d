import { expect, test } from 'vitest'
import { scene, T0 } from './support.ts'

const entry = (key: string) => ({ stanzaKey: key, stanza: Buffer.from('s'), plaintext: Buffer.from('p'), at: T0 })
const key = (value: string) => [{ type: 'session', id: 'x', value: Buffer.from(value) }]

test('ratchet and plaintext are written together, once', async () => {
  const { store } = await scene()
  const session = (): string => Buffer.from(store.keys.get('session', ['x']).get('x') ?? []).toString()
  const id = store.journal.record(entry('a'), key('one'))
  expect(session()).toBe('one')
  // The redelivery: same row, and the ratchet is not touched.
  expect(store.journal.record(entry('a'), key('two'))).toBe(id)
  expect(session()).toBe('one')
  expect(Buffer.from(store.journal.find('a')?.plaintext ?? []).toString()).toBe('p')
  expect(store.journal.find('b')).toBeNull()
})

test('a failure keeps both out', async () => {
  const { store } = await scene()
  expect(() =>
    store.transaction(() => {
      store.journal.record(entry('a'), key('one'))
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(store.keys.get('session', ['x']).size).toBe(0)
  expect(store.journal.find('a')).toBeNull()
})

test('unprojected rows come oldest first, until they are marked; plaintext goes later, the key stays', async () => {
  const { store, clock } = await scene()
  const ids = ['a', 'b', 'c'].map(name => store.journal.record(entry(name), []))
  expect(store.journal.unprojected(0, 2).map(row => row.id)).toEqual(ids.slice(0, 2))
  expect(store.journal.unprojected(ids[1] ?? 0, 9)).toMatchObject([{ stanzaKey: 'c', at: T0 }])
  store.journal.markProjected(ids.slice(0, 2))
  expect(store.journal.unprojected(0, 9).map(row => row.id)).toEqual(ids.slice(2))
  store.journal.prune(clock.now)
  expect(store.journal.find('a')?.plaintext.length).toBe(1)
  store.journal.prune(clock.now + 1)
  expect(store.journal.find('a')).toEqual({ id: ids[0], plaintext: new Uint8Array(0) })
  expect(store.journal.find('c')?.plaintext.length).toBe(1)
})

test('history jobs: once each, resumed where they were, their payload gone when done', async () => {
  const { store } = await scene()
  const job = { syncType: 3, chunkOrder: 1, progress: 50, notification: Buffer.from('n') }
  const added = store.history.add('H', job)
  if (added === null) throw new Error('not added')
  store.history.sliceDone(added.id, 4)
  expect(store.history.add('H', job)).toMatchObject({ id: added.id, slicesDone: 4 })
  store.history.add('H2', job)
  expect(store.history.pending().map(({ id, slicesDone }) => [id, slicesDone])).toEqual([
    [added.id, 4],
    [added.id + 1, 0],
  ])
  store.history.done(added.id)
  expect(store.history.add('H', job)).toBeNull()
  expect(store.history.pending()).toHaveLength(1)
})
