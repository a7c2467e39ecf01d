import { expect, test } from 'vitest'
import { i18n } from '../../../src/renderer/i18n/i18n.ts'
import { postTime } from '../../../src/renderer/status/postTime.ts'

const MINUTE = 60_000
const NOW = new Date(2026, 2, 4, 9, 30).getTime()

test.each([
  ['in the future, by another clock', -20_000, 'Just now'],
  ['now', 0, 'Just now'],
  ['almost a minute ago', MINUTE - 1, 'Just now'],
  ['a minute ago', MINUTE, '1 minute ago'],
  ['59 minutes ago', 60 * MINUTE - 1, '59 minutes ago'],
  ['an hour ago', 60 * MINUTE, 'Today 8:30 AM'],
  ['before midnight', 10 * 60 * MINUTE, 'Yesterday 11:30 PM'],
])('the time of what was posted %s', (_, age, words) => {
  expect(postTime(NOW - age, NOW, 'en', i18n.t)).toBe(words)
})

test('minutes go before the day: what was posted just before midnight', () => {
  const midnight = new Date(2026, 2, 4, 0, 5).getTime()
  expect(postTime(midnight - 10 * MINUTE, midnight, 'en', i18n.t)).toBe('10 minutes ago')
})

test('times in French', async () => {
  await i18n.changeLanguage('fr')
  try {
    expect([MINUTE / 2, 5 * MINUTE, 10 * 60 * MINUTE].map(age => postTime(NOW - age, NOW, 'fr', i18n.t))).toEqual([
      'À l’instant',
      'il y a 5 minutes',
      'Hier 23:30',
    ])
  } finally {
    await i18n.changeLanguage('en')
  }
})
