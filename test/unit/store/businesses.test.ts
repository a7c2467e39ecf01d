import { expect, test } from 'vitest'
import type { AttestationEvent } from '../../../src/main/engine/events.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import type { Button, Card } from '../../../src/shared/content.ts'
import type { Business, BusinessFilter, BusinessSort } from '../../../src/shared/model.ts'
import { spent } from '../spent.ts'
import { directChat, lidOf, person, pnOf, put, scene, T0 } from './support.ts'

const DAY = 86_400_000

function attest(
  store: Store,
  personId: number,
  at: number,
  said: Partial<Omit<AttestationEvent, 'person' | 'at'>> = {},
): void {
  const fact = {
    source: 'stanza' as const,
    level: 'high' as const,
    business: true,
    chosenName: null,
    issuer: null,
    serial: null,
    hostStorage: null,
    actualActors: null,
    privacyModeAt: null,
    at,
    ...said,
  }
  store.transaction(() => {
    store.attestations.record(personId, fact)
    if (fact.chosenName !== null) store.names.learn(personId, 'certificate', fact.chosenName, at)
  })
}

/** All pages of two. */
function all(
  store: Store,
  input: { standing?: BusinessFilter; sort?: BusinessSort; query?: string; limit?: number } = {},
): Business[] {
  const { standing = 'all', sort = 'recent', query = '', limit = 2 } = input
  const items: Business[] = []
  let after: string | null = null
  do {
    const page: { items: Business[]; next: string | null } = store.businessReader.page({
      standing,
      sort,
      query,
      after,
      limit,
    })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    after = page.next
  } while (after !== null)
  return items
}

const names = (businesses: Business[]): string[] => businesses.map(({ name }) => name.text)

/** Four businesses and a person; Delta never wrote here itself (a group's member, say), nor did Bakery. */
async function street() {
  const { store } = await scene()
  const levels = { Cinema: 'high', Bakery: 'low', Airline: 'high', Delta: 'unknown' } as const
  const ids: Record<string, number> = {}
  for (const [n, [name, level]] of Object.entries(levels).entries()) {
    const id = person(store, n + 1)
    ids[name] = id
    attest(store, id, T0 + n * DAY, { level, chosenName: name })
  }
  const friend = person(store, 9)
  store.names.learn(friend, 'addressBook', 'Ada', T0)
  put(store, { chatId: directChat(store, 9), authorId: friend, at: T0 + 9 * DAY })
  put(store, { chatId: directChat(store, 3), authorId: ids.Airline ?? 0, at: T0 + 5 * DAY, body: 'Your flight' })
  put(store, { chatId: directChat(store, 1), authorId: ids.Cinema ?? 0, at: T0 + 6 * DAY, body: 'Your ticket' })
  return { store, ids }
}

test('every order, filter and search, in pages', async () => {
  const { store, ids } = await street()
  expect(names(all(store))).toEqual(['Cinema', 'Airline', 'Bakery', 'Delta'])
  expect(names(all(store, { sort: 'name' }))).toEqual(['Airline', 'Bakery', 'Cinema', 'Delta'])
  expect(names(all(store, { sort: 'since' }))).toEqual(['Delta', 'Airline', 'Bakery', 'Cinema'])
  for (const sort of ['recent', 'name', 'since'] as const) {
    expect(names(all(store, { sort, standing: 'verified' })).sort()).toEqual(['Airline', 'Cinema'])
    expect(names(all(store, { sort, standing: 'confirmed', limit: 1 }))).toEqual(['Bakery'])
    expect(names(all(store, { sort, standing: 'unverified' }))).toEqual(['Delta'])
    expect(names(all(store, { sort, query: 'a', limit: 1 }))).toEqual(['Airline'])
    expect(names(all(store, { sort, query: pnOf(1).slice(3, 11), limit: 1 })).sort()).toEqual(['Cinema'])
    expect(names(all(store, { sort, query: 'ada' }))).toEqual([])
    expect(names(all(store, { sort, query: '…' }))).toEqual([])
  }
  store.names.learn(ids.Bakery ?? 0, 'addressBook', 'Crumbs', T0)
  expect(names(all(store, { sort: 'name', query: 'c', limit: 1 }))).toEqual(['Cinema', 'Crumbs'])
  expect(names(all(store, { sort: 'recent', query: 'c', limit: 1 }))).toEqual(['Cinema', 'Crumbs'])
  expect(all(store).find(({ id }) => id === ids.Bakery)).toMatchObject({ savedName: 'Crumbs', chosenName: 'Bakery' })
  expect(all(store)[0]).toMatchObject({
    standing: 'verified',
    since: T0,
    at: T0 + 6 * DAY,
    last: { text: 'Your ticket' },
    blocked: false,
    chatId: directChat(store, 1),
  })
  expect(all(store)[3]).toMatchObject({ at: 0, last: null, chatId: null })
})

