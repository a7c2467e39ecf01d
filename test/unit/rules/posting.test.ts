import { expect, test } from 'vitest'
import { isPostStyle, POST_BACKGROUNDS, POST_FONTS, POST_TEXT_ARGB } from '../../../src/shared/rules/post-styles.ts'
import { POST_DAY_MS, POST_GAP_MS, POSTS_A_DAY, postingRoom } from '../../../src/shared/rules/posting.ts'

const NOW = 1_772_323_200_000
const minutesAgo = (count: number): number[] => Array.from({ length: count }, (_, n) => NOW - (n + 1) * 60_000)

test.each([
  ['nothing yet', [], { nextAt: null, left: POSTS_A_DAY }],
  ['one just now', [NOW], { nextAt: NOW + POST_GAP_MS, left: 19 }],
  ['one almost ten seconds ago', [NOW - POST_GAP_MS + 1], { nextAt: NOW + 1, left: 19 }],
  ['one ten seconds ago', [NOW - POST_GAP_MS], { nextAt: null, left: 19 }],
  ['nineteen', minutesAgo(19), { nextAt: null, left: 1 }],
  ['twenty: when the oldest is a day old', minutesAgo(20), { nextAt: NOW - 20 * 60_000 + POST_DAY_MS, left: 0 }],
  ['more: when the twentieth is', minutesAgo(22), { nextAt: NOW - 20 * 60_000 + POST_DAY_MS, left: 0 }],
  ['those of yesterday do not count', [NOW - POST_DAY_MS, ...minutesAgo(3)], { nextAt: null, left: 17 }],
  ['in any order', minutesAgo(20).reverse(), { nextAt: NOW - 20 * 60_000 + POST_DAY_MS, left: 0 }],
])('room to post after %s', (_, times, room) => {
  expect(postingRoom(times, NOW)).toEqual(room)
})

/** WCAG 2.1: relative luminance. */
function luminance(argb: number): number {
  const [r = 0, g = 0, b = 0] = [16, 8, 0].map(shift => {
    const channel = ((argb >>> shift) & 0xff) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('every background is opaque and lets white text be read', () => {
  for (const argb of POST_BACKGROUNDS) {
    expect(argb >>> 24).toBe(0xff)
    const contrast = (luminance(POST_TEXT_ARGB) + 0.05) / (luminance(argb) + 0.05)
    expect([argb.toString(16), contrast >= 4.5]).toEqual([argb.toString(16), true])
  }
  expect(new Set(POST_BACKGROUNDS).size).toBe(POST_BACKGROUNDS.length)
  expect(new Set(POST_FONTS).size).toBe(POST_FONTS.length)
})

test('only what is offered can be chosen', () => {
  expect(isPostStyle(POST_BACKGROUNDS[0] ?? 0, POST_FONTS[0] ?? -1)).toBe(true)
  expect(isPostStyle(0xffffffff, POST_FONTS[0] ?? -1)).toBe(false)
  expect(isPostStyle(POST_BACKGROUNDS[0] ?? 0, 9)).toBe(false)
})
