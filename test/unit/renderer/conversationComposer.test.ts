import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDraftKeeper } from '../../../src/renderer/conversation/composer/draft.ts'
import { createTypingSignal } from '../../../src/renderer/conversation/composer/typingSignal.ts'
import { MAX_MESSAGE } from '../../../src/renderer/conversation/model/limits.ts'
import { MAX_TEXT } from '../../../src/shared/contract.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the composer and the contract agree on the longest message', () => {
  expect(MAX_MESSAGE).toBe(MAX_TEXT)
})

test('a draft is saved once after a pause, with what was written last', () => {
  const save = vi.fn()
  const keeper = createDraftKeeper(save)
  keeper.keep({ text: 'a', replyTo: null })
  keeper.keep({ text: 'ab', replyTo: 3 })
  expect(save).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(save.mock.calls).toEqual([[{ text: 'ab', replyTo: 3 }]])
})

test('leaving saves at once, and nothing twice', () => {
  const save = vi.fn()
  const keeper = createDraftKeeper(save)
  keeper.keep({ text: 'a', replyTo: null })
  keeper.flush()
  keeper.flush()
  keeper.keep({ text: 'a', replyTo: null })
  vi.runAllTimers()
  expect(save).toHaveBeenCalledTimes(1)
})

test('an emptied draft is saved as empty', () => {
  const save = vi.fn()
  const keeper = createDraftKeeper(save)
  keeper.keep({ text: 'a', replyTo: null })
  vi.runAllTimers()
  keeper.keep({ text: '', replyTo: null })
  vi.runAllTimers()
  expect(save).toHaveBeenLastCalledWith({ text: '', replyTo: null })
})

test('writing is told at the first key, again while it goes on, and its end once', () => {
  const told: boolean[] = []
  const signal = createTypingSignal(on => told.push(on))
  for (let second = 0; second < 12; second += 1) {
    signal.key()
    vi.advanceTimersByTime(1000)
  }
  expect(told).toEqual([true, true])
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual([true, true, false])
  signal.stop()
  expect(told).toHaveLength(3)
})

test('sending ends it at once', () => {
  const told: boolean[] = []
  const signal = createTypingSignal(on => told.push(on))
  signal.key()
  signal.stop()
  vi.runAllTimers()
  expect(told).toEqual([true, false])
})
