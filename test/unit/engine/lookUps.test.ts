import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AttestationEvent, DomainEvent, PersonRef } from '../../../src/main/engine/events.ts'
import { BATCH, GATHER_MS, LookUps, PACE_MS } from '../../../src/main/engine/look-ups.ts'
import { Pace } from '../../../src/main/engine/pace.ts'
import { LinkError } from '../../../src/main/engine/ports.ts'
import { message as newMessage, person, pnOf, type Scene, scene } from '../store/support.ts'

const DAY = 86_400_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const said = (source: AttestationEvent['source'], at: number, business = true): Omit<AttestationEvent, 'person'> => ({
  source,
  level: source === 'history' || !business ? null : 'high',
  business,
  chosenName: null,
  issuer: null,
  serial: null,
  hostStorage: null,
  actualActors: null,
  privacyModeAt: null,
  at,
})

/** A link that answers as told, and what it was asked. */
function bench({ store, clock }: Scene) {
  const asked: { at: number; people: readonly PersonRef[] }[] = []
  const link = {
    online: true,
    answer: async (people: readonly PersonRef[]): Promise<void> => {
      for (const ref of people) store.attestations.record(store.people.resolve(ref), said('lookup', clock.now))
    },
    lookUpBusinesses(people: readonly PersonRef[]): Promise<void> {
      asked.push({ at: performance.now(), people })
      return link.answer(people)
    },
  }
  const lines: object[] = []
  const failed = vi.fn()
  const lookUps = new LookUps({
    store,
    link: () => link,
    pace: new Pace(PACE_MS),
    now: () => clock.now,
    log: line => lines.push(line),
    failed,
  })
  return { asked, link, lookUps, lines, failed }
}

/** Businesses known from history. */
function known({ store, clock }: Scene, from: number, count: number): void {
  for (let n = from; n < from + count; n += 1) store.attestations.record(person(store, n), said('history', clock.now))
}

