import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Background } from '../../../src/main/engine/background.ts'
import { SetBack } from '../../../src/main/engine/set-back.ts'
import { person, scene } from '../store/support.ts'

const HOUR_MS = 60 * 60_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('only a clock that is set back is told, once', () => {
  const time = { wall: 1_000_000, steady: 0 }
  const clock = new SetBack(
    () => time.wall,
    () => time.steady,
  )
  const pass = (wall: number, steady: number): number => {
    time.wall += wall
    time.steady += steady
    return clock.take()
  }
  expect(pass(20_000, 20_000)).toBe(0)
  expect(pass(18_000, 20_000)).toBe(0)
  expect(pass(-HOUR_MS, 20_000)).toBe(HOUR_MS + 20_000)
  expect(pass(20_000, 20_000)).toBe(0)
  // A night's sleep, or set forward.
  expect(pass(8 * HOUR_MS, 20_000)).toBe(0)
})

test('a status update lives a day, whatever the clock is set back to meanwhile', async () => {
  const { store, clock } = await scene()
  let steady = 0
  const pass = (wall: number, real: number): void => {
    clock.now += wall
    steady += real
    vi.advanceTimersByTime(20_000)
  }
  const at = clock.now - 23 * HOUR_MS
  store.statuses.add({
    authorId: person(store, 1),
    fromMe: false,
    wireId: 'S',
    at,
    content: { kind: 'text', text: 'sunset', preview: null },
    text: 'sunset',
    thumbnail: null,
    backgroundArgb: null,
    font: null,
    mentions: [],
    raw: Buffer.from('sunset'),
    seen: false,
    expiresAt: at + 24 * HOUR_MS,
  })
  const entry = { stanzaKey: 'S', stanza: Buffer.from('sunset'), plaintext: Buffer.from('sunset'), at }
  store.journal.markProjected([store.journal.record(entry, [])])
  const background = new Background({
    store,
    now: () => clock.now,
    steady: () => steady,
    log: () => undefined,
    purgeHistory: () => undefined,
    failed: error => {
      throw error
    },
  })
  background.start()
  onTestFinished(() => background.stop())
  pass(-10 * HOUR_MS, 0)
  expect(store.statusExpiry.next()).toBe(clock.now + HOUR_MS)
  pass(HOUR_MS - 1, HOUR_MS - 1)
  expect(store.statusExpiry.next()).not.toBeNull()
  expect(store.journal.find('S')?.plaintext).not.toHaveLength(0)
  pass(2, 2)
  expect(store.statusExpiry.next()).toBeNull()
  expect(store.journal.find('S')?.plaintext).toHaveLength(0)
})
