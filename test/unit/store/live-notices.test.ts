/** domain.md §4: the notices that attestations make, among the messages of the chat. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChangeSet } from '../../../src/main/engine/changes.ts'
import type { AttestationEvent } from '../../../src/main/engine/events.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import type { Message } from '../../../src/shared/model.ts'
import { isLiveNotice } from '../../../src/shared/rules/message-order.ts'
import { noticeSays } from '../../../src/shared/rules/notices.ts'
import { directChat, lidOf, person, pnOf, put, scene, T0 } from './support.ts'

const DAY = 86_400_000

function said(at: number, fields: Partial<AttestationEvent> = {}): Omit<AttestationEvent, 'person'> {
  return {
    source: 'stanza',
    level: 'high',
    business: true,
    chosenName: 'Odeon',
    issuer: null,
    serial: null,
    hostStorage: null,
    actualActors: null,
    privacyModeAt: null,
    at,
    ...fields,
  }
}

const no = { business: false, level: null, chosenName: null } as const

function items(store: Store, chatId: number): Message[] {
  return store.messageReader.page({ chatId, from: 'end', limit: 200 })?.items ?? []
}

/** A line of the chat: a text, or the kind of a notice and its names. */
function word({ content }: Message): string {
  if (content.kind === 'text') return content.text
  if (content.kind !== 'notice') return content.kind
  const { kind, name, formerName } = noticeSays(content)
  return [kind, name, formerName].filter(part => part !== null).join(' ')
}

const words = (store: Store, chatId: number): string[] => items(store, chatId).map(word)

function changesOf(store: Store): ChangeSet[] {
  const heard: ChangeSet[] = []
  store.onCommit(changes => heard.push(changes))
  return heard
}

test('the first contact is said once, above the first message, and every change where it happened', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  const at = (n: number): number => T0 + n * 1000
  for (const n of [1, 2, 3, 4]) put(store, { chatId, authorId: shop, at: at(n), body: `ticket ${n}` })
  store.attestations.record(shop, said(at(1)))
  store.attestations.record(shop, said(at(2)))
  store.attestations.record(shop, said(at(3), { chosenName: 'Odeon Cinemas' }))
  store.attestations.record(shop, said(at(4) + 1, { level: 'low', chosenName: 'Odeon Cinemas' }))
  expect(words(store, chatId)).toEqual([
    'liveVerified Odeon',
    'ticket 1',
    'ticket 2',
    'liveRenamed Odeon Cinemas Odeon',
    'ticket 3',
    'ticket 4',
    'liveVerifiedToConfirmed Odeon Cinemas',
  ])
  const notices = items(store, chatId).filter(({ id }) => isLiveNotice(id))
  expect(notices.every(({ id }) => Number.isSafeInteger(id))).toBe(true)
  expect(store.messageReader.many(notices.map(({ id }) => id))).toEqual(notices)
  expect(notices[0]).toMatchObject({ fromMe: false, author: { id: shop }, at: at(1), unread: false, deleted: null })
})

test('several of one moment stand in the order they are to be read', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  store.attestations.record(shop, said(T0))
  const other = { chosenName: 'OIa', level: 'unknown', hostStorage: 'facebook', actualActors: 'bsp' } as const
  store.attestations.record(shop, said(T0 + DAY, other))
  put(store, { chatId, authorId: shop, at: T0 + DAY, body: 'hello' })
  expect(words(store, chatId)).toEqual([
    'liveVerified Odeon',
    'liveVerifiedToUnverified OIa',
    'liveRenamed OIa Odeon',
    'liveReadByBoth OIa',
    'hello',
  ])
})

test('history makes none, nor do ordinary people, groups, or oneself', async () => {
  const { store, me } = await scene()
  const shop = person(store, 1)
  store.attestations.record(shop, said(T0, { source: 'history' }))
  const friend = person(store, 2)
  store.attestations.record(friend, said(T0, { source: 'lookup', ...no }))
  store.attestations.record(me, said(T0))
  const group = store.chats.resolve({ kind: 'group', jid: '120363000000000009@g.us' })
  put(store, { chatId: group, authorId: shop, body: 'in the group' })
  store.attestations.record(person(store, 3), said(T0))
  put(store, { chatId: group, authorId: person(store, 3), body: 'me too' })
  const self = store.chats.resolve({ kind: 'direct', person: { pn: pnOf(0), lid: null } })
  expect(words(store, directChat(store, 1))).toEqual([])
  expect(words(store, directChat(store, 2))).toEqual([])
  expect(words(store, self)).toEqual([])
  expect(words(store, group)).toEqual(['in the group', 'me too'])
})

