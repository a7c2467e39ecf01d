import { expect, test } from 'vitest'
import type { ChangeSet } from '../../../src/main/engine/changes.ts'
import type { AttestationEvent, NameEventSource } from '../../../src/main/engine/events.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import type { Chat } from '../../../src/shared/model.ts'
import { spent } from '../spent.ts'
import { directChat, lidOf, person, pnOf, put, scene, T0 } from './support.ts'

function attest(store: Store, id: number, level: AttestationEvent['level'], chosenName: string, at = T0): void {
  const rest = { issuer: null, serial: null, hostStorage: null, actualActors: null, privacyModeAt: null }
  store.transaction(() => {
    store.attestations.record(id, { source: 'stanza', level, business: true, chosenName, ...rest, at })
    store.names.learn(id, 'certificate', chosenName, at)
  })
}

function named(store: Store, id: number, name: string | null, source: NameEventSource = 'push', at = T0): void {
  store.names.learn(id, source, name, at)
}

/** A direct chat in which the other side wrote. */
function wrote(store: Store, n: number, name: string | null = null, source: NameEventSource = 'push'): number {
  const id = person(store, n)
  if (name !== null) named(store, id, name, source)
  const chatId = directChat(store, n)
  put(store, { chatId, authorId: id })
  return chatId
}

function chat(store: Store, chatId: number): Chat {
  const found = store.chatReader.get(chatId)
  if (found === null) throw new Error('no chat')
  return found
}

const warned = (store: Store, chatId: number): string | null => chat(store, chatId).impostorOf?.name.text ?? null

/** What was told of changes. */
function told(store: Store): ChangeSet[] {
  const sets: ChangeSet[] = []
  store.onCommit(set => sets.push(set))
  return sets
}

test('an unsaved sender called like a verified business is warned of, the real one and the saved are not', async () => {
  const { store } = await scene()
  const real = wrote(store, 1)
  attest(store, person(store, 1), 'high', 'BookMyShow')
  const fake = wrote(store, 2, 'BookMyShоw ✅')
  const saved = wrote(store, 3, 'BookMyShow')
  named(store, person(store, 3), 'Bob the builder', 'addressBook')
  const other = wrote(store, 4, 'Sam')
  expect(chat(store, fake).impostorOf).toEqual({
    id: person(store, 1),
    name: { source: 'certificate', text: 'BookMyShow' },
    standing: 'verified',
  })
  expect([real, saved, other].map(id => warned(store, id))).toEqual([null, null, null])
  const { items } = store.chatReader.page({ filter: 'all', archived: false, after: null, limit: 50 })
  expect(items.filter(({ impostorOf }) => impostorOf !== null).map(({ id }) => id)).toEqual([fake])
})

test('also of a saved contact, a business that is not verified, and a name that only history told', async () => {
  const { store } = await scene()
  named(store, person(store, 1), 'Priya Raghavan', 'addressBook')
  named(store, person(store, 1), 'pri', 'push')
  const push = wrote(store, 2, 'priya raghavan')
  const history = wrote(store, 3, 'Priya Raghavan', 'history')
  const low = wrote(store, 4)
  attest(store, person(store, 4), 'low', 'Priya Raghavan')
  const push2 = wrote(store, 5, 'pri')
  expect(chat(store, push).impostorOf).toMatchObject({
    name: { source: 'addressBook', text: 'Priya Raghavan' },
    standing: 'none',
  })
  expect([history, low, push2].map(id => warned(store, id))).toEqual(['Priya Raghavan', 'Priya Raghavan', null])
})

test('a verified business is imitated by its chosen and by its saved name', async () => {
  const { store } = await scene()
  attest(store, person(store, 1), 'high', 'Lantern Cinemas')
  named(store, person(store, 1), 'The Movies Place', 'addressBook')
  expect(warned(store, wrote(store, 2, 'Lantern Cinemas'))).toBe('Lantern Cinemas')
  expect(warned(store, wrote(store, 3, 'The Movies Place'))).toBe('The Movies Place')
})

test('whatever comes first, and live: the name, the verification, its loss, the address book', async () => {
  const { store } = await scene()
  const fake = wrote(store, 2, 'BookMyShow')
  expect(warned(store, fake)).toBeNull()
  const changes = told(store)
  const listChanged = () => changes.splice(0).some(set => set.listChanged)
  wrote(store, 1)
  attest(store, person(store, 1), 'high', 'BookMyShow')
  expect(warned(store, fake)).toBe('BookMyShow')
  changes.splice(0)
  attest(store, person(store, 1), 'low', 'BookMyShow', T0 + 1000)
  expect(listChanged()).toBe(true)
  expect(warned(store, fake)).toBeNull()
  attest(store, person(store, 1), 'high', 'Lantern Cinemas', T0 + 2000)
  expect(warned(store, fake)).toBeNull()
  named(store, person(store, 2), 'Lantern Cinemas', 'push', T0 + 3000)
  expect(changes.splice(0).some(set => set.chats.has(fake))).toBe(true)
  expect(warned(store, fake)).toBe('Lantern Cinemas')
  named(store, person(store, 2), 'My cinema', 'addressBook', T0 + 4000)
  expect(warned(store, fake)).toBeNull()
  named(store, person(store, 2), null, 'addressBook', T0 + 5000)
  expect(warned(store, fake)).toBe('Lantern Cinemas')
})

