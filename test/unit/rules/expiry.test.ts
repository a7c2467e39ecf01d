import { describe, expect, it } from 'vitest'
import {
  disappearsAt,
  expiryEffect,
  isExpired,
  STATUS_LIFETIME_MS,
  statusExpiresAt,
} from '../../../src/shared/rules/expiry.ts'

const posted = 1_760_000_000_000

describe('expiry', () => {
  it('ends a status 24 hours after the post', () => {
    const end = statusExpiresAt(posted, posted + 5000)
    expect(end).toBe(posted + 24 * 3600 * 1000)
    expect(isExpired(end, end - 1)).toBe(false)
    expect(isExpired(end, end)).toBe(true)
    expect(isExpired(null, end)).toBe(false)
  })

  it('does not let a fast clock keep a post longer', () => {
    expect(statusExpiresAt(posted + 10 * STATUS_LIFETIME_MS, posted)).toBe(posted + STATUS_LIFETIME_MS)
  })

  it.each([
    [86_400, posted + 86_400_000],
    [0, null],
    [-1, null],
    [Number.NaN, null],
  ])('a timer of %d s', (seconds, at) => {
    expect(disappearsAt(posted, seconds)).toBe(at)
  })
  it.each([
    ['verified', true, 'keep'],
    ['verified', false, 'remove'],
    ['confirmed', true, 'remove'],
    ['unverified', true, 'remove'],
    ['none', true, 'remove'],
  ] as const)('a disappearing message whose time is over, %s, setting %s: %s', (standing, keepVerified, effect) => {
    expect(expiryEffect({ standing, keepVerified })).toBe(effect)
  })
})