test('neither the unread count, nor the place in the list, nor the last message is touched', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  put(store, { chatId, authorId: shop, at: T0, body: 'hello' })
  const before = store.chatReader.get(chatId)
  store.attestations.record(shop, said(T0 + DAY))
  const after = store.chatReader.get(chatId)
  expect(after).toMatchObject({ standing: 'verified', unread: 1, at: T0, last: { text: 'hello' } })
  expect({ ...after, standing: before?.standing, name: before?.name }).toEqual(before)
  expect(store.messages.newest(chatId, 10)).toHaveLength(1)
  expect(store.messages.oldest(chatId)?.at).toBe(T0)
})

test('a chat without messages shows its notice, and there is nothing to ask the phone for', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  store.attestations.record(shop, said(T0))
  const page = store.messageReader.page({ chatId, from: 'end', limit: 1 })
  expect(page).toMatchObject({ older: null, newer: null, firstUnread: null, phoneHasOlder: false })
  expect(page?.items.map(word)).toEqual(['liveVerified Odeon'])
})

test('the screen is told of what comes, moves or goes; not of what stays', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  store.attestations.record(shop, said(T0 + DAY))
  const heard = changesOf(store)
  const told = () => heard.splice(0).map(({ messages }) => messages.get(chatId))
  store.attestations.record(shop, said(T0 + DAY + 5000))
  expect(told()).toEqual([undefined])
  store.attestations.record(shop, said(T0 + 2 * DAY, { level: 'low' }))
  const [, lowered] = items(store, chatId)
  expect(told()).toEqual([{ ids: new Set([lowered?.id]), added: true, removed: false }])
  // It was lowered before, and verified later that day: what was said first was not the beginning.
  store.attestations.record(shop, said(T0 + 3 * DAY, { level: 'low' }))
  store.attestations.record(shop, said(T0, { level: 'low' }))
  const all = told()
  expect(all[0]).toBeUndefined()
  expect(all[1]).toMatchObject({ added: true })
  expect(words(store, chatId)).toEqual([
    'liveConfirmed Odeon',
    'liveBecameVerified Odeon',
    'liveVerifiedToConfirmed Odeon',
  ])
})

test('a notice that was none after all goes, and says so', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  store.attestations.record(shop, said(T0))
  store.attestations.record(shop, said(T0 + 2 * DAY, { level: 'low' }))
  const [, lowered] = items(store, chatId)
  const heard = changesOf(store)
  store.attestations.record(shop, said(T0 + DAY, { level: 'low' }))
  const entry = heard[0]?.messages.get(chatId)
  expect(entry).toMatchObject({ added: true, removed: true })
  expect(entry?.ids).toContain(lowered?.id)
  expect(store.messageReader.get(lowered?.id ?? 0)).toBeNull()
  expect(words(store, chatId)).toEqual(['liveVerified Odeon', 'liveVerifiedToConfirmed Odeon'])
})

test('back to what it was the same day: said where it happened, however often the words are repeated', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  const minute = (n: number): number => T0 + n * 60_000
  const levels = ['high', 'high', 'low', 'low', 'high', 'high', 'high', 'low', 'high'] as const
  for (const [n, level] of levels.entries()) {
    put(store, { chatId, authorId: shop, at: minute(n), body: `${n}` })
    store.attestations.record(shop, said(minute(n), { level }))
  }
  const shown = ['liveVerified Odeon', '0', '1', 'liveVerifiedToConfirmed Odeon', '2', '3', 'liveBecameVerified Odeon']
  const rest = ['4', '5', '6', 'liveVerifiedToConfirmed Odeon', '7', 'liveBecameVerified Odeon', '8']
  expect(words(store, chatId)).toEqual([...shown, ...rest])
  // More of the same moves nothing and tells nothing.
  const heard = changesOf(store)
  const before = items(store, chatId)
  for (let n = 9; n < 100; n++) store.attestations.record(shop, said(minute(n)))
  expect(items(store, chatId)).toEqual(before)
  expect(heard.every(({ messages }) => !messages.has(chatId))).toBe(true)
})

test('what is rolled back was never said', async () => {
  const { store } = await scene()
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  const failing = () =>
    store.transaction(() => {
      store.attestations.record(shop, said(T0))
      expect(words(store, chatId)).toHaveLength(1)
      throw new Error('no')
    })
  expect(failing).toThrow('no')
  expect(words(store, chatId)).toEqual([])
})