test('of one second, the one whose message came later stands first, on whatever page', async () => {
  const { store, ids } = await street()
  const at = T0 + 7 * DAY
  for (const [n, name] of [
    [1, 'Cinema'],
    [4, 'Delta'],
    [3, 'Airline'],
    [2, 'Bakery'],
  ] as const) {
    put(store, { chatId: directChat(store, n), authorId: ids[name] ?? 0, at })
  }
  for (const limit of [1, 2, 9]) expect(names(all(store, { limit }))).toEqual(['Bakery', 'Airline', 'Delta', 'Cinema'])
})

test('a standing that changes moves; who is none any more goes, and so does a row that was merged', async () => {
  const { store, ids } = await street()
  const { Airline = 0, Cinema = 0 } = ids
  attest(store, Airline, T0 + 20 * DAY, { level: 'low', chosenName: 'Airline' })
  expect(all(store, { sort: 'since' })[0]).toMatchObject({ id: Airline, standing: 'confirmed', since: T0 + 20 * DAY })
  attest(store, Cinema, T0 + 21 * DAY, { level: null, business: false, source: 'lookup' })
  expect(names(all(store))).toEqual(['Airline', 'Bakery', 'Delta'])
  const byLid = store.people.resolve({ pn: null, lid: lidOf(3) })
  attest(store, byLid, T0 + 22 * DAY, { chosenName: 'Airline' })
  expect(all(store)).toHaveLength(4)
  store.people.resolve({ pn: pnOf(3), lid: lidOf(3) })
  expect(names(all(store))).toEqual(['Airline', 'Bakery', 'Delta'])
})

test('a cursor that was never given out is refused', async () => {
  const { store } = await street()
  for (const sort of ['recent', 'name', 'since'] as const) {
    for (const after of ['', 'x', 'm', '0.999', "m1.1'; DROP TABLE people"]) {
      const page = () => store.businessReader.page({ standing: 'all', sort, query: '', after, limit: 5 })
      if (sort === 'since' && after === '0.999') expect(page().items).toEqual([])
      else expect(page).toThrow('not a cursor')
    }
  }
})

test('details: since when, what it was before, who reads, and its profile', async () => {
  const { store, ids } = await street()
  const { Cinema = 0 } = ids
  attest(store, Cinema, T0 + DAY, { level: 'low', chosenName: 'Cinema' })
  attest(store, Cinema, T0 + 2 * DAY, { level: 'high', chosenName: '\u202eCinema ✅', source: 'lookup' })
  attest(store, Cinema, T0 + 3 * DAY, { level: 'high', chosenName: '\u202eCinema ✅', hostStorage: 'facebook' })
  const details = store.businessDetails.get(Cinema)
  expect(details).toMatchObject({
    verifiedSince: T0 + 2 * DAY,
    reader: 'platform',
    profile: null,
    profileAskedAt: null,
    person: { id: Cinema },
  })
  expect(details?.history).toEqual([
    { at: T0 + 3 * DAY, source: 'stanza', standing: 'verified', name: 'Cinema', reader: 'platform' },
    { at: T0 + 2 * DAY, source: 'lookup', standing: 'verified', name: 'Cinema', reader: null },
    { at: T0 + DAY, source: 'stanza', standing: 'confirmed', name: 'Cinema', reader: null },
    { at: T0, source: 'stanza', standing: 'verified', name: 'Cinema', reader: null },
  ])
  const profile = {
    description: 'Films',
    address: null,
    email: null,
    websites: [],
    category: null,
    timeZone: null,
    hours: [],
    catalogCount: null,
  }
  store.profiles.set(Cinema, profile, T0 + 5)
  expect(store.businessDetails.get(Cinema)).toMatchObject({
    profile: { ...profile, at: T0 + 5 },
    profileAskedAt: T0 + 5,
  })
  // It has none any more, which is not the same as never having been asked.
  store.profiles.set(Cinema, null, T0 + 6)
  expect(store.businessDetails.get(Cinema)).toMatchObject({ profile: null, profileAskedAt: T0 + 6 })
  expect(store.profiles.fetchedAt(Cinema)).toBe(T0 + 6)
  expect(store.businessDetails.get(person(store, 9))).toMatchObject({ verifiedSince: null, history: [], reader: null })
  expect(store.businessDetails.get(4711)).toBeNull()
})

