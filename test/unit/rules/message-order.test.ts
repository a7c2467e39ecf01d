import { expect, test } from 'vitest'
import {
  attestationRow,
  compareLines,
  isLiveNotice,
  liveNoticeId,
  placeOf,
} from '../../../src/shared/rules/message-order.ts'

test('live notices have numbers of their own, each once, that JavaScript and the contract can hold', () => {
  const rows = [1, 2, 3, 1_000_000_000]
  const ids = rows.flatMap(row =>
    [0, 1, 63, 127].flatMap(index => [0, 1, 2, 7].map(ordinal => liveNoticeId({ row, index }, ordinal))),
  )
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) {
    expect(Number.isSafeInteger(id)).toBe(true)
    expect(isLiveNotice(id)).toBe(true)
    expect(rows).toContain(attestationRow(id))
  }
  for (const id of [1, 2 ** 31, 2 ** 40]) expect(isLiveNotice(id)).toBe(false)
})

test('by time, then by number; notices of a moment first, as they are to be read', () => {
  const first = liveNoticeId({ row: 9, index: 5 }, 0)
  const second = liveNoticeId({ row: 9, index: 5 }, 1)
  const lines = [
    { id: 7, at: 5 },
    { id: second, at: 10 },
    { id: 3, at: 10 },
    { id: first, at: 10 },
    { id: 1, at: 11 },
    { id: 2, at: 10 },
  ]
  expect(lines.sort(compareLines).map(({ id }) => id)).toEqual([7, first, second, 2, 3, 1])
  expect(placeOf({ id: first, at: 10 })).toEqual({ id: -8, at: 10 })
})
