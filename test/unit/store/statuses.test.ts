import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { lidOf, person, pnOf, scene } from './support.ts'

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

test('of a post written here only those whom it went to are viewers; before its echo one of the phone takes anybody', async () => {
  const made = await scene()
  const { store, clock, me } = made
  const [ada, ben, eve] = [1, 2, 3].map(n => store.people.resolve({ pn: pnOf(n), lid: lidOf(n) }))
  const byNumber = store.people.resolve({ pn: pnOf(4), lid: null })
  const content = { kind: 'text', text: 'x', preview: null } as const
  const style = { text: 'x', backgroundArgb: null, font: null, thumbnail: null }
  const id = store.statusQueue.add({ ...style, content, wireId: 'MINE', audience: [ada ?? 0, ben ?? 0, byNumber] })
  store.statuses.recordView('MINE', ada ?? 0, clock.now)
  expect(store.statusReader.get(id)?.viewers).toBe(0)
  store.statusQueue.setSentTo(id, [ada ?? 0, byNumber])
  for (const by of [ada, ben, eve]) store.statuses.recordView('MINE', by ?? 0, clock.now)
  expect(store.statusReader.get(id)?.viewers).toBe(1)
  // It may be the one who is known by number alone.
  store.statuses.recordView('MINE', store.people.resolve({ pn: null, lid: lidOf(5) }), clock.now)
  expect(store.statusReader.get(id)?.viewers).toBe(2)
  store.statuses.recordView('EARLY', eve ?? 0, clock.now)
  store.statuses.add({ ...post(made, me, 'EARLY'), fromMe: true })
  expect(store.statusReader.mine().find(({ id: each }) => each !== id)?.viewers).toBe(1)
  // Somebody who is blocked is no viewer.
  store.blocklist.set(ada ?? 0, true, clock.now)
  expect(store.statusReader.get(id)?.viewers).toBe(1)
  expect(store.statusReader.viewers({ statusId: id, after: null, limit: 9 })?.items).toHaveLength(1)
})

test('what is told of posts that never come fills nothing: a thousand of an author, five thousand in all', async () => {
  const made = await scene()
  const { store, clock, me } = made
  const held = (): number => {
    const sql = 'SELECT COUNT(*) AS n FROM statuses WHERE content IS NULL'
    return (
      new Sqlite(join(made.dir, 'pillion.sqlite'), { readonly: true }).prepare<[], { n: number }>(sql).get()?.n ?? 0
    )
  }
  const ada = person(store, 1)
  const real = store.statuses.add(post(made, ada, 'REAL'))
  store.transaction(() => {
    for (let n = 0; n < 1_200; n++) store.statuses.recordView(`V${n}`, ada, clock.now)
  })
  expect(held()).toBe(1_000)
  store.transaction(() => {
    for (let n = 0; n < 1_200; n++) store.statuses.revoke(ada, `R${n}`, clock.now)
    for (let by = 2; by < 6; by++) {
      for (let n = 0; n < 1_000; n++) store.statuses.markSeen(person(store, by), `S${n}`, clock.now)
    }
  })
  expect(held()).toBe(5_000)
  // The newest are those that are kept, and a post is no such row.
  expect(store.statuses.add(post(made, ada, 'R1199'))).toBeNull()
  expect(store.statusReader.posts(ada)?.map(({ id }) => id)).toEqual([real])
  expect(store.statuses.add({ ...post(made, me, 'V1199'), fromMe: true })).not.toBeNull()
})

test('somebody who is blocked is not told, and nothing of theirs counts as shown', async () => {
  const made = await scene()
  const { store, clock } = made
  const ada = person(store, 1)
  const id = store.statuses.add(post(made, ada, 'S')) ?? 0
  store.blocklist.set(ada, true, clock.now)
  expect(store.statuses.seeHere(id, true)).toBe(false)
  store.blocklist.set(ada, false, clock.now)
  expect(store.chatReader.counts().unseenStatuses).toBe(1)
  expect(store.statuses.seeHere(id, true)).toBe(true)
})

test('a post that never went out in its day stays, as one that failed, until the user decides', async () => {
  const made = await scene()
  const { store, clock } = made
  const ada = person(store, 1)
  const content = { kind: 'text', text: 'x', preview: null } as const
  const fields = { content, text: 'x', backgroundArgb: null, font: null, thumbnail: null, audience: [ada] }
  const late = store.statusQueue.add({ ...fields, wireId: 'LATE' })
  const tried = store.statusQueue.add({ ...fields, wireId: 'TRIED' })
  store.statusQueue.setSentTo(tried, [ada])
  for (let day = 0; day < 3; day++) {
    clock.now += STATUS_LIFETIME_MS
    store.statusExpiry.purge(clock.now)
    expect(store.statusReader.mine()).toMatchObject([{ id: late, way: 'failed', failure: 'TOO_LATE' }])
  }
  store.statusQueue.again(late)
  expect(store.statusReader.mine()).toMatchObject([{ id: late, way: 'pending', failure: null, at: clock.now }])
  store.statusQueue.sent(late, { at: clock.now, raw: new Uint8Array(1) })
  clock.now += STATUS_LIFETIME_MS
  store.statusExpiry.purge(clock.now)
  expect(store.statusReader.mine()).toEqual([])
})

test('two rows of one own post: whom it went to, how far it has come and the file that is here stay', async () => {
  const made = await scene()
  const { store, clock, me } = made
  const twin = person(store, 7)
  const content = { kind: 'text', text: 'x', preview: null } as const
  const style = { content, text: 'x', backgroundArgb: null, font: null, thumbnail: null, audience: [person(store, 1)] }
  store.statuses.markSeen(twin, 'MINE', clock.now)
  const gone = store.statuses.add({ ...post(made, twin, 'BOTH') }) ?? 0
  store.media.put(gone, { file: 'a-file', bytes: 1, type: 'image/jpeg' })
  const failed = store.statusQueue.add({ ...style, wireId: 'MINE' })
  const both = store.statusQueue.add({ ...style, wireId: 'BOTH' })
  store.media.fail(both, 'gone')
  for (const id of [failed, both]) store.statusQueue.setSentTo(id, [person(store, 1)])
  store.statusQueue.fail(failed, 'SERVER_REFUSED')
  store.statuses.mergePeople(me, twin)
  expect(store.statusQueue.get(failed)).toMatchObject({ way: 'failed', failure: 'SERVER_REFUSED' })
  // What came back from the phone is out.
  expect(store.statusQueue.get(both)).toMatchObject({ way: 'sent', sentTo: [person(store, 1)] })
  expect(store.media.nameOf(both)).toBe('a-file')
  // The other way round: the row that stays knew only that it was seen.
  store.statuses.markSeen(person(store, 8), 'NEW', clock.now)
  const own = store.statusQueue.add({ ...style, wireId: 'NEW' })
  store.statusQueue.fail(own, 'NOT_ALLOWED')
  store.statuses.mergePeople(person(store, 8), me)
  const left = new Sqlite(join(made.dir, 'pillion.sqlite'), { readonly: true })
  expect(
    left.prepare("SELECT way, failure, payload IS NOT NULL AS p FROM statuses WHERE wire_id = 'NEW'").all(),
  ).toEqual([{ way: 'failed', failure: 'NOT_ALLOWED', p: 1 }])
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