test('two people who prove to be one have the notices of one; the chat is told', async () => {
  const { store } = await scene()
  const byPn = person(store, 1)
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  store.attestations.record(byPn, said(T0))
  store.attestations.record(byLid, said(T0 + DAY))
  store.attestations.record(byLid, said(T0 + 2 * DAY, { level: 'low' }))
  const chatId = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(1) } })
  expect(words(store, chatId)).toEqual(['liveVerified Odeon', 'liveVerifiedToConfirmed Odeon'])
  const [, lowered] = items(store, chatId)
  const heard = changesOf(store)
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(words(store, chatId)).toEqual(['liveVerified Odeon', 'liveVerifiedToConfirmed Odeon'])
  expect(items(store, chatId).map(({ at }) => at)).toEqual([T0, T0 + 2 * DAY])
  expect(items(store, chatId)[1]?.id).toBe(lowered?.id)
  expect(heard.some(({ messages }) => messages.get(store.chats.current(chatId) ?? 0)?.added)).toBe(true)
})

test('the chat of the one shows what was attested of the other', async () => {
  const { store } = await scene()
  const byPn = person(store, 1)
  const chatId = directChat(store, 1)
  put(store, { chatId, authorId: byPn, at: T0, body: 'hello' })
  store.attestations.record(store.people.resolve({ pn: null, lid: lidOf(1) }), said(T0))
  const heard = changesOf(store)
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(words(store, chatId)).toEqual(['liveVerified Odeon', 'hello'])
  expect(heard.some(({ messages }) => messages.get(chatId)?.added)).toBe(true)
})

test('the other way round: who was attested stays, and the chat comes from the other', async () => {
  const { store } = await scene()
  store.attestations.record(person(store, 1), said(T0))
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  const chatId = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(1) } })
  put(store, { chatId, authorId: byLid, at: T0, body: 'hello' })
  expect(words(store, chatId)).toEqual(['hello'])
  const heard = changesOf(store)
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(words(store, chatId)).toEqual(['liveVerified Odeon', 'hello'])
  expect(heard.some(({ messages }) => messages.get(chatId)?.added)).toBe(true)
})

/** Everything between the two ends, page by page. */
function walk(store: Store, chatId: number, limit: number, direction: 'older' | 'newer', start: number): number[] {
  const ids: number[] = []
  let from: Parameters<Store['messageReader']['page']>[0]['from'] = direction === 'older' ? 'end' : { around: start }
  for (;;) {
    const page = store.messageReader.page({ chatId, from, limit })
    if (page === null) throw new Error('no such chat')
    expect(page.items.length).toBeLessThanOrEqual(limit)
    const here = page.items.map(({ id }) => id)
    if (direction === 'older') ids.unshift(...here)
    else ids.push(...here.slice(ids.length === 0 ? here.indexOf(start) : 0))
    const next = page[direction]
    if (next === null) return ids
    from = direction === 'older' ? { older: next } : { newer: next }
  }
}

test('pages of any size, from any line, in both directions: each line once, in its place', async () => {
  const { store } = await scene()
  let n = 10
  const place = fc.integer({ min: 0, max: 12 })
  const word = fc.record({ at: place, level: fc.constantFrom('high', 'low' as const), name: fc.constantFrom('A', 'B') })
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 12 }),
      fc.array(word, { maxLength: 8 }),
      fc.integer({ min: 1, max: 7 }),
      (messages, attested, limit) => {
        n += 1
        const shop = person(store, n)
        const chatId = directChat(store, n)
        // Each on a day of its own, so that every word counts at its own time.
        for (const at of messages) put(store, { chatId, authorId: shop, at: T0 + at * DAY, body: 'x' })
        for (const { at, level, name } of attested) {
          store.attestations.record(shop, said(T0 + at * DAY, { level, chosenName: name }))
        }
        const all = items(store, chatId)
        const ids = all.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((a, b) => a - b))
        // Of one moment the notices come first.
        for (const [index, message] of all.entries()) {
          const before = all[index - 1]
          if (before?.at === message.at && isLiveNotice(message.id)) expect(isLiveNotice(before.id)).toBe(true)
        }
        expect(walk(store, chatId, limit, 'older', 0)).toEqual(ids)
        for (const id of ids) {
          expect(walk(store, chatId, limit, 'newer', id)).toEqual(ids.slice(ids.indexOf(id)))
          expect(
            store.messageReader.page({ chatId, from: { around: id }, limit })?.items.map(each => each.id),
          ).toContain(id)
        }
      },
    ),
    { numRuns: 50 },
  )
})