test('a name that does not show tells of the chat all the same', async () => {
  const { store } = await scene()
  attest(store, person(store, 1), 'high', 'BookMyShow')
  const fake = wrote(store, 2)
  attest(store, person(store, 2), 'low', 'Ticket Corner')
  expect(warned(store, fake)).toBeNull()
  const changes = told(store)
  named(store, person(store, 2), 'BookMyShow')
  expect(changes.some(set => set.chats.has(fake))).toBe(true)
  expect(warned(store, fake)).toBe('BookMyShow')
})

test('two rows that prove to be one person: no impostor of oneself', async () => {
  const { store } = await scene()
  attest(store, person(store, 1), 'high', 'BookMyShow')
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  named(store, byLid, 'BookMyShow')
  const chatId = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(1) } })
  put(store, { chatId, authorId: byLid })
  expect(warned(store, chatId)).toBe('BookMyShow')
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(chat(store, chatId)).toMatchObject({ standing: 'verified', impostorOf: null })
})

test('dismissed for the person it warned of, also when that one gets another row; of somebody else it warns', async () => {
  const { store } = await scene()
  attest(store, person(store, 1), 'high', 'BookMyShow')
  const fake = wrote(store, 2, 'BookMyShow')
  const other = wrote(store, 3, 'BookMyShow')
  const changes = told(store)
  store.impostors.dismiss(fake, chat(store, fake).impostorOf?.id ?? null)
  expect(changes.some(set => set.chats.has(fake))).toBe(true)
  expect([warned(store, fake), warned(store, other)]).toEqual([null, 'BookMyShow'])
  // The real one gets an older row.
  const early = store.people.resolve({ pn: null, lid: lidOf(7) })
  attest(store, early, 'high', 'BookMyShow')
  attest(store, person(store, 8), 'high', 'Lantern Cinemas')
  store.impostors.dismiss(other, early)
  store.people.resolve({ pn: pnOf(1), lid: lidOf(7) })
  expect([warned(store, fake), warned(store, other)]).toEqual([null, null])
  named(store, person(store, 2), 'Lantern Cinemas', 'push', T0 + 1000)
  expect(warned(store, fake)).toBe('Lantern Cinemas')
  named(store, person(store, 2), 'BookMyShow', 'push', T0 + 2000)
  store.impostors.dismiss(fake, null)
  expect(warned(store, fake)).toBe('BookMyShow')
})

test('a dismissal outlives two chats becoming one', async () => {
  const { store } = await scene()
  attest(store, person(store, 1), 'high', 'BookMyShow')
  const byPn = wrote(store, 2, 'BookMyShow')
  const byLid = store.people.resolve({ pn: null, lid: lidOf(2) })
  named(store, byLid, 'BookMyShow')
  const second = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(2) } })
  put(store, { chatId: second, authorId: byLid })
  store.impostors.dismiss(second, person(store, 1))
  store.people.resolve({ pn: pnOf(2), lid: lidOf(2) })
  expect(warned(store, byPn)).toBeNull()
})

test('what was rolled back was never known', async () => {
  const { store } = await scene()
  const fake = wrote(store, 2, 'BookMyShow')
  expect(warned(store, fake)).toBeNull()
  expect(() =>
    store.transaction(() => {
      attest(store, person(store, 1), 'high', 'BookMyShow')
      store.refresh()
      expect(warned(store, fake)).toBe('BookMyShow')
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(warned(store, fake)).toBeNull()
  attest(store, person(store, 1), 'high', 'BookMyShow')
  expect(warned(store, fake)).toBe('BookMyShow')
})

test('five thousand contacts are gathered in short stretches; the chat is told when all are known', async () => {
  const { store } = await scene()
  store.transaction(() => {
    for (let n = 10; n < 5_010; n++) named(store, person(store, n), `Contact Number${n} Lastname`, 'addressBook')
  })
  named(store, person(store, 5_010), 'Priya Raghavan', 'addressBook')
  const fake = wrote(store, 2, 'Priya Raghavan')
  const done = new Promise<number>(resolve => {
    const start = performance.now()
    store.onCommit(set => {
      if (set.chats.has(fake) && set.listChanged) resolve(performance.now() - start)
    })
  })
  let last = spent()
  expect(warned(store, fake)).toBeNull()
  let longest = spent() - last
  let watching = true
  const watch = (): void => {
    longest = Math.max(longest, spent() - last)
    last = spent()
    if (watching) setImmediate(watch)
  }
  watch()
  const took = await done
  watching = false
  console.info(`Impostors: 5,000 contacts in ${took.toFixed(0)} ms, longest stretch ${longest.toFixed(0)} ms`)
  expect(warned(store, fake)).toBe('Priya Raghavan')
  expect(longest).toBeLessThan(50)
})
