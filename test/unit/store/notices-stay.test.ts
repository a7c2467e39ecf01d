/** domain.md §4: a notice can never be deleted, by any path; nor can what was attested. Here: the store and raw SQL. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AttestationEvent } from '../../../src/main/engine/events.ts'
import type { Content } from '../../../src/shared/content.ts'
import { directChat, lidOf, message, person, pnOf, put, type Scene, scene, T0 } from './support.ts'

const notice = (stub = 8, parameters: string[] = []): Content => ({ kind: 'notice', stub, parameters })

interface World extends Scene {
  chatId: number
  shop: number
  /** What is attested of it. */
  said: Omit<AttestationEvent, 'person' | 'at'>
  noticeId: number
  textId: number
}

/** A chat with a business that has a notice and a text, and what was attested of the business. */
async function world(): Promise<World> {
  const all = await scene()
  const { store } = all
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  directChat(store, 2)
  const base = { chatId, authorId: shop, unread: false }
  const noticeId = put(store, { ...base, wireId: 'N1', at: T0, content: notice(), text: null })
  const textId = put(store, { ...base, wireId: 'T1', at: T0 + 5000, body: 'your ticket' })
  const said: Omit<AttestationEvent, 'person' | 'at'> = {
    source: 'stanza',
    level: 'high',
    business: true,
    chosenName: 'Odeon',
    issuer: null,
    serial: null,
    hostStorage: null,
    actualActors: null,
    privacyModeAt: null,
  }
  for (const after of [0, 2000]) store.attestations.record(shop, { ...said, at: T0 + after })
  return { ...all, chatId, shop, said, noticeId, textId }
}

/** Another program that opened the file: nothing of ours stands between it and the rows but the database itself. */
function raw(dir: string, foreignKeys: boolean): Sqlite.Database {
  const db = new Sqlite(join(dir, 'pillion.sqlite'))
  onTestFinished(() => void db.close())
  db.pragma(`foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}`)
  return db
}

const NOTICE = `kind = 'notice'`
const columns = `chat_id, author_id, wire_id, from_me, in_group, at, kind, status, unread, told_unread, forwarded, content`
const copy = (changes: Record<string, string>): string =>
  columns
    .split(', ')
    .map(column => changes[column] ?? column)
    .join(', ')

