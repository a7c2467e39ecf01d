import { performance } from 'node:perf_hooks'
import { afterEach, expect, test, vi } from 'vitest'
import { ServerClock } from '../../../src/main/engine/link/server-clock.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('before a login the own clock counts, afterwards the server’s, whatever happens to the own one', () => {
  const local = { now: 5_000_000 }
  const monotonic = vi.spyOn(performance, 'now').mockReturnValue(100)
  const clock = new ServerClock(() => local.now)
  expect(clock.now()).toBe(5_000_000)
  clock.set({ tag: 'success', attrs: { t: '1700000000' } })
  local.now += 3_600_000
  expect(clock.now()).toBe(1_700_000_000_000)
  monotonic.mockReturnValue(1_600)
  expect(clock.now()).toBe(1_700_000_001_500)
  for (const attrs of [{}, { t: 'soon' }, { t: '-1' }]) clock.set({ tag: 'success', attrs })
  expect(clock.now()).toBe(1_700_000_001_500)
})
