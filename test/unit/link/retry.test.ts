import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GOOD_AFTER_MS } from '../../../src/main/engine/link/policy.ts'
import { Retry } from '../../../src/main/engine/link/retry.ts'

beforeEach(() => {
  vi.useFakeTimers()
  // In the middle of what is drawn by lot: the waits are exact.
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function fresh() {
  const connect = vi.fn()
  const retry = new Retry(connect, () => Date.now(), 1)
  const wait = (): number => retry.plan() - Date.now()
  return { connect, retry, wait }
}

test('each failure is followed by a longer wait; the connection is tried when it is over', () => {
  const { connect, retry, wait } = fresh()
  expect([wait(), wait(), wait()]).toEqual([1_000, 2_000, 4_000])
  expect(retry.planned).toBe(true)
  vi.advanceTimersByTime(3_999)
  expect(connect).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(connect).toHaveBeenCalledOnce()
})

test('after a connection that held, it begins anew; failures after that count again', () => {
  const { retry, wait } = fresh()
  expect([wait(), wait()]).toEqual([1_000, 2_000])
  retry.opened()
  vi.advanceTimersByTime(GOOD_AFTER_MS + 1)
  expect([wait(), wait(), wait()]).toEqual([1_000, 2_000, 4_000])
})

test('a connection that did not hold, or was never open, is one more failure', () => {
  const { retry, wait } = fresh()
  expect(wait()).toBe(1_000)
  retry.opened()
  expect(wait()).toBe(2_000)
  retry.opened()
  vi.advanceTimersByTime(GOOD_AFTER_MS + 1)
  retry.neverOpened()
  expect(wait()).toBe(4_000)
})

test('asked to hurry it tries at once; cancelled it does not try', () => {
  const { connect, retry, wait } = fresh()
  wait()
  wait()
  retry.hurry()
  expect(connect).toHaveBeenCalledOnce()
  expect(wait()).toBe(1_000)
  retry.cancel()
  vi.advanceTimersByTime(10_000)
  expect(connect).toHaveBeenCalledOnce()
})

test('what was slept through is made up for', () => {
  const { connect, retry, wait } = fresh()
  retry.watch()
  for (let n = 0; n < 9; n++) wait()
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(5_000)
  expect(connect).toHaveBeenCalledOnce()
  retry.unwatch()
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(5_000)
  expect(connect).toHaveBeenCalledOnce()
})
