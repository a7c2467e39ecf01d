import { describe, expect, test } from 'vitest'
import { countdown, daysBefore, dayTitle, listTime, nextMidnight } from '../../../src/renderer/ui/time.ts'

const at = (day: number, hour: number, minute = 0, month = 10) => new Date(2026, month, day, hour, minute).getTime()
const now = at(24, 12)

describe('time in a list', () => {
  test.each<[string, number, string, string]>([
    ['today', at(24, 9, 5), 'en-GB', '09:05'],
    ['a clock that runs ahead', at(24, 23, 59), 'en-GB', '23:59'],
    ['a message from the future', at(26, 9, 5), 'en-GB', '09:05'],
    ['yesterday, a minute before midnight', at(23, 23, 59), 'en-GB', 'Yesterday'],
    ['yesterday in French', at(23, 8), 'fr', 'Hier'],
    ['within a week', at(19, 8), 'en-GB', 'Thu'],
    ['six days ago', at(18, 0, 1), 'en-GB', 'Wed'],
    ['a week ago', at(17, 23), 'en-GB', '17/11/26'],
    ['last year', new Date(2025, 0, 2).getTime(), 'fr', '02/01/25'],
  ])('%s', (_, moment, language, words) => {
    expect(listTime(moment, now, language)).toBe(words)
  })
})

describe('day separators', () => {
  test.each<[string, number, string, string]>([
    ['today', at(24, 0), 'en-GB', 'Today'],
    ['yesterday', at(23, 0), 'en-GB', 'Yesterday'],
    ['this week', at(20, 0), 'en-GB', 'Friday'],
    ['this week in French', at(20, 0), 'fr', 'Vendredi'],
    ['before', at(1, 0), 'en-GB', '1 November 2026'],
    ['tomorrow by the sender’s clock', at(25, 9), 'en-GB', '25 November 2026'],
  ])('%s', (_, moment, language, words) => {
    expect(dayTitle(moment, now, language)).toBe(words)
  })
})

test('days are local days, also across a change of the clock', () => {
  expect(daysBefore(at(24, 0), at(24, 23, 59))).toBe(0)
  expect(daysBefore(at(23, 23, 59), at(24, 0))).toBe(1)
  // Both ends of daylight saving in Europe and America lie between these.
  expect(daysBefore(at(1, 0, 0, 2), at(1, 0, 0, 3))).toBe(31)
  expect(daysBefore(at(1, 0, 0, 9), at(30, 0, 0, 10))).toBe(60)
})

test('the next midnight is the beginning of the next local day', () => {
  expect(nextMidnight(at(24, 23, 59))).toBe(at(25, 0))
  expect(nextMidnight(at(24, 0))).toBe(at(25, 0))
})

test('a countdown ends at zero', () => {
  expect(countdown(now + 61_000, now)).toBe('1:01')
  expect(countdown(now + 17_400, now)).toBe('0:18')
  expect(countdown(now - 1, now)).toBe('0:00')
})
