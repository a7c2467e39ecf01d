import { expect, test } from 'vitest'
import { judge, median, percentile, type Row, table } from '../../bench/table.ts'

const row = (more: Partial<Row>): Row => ({
  name: 'x',
  value: 30,
  unit: 'ms',
  floor: { name: 'floor', value: 20 },
  aim: { ratioAtMost: 2 },
  note: '',
  ...more,
})

test.each([
  { aim: { ratioAtMost: 2 }, ratio: 1.5, met: true },
  { aim: { ratioAtMost: 1.4 }, ratio: 1.5, met: false },
  { aim: null, ratio: 1.5, met: null },
])('$aim of 30 against 20: $met', ({ aim, ratio, met }) => {
  expect(judge(row({ aim }))).toMatchObject({ ratio, met })
})

test('a floor to be beaten: how many times faster', () => {
  const against = { floor: { name: 'other', value: 360 } }
  expect(judge(row({ ...against, aim: { ratioAtLeast: 10 } }))).toMatchObject({ ratio: 12, met: true })
  expect(judge(row({ ...against, aim: { ratioAtLeast: 13 } }))).toMatchObject({ ratio: 12, met: false })
})

test('an absolute aim needs no floor, one in ratios does', () => {
  expect(judge(row({ floor: null, aim: { atMost: 30 } }))).toMatchObject({ ratio: null, met: true })
  expect(judge(row({ floor: null, aim: { atMost: 29 } }))).toMatchObject({ met: false })
  expect(() => judge(row({ floor: null }))).toThrow('needs a floor')
})

test('percentiles do not depend on the order', () => {
  const samples = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6]
  expect(percentile(samples, 0.95)).toBe(10)
  expect(percentile(samples, 0.5)).toBe(6)
  expect(median([3, 1, 2])).toBe(2)
  expect(() => percentile([], 0.5)).toThrow('no samples')
})

test('a missed aim is seen in the table, and columns are aligned', () => {
  const lines = table([row({ name: 'first' }), row({ name: 'the second', value: 300 })]).split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[2]).toMatch(/^first {6}.*30\.0 ms.*20\.0 ms \(floor\).*1\.50× {2}.*met/)
  expect(lines[3]).toMatch(/MISSED/)
  expect(lines[2]?.indexOf('≤')).toBe(lines[3]?.indexOf('≤'))
})