/** Each would take the notice away or change what it says. */
const onNotices: [string, string][] = [
  ['DELETE of one', `DELETE FROM messages WHERE ${NOTICE}`],
  ['DELETE of everything', 'DELETE FROM messages'],
  ['DELETE of the chat', 'DELETE FROM chats'],
  ['DELETE of its people', 'DELETE FROM people'],
  ['another kind', `UPDATE messages SET kind = 'text' WHERE ${NOTICE}`],
  ['another kind, then DELETE', `UPDATE messages SET kind = 'twin' WHERE ${NOTICE}; DELETE FROM messages`],
  ['another content', `UPDATE messages SET content = '{"kind":"notice","stub":1,"parameters":[]}' WHERE ${NOTICE}`],
  ['an empty content', `UPDATE messages SET content = '' WHERE ${NOTICE}`],
  ['a text', `UPDATE messages SET text = 'hello' WHERE ${NOTICE}`],
  ['another time', `UPDATE messages SET at = 0 WHERE ${NOTICE}`],
  ['marked deleted', `UPDATE messages SET deleted_by = 'me', deleted_at = 1, deleted_kept = 0 WHERE ${NOTICE}`],
  ['marked kept', `UPDATE messages SET deleted_kept = 1 WHERE ${NOTICE}`],
  ['edited', `UPDATE messages SET edited_at = 1 WHERE ${NOTICE}`],
  ['a quote', `UPDATE messages SET quote_wire_id = 'T1', quote_text = 'x' WHERE ${NOTICE}`],
  ['a picture', `UPDATE messages SET thumbnail = x'00' WHERE ${NOTICE}`],
  ['a timer', `UPDATE messages SET expires_at = 1 WHERE ${NOTICE}`],
  ['written by me', `UPDATE messages SET from_me = 1 WHERE ${NOTICE}`],
  ['another wire id', `UPDATE messages SET wire_id = 'X' WHERE ${NOTICE}`],
  ['into a group', `UPDATE messages SET in_group = 1 WHERE ${NOTICE}`],
  ['into another chat', `UPDATE messages SET chat_id = (SELECT MAX(id) FROM chats) WHERE ${NOTICE}`],
  ['by somebody else', `UPDATE messages SET author_id = (SELECT MAX(id) FROM people) WHERE ${NOTICE}`],
  ['another number', `UPDATE messages SET id = 99 WHERE ${NOTICE}`],
  ['another rowid', `UPDATE messages SET rowid = 99 WHERE ${NOTICE}`],
  ['another oid', `UPDATE messages SET oid = 99 WHERE ${NOTICE}`],
  [
    'everything at once',
    `UPDATE messages SET kind = 'text', content = '{}', text = '', chat_id = 2, wire_id = 'Y' WHERE ${NOTICE}`,
  ],
  ['a text put in its place', `UPDATE OR REPLACE messages SET wire_id = 'N1' WHERE kind = 'text'`],
  [
    'a text given its number',
    `UPDATE OR REPLACE messages SET id = (SELECT id FROM messages WHERE ${NOTICE}) WHERE kind = 'text'`,
  ],
  [
    'a text given its rowid',
    `UPDATE OR REPLACE messages SET _rowid_ = (SELECT id FROM messages WHERE ${NOTICE}) WHERE kind = 'text'`,
  ],
  [
    'REPLACE by its key',
    `INSERT OR REPLACE INTO messages (${columns}) SELECT ${copy({ kind: `'text'`, content: `'{}'` })} FROM messages WHERE ${NOTICE}`,
  ],
  [
    'REPLACE by its number',
    `REPLACE INTO messages (id, ${columns}) SELECT id, ${copy({ wire_id: `'Z'`, kind: `'text'`, content: `'{}'` })} FROM messages WHERE ${NOTICE}`,
  ],
  [
    'an upsert',
    `INSERT INTO messages (${columns}) SELECT ${copy({})} FROM messages WHERE ${NOTICE}
     ON CONFLICT (chat_id, wire_id, author_id) DO UPDATE SET kind = 'text', content = '{}'`,
  ],
]

const onAttestations: [string, string][] = [
  ['DELETE', 'DELETE FROM attestations'],
  ['DELETE of one', 'DELETE FROM attestations WHERE id = 1'],
  ['another level', `UPDATE attestations SET facts = replace(facts, 'high', 'low')`],
  ['later', 'UPDATE attestations SET first_at = first_at + 1'],
  ['earlier', 'UPDATE attestations SET last_at = last_at - 1'],
  ['fewer times', `UPDATE attestations SET times = '[]'`],
  ['other times', `UPDATE attestations SET times = replace(times, '2000', '4000')`],
  ['another time beside', `UPDATE attestations SET times = '[0,4000,5000]', last_at = last_at + 3000`],
  ['another day', 'UPDATE attestations SET day = day - 1'],
  ['another person', 'UPDATE attestations SET person_id = (SELECT MAX(id) FROM people)'],
  ['another number', 'UPDATE attestations SET rowid = 99'],
  [
    'REPLACE by its key',
    'REPLACE INTO attestations (person_id, day, facts, first_at, last_at) SELECT person_id, day, facts, 0, 0 FROM attestations',
  ],
  [
    'REPLACE by its number',
    `REPLACE INTO attestations (id, person_id, day, facts, first_at, last_at) SELECT id, person_id, 1, '{}', 0, 0 FROM attestations`,
  ],
  [
    'another one moved onto it',
    `INSERT INTO attestations (id, person_id, day, facts, first_at, last_at) SELECT 50, person_id, day, '{}', 0, 0 FROM attestations;
     UPDATE OR REPLACE attestations SET facts = (SELECT facts FROM attestations WHERE id = 1) WHERE id = 50`,
  ],
]

