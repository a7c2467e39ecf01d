import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refresher } from '../../../src/renderer/data/Refresher.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('many questions at once are one refresh', async () => {
  const refresh = vi.fn(async () => {})
  const refresher = new Refresher(200, refresh)
  for (let i = 0; i < 50; i++) refresher.ask()
  await vi.runAllTimersAsync()
  expect(refresh).toHaveBeenCalledTimes(1)
})

test('a stream of changes refreshes once per gap, and the last change is seen', async () => {
  let version = 0
  let seen = -1
  let runs = 0
  const refresher = new Refresher(200, async () => {
    runs += 1
    seen = version
  })
  for (let tick = 0; tick < 40; tick++) {
    version += 1
    refresher.ask()
    await vi.advanceTimersByTimeAsync(50)
  }
  await vi.runAllTimersAsync()
  expect(seen).toBe(version)
  expect(runs).toBeGreaterThan(5)
  expect(runs).toBeLessThan(14)
})

test('a change during a refresh leads to one more, never to two at a time', async () => {
  let running = 0
  let most = 0
  let finish = (): void => {}
  const refresh = vi.fn(async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>(resolve => {
      finish = resolve
    })
    running -= 1
  })
  const refresher = new Refresher(10, refresh)
  refresher.ask()
  await vi.advanceTimersByTimeAsync(20)
  refresher.ask()
  refresher.ask()
  await vi.advanceTimersByTimeAsync(1000)
  expect(refresh).toHaveBeenCalledTimes(1)
  finish()
  await vi.advanceTimersByTimeAsync(1000)
  expect(refresh).toHaveBeenCalledTimes(2)
  finish()
  await vi.runAllTimersAsync()
  expect(refresh).toHaveBeenCalledTimes(2)
  expect(most).toBe(1)
})

test('a refresh that fails does not stop the next', async () => {
  let fail = true
  const refresh = vi.fn(async () => {
    if (fail) throw new Error('closed')
  })
  const refresher = new Refresher(10, refresh)
  refresher.ask()
  await vi.runAllTimersAsync()
  fail = false
  refresher.ask()
  await vi.runAllTimersAsync()
  expect(refresh).toHaveBeenCalledTimes(2)
})
