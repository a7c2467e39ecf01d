import { expect, test } from 'vitest'
import { directChat, lidOf, message, person, pnOf, put, scene, T0 } from './support.ts'

const all = { chatId: null, after: null, limit: 50 }

test('texts are found without regard to case and accents, newest first, in pages', async () => {
  const { store } = await scene()
  const [chatId, ada] = [directChat(store, 1), person(store, 1)]
  // Written in another order than that of their times.
  const ids = [3, 1, 2].map(n =>
    put(store, { chatId, authorId: ada, at: T0 + n * 1000, body: `Rendez-vous au Café ${n}` }),
  )
  put(store, { chatId, authorId: ada, body: 'something else' })
  const found = (query: string) => store.search.messages({ ...all, query }).items.map(hit => hit.message.id)
  expect(found('CAFE')).toEqual([ids[0], ids[2], ids[1]])
  expect(found('café rendez')).toEqual([ids[0], ids[2], ids[1]])
  expect(found('caf')).toEqual([ids[0], ids[2], ids[1]])
  expect(found('caf rendez')).toEqual([])
  expect(found('cafe 2')).toEqual([ids[2]])
  // The emoji's variation selector is no word.
  expect(found('cafe ☕\u{fe0f}')).toEqual([ids[0], ids[2], ids[1]])
  expect(found('"cafe" OR * NEAR( text:')).toEqual([])
  expect(found('  ')).toEqual([])
  const first = store.search.messages({ ...all, query: 'cafe', limit: 2 })
  const second = store.search.messages({ ...all, query: 'cafe', limit: 2, after: first.next })
  expect([...first.items, ...second.items].map(hit => hit.message.id)).toEqual([ids[0], ids[2], ids[1]])
  expect(second.next).toBeNull()
  expect(() => store.search.messages({ ...all, query: 'cafe', after: '1; DROP' })).toThrow('cursor')
})

test('within one chat', async () => {
  const { store } = await scene()
  const one = put(store, { chatId: directChat(store, 1), authorId: person(store, 1), body: 'ticket' })
  put(store, { chatId: directChat(store, 2), authorId: person(store, 2), body: 'ticket' })
  const { items } = store.search.messages({ ...all, query: 'ticket', chatId: directChat(store, 1) })
  expect(items).toMatchObject([{ message: { id: one }, chat: { id: directChat(store, 1), kind: 'direct' } }])
})

test('history is indexed in slices, and what happens to a message meanwhile is in step', async () => {
  const { store } = await scene()
  const [chatId, ada] = [directChat(store, 1), person(store, 1)]
  const ids = store.transaction(() =>
    Array.from({ length: 500 }, (_, n) => put(store, { chatId, authorId: ada, body: `history number${n}` })),
  )
  const count = (query: string): number => store.search.messages({ ...all, query, limit: 1000 }).items.length
  expect(count('history')).toBe(0)
  // A live message does not wait for them.
  put(store, { chatId, authorId: ada, body: 'live history' })
  expect(count('history')).toBe(1)
  expect(store.search.indexSome(0)).toBe(true)
  expect(count('history')).toBe(101)
  const edit = (id: number | undefined, body: string) =>
    store.messages.edit(id ?? 0, {
      at: T0,
      content: { kind: 'text', text: body, preview: null },
      text: body,
      raw: null,
    })
  edit(ids[0], 'changed before')
  edit(ids[499], 'changed after')
  store.messages.remove(ids[1] ?? 0)
  store.messages.remove(ids[498] ?? 0)
  expect([count('changed'), count('number1')]).toEqual([1, 10])
  while (store.search.indexSome(5)) expect(count('history')).toBeGreaterThan(0)
  expect(count('history')).toBe(497)
  expect([count('changed'), count('number0'), count('number498')]).toEqual([2, 0, 0])
  expect(store.search.indexSome(5)).toBe(false)
  store.chats.clear(chatId, null, { keep: false, at: T0 })
  expect(count('history')).toBe(0)
})

test('a message that moved in time, or to another chat, is found at its new place', async () => {
  const { store, me } = await scene()
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  const lidChat = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(1) } })
  put(store, { chatId: directChat(store, 1), authorId: person(store, 1), body: 'from the number', at: T0 })
  put(store, { chatId: lidChat, authorId: byLid, body: 'from the lid', at: T0 + 5000 })
  const own = put(store, {
    chatId: lidChat,
    authorId: me,
    fromMe: true,
    status: 'pending',
    unread: false,
    at: T0,
    body: 'from me',
  })
  store.messages.sent(own, { at: T0 + 99_000, raw: Buffer.from('x') })
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  const { items } = store.search.messages({ ...all, query: 'from', chatId: lidChat })
  expect(items.map(hit => hit.message.at - T0)).toEqual([99_000, 5000, 0])
})

test('chats by name, number and subject, best first', async () => {
  const { store } = await scene()
  const names = ['Anna Smith', 'Hannah', 'Anna', 'Susanna', 'Joanna Anna']
  for (const [n, name] of names.entries()) {
    store.names.learn(person(store, n + 1), 'addressBook', name, T0)
    put(store, { chatId: directChat(store, n + 1), authorId: person(store, n + 1), at: T0 + n * 1000 })
  }
  const group = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })
  store.chats.setSubject(group, 'Ánna fan club', T0)
  put(store, { chatId: group, authorId: person(store, 1), at: T0 })
  const found = (query: string): string[] => store.search.chats(query, 10).map(chat => chat.name.text)
  expect(found('anna')).toEqual(['Anna', 'Ánna fan club', 'Anna Smith', 'Joanna Anna'])
  expect(found('smi an')).toEqual(['Anna Smith'])
  expect(found(pnOf(2).slice(3, 11))).toEqual(['Hannah'])
  expect(found('')).toEqual([])
  store.chats.setSubject(group, 'Renamed', T0 + 1)
  expect(found('fan')).toEqual([])
})

test('somebody named long before their chat has a message is found by it', async () => {
  const { store } = await scene()
  const ada = person(store, 1)
  store.names.learn(ada, 'push', 'Ada Lovelace', T0)
  const chatId = directChat(store, 1)
  const found = () => store.search.chats('lovelace', 10).map(chat => chat.id)
  expect(found()).toEqual([])
  put(store, { chatId, authorId: ada, body: 'hello' })
  expect(found()).toEqual([chatId])
})

test('whatever is typed is an answer, not an error', async () => {
  const { store } = await scene()
  put(store, message({ chatId: directChat(store, 1), authorId: person(store, 1) }))
  for (const query of [
    '"',
    "'",
    '*',
    'a"b',
    'NOT',
    'a AND',
    '()',
    'text:x',
    '-',
    '^x',
    '{a}',
    '日本語',
    '😀',
    '\0',
    'x'.repeat(200),
  ]) {
    expect(() => store.search.messages({ ...all, query })).not.toThrow()
    expect(() => store.search.chats(query, 5)).not.toThrow()
    expect(() => store.peopleReader.page({ query, after: null, limit: 5 })).not.toThrow()
  }
})
