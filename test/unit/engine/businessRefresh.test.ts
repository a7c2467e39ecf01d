import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BusinessRefresh } from '../../../src/main/engine/business-refresh.ts'
import { PACE_MS } from '../../../src/main/engine/look-ups.ts'
import { Pace } from '../../../src/main/engine/pace.ts'
import { LinkError, type ToldProfile } from '../../../src/main/engine/ports.ts'
import { person, type Scene, scene } from '../store/support.ts'

const DAY = 86_400_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const profile: ToldProfile['profile'] = {
  description: 'Films',
  address: null,
  email: null,
  websites: [],
  category: null,
  timeZone: null,
  hours: [],
}

const attested = {
  source: 'stanza',
  level: 'high',
  business: true,
  chosenName: null,
  issuer: null,
  serial: null,
  hostStorage: null,
  actualActors: null,
  privacyModeAt: null,
} as const

/** A link that answers as told, and when it was asked for what. */
function bench({ store, clock }: Scene) {
  const asked: { what: string; at: number }[] = []
  const answers = {
    lookUp: async (): Promise<void> => undefined,
    profile: async (): Promise<ToldProfile | null> => ({ profile, hasCatalog: false }),
    catalog: async (_after: string | null): Promise<{ products: number; after: string | null }> => ({
      products: 7,
      after: null,
    }),
  }
  const note = (what: string) => asked.push({ what, at: Math.round(performance.now()) })
  const link = {
    online: true,
    lookUpBusinesses: () => {
      note('look-up')
      return answers.lookUp()
    },
    businessProfile: () => {
      note('profile')
      return answers.profile()
    },
    businessCatalog: (_: unknown, after: string | null) => {
      note('catalog')
      return answers.catalog(after)
    },
  }
  const lines: object[] = []
  const failed = vi.fn()
  const pace = new Pace(PACE_MS)
  const refresh = new BusinessRefresh({
    store,
    link: () => link,
    pace,
    now: () => clock.now,
    log: line => lines.push(line),
    failed,
  })
  const shop = person(store, 1)
  store.attestations.record(shop, { ...attested, at: clock.now })
  const what = () => asked.map(one => one.what)
  return { asked, what, answers, link, refresh, lines, failed, shop, pace }
}

const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof LinkError ? error.code : error),
  )

