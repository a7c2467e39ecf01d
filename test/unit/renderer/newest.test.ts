import { expect, test } from 'vitest'
import { Newest } from '../../../src/renderer/data/Newest.ts'

test('only the end of the newest question counts, whichever comes first', () => {
  const questions = new Newest()
  const first = questions.begin()
  expect(first()).toBe(true)
  const second = questions.begin()
  expect(first()).toBe(false)
  expect(second()).toBe(true)
  const third = questions.begin()
  expect([first(), second(), third()]).toEqual([false, false, true])
})
