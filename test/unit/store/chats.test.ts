import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../src/main/engine/store/store.ts'
import type { Chat, ChatFilter, Page } from '../../../src/shared/model.ts'
import { compareChats } from '../../../src/shared/rules/chat-list.ts'
import { directChat, message, person, put, scene, T0 } from './support.ts'

/** All pages of the list. */
function list(store: Store, filter: ChatFilter = 'all'): Chat[] {
  const chats: Chat[] = []
  let after: string | null = null
  do {
    const page: Page<Chat> = store.chatReader.page({ filter, archived: false, after, limit: 200 })
    chats.push(...page.items)
    after = page.next
  } while (after !== null)
  return chats
}

test('the list: pinned first, then newest, page by page, each chat once', async () => {
  const { store } = await scene()
  store.transaction(() => {
    for (let n = 1; n <= 40; n += 1) {
      put(store, { chatId: directChat(store, n), authorId: person(store, n), at: T0 + (n % 5) * 1000 })
    }
    store.chats.setFlags(directChat(store, 3), { pinnedAt: T0 }, T0)
    store.chats.setFlags(directChat(store, 4), { pinnedAt: T0 + 1 }, T0)
    store.chats.setFlags(directChat(store, 5), { archived: true }, T0)
  })
  const whole = list(store).map(chat => chat.id)
  expect(whole.slice(0, 2)).toEqual([directChat(store, 4), directChat(store, 3)])
  expect(whole).toHaveLength(39)
  for (const limit of [1, 2, 7]) {
    const seen: number[] = []
    let after: string | null = null
    do {
      const page: ReturnType<Store['chatReader']['page']> = store.chatReader.page({
        filter: 'all',
        archived: false,
        after,
        limit,
      })
      seen.push(...page.items.map(chat => chat.id))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(whole)
  }
  expect(store.chatReader.page({ filter: 'all', archived: true, after: null, limit: 9 }).items).toHaveLength(1)
  expect(store.chatReader.counts()).toEqual({ unreadChats: 39, archivedChats: 1, unseenStatuses: 0 })
  expect(() => store.chatReader.page({ filter: 'all', archived: false, after: 'rubbish', limit: 1 })).toThrow('cursor')
})

test('a chat without messages stands in the list for its draft or its activity only', async () => {
  const { store } = await scene()
  const chatId = directChat(store, 1)
  expect(list(store)).toEqual([])
  store.drafts.set(chatId, 'half a thought', null, T0)
  expect(list(store)).toMatchObject([{ id: chatId, draft: 'half a thought', last: null }])
  store.drafts.set(chatId, '', null, T0)
  expect(list(store)).toEqual([])
  const group = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })
  store.members.setFacts(
    group,
    { subject: 'Picnic', createdAt: T0, ownerId: null, announce: null, description: null, members: null },
    T0,
  )
  expect(list(store, 'groups')).toMatchObject([{ id: group, name: { source: 'subject', text: 'Picnic' }, at: T0 }])
})

test('flags: per field the newest word counts, in any order', async () => {
  const { store } = await scene()
  const words = [
    [{ pinnedAt: T0, archived: true }, T0 + 1],
    [{ pinnedAt: null }, T0 + 2],
    [{ mutedUntil: 'forever' as const, markedUnread: true }, T0 + 3],
    [{ archived: false, mutedUntil: T0 + 99 }, T0 + 4],
    [{ mutedUntil: null }, T0 + 4],
  ] as const
  const results = [words, [...words].reverse()].map((order, n) => {
    const chatId = directChat(store, n + 1)
    for (const [flags, at] of order) store.chats.setFlags(chatId, flags, at)
    const { id: _, personId: __, ...facts } = store.chats.facts(chatId) ?? { id: 0, personId: 0 }
    return facts
  })
  expect(results[1]).toEqual(results[0])
  expect(results[0]).toMatchObject({ pinnedAt: null, archived: false, mutedUntil: T0 + 99, markedUnread: true })
})