test('details: a profile follows when two rows prove to be one business', async () => {
  const { store } = await street()
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  const empty = {
    address: null,
    email: null,
    websites: [],
    category: null,
    timeZone: null,
    hours: [],
    catalogCount: null,
  }
  store.profiles.set(person(store, 1), { ...empty, description: 'old' }, T0)
  store.profiles.set(byLid, { ...empty, description: 'new' }, T0 + 1)
  const id = store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(store.businessDetails.get(id)?.profile).toMatchObject({ description: 'new', at: T0 + 1 })
})

function card(more: Partial<Card>): Card {
  return {
    type: 'templateMessage',
    header: null,
    headerMedia: null,
    body: 'body',
    footer: null,
    buttons: [],
    sections: [],
    ...more,
  }
}
const url: Button = { kind: 'url', text: 'See', url: 'https://cinema.example' }
const copy: Button = { kind: 'copyCode', text: 'Copy', code: 'AB12CD' }
const file = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: null }

test('details: tickets and codes of the last 30 days, newest first', async () => {
  const { store, ids } = await street()
  const { Cinema = 0 } = ids
  const chatId = directChat(store, 1)
  const now = T0 + 1_000_000_000
  let minute = 0
  const add = (fields: Partial<Parameters<typeof put>[1]>): number => {
    minute += 1
    return put(store, { chatId, authorId: Cinema, at: now - 60_000 * (100 - minute), ...fields })
  }
  const old = { at: now - 31 * DAY }
  add({ ...old, content: { kind: 'document', caption: null, media: file } })
  add({ ...old, body: 'Your code is 4711' })
  const pdf = add({ content: { kind: 'document', caption: null, media: file } })
  add({ content: { kind: 'sticker', media: file } })
  add({ content: { kind: 'template', card: card({}) }, text: 'body' })
  const seat = add({ content: { kind: 'template', card: card({ headerMedia: 'document' }) }, text: 'body' })
  const link = add({ content: { kind: 'interactive', card: card({ buttons: [copy, url] }) }, text: 'body' })
  const pin = add({ body: 'Your PIN is 4821' })
  add({ body: 'Your order 99887 costs 1200' })
  add({ body: 'My code is 5555', fromMe: true, authorId: store.accounts.me(), status: 'sent' })
  const gone = add({ body: 'Your PIN is 4822' })
  store.messages.markDeleted(gone, { by: 'author', at: now, kept: false })
  const kept = add({ body: 'Your PIN is 4823' })
  store.messages.markDeleted(kept, { by: 'author', at: now, kept: true })
  const details = store.businessDetails.get(Cinema)
  expect(details?.tickets.map(({ id }) => id)).toEqual([link, seat, pdf])
  expect(details?.codes.map(({ messageId, code }) => [messageId, code])).toEqual([
    [kept, '4823'],
    [pin, '4821'],
    [link, 'AB12CD'],
  ])
  for (let n = 0; n < 30; n += 1) {
    add({ content: { kind: 'image', caption: null, media: file }, text: null })
    add({ body: `Your PIN is ${4900 + n}` })
  }
  expect(store.businessDetails.get(Cinema)?.tickets).toHaveLength(20)
  expect(store.businessDetails.get(Cinema)?.codes).toHaveLength(20)
  expect(store.businessDetails.get(Cinema)?.codes[0]?.code).toBe('4929')
})

test('details: however much a business wrote, they are there at once', async () => {
  const { store, ids } = await street()
  const chatId = directChat(store, 1)
  const body = `Your code costs ${'1 2 3 4 5 6 7 8 9 '.repeat(200)}`
  store.transaction(() => {
    for (let n = 0; n < 5_000; n += 1)
      put(store, { chatId, authorId: ids.Cinema ?? 0, at: T0 + 1_000_000_000 - n, body })
  })
  store.businessDetails.get(ids.Cinema ?? 0)
  const start = spent()
  store.businessDetails.get(ids.Cinema ?? 0)
  expect(spent() - start).toBeLessThan(500)
})
