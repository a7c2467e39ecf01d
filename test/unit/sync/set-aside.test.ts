import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { DomainEvent } from '../../../src/main/engine/events.ts'
import { isStoreFailure } from '../../../src/main/engine/store/store-failure.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { scene, T0 } from '../store/support.ts'
import { dump } from './dump.ts'
import { delivery, eventSet } from './scenario.ts'

/** A linked store that refuses messages with these wire ids, and a sync over it that counts what it sets aside. */
async function refusing(...wireIds: string[]) {
  const found = await scene()
  // What is kept of a verified business depends on when it was verified: the order of events would show.
  found.store.settings.set({ keepVerified: false })
  const file = join(found.dir, 'pillion.sqlite')
  const db = new Sqlite(file)
  onTestFinished(() => void db.close())
  if (wireIds.length > 0) {
    db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.wire_id IN (${wireIds.map(id => `'${id}'`).join(', ')})
      BEGIN SELECT RAISE (ABORT, 'no'); END`)
  }
  const told: string[] = []
  const sync = new Sync(
    found.store,
    () => found.clock.now,
    type => told.push(type),
  )
  return { ...found, file, db, sync, told }
}

const isOf = (event: DomainEvent, wireId: string): boolean =>
  event.type === 'message' && event.message.key.wireId === wireId

test('what is set aside leaves the rest as it would be without it, in any order and grouping', {
  timeout: 300_000,
}, async () => {
  const sets = eventSet.chain(events => fc.tuple(fc.constant(events), delivery(events)))
  await fc.assert(
    fc.asyncProperty(sets, async ([events, batches]) => {
      const some = await refusing('T1', 'M2')
      for (const batch of batches) some.sync.apply({ events: batch, journal: [] })
      const refused = events.filter(event => isOf(event, 'T1') || isOf(event, 'M2'))
      const others = await refusing()
      others.sync.apply({ events: events.filter(event => !refused.includes(event)), journal: [] })
      expect(others.told).toEqual([])
      const kinds = ['messages', 'reactions', 'receipts', 'statuses'] as const
      const [with_, without] = [dump(some.file), dump(others.file)]
      for (const kind of kinds) expect(with_[kind]).toEqual(without[kind])
      // Fewer where a chat was cleared: what is older than that is not written at all.
      const distinct = new Set(refused.map(event => JSON.stringify(event))).size
      expect(some.store.setAside.count()).toBeLessThanOrEqual(distinct)
      expect(some.told.every(type => type === 'message')).toBe(true)
    }),
    { numRuns: 25 },
  )
})

const text = (wireId: string, expiresAt: number | null = null): DomainEvent => ({
  type: 'message',
  origin: 'live',
  message: {
    key: {
      chat: { kind: 'direct', person: { pn: '15550101@s.whatsapp.net', lid: null } },
      wireId,
      fromMe: false,
      author: null,
    },
    at: T0,
    content: { kind: 'text', text: 'meet me', preview: null },
    text: 'meet me',
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    raw: Buffer.from('bytes'),
    status: null,
    unread: true,
    expiresAt,
    pushName: null,
    receipts: [],
    reactions: [],
    editedAt: null,
    revokedByAdminAt: null,
  },
})

const asideIn = (db: Sqlite.Database): unknown[] =>
  db.prepare('SELECT type, error, event, expires_at FROM set_aside').all()

test('a journaled event keeps the bytes of its rows, and they are done with', async () => {
  const { store, sync, db, clock } = await refusing('B')
  const entry = { stanza: Buffer.from('s'), plaintext: Buffer.from('p'), at: T0 }
  const rows = ['a', 'b'].map(stanzaKey => store.journal.record({ ...entry, stanzaKey }, []))
  sync.apply({ events: [text('A')], journal: rows.slice(0, 1) })
  sync.apply({ events: [text('B')], journal: rows.slice(1) })
  expect(asideIn(db)).toEqual([
    { type: 'message', error: 'SqliteError SQLITE_CONSTRAINT_TRIGGER', event: null, expires_at: null },
  ])
  expect(store.journal.unprojected(0, 9)).toEqual([])
  store.journal.prune(clock.now + 1)
  expect(store.journal.find('a')?.plaintext).toHaveLength(0)
  expect(store.journal.find('b')?.plaintext).toHaveLength(1)
})

test('an event without a journal row is kept as it is, once', async () => {
  const { sync, db, told } = await refusing('B')
  for (let n = 0; n < 2; n++) sync.apply({ events: [text('A'), text('B'), text('C')], journal: [] })
  expect(told).toEqual(['message', 'message'])
  const kept = db.prepare<[], { event: string }>('SELECT event FROM set_aside').all()
  expect(kept).toHaveLength(1)
  expect(JSON.parse(kept[0]?.event ?? '')).toMatchObject({
    type: 'message',
    message: { text: 'meet me', raw: { base64: Buffer.from('bytes').toString('base64') } },
  })
})

test('what disappears, disappears from what was set aside as well', async () => {
  const { store, sync, db, clock } = await refusing('A', 'B')
  const row = store.journal.record(
    { stanzaKey: 'a', stanza: Buffer.from('s'), plaintext: Buffer.from('p'), at: T0 },
    [],
  )
  sync.apply({ events: [text('A', clock.now + 1000)], journal: [row] })
  sync.apply({ events: [text('B', clock.now + 2000)], journal: [] })
  expect(store.setAside.purgeExpired(clock.now + 999)).toBe(0)
  expect(store.setAside.purgeExpired(clock.now + 1000)).toBe(1)
  expect(store.journal.find('a')?.plaintext).toHaveLength(0)
  expect(store.setAside.purgeExpired(clock.now + 2000)).toBe(1)
  expect(asideIn(db)).toMatchObject([{ event: null }, { event: null }])
})

test('tried again: what can be applied now is, bytes and all; the rest stays', async () => {
  const { store, sync, db, told } = await refusing('A', 'B', 'C')
  const row = store.journal.record(
    { stanzaKey: 'a', stanza: Buffer.from('s'), plaintext: Buffer.from('p'), at: T0 },
    [],
  )
  sync.apply({ events: [text('A')], journal: [row] })
  sync.apply({ events: [text('B'), text('C')], journal: [] })
  expect(store.setAside.count()).toBe(3)
  db.exec(`DROP TRIGGER refuse; CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.wire_id = 'C'
    BEGIN SELECT RAISE (ABORT, 'no'); END`)
  told.length = 0
  sync.retry()
  expect(told).toEqual([])
  expect(db.prepare('SELECT type, event IS NOT NULL AS kept FROM set_aside').all()).toEqual([
    { type: 'message', kept: 1 },
  ])
  // What came from the journal is the link's to hand on again.
  expect(store.journal.unprojected(0, 9)).toMatchObject([{ id: row, stanzaKey: 'a' }])
  const chatId = store.chats.resolve({ kind: 'direct', person: { pn: '15550101@s.whatsapp.net', lid: null } })
  const id = store.messages.find(chatId, 'B', null) ?? 0
  expect(Buffer.from(store.messages.raw(id) ?? []).toString()).toBe('bytes')
  expect(store.messages.find(chatId, 'C', null)).toBeNull()
})

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', true],
  ['1.0.0', '0.9.9', true],
])('set aside by %s, started with %s: tried again %s', async (before, now, due) => {
  const { store } = await scene()
  expect(store.setAside.isDue(before)).toBe(true)
  expect(store.setAside.isDue(now)).toBe(due)
})

test('a store that fails sets nothing aside: the batch comes again', async () => {
  const { store, sync, told } = await refusing()
  store.close()
  expect(() => sync.apply({ events: [text('A')], journal: [] })).toThrow('not open')
  expect(told).toEqual([])
})

test.each([
  ['SQLITE_FULL', true],
  ['SQLITE_CORRUPT_INDEX', true],
  ['SQLITE_BUSY', true],
  ['SQLITE_IOERR_FSYNC', true],
  ['SQLITE_READONLY_DBMOVED', true],
  ['SQLITE_CONSTRAINT_CHECK', false],
  ['SQLITE_ERROR', false],
  ['SQLITE_TOOBIG', false],
])('%s: the store failed: %s', (code, failed) => {
  expect(isStoreFailure(new Sqlite.SqliteError('', code))).toBe(failed)
})

test('what the program throws itself is no failure of the store', () => {
  expect(isStoreFailure(new TypeError('x'))).toBe(false)
})