test('read up to a time: also what arrives afterwards with an older one', async () => {
  const { store } = await scene()
  const [chatId, ada] = [directChat(store, 1), person(store, 1)]
  const first = put(store, { chatId, authorId: ada, at: T0 })
  const second = put(store, { chatId, authorId: ada, at: T0 + 1000 })
  expect(store.messages.unreadKeys(chatId, T0, 9)).toHaveLength(1)
  expect(store.chats.markRead(chatId, T0)).toEqual([first])
  expect(store.chatReader.get(chatId)?.unread).toBe(1)
  put(store, { chatId, authorId: ada, at: T0 - 1000 })
  expect(store.chatReader.get(chatId)?.unread).toBe(1)
  expect(store.chats.markRead(chatId, null)).toEqual([second])
  expect(store.chatReader.get(chatId)?.unread).toBe(0)
})

test("the phone's count of unread messages holds for the newest of history, whenever they come", async () => {
  const pictures = []
  for (const order of [
    [0, 1, 2, 3, 4],
    [4, 3, 2, 1, 0],
  ]) {
    const { store, me } = await scene()
    const [chatId, ada] = [directChat(store, 1), person(store, 1)]
    const steps = [
      () => store.chats.setPhoneUnread(chatId, 2),
      () => put(store, { chatId, authorId: ada, wireId: 'a', at: T0, unread: false }),
      () => put(store, { chatId, authorId: ada, wireId: 'b', at: T0 + 1000, unread: false }),
      () =>
        put(store, { chatId, authorId: me, fromMe: true, status: 'sent', wireId: 'c', at: T0 + 2000, unread: false }),
      () => {
        put(store, { chatId, authorId: ada, wireId: 'd', at: T0 + 3000, unread: false })
        put(store, { chatId, authorId: ada, wireId: 'live', at: T0 + 9000, unread: true })
      },
    ]
    for (const n of order) steps[n]?.()
    const items = store.messageReader.page({ chatId, from: 'end', limit: 9 })?.items ?? []
    pictures.push([store.chatReader.get(chatId)?.unread, items.filter(item => item.unread).map(item => item.at - T0)])
    store.close()
  }
  expect(pictures[0]).toEqual([3, [1000, 3000, 9000]])
  expect(pictures[1]).toEqual(pictures[0])
})

test('cleared: what was there goes, also when it comes again; the chat keeps its place', async () => {
  const { store } = await scene()
  const [chatId, ada] = [directChat(store, 1), person(store, 1)]
  const old = message({ chatId, authorId: ada, at: T0 })
  const newer = message({ chatId, authorId: ada, at: T0 + 5000 })
  store.messages.insert(old)
  store.messages.insert(newer)
  store.chats.clear(chatId, T0 + 1000, { keep: false, at: T0 + 9000 })
  expect(store.messages.insert(old).outcome).toBe('cleared')
  expect(list(store)).toMatchObject([{ unread: 1, at: T0 + 5000 }])
  store.chats.clear(chatId, null, { keep: false, at: T0 + 9000 })
  expect(list(store)).toMatchObject([{ unread: 0, last: null, at: T0 + 5000 }])
  expect(store.messages.insert(newer)).toMatchObject({ outcome: 'added', waiting: true })
})

test('cleared here: a message that comes within the same second is not lost', async () => {
  const { store } = await scene()
  const [chatId, ada] = [directChat(store, 1), person(store, 1)]
  put(store, { chatId, authorId: ada, at: T0, wireId: 'first' })
  store.chats.clear(chatId, null, { keep: false, at: T0 })
  const late = store.messages.insert(message({ chatId, authorId: ada, at: T0, wireId: 'second' }))
  expect(late).toMatchObject({ outcome: 'added', waiting: false })
})

