import { expect, test } from 'vitest'
import type { Content } from '../../../src/shared/content.ts'
import { directChat, message, person, pnOf, put, scene, T0 } from './support.ts'

const text = (body: string): Content => ({ kind: 'text', text: body, preview: null })

async function chatting() {
  const all = await scene()
  return { ...all, chatId: directChat(all.store, 1), ada: person(all.store, 1) }
}

test('a message is there once, whatever comes again', async () => {
  const { store, chatId, ada } = await chatting()
  const hello = message({ chatId, authorId: ada })
  const first = store.messages.insert(hello)
  expect(first).toEqual({ id: expect.any(Number), outcome: 'added', waiting: false })
  expect(store.messages.insert(hello)).toEqual({ id: first.id, outcome: 'known', waiting: false })
  expect(store.chatReader.get(chatId)).toMatchObject({ unread: 1, last: { messageId: first.id, text: 'hello' } })
})

test('ids are not given out again', async () => {
  const { store, chatId, ada } = await chatting()
  const first = put(store, { chatId, authorId: ada })
  store.messages.remove(first)
  expect(put(store, { chatId, authorId: ada })).toBe(first + 1)
})

test('a failed transaction leaves nothing, not even in memory', async () => {
  const { store, chatId, ada } = await chatting()
  let told = 0
  store.onCommit(() => {
    told += 1
  })
  expect(() =>
    store.transaction(() => {
      put(store, { chatId, authorId: ada })
      put(store, { chatId: directChat(store, 7), authorId: person(store, 7) })
      store.settings.set({ theme: 'dark' })
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(told).toBe(0)
  expect(store.settings.get().theme).toBe('system')
  expect(store.people.find({ pn: pnOf(7), lid: null })).toBeNull()
  put(store, { chatId: directChat(store, 7), authorId: person(store, 7) })
  expect(store.chatReader.page({ filter: 'all', archived: false, after: null, limit: 9 }).items).toHaveLength(1)
})

test('a commit tells what changed', async () => {
  const { store, chatId, ada } = await chatting()
  const seen: unknown[] = []
  const stop = store.onCommit(({ chats, messages, listChanged, counts }) => {
    seen.push({ chats: [...chats], messages: [...messages.keys()], listChanged, counts })
  })
  put(store, { chatId, authorId: ada })
  store.messages.find(chatId, 'nothing', null)
  stop()
  put(store, { chatId, authorId: ada })
  expect(seen).toEqual([{ chats: [chatId], messages: [chatId], listChanged: true, counts: true }])
})

test('"waiting for this message" gives way to the message, and never comes back', async () => {
  const { store, chatId, ada } = await chatting()
  const waiting = message({ chatId, authorId: ada, wireId: 'X', at: T0, content: { kind: 'waiting' }, text: null })
  const real = message({ chatId, authorId: ada, wireId: 'X', at: T0, body: 'here' })
  const { id } = store.messages.insert(waiting)
  expect(store.messages.insert(real)).toEqual({ id, outcome: 'changed', waiting: false })
  expect(store.messages.insert(waiting).outcome).toBe('known')
  expect(store.messageReader.get(id ?? 0)).toMatchObject({ content: text('here'), unread: true })
})

test('of several edits the latest counts, also over a copy in history', async () => {
  const { store, chatId, ada } = await chatting()
  const original = message({ chatId, authorId: ada, wireId: 'E', body: 'one', at: T0 })
  const { id } = store.messages.insert(original)
  if (id === null) throw new Error('not written')
  const edit = (body: string, at: number): boolean =>
    store.messages.edit(id, { at, content: text(body), text: body, raw: null })
  expect(edit('three', T0 + 3)).toBe(true)
  expect(edit('two', T0 + 2)).toBe(false)
  expect(edit('three', T0 + 3)).toBe(false)
  expect(store.messages.insert(original).outcome).toBe('known')
  const copy = message({ chatId, authorId: ada, wireId: 'E', body: 'four', at: T0, editedAt: T0 + 4 })
  expect(store.messages.insert(copy).outcome).toBe('changed')
  expect(store.messageReader.get(id)).toMatchObject({ content: text('four'), editedAt: T0 + 4 })
  expect(store.chatReader.get(chatId)?.last?.text).toBe('four')
})

test('deleted: the content goes for good, or is kept with the fact', async () => {
  const { store, chatId, ada } = await chatting()
  const gone = message({ chatId, authorId: ada, body: 'secret plan' })
  const { id } = store.messages.insert(gone)
  if (id === null) throw new Error('not written')
  store.reactions.set(id, ada, '👍', T0)
  expect(store.messages.markDeleted(id, { by: 'author', at: T0 + 9, kept: false })).toBe(true)
  expect(store.messages.markDeleted(id, { by: 'author', at: T0 + 9, kept: false })).toBe(false)
  expect(store.messages.edit(id, { at: T0 + 99, content: text('x'), text: 'x', raw: null })).toBe(false)
  expect(store.messages.insert(gone).outcome).toBe('known')
  const blank = store.messageReader.get(id)
  expect(blank).toMatchObject({
    content: text(''),
    deleted: { by: 'author', at: T0 + 9, kept: false },
    reactions: [],
    unread: false,
  })
  expect(store.messages.raw(id)).toBeNull()
  expect(store.search.messages({ query: 'secret', chatId: null, after: null, limit: 5 }).items).toEqual([])

  const kept = put(store, { chatId, authorId: ada, body: 'your ticket' })
  store.messages.markDeleted(kept, { by: 'phone', at: T0 + 9, kept: true })
  expect(store.messageReader.get(kept)).toMatchObject({
    content: text('your ticket'),
    deleted: { by: 'phone', kept: true },
  })
})

test('removed: gone, and not brought back by a replay', async () => {
  const { store, chatId, ada } = await chatting()
  const one = message({ chatId, authorId: ada })
  const { id } = store.messages.insert(one)
  expect(store.messages.remove(id ?? 0)).toBe(true)
  expect(store.chatReader.get(chatId)).toMatchObject({ last: null, unread: 0 })
  const again = store.messages.insert(one)
  expect(again.waiting).toBe(true)
  expect(store.changes.take(again.id ?? 0)).toMatchObject([{ change: 'deleteForMe' }])
})

test('a notice is deleted by no path', async () => {
  const { store, chatId, ada } = await chatting()
  const notice: Content = { kind: 'notice', stub: 11, parameters: [] }
  const id = put(store, { chatId, authorId: ada, content: notice, text: null, unread: false, expiresAt: T0 + 5_000 })
  expect(store.messages.remove(id)).toBe(false)
  expect(store.messages.markDeleted(id, { by: 'author', at: T0, kept: false })).toBe(false)
  store.chats.clear(chatId, null, { keep: false, at: T0 })
  store.chats.delete(chatId, Number.MAX_SAFE_INTEGER, { keep: false, at: T0 })
  store.messages.purgeExpired(Number.MAX_SAFE_INTEGER)
  expect(store.messageReader.get(id)?.content.kind).toBe('notice')
})

test('changes that come before their message wait, once each, and survive a restart', async () => {
  const { store, me, chatId, ada } = await chatting()
  const target = { chatId, wireId: 'LATE', authorId: ada }
  const react = { change: 'react', byId: me, at: T0 + 2, emoji: '👍' } as const
  const edit = {
    change: 'edit',
    byId: ada,
    at: T0 + 1,
    content: text('new'),
    text: 'new',
    raw: Buffer.from('r'),
  } as const
  for (const change of [react, edit, react]) store.changes.wait(target, change)
  store.changes.wait({ ...target, authorId: null }, { change: 'star', at: T0 + 3, on: true })
  expect(store.changes.count()).toBe(3)
  expect(put(store, { chatId, authorId: ada, wireId: 'OTHER' })).toBeGreaterThan(0)
  const inserted = store.messages.insert(message({ chatId, authorId: ada, wireId: 'LATE' }))
  expect(inserted.waiting).toBe(true)
  const id = inserted.id ?? 0
  expect(store.changes.ready()).toEqual([id])
  expect(store.changes.take(id)).toMatchObject([edit, react, { change: 'star', at: T0 + 3, on: true }])
  expect(store.changes.take(id)).toEqual([])
})

test('reactions and receipts: newest and earliest count, in any order', async () => {
  const { store, me, chatId, ada } = await chatting()
  const id = put(store, { chatId, authorId: me, fromMe: true, status: 'sent', unread: false })
  expect(store.reactions.set(id, ada, '👍', T0 + 2)).toBe(true)
  expect(store.reactions.set(id, ada, '😮', T0 + 1)).toBe(false)
  expect(store.reactions.set(id, ada, null, T0 + 3)).toBe(true)
  expect(store.reactions.set(id, ada, '👍', T0 + 2)).toBe(false)
  expect(store.messageReader.get(id)?.reactions).toEqual([])

  expect(store.receipts.record(id, ada, { readAt: T0 + 5 })).toBe(true)
  expect(store.receipts.record(id, ada, { readAt: T0 + 6 })).toBe(false)
  expect(store.receipts.record(id, ada, { deliveredAt: T0 + 4, readAt: T0 + 3 })).toBe(true)
  expect(store.messageReader.info(id)?.receipts).toMatchObject([
    { person: { id: ada }, deliveredAt: T0 + 4, readAt: T0 + 3, playedAt: null },
  ])
  expect(store.messages.raiseStatus(id, 'read')).toBe(true)
  expect(store.messages.raiseStatus(id, 'delivered')).toBe(false)
})

test('own messages: from the outbox to the server, with its time and protobuf', async () => {
  const { store, me, chatId } = await chatting()
  const id = put(store, {
    chatId,
    authorId: me,
    fromMe: true,
    status: 'pending',
    unread: false,
    raw: null,
    wireId: 'OWN',
  })
  const entry = store.outbox.add({ kind: 'text', chatId, messageId: id, wireId: 'OWN', payload: '{}', at: T0 })
  expect(store.outbox.heads()).toMatchObject([{ id: entry, started: false, attempts: 0 }])
  store.outbox.start(entry)
  expect(store.outbox.cancel(entry)).toBe(false)
  store.messages.setStatus(id, 'failed', 'SERVER_REFUSED')
  expect(store.messageReader.get(id)).toMatchObject({ status: 'failed', failure: 'SERVER_REFUSED' })
  store.messages.sent(id, { at: T0 + 123_456, raw: Buffer.from('wire') })
  store.outbox.done(entry)
  expect(store.messageReader.get(id)).toMatchObject({ status: 'sent', failure: null, at: T0 + 123_456 })
  expect(Buffer.from(store.messages.sentRaw('OWN') ?? []).toString()).toBe('wire')
  expect(store.outbox.count()).toBe(0)
})

test('an empty chat has nothing older on the phone: there is no message to ask from', async () => {
  const { store, chatId, ada } = await chatting()
  const older = () => store.messageReader.page({ chatId, from: 'end', limit: 5 })?.phoneHasOlder
  expect(older()).toBe(false)
  put(store, { chatId, authorId: ada, wireId: 'first', at: T0 })
  expect(older()).toBe(true)
  store.chats.clear(chatId, null, { keep: false, at: T0 + 60_000 })
  expect(older()).toBe(false)
})

test('pages: end, around, older, newer, unread; quotes, mentions and the phone', async () => {
  const { store, chatId, ada, me } = await chatting()
  const ids = store.transaction(() =>
    Array.from({ length: 50 }, (_, n) =>
      put(store, { chatId, authorId: ada, wireId: `p${n}`, at: T0 + Math.floor(n / 2) * 1000, unread: n >= 30 }),
    ),
  )
  const page = (from: Parameters<typeof store.messageReader.page>[0]['from'], limit = 10) => {
    const found = store.messageReader.page({ chatId, from, limit })
    if (found === null) throw new Error('no page')
    return found
  }
  const numbers = (found: ReturnType<typeof page>): number[] => found.items.map(item => ids.indexOf(item.id))
  const end = page('end')
  expect(numbers(end)).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49])
  expect(end).toMatchObject({ newer: null, firstUnread: ids[30], phoneHasOlder: true })
  const older = page({ older: end.older ?? '' })
  expect(numbers(older)).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39])
  expect(numbers(page({ newer: older.newer ?? '' }))).toEqual(numbers(end))
  expect(numbers(page('unread'))).toEqual([28, 29, 30, 31, 32, 33, 34, 35, 36, 37])
  const around = page({ around: ids[3] ?? 0 })
  expect(numbers(around)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(around.older).toBeNull()
  expect(page({ around: 9_999_999 })).toEqual(end)
  expect(page('end', 50).older).toBeNull()
  expect(() => page({ older: 'x; DROP' })).toThrow('cursor')
  expect(store.messageReader.page({ chatId: 999, from: 'end', limit: 5 })).toBeNull()

  const reply = put(store, {
    chatId,
    authorId: me,
    fromMe: true,
    status: 'sent',
    unread: false,
    at: T0 + 99_000,
    quote: {
      wireId: 'p7',
      authorId: ada,
      fromMe: false,
      kind: 'text',
      text: 'hello',
      ofStatus: false,
      thumbnail: null,
    },
    mentions: [{ token: '15550101', personId: ada }],
    thumbnail: Buffer.from('jpeg'),
  })
  expect(store.messageReader.many([reply, 123_456, ids[0] ?? 0])).toMatchObject([
    {
      id: reply,
      quote: { messageId: ids[7], author: { id: ada }, text: 'hello', ofStatus: false, thumbnail: null },
      mentions: [{ token: '15550101', person: { id: ada } }],
      thumbnail: Buffer.from('jpeg').toString('base64'),
    },
    { id: ids[0], quote: null },
  ])
  expect(store.messages.newest(chatId, 1)).toMatchObject([{ key: { fromMe: true }, at: T0 + 99_000 }])
  expect(store.messages.oldest(chatId)).toMatchObject({ key: { wireId: 'p0', fromMe: false }, at: T0 })
})

test('disappearing messages go at their time and do not come back', async () => {
  const { store, clock, chatId, ada } = await chatting()
  const brief = message({ chatId, authorId: ada, expiresAt: clock.now + 1000 })
  const { id } = store.messages.insert(brief)
  expect(store.messages.nextExpiry()).toBe(clock.now + 1000)
  expect(store.messages.purgeExpired(clock.now)).toBe(0)
  clock.now += 1000
  expect(store.messages.purgeExpired(clock.now)).toBe(1)
  expect(store.messageReader.get(id ?? 0)).toBeNull()
  expect(store.messages.insert(brief)).toMatchObject({ outcome: 'cleared', id: null })
  expect(store.chatReader.get(chatId)).toMatchObject({ last: null, unread: 0 })
})
