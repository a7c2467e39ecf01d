import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { person, scene } from './support.ts'

type Made = Awaited<ReturnType<typeof scene>>

function post({ clock }: Made, authorId: number, wireId: string, body = 'a post') {
  return {
    authorId,
    fromMe: false,
    wireId,
    at: clock.now,
    content: { kind: 'text' as const, text: body, preview: null },
    text: body,
    mentions: [],
    thumbnail: null,
    backgroundArgb: 0xff00ff,
    font: 1,
    raw: Buffer.from(`raw of ${body}`),
    seen: false,
    expiresAt: clock.now + STATUS_LIFETIME_MS,
  }
}

test('unseen posts count until they are seen, revoked, muted, blocked or over', async () => {
  const made = await scene()
  const { store, clock } = made
  const people = [1, 2, 3, 4, 5].map(n => person(store, n))
  for (const id of people) store.statuses.add(post(made, id, 'S'))
  const unseen = (): number => store.chatReader.counts().unseenStatuses
  const [a = 0, b = 0, c = 0, d = 0] = people
  expect(unseen()).toBe(5)
  store.statuses.markSeen(a, 'S', clock.now)
  store.statuses.revoke(b, 'S', clock.now)
  store.statuses.setMuted(c, true)
  store.blocklist.set(d, true, clock.now)
  expect(unseen()).toBe(1)
  clock.now += STATUS_LIFETIME_MS
  expect(unseen()).toBe(0)
})

test('seen and revoked may come first; the same post is stored once', async () => {
  const made = await scene()
  const { store, clock } = made
  const ada = person(store, 1)
  store.statuses.revoke(ada, 'R', clock.now)
  expect(store.statuses.add(post(made, ada, 'R'))).toBeNull()
  store.statuses.markSeen(ada, 'V', clock.now)
  const id = store.statuses.add(post(made, ada, 'V'))
  expect(store.statuses.add(post(made, ada, 'V'))).toBe(id)
  expect(store.chatReader.counts().unseenStatuses).toBe(0)
  expect(store.statuses.add({ ...post(made, ada, 'OLD'), expiresAt: clock.now })).toBeNull()
})

test('seen, viewed or revoked without a time: still known when the post comes', async () => {
  const made = await scene()
  const { store, clock } = made
  const ada = person(store, 1)
  store.statuses.revoke(ada, 'R', 0)
  store.statuses.markSeen(ada, 'V', 0)
  store.statusExpiry.purge(clock.now)
  expect(store.statuses.add(post(made, ada, 'R'))).toBeNull()
  expect(store.statuses.add(post(made, ada, 'V'))).not.toBeNull()
  expect(store.chatReader.counts().unseenStatuses).toBe(0)
  clock.now += STATUS_LIFETIME_MS
  expect(store.statusExpiry.purge(clock.now)).toBe(2)
})

test('what is over is gone from the database and its log: content, protobuf, journal', async () => {
  const made = await scene()
  const { store, clock, dir } = made
  const secret = 'sunset over the fictional bay'
  store.statuses.add(post(made, person(store, 1), 'S', secret))
  const entry = { stanzaKey: 'status 1', stanza: Buffer.from(secret), plaintext: Buffer.from(secret), at: clock.now }
  store.journal.markProjected([store.journal.record(entry, [])])
  const later = { ...entry, stanzaKey: 'later', stanza: Buffer.from('new'), plaintext: Buffer.from('new') }
  store.journal.record({ ...later, at: clock.now + STATUS_LIFETIME_MS }, [])
  const isOnDisk = (): boolean =>
    ['', '-wal'].some(end => readFileSync(join(dir, `pillion.sqlite${end}`)).includes(secret))
  expect(isOnDisk()).toBe(true)
  expect(store.statusExpiry.next()).toBe(clock.now + STATUS_LIFETIME_MS)
  expect(store.statusExpiry.purge(clock.now)).toBe(0)
  expect(isOnDisk()).toBe(true)
  clock.now += STATUS_LIFETIME_MS
  expect(store.statusExpiry.purge(clock.now)).toBe(1)
  expect(isOnDisk()).toBe(false)
  expect(store.statusExpiry.next()).toBeNull()
  // The redelivery is still recognised, and what was not projected is still there.
  expect(store.journal.find('status 1')).toMatchObject({ plaintext: new Uint8Array(0) })
  expect(store.journal.unprojected(0, 9)).toMatchObject([{ stanzaKey: 'later' }])
})