test('deleted: out of the list until something newer comes; kept: marked and in its place', async () => {
  const { store } = await scene()
  const [chatId, ada] = [directChat(store, 1), person(store, 1)]
  put(store, { chatId, authorId: ada, at: T0 })
  store.chats.setFlags(chatId, { pinnedAt: T0 }, T0)
  store.chats.delete(chatId, T0, { keep: false, at: T0 + 1 })
  expect(list(store)).toEqual([])
  put(store, { chatId, authorId: ada, at: T0 + 1000 })
  expect(list(store)).toMatchObject([{ id: chatId, pinnedAt: null, unread: 1 }])

  const kept = put(store, { chatId: directChat(store, 2), authorId: person(store, 2), at: T0 })
  store.chats.delete(directChat(store, 2), null, { keep: true, at: T0 + 7 })
  const late = put(store, { chatId: directChat(store, 2), authorId: person(store, 2), at: T0 - 5000 })
  for (const id of [kept, late]) {
    expect(store.messageReader.get(id)).toMatchObject({
      content: { kind: 'text', text: 'hello' },
      deleted: { by: 'phone', at: T0 + 7, kept: true },
    })
  }
  expect(list(store).map(chat => chat.id)).toContain(directChat(store, 2))
})

test('deleted on the phone while something newer was under way: that stands in the list', async () => {
  for (const order of ['before', 'after']) {
    const { store } = await scene()
    const [chatId, ada] = [directChat(store, 1), person(store, 1)]
    const newer = (): number => put(store, { chatId, authorId: ada, at: T0 + 1000, wireId: 'newer' })
    put(store, { chatId, authorId: ada, at: T0 })
    if (order === 'before') newer()
    store.chats.delete(chatId, T0, { keep: false, at: T0 + 60_000 })
    if (order === 'after') newer()
    expect(list(store)).toMatchObject([{ id: chatId, at: T0 + 1000, unread: 1 }])
    store.close()
  }
})

test('groups: members, admins, and who may write', async () => {
  const { store, me } = await scene()
  const group = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })
  const [ada, ben, cyd] = [person(store, 1), person(store, 2), person(store, 3)]
  const facts = { subject: 'Picnic', createdAt: T0, ownerId: ada, announce: true, description: null }
  const members = [
    { personId: ada, admin: true },
    { personId: me, admin: false },
    { personId: ben, admin: false },
  ]
  store.members.setFacts(group, { ...facts, members }, T0)
  expect(store.members.list(group).map(({ id, admin }) => [id, admin])[0]).toEqual([ada, true])
  expect(store.chatReader.get(group)).toMatchObject({ members: 3, canWrite: false })
  store.members.change(group, [me], 'promote', T0 + 2)
  expect(store.chatReader.get(group)?.canWrite).toBe(true)
  expect(store.members.isAdmin(group, me)).toBe(true)
  store.members.change(group, [me, cyd], 'add', T0 + 1)
  expect([store.members.isAdmin(group, me), store.members.count(group)]).toEqual([true, 4])
  store.members.setFacts(group, { ...facts, announce: false, members: members.slice(0, 1) }, T0 + 3)
  expect(store.chatReader.get(group)).toMatchObject({ members: 1, canWrite: false })
  store.members.change(group, [ben], 'add', T0 + 2)
  expect(store.members.ids(group)).toEqual([ada])
})

test('the last message in a group says who wrote it', async () => {
  const { store, me } = await scene()
  const group = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })
  put(store, { chatId: group, authorId: person(store, 1), at: T0, body: ' two\nlines ' })
  expect(list(store)[0]?.last).toMatchObject({ author: { id: person(store, 1) }, text: 'two lines', fromMe: false })
  put(store, { chatId: group, authorId: me, fromMe: true, status: 'read', unread: false, at: T0 + 1000 })
  expect(list(store)[0]?.last).toMatchObject({ author: null, fromMe: true, status: 'read' })
})

type Op =
  | { op: 'insert'; wire: number; unread: boolean }
  | { op: 'remove' | 'blank' | 'expire'; wire: number }
  | { op: 'read' | 'clear' | 'delete'; upTo: number | null }
  | { op: 'phone'; count: number }

const wire = fc.integer({ min: 0, max: 12 })
const op = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('insert'), wire, unread: fc.boolean() }) },
  fc.record({ op: fc.constantFrom('remove', 'blank', 'expire'), wire }),
  fc.record({ op: fc.constantFrom('read', 'clear', 'delete'), upTo: fc.option(wire) }),
  fc.record({ op: fc.constant('phone'), count: fc.integer({ min: 0, max: 4 }) }),
) as fc.Arbitrary<Op>