test('all whose word is missing are asked about once, in batches at a pace; again after a day', async () => {
  const at = await scene()
  known(at, 1, 2 * BATCH + 1)
  const { asked, lookUps, failed } = bench(at)
  lookUps.online()
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(10 * PACE_MS)
  expect(asked.map(({ people }) => people.length)).toEqual([BATCH, BATCH, 1])
  for (const [index, one] of asked.entries()) {
    if (index > 0) expect(one.at - (asked[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(PACE_MS)
  }
  expect(new Set(asked.flatMap(({ people }) => people.map(({ pn }) => pn))).size).toBe(2 * BATCH + 1)
  lookUps.online()
  lookUps.want(person(at.store, 1), 'details')
  await vi.advanceTimersByTimeAsync(10 * PACE_MS)
  expect(asked).toHaveLength(3)
  at.clock.now += DAY
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(asked).toHaveLength(6)
  lookUps.stop()
  expect(failed).not.toHaveBeenCalled()
})

test('businesses that history tells of are asked about while it still comes', async () => {
  const at = await scene()
  const { asked, lookUps } = bench(at)
  lookUps.online()
  known(at, 1, 2)
  const attestation = { ...said('history', at.clock.now), person: { pn: pnOf(1), lid: null } }
  for (let n = 0; n < 5; n += 1) lookUps.meet({ events: [{ type: 'attestation', attestation }], journal: [] })
  await vi.advanceTimersByTimeAsync(3 * PACE_MS)
  expect(asked.map(({ people }) => people.length)).toEqual([2])
  lookUps.stop()
})

test('of whom nothing is told is asked once a day', async () => {
  const at = await scene()
  known(at, 1, 3)
  const { asked, link, lookUps } = bench(at)
  link.answer = async () => undefined
  lookUps.online()
  await vi.advanceTimersByTimeAsync(5 * 3_600_000)
  expect(asked).toHaveLength(1)
  lookUps.stop()
})

test('after errors the pauses grow; without a connection nothing is asked', async () => {
  const at = await scene()
  known(at, 1, 1)
  const { asked, link, lookUps, lines } = bench(at)
  const good = link.answer
  link.answer = () => Promise.reject(new LinkError('SERVER_REFUSED', 'no'))
  lookUps.online()
  await vi.advanceTimersByTimeAsync(GATHER_MS + 14 * PACE_MS)
  expect(asked.map(({ at: when }) => Math.round((when - (asked[0]?.at ?? 0)) / PACE_MS))).toEqual([0, 2, 6, 14])
  expect(JSON.stringify(lines)).not.toMatch(/\d{7}/)
  link.online = false
  lookUps.offline()
  await vi.advanceTimersByTimeAsync(DAY)
  expect(asked).toHaveLength(4)
  link.online = true
  link.answer = good
  lookUps.online()
  await vi.advanceTimersByTimeAsync(20 * PACE_MS)
  expect(asked).toHaveLength(5)
  lookUps.stop()
})

test('a connection lost under way: asked again with the next one', async () => {
  const at = await scene()
  known(at, 1, 1)
  const { asked, link, lookUps } = bench(at)
  const good = link.answer
  link.answer = async () => {
    link.online = false
    lookUps.offline()
    throw new LinkError('OFFLINE', 'gone')
  }
  lookUps.online()
  await vi.advanceTimersByTimeAsync(DAY)
  expect(asked).toHaveLength(1)
  Object.assign(link, { online: true, answer: good })
  lookUps.online()
  await vi.advanceTimersByTimeAsync(PACE_MS)
  expect(asked).toHaveLength(2)
  lookUps.stop()
})

test('who writes first and is not saved is asked about, before those who wait', async () => {
  const at = await scene()
  const { store, clock, me } = at
  known(at, 1, BATCH)
  const { asked, link, lookUps } = bench(at)
  link.answer = async people => {
    for (const ref of people) store.attestations.record(store.people.resolve(ref), said('lookup', clock.now, false))
  }
  const [stranger, friend, silent] = [100, 101, 102].map(n => person(store, n)) as [number, number, number]
  store.names.learn(friend, 'addressBook', 'Ada', clock.now)
  const from = (n: number, more: { fromMe?: boolean; origin?: 'live' | 'history' } = {}): DomainEvent => {
    const { fromMe = false, origin = 'live' } = more
    const ref = { pn: pnOf(n), lid: null }
    const { chatId: _, authorId: __, mentions: ___, quote: ____, ...fields } = newMessage({ chatId: 0, authorId: 0 })
    return {
      type: 'message',
      origin,
      message: {
        ...fields,
        key: { chat: { kind: 'direct', person: ref }, wireId: 'X', fromMe, author: null },
        raw: new Uint8Array(),
        status: null,
        revokedByAdminAt: null,
        quote: null,
        mentions: [],
        pushName: null,
        receipts: [],
        reactions: [],
      },
    }
  }
  lookUps.online()
  lookUps.meet({ events: [from(101), from(102, { fromMe: true }), from(102, { origin: 'history' })], journal: [] })
  lookUps.meet({ events: [from(100), from(100)], journal: [] })
  lookUps.want(me, 'details')
  await vi.advanceTimersByTimeAsync(4 * PACE_MS)
  expect(asked[0]?.people[0]?.pn).toBe(pnOf(100))
  const all = asked.flatMap(({ people }) => people.map(({ pn }) => pn))
  expect(all).toHaveLength(BATCH + 1)
  for (const id of [friend, silent, me]) expect(all).not.toContain(store.people.ref(id).pn)
  // Known to be no business: the next message is none of a stranger's first.
  lookUps.meet({ events: [from(100)], journal: [] })
  at.clock.now += 2 * DAY
  lookUps.want(stranger, 'wrote')
  await vi.advanceTimersByTimeAsync(4 * PACE_MS)
  expect(asked.flatMap(({ people }) => people)).toHaveLength(BATCH + 1)
  lookUps.stop()
})

test('whose details are opened is asked about, whatever was known; whose chat is, if not merely somebody saved', async () => {
  const at = await scene()
  const { store, clock } = at
  const { asked, link, lookUps } = bench(at)
  const good = link.answer
  link.answer = async people => {
    for (const ref of people) store.attestations.record(store.people.resolve(ref), said('lookup', clock.now, false))
  }
  const [friend, stranger] = [person(store, 1), person(store, 2)]
  store.names.learn(friend, 'addressBook', 'Ada', clock.now)
  const told = () => asked.map(({ people }) => people.map(({ pn }) => pn))
  lookUps.online()
  lookUps.want(friend, 'chat')
  lookUps.want(stranger, 'chat')
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  expect(told()).toEqual([[pnOf(2)]])
  lookUps.want(stranger, 'details')
  lookUps.want(friend, 'details')
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  expect(told().slice(1)).toEqual([[pnOf(1)]])
  // The account became a business' since.
  clock.now += DAY
  link.answer = () => Promise.reject(new LinkError('TIMEOUT', 'no'))
  lookUps.want(stranger, 'chat')
  lookUps.want(friend, 'details')
  await vi.advanceTimersByTimeAsync(PACE_MS)
  link.answer = good
  await vi.advanceTimersByTimeAsync(10 * PACE_MS)
  expect(told().slice(3)).toEqual([[pnOf(2), pnOf(1)]])
  expect([friend, stranger].map(id => store.attestations.standing(id))).toEqual(['verified', 'verified'])
  lookUps.stop()
})

test.each([-40 * DAY, 40 * DAY])('a clock that was set by %d ms: asked about all the same', async set => {
  const at = await scene()
  known(at, 1, 1)
  const { asked, lookUps } = bench(at)
  lookUps.online()
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  at.clock.now += set
  lookUps.online()
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  expect(asked).toHaveLength(2)
  lookUps.stop()
})

test('two levels in one second: the lesser counts until the server is asked, at once', async () => {
  const at = await scene()
  const { store, clock } = at
  const shop = person(store, 1)
  const { asked, lookUps } = bench(at)
  lookUps.online()
  for (const level of ['low', 'high'] as const) store.attestations.record(shop, { ...said('stanza', clock.now), level })
  expect(store.attestations.standing(shop)).toBe('confirmed')
  clock.now += 1_000
  lookUps.want(shop, 'wrote')
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  expect(asked).toHaveLength(1)
  expect(store.attestations.standing(shop)).toBe('verified')
  lookUps.want(shop, 'wrote')
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  expect(asked).toHaveLength(1)
  lookUps.stop()
})