describe.each([true, false])('raw SQL, foreign keys watched: %s', foreignKeys => {
  test.each(onNotices)('a notice stays: %s', async (_, sql) => {
    const { dir, store, noticeId, chatId } = await world()
    const before = store.messageReader.get(noticeId)
    const db = raw(dir, foreignKeys)
    // Some are refused with an error, a REPLACE is passed over: what counts is what is there afterwards.
    try {
      db.exec(sql)
    } catch (error) {
      expect(String(error)).toMatch(/notice|number|FOREIGN KEY|attested/)
    }
    expect(store.messageReader.get(noticeId)).toEqual(before)
    expect(store.messageReader.page({ chatId, from: 'end', limit: 50 })?.items).toContainEqual(before)
    expect(db.prepare('SELECT kind FROM messages WHERE id = ?').get(noticeId)).toEqual({ kind: 'notice' })
    expect(before?.content).toEqual(notice())
  })

  test.each(onAttestations)('what was attested stays: %s', async (_, sql) => {
    const { dir, store, shop } = await world()
    const before = store.attestations.of(shop)
    const db = raw(dir, foreignKeys)
    expect(() => db.exec(sql)).toThrow(/attested|FOREIGN KEY/)
    expect(store.attestations.of(shop)).toEqual(expect.arrayContaining(before))
  })
})

test('a chat stays in which nothing stands but what follows from attestations', async () => {
  const { dir, store, said } = await world()
  store.attestations.record(person(store, 2), { ...said, at: T0 })
  const chatId = directChat(store, 2)
  const items = () => store.messageReader.page({ chatId, from: 'end', limit: 50 })?.items.length
  expect(items()).toBe(1)
  expect(() => raw(dir, true).exec(`DELETE FROM chats WHERE id = ${chatId}`)).toThrow(/notice/)
  expect(items()).toBe(1)
})

test('other messages go as before', async () => {
  const { dir, textId, store } = await world()
  raw(dir, true).exec(`DELETE FROM messages WHERE kind = 'text'`)
  expect(store.messageReader.get(textId)).toBeNull()
})

describe('the store', () => {
  test('refuses whatever would take it away', async () => {
    const { store, chatId, noticeId, clock } = await world()
    const before = store.messageReader.get(noticeId)
    expect(store.messages.remove(noticeId)).toBe(false)
    expect(store.messages.markDeleted(noticeId, { by: 'phone', at: T0, kept: true })).toBe(false)
    expect(store.messages.markDeleted(noticeId, { by: 'author', at: T0, kept: false })).toBe(false)
    for (const keep of [true, false]) {
      store.chats.clear(chatId, null, { keep, at: clock.now })
      store.chats.clear(chatId, clock.now, { keep, at: clock.now })
      store.chats.delete(chatId, null, { keep, at: clock.now })
      store.chats.delete(chatId, clock.now, { keep, at: clock.now })
    }
    expect(store.messages.purgeExpired(Number.MAX_SAFE_INTEGER)).toBe(0)
    expect(store.messageReader.get(noticeId)).toEqual(before)
  })

  test('has no timer on a notice, whatever the chat says', async () => {
    const { store, chatId, shop } = await world()
    put(store, { chatId, authorId: shop, content: notice(9), text: null, expiresAt: T0 + 1 })
    expect(store.messages.nextExpiry()).toBeNull()
  })

  test('told again, also with other words or as something else, it stays as it is', async () => {
    const { store, chatId, shop, noticeId } = await world()
    const before = store.messageReader.get(noticeId)
    const key = { chatId, authorId: shop, wireId: 'N1' }
    for (const again of [
      { content: notice(), text: null, at: T0 },
      { content: notice(19, ['zzz']), text: null, at: T0 - 1000 },
      { body: 'not a notice', at: T0 },
      { body: 'edited', at: T0, editedAt: T0 + 1 },
    ]) {
      expect(store.messages.insert(message({ ...key, ...again, unread: false })).id).toBe(noticeId)
    }
    expect(store.messageReader.get(noticeId)).toEqual(before)
  })

  test('a message that turns out to be a notice becomes one, and stays one', async () => {
    const { store, chatId, shop } = await world()
    const key = { chatId, authorId: shop, wireId: 'N2', at: T0 + 9000, unread: false }
    const id = put(store, { ...key, content: { kind: 'waiting' }, text: null })
    store.messages.insert(message({ ...key, content: notice(13), text: null }))
    store.messages.insert(message({ ...key, body: 'something else' }))
    expect(store.messageReader.get(id)?.content).toEqual(notice(13))
  })
})