test('property: counters and last messages are those of the rows, whatever happens', { timeout: 120_000 }, async () => {
  const { store } = await scene()
  let n = 0
  const run = (ops: readonly Op[], grouped: boolean): void => {
    n += 1
    const [chatId, authorId] = [directChat(store, n), person(store, n)]
    const at = (index: number): number => T0 + index * 1000
    const one = (it: Op): void => {
      if (it.op === 'insert') {
        const expiresAt = it.wire === 12 ? T0 + 2_000_000_000 : null
        const fields = {
          chatId,
          authorId,
          wireId: `w${it.wire}`,
          at: at(it.wire),
          unread: it.unread,
          raw: null,
          expiresAt,
        }
        const { id, waiting } = store.messages.insert(message(fields))
        const gone = waiting && id !== null && store.changes.take(id).some(change => change.change === 'deleteForMe')
        if (gone) store.messages.remove(id)
        return
      }
      if (it.op === 'read') store.chats.markRead(chatId, it.upTo === null ? null : at(it.upTo))
      if (it.op === 'clear' || it.op === 'delete') {
        store.chats[it.op](chatId, it.upTo === null ? null : at(it.upTo), { keep: false, at: T0 })
      }
      if (it.op === 'phone') store.chats.setPhoneUnread(chatId, it.count)
      if (it.op === 'expire') store.messages.purgeExpired(T0 + 2_000_000_000)
      const id = 'wire' in it ? store.messages.find(chatId, `w${it.wire}`, authorId) : null
      if (id === null) return
      if (it.op === 'remove') store.messages.remove(id)
      if (it.op === 'blank') store.messages.markDeleted(id, { by: 'author', at: T0, kept: false })
    }
    if (grouped)
      store.transaction(() => {
        for (const it of ops) one(it)
      })
    else for (const it of ops) one(it)
    const items = store.messageReader.page({ chatId, from: 'end', limit: 200 })?.items ?? []
    const chat = store.chatReader.get(chatId)
    expect(chat?.unread).toBe(items.filter(item => item.unread).length)
    expect(chat?.last?.messageId ?? null).toBe(items.at(-1)?.id ?? null)
    const listed = list(store).some(shown => shown.id === chatId)
    if (items.length > 0) expect(listed).toBe(true)
    expect(store.chatReader.counts().unreadChats).toBe(list(store).filter(shown => shown.unread > 0).length)
  }
  fc.assert(
    fc.property(fc.array(op, { maxLength: 30 }), fc.boolean(), (ops, grouped) => run(ops, grouped)),
    { numRuns: Number(process.env.PILLION_RUNS ?? 60) },
  )
})

test('of chats of the same second the one whose last message came later stands first, on whatever page', async () => {
  const { store } = await scene()
  const order = [3, 1, 4, 2, 5]
  for (const n of order) directChat(store, n)
  // Their rows are in another order than their messages.
  for (const n of [1, 2, 3, 4, 5]) put(store, { chatId: directChat(store, n), authorId: person(store, n), at: T0 })
  // One without a message, active in that very second, comes last of them.
  store.chats.setActivity(directChat(store, 6), T0)
  put(store, { chatId: directChat(store, 7), authorId: person(store, 7), at: T0 + 1000 })
  put(store, { chatId: directChat(store, 3), authorId: person(store, 3), at: T0 })
  const expected = [7, 3, 5, 4, 2, 1, 6].map(n => directChat(store, n))
  for (const limit of [1, 2, 3, 20]) {
    const found: Chat[] = []
    let after: string | null = null
    do {
      const page: Page<Chat> = store.chatReader.page({ filter: 'all', archived: false, after, limit })
      found.push(...page.items)
      after = page.next
    } while (after !== null)
    expect(found.map(({ id }) => id)).toEqual(expected)
    expect([...found].reverse().sort(compareChats)).toEqual(found)
  }
})
