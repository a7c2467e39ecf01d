import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pace } from '../../../src/main/engine/pace.ts'

const GAP = 2_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** When each of these requests of the user's goes out, ms from now; filled as they go. */
function turns(pace: Pace, count: number): number[] {
  const from = performance.now()
  const went: number[] = []
  for (let n = 0; n < count; n += 1) void pace.turn().then(() => went.push(performance.now() - from))
  return went
}

test('what the user asks for goes at once when nothing went lately, the next a gap later each', async () => {
  const went = turns(new Pace(GAP), 3)
  await vi.advanceTimersByTimeAsync(0)
  expect(went).toEqual([0])
  await vi.advanceTimersByTimeAsync(3 * GAP)
  expect(went).toEqual([0, GAP, 2 * GAP])
})

test('it goes before whoever waits in the background, and never sooner than the gap', async () => {
  const pace = new Pace(GAP)
  pace.go()
  await vi.advanceTimersByTimeAsync(500)
  // Somebody in the background waits for the next place.
  expect(pace.wait()).toBe(GAP - 500)
  const went = turns(pace, 1)
  expect(pace.wait()).toBe(2 * GAP - 500)
  await vi.advanceTimersByTimeAsync(GAP - 500)
  expect(went).toEqual([GAP - 500])
  expect(pace.wait()).toBe(GAP)
})