test('asked for: attestation, then profile, at the pace; twice at once is once', async () => {
  const at = await scene()
  const { asked, refresh, shop, what } = bench(at)
  const [first, second] = [refresh.refresh(shop, true), refresh.refresh(shop, true)]
  await vi.advanceTimersByTimeAsync(PACE_MS)
  await Promise.all([first, second])
  expect(what()).toEqual(['look-up', 'profile'])
  expect((asked[1]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(PACE_MS)
  expect(at.store.profiles.get(shop)).toEqual({ ...profile, catalogCount: null, at: at.clock.now })
  const third = refresh.refresh(shop, true)
  await vi.advanceTimersByTimeAsync(3 * PACE_MS)
  await third
  const gaps = asked.slice(1).map((one, n) => one.at - (asked[n]?.at ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PACE_MS)
})

test('insisted on while less is under way: all of it is asked', async () => {
  const at = await scene()
  const { refresh, shop, what } = bench(at)
  const opened = refresh.refresh(shop, false)
  const insisted = refresh.refresh(shop, true)
  expect(refresh.refresh(shop, false)).toBe(insisted)
  await vi.advanceTimersByTimeAsync(4 * PACE_MS)
  await Promise.all([opened, insisted])
  expect(what()).toEqual(['profile', 'look-up', 'profile'])
  await refresh.refresh(shop, false)
  expect(what()).toHaveLength(3)
})

test('who proves to be no business is asked for no profile', async () => {
  const at = await scene()
  const { refresh, what } = bench(at)
  const done = refresh.refresh(person(at.store, 2), true)
  await vi.advanceTimersByTimeAsync(PACE_MS)
  await done
  expect(what()).toEqual(['look-up'])
})

test('refusals: the other question is asked all the same; silence and a broken line end it', async () => {
  const at = await scene()
  const { answers, refresh, shop, what, asked } = bench(at)
  const run = async (): Promise<unknown> => {
    asked.length = 0
    const ended = code(refresh.refresh(shop, true))
    await vi.advanceTimersByTimeAsync(2 * PACE_MS)
    return ended
  }
  answers.lookUp = () => Promise.reject(new LinkError('SERVER_REFUSED', 'no'))
  expect([await run(), what()]).toEqual(['SERVER_REFUSED', ['look-up', 'profile']])
  expect(at.store.profiles.get(shop)).not.toBeNull()
  answers.lookUp = () => Promise.reject(new LinkError('TIMEOUT', 'no'))
  expect([await run(), what()]).toEqual(['TIMEOUT', ['look-up']])
  answers.lookUp = async () => undefined
  answers.profile = () => Promise.reject(new LinkError('SERVER_REFUSED', 'no'))
  at.clock.now += DAY
  expect(await run()).toBe('SERVER_REFUSED')
  expect(at.store.profiles.get(shop)).toMatchObject({ description: 'Films', at: at.clock.now - DAY })
  answers.profile = async () => null
  expect(await run()).toBe('ok')
  expect(at.store.profiles.get(shop)).toBeNull()
})

test('offline nobody is asked, and whoever waits for a turn hears it', async () => {
  const at = await scene()
  const { link, refresh, shop, pace, what } = bench(at)
  pace.go()
  const waiting = code(refresh.refresh(shop, true))
  link.online = false
  refresh.offline()
  expect(await waiting).toBe('OFFLINE')
  expect(await code(refresh.refresh(shop, true))).toBe('OFFLINE')
  link.online = true
  pace.go()
  const stopping = code(refresh.refresh(shop, true))
  refresh.stop()
  expect(await stopping).toBe('OFFLINE')
  expect(await code(refresh.refresh(shop, true))).toBe('OFFLINE')
  await vi.advanceTimersByTimeAsync(DAY)
  expect(what()).toEqual([])
})

test('opened details ask for what is older than a day, and not of people', async () => {
  const at = await scene()
  const { refresh, shop, what, failed } = bench(at)
  for (let n = 0; n < 3; n += 1) {
    refresh.want(shop)
    refresh.want(person(at.store, 2))
    await vi.advanceTimersByTimeAsync(PACE_MS)
  }
  expect(what()).toEqual(['profile'])
  for (const days of [1, -30]) {
    at.clock.now += days * DAY
    for (let n = 0; n < 2; n += 1) {
      refresh.want(shop)
      await vi.advanceTimersByTimeAsync(2 * PACE_MS)
    }
  }
  // The second and third time the attestation was old as well.
  expect(what()).toEqual(['profile', 'look-up', 'profile', 'look-up', 'profile'])
  expect(failed).not.toHaveBeenCalled()
})

test('that there is no profile holds for a day as well', async () => {
  const at = await scene()
  const { refresh, answers, shop, what } = bench(at)
  answers.profile = async () => null
  for (let n = 0; n < 3; n += 1) {
    refresh.want(shop)
    await vi.advanceTimersByTimeAsync(PACE_MS)
  }
  expect(what()).toEqual(['profile'])
})

test('after errors opened details rest, longer each time', async () => {
  const at = await scene()
  const { refresh, answers, shop, asked, lines } = bench(at)
  answers.profile = () => Promise.reject(new LinkError('SERVER_REFUSED', 'no'))
  for (let n = 0; n < 50; n += 1) {
    refresh.want(shop)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(asked.map(one => Math.round((one.at - (asked[0]?.at ?? 0)) / 1_000))).toEqual([0, 4, 12, 28])
  expect(JSON.stringify(lines)).not.toMatch(/\d{7}/)
  // Whoever opens them meanwhile hears why there is nothing.
  const before = asked.length
  expect(await code(refresh.refresh(shop, false))).toBe('SERVER_REFUSED')
  expect(asked).toHaveLength(before)
  // What the user asks for goes out all the same.
  const asking = code(refresh.refresh(shop, true))
  await vi.advanceTimersByTimeAsync(2 * PACE_MS)
  expect(await asking).toBe('SERVER_REFUSED')
})

test('what was refused about one business is not told of another', async () => {
  const at = await scene()
  const { refresh, answers, shop, what } = bench(at)
  const other = person(at.store, 2)
  at.store.attestations.record(other, { ...attested, at: at.clock.now })
  answers.profile = () => Promise.reject(new LinkError('SERVER_REFUSED', 'no'))
  expect(await code(refresh.refresh(shop, false))).toBe('SERVER_REFUSED')
  answers.profile = async () => ({ profile, hasCatalog: false })
  const asking = code(refresh.refresh(other, false))
  await vi.advanceTimersByTimeAsync(PACE_MS)
  expect(await asking).toBe('ok')
  expect(what()).toEqual(['profile', 'profile'])
  expect(await code(refresh.refresh(shop, false))).toBe('SERVER_REFUSED')
})

test('a catalog is counted page by page beside; what is too long, or refused, has no number', async () => {
  const at = await scene()
  const { refresh, answers, shop, what, asked } = bench(at)
  const count = () => at.store.profiles.get(shop)?.catalogCount
  const run = async () => {
    asked.length = 0
    const asking = refresh.refresh(shop, true)
    await vi.advanceTimersByTimeAsync(PACE_MS)
    await asking
    await vi.advanceTimersByTimeAsync(20 * PACE_MS)
  }
  answers.profile = async () => ({ profile, hasCatalog: true })
  answers.catalog = async after => (after === null ? { products: 100, after: '100' } : { products: 20, after: null })
  await run()
  expect(what()).toEqual(['look-up', 'profile', 'catalog', 'catalog'])
  expect(count()).toBe(120)
  answers.catalog = () => Promise.reject(new LinkError('SERVER_REFUSED', 'no'))
  await run()
  expect(count()).toBe(120)
  answers.catalog = async () => ({ products: 100, after: 'again and again' })
  await run()
  expect(what().filter(one => one === 'catalog')).toHaveLength(5)
  expect(count()).toBeNull()
})
