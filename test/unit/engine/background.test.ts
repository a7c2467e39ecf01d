import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Background } from '../../../src/main/engine/background.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import { directChat, person, put, scene } from '../store/support.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function start(store: Store, now: () => number = Date.now): void {
  const background = new Background({
    store,
    now,
    log: () => undefined,
    purgeHistory: () => undefined,
    failed: error => {
      throw error
    },
  })
  background.start()
  onTestFinished(() => background.stop())
}

function slice(store: Store, messages: number): void {
  const [chatId, authorId] = [directChat(store, 1), person(store, 1)]
  store.transaction(() => {
    for (let n = 0; n < messages; n++) put(store, { chatId, authorId, body: 'harbour' })
  })
}

const found = (store: Store): number =>
  store.search.messages({ query: 'harbour', chatId: null, after: null, limit: 200 }).items.length

test('history is indexed when it has come to rest, not between its slices', async () => {
  const { store } = await scene()
  start(store)
  for (let n = 0; n < 5; n++) {
    slice(store, 30)
    vi.advanceTimersByTime(400)
  }
  expect(found(store)).toBe(0)
  vi.advanceTimersByTime(2_000)
  expect(found(store)).toBe(150)
})

test('the chatter of live messages does not keep history waiting', async () => {
  const { store } = await scene()
  start(store)
  slice(store, 30)
  for (let n = 0; n < 5; n++) {
    vi.advanceTimersByTime(400)
    slice(store, 1)
  }
  expect(found(store)).toBe(35)
})

test('what the journal kept of earlier runs goes at the start, however short each run is', async () => {
  const { store, clock } = await scene()
  clock.now = Date.now() - 3 * 24 * 60 * 60_000
  const entry = { stanzaKey: 'K', stanza: Buffer.from('s'), plaintext: Buffer.from('text'), at: clock.now }
  store.journal.markProjected([store.journal.record(entry, [])])
  start(store)
  expect(store.journal.find('K')?.plaintext).toHaveLength(0)
})

test('receipts for messages that never came do not wait for ever; other changes do', async () => {
  const { store, me } = await scene()
  const target = { chatId: directChat(store, 1), authorId: me }
  const byId = person(store, 1)
  const old = Date.now() - 60 * 24 * 60 * 60_000
  store.changes.wait({ ...target, wireId: 'A' }, { change: 'receipt', byId, at: old, state: 'delivered' })
  store.changes.wait({ ...target, wireId: 'B' }, { change: 'ownStatus', at: old, status: 'sent' })
  store.changes.wait({ ...target, wireId: 'C' }, { change: 'revoke', byId, at: old })
  store.changes.wait({ ...target, wireId: 'D' }, { change: 'receipt', byId, at: Date.now(), state: 'delivered' })
  start(store)
  expect(store.changes.count()).toBe(2)
})

test('an end that cannot be carried out holds up no other', async () => {
  const { store } = await scene()
  const failures: unknown[] = []
  const done: string[] = []
  vi.spyOn(store.statusExpiry, 'purge').mockImplementation(() => {
    throw new Error('disk full')
  })
  vi.spyOn(store.messages, 'purgeExpired').mockImplementation(() => done.push('messages'))
  vi.spyOn(store.statusExpiry, 'settle').mockImplementation(() => void done.push('log'))
  const background = new Background({
    store,
    now: Date.now,
    log: () => undefined,
    purgeHistory: () => undefined,
    failed: error => void failures.push(error),
  })
  background.start()
  onTestFinished(() => background.stop())
  expect(done.sort()).toEqual(['log', 'messages'])
  expect(failures).toHaveLength(1)
})

test('a status that was set aside is gone from the disk when its time is over, as one that was shown', async () => {
  const { store, dir } = await scene()
  const secret = 'sunset over the fictional bay'
  const at = Date.now()
  const entry = { stanzaKey: 'S', stanza: Buffer.from(secret), plaintext: Buffer.from(secret), at }
  const row = store.journal.record(entry, [])
  const event = { type: 'statusRevoked', author: null, wireId: secret, at } as const
  const expiresAt = at + 24 * 60 * 60_000
  store.setAside.keep(event, { journal: [row], error: 'TypeError', expiresAt })
  store.setAside.keep({ ...event, at: 1 }, { journal: [], error: 'TypeError', expiresAt })
  store.journal.markProjected([row])
  const isOnDisk = (): boolean =>
    ['', '-wal'].some(end => readFileSync(join(dir, `pillion.sqlite${end}`)).includes(secret))
  start(store, () => expiresAt - 1)
  expect(isOnDisk()).toBe(true)
  start(store, () => expiresAt)
  expect(isOnDisk()).toBe(false)
  expect(store.setAside.count()).toBe(2)
})