describe('two chats that were one', () => {
  const [byPn, byLid] = [
    { pn: pnOf(1), lid: null },
    { pn: null, lid: lidOf(1) },
  ]

  test.each<[string, Content, Content]>([
    ['the same notice in both', notice(8), notice(8)],
    ['told in other words', notice(128, ['Odeon']), notice(128, ['15550101@s.whatsapp.net'])],
    ['one of them a text', notice(8), { kind: 'text', text: 'x', preview: null }],
    ['one of them a text, the other way round', { kind: 'text', text: 'x', preview: null }, notice(8)],
  ])('%s: one notice is left', async (_, first, second) => {
    const { store } = await scene()
    for (const [ref, content] of [
      [byPn, first],
      [byLid, second],
    ] as const) {
      const chatId = store.chats.resolve({ kind: 'direct', person: ref })
      const text = content.kind === 'text' ? content.text : null
      put(store, { chatId, authorId: store.people.resolve(ref), wireId: 'N1', at: T0, content, text, unread: false })
    }
    store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
    const chatId = store.chats.resolve({ kind: 'direct', person: byPn })
    const items = store.messageReader.page({ chatId, from: 'end', limit: 50 })?.items ?? []
    expect(items.map(({ content }) => content.kind)).toEqual(['notice'])
    expect([first, second]).toContainEqual(items[0]?.content)
  })

  test('different notices both move, and what was attested of either is of the one', async () => {
    const { store } = await scene()
    const said = { source: 'stanza', level: 'low', business: true, chosenName: 'Odeon' } as const
    const rest = { issuer: null, serial: null, hostStorage: null, actualActors: null, privacyModeAt: null }
    for (const [index, ref] of [byPn, byLid].entries()) {
      const authorId = store.people.resolve(ref)
      const chatId = store.chats.resolve({ kind: 'direct', person: ref })
      put(store, { chatId, authorId, wireId: `N${index}`, content: notice(8 + index), text: null, unread: false })
      store.attestations.record(authorId, { ...said, ...rest, at: T0 + index })
      store.attestations.record(authorId, { ...said, ...rest, level: 'high', at: T0 + 90_000_000 * (index + 1) })
    }
    const shop = store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
    const chatId = store.chats.resolve({ kind: 'direct', person: byPn })
    const kinds = store.messageReader.page({ chatId, from: 'end', limit: 50 })?.items.map(({ content }) => content)
    expect(kinds).toEqual(expect.arrayContaining([notice(8), notice(9)]))
    expect(store.attestations.of(shop).map(({ level, firstAt, lastAt }) => [level, firstAt, lastAt])).toEqual([
      ['low', T0, T0 + 1],
      ['high', T0 + 90_000_000, T0 + 90_000_000],
      ['high', T0 + 180_000_000, T0 + 180_000_000],
    ])
  })

  test('a group notice by both of them', async () => {
    const { store } = await scene()
    const group = store.chats.resolve({ kind: 'group', jid: '120363000000000009@g.us' })
    for (const ref of [byPn, byLid]) {
      const authorId = store.people.resolve(ref)
      put(store, { chatId: group, authorId, wireId: 'N1', content: notice(209), text: null, unread: false })
    }
    store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
    expect(store.messageReader.page({ chatId: group, from: 'end', limit: 50 })?.items).toHaveLength(1)
  })
})
