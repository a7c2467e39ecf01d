import { describe, expect, it } from 'vitest'
import { stopsOf, toReveal } from '../../../src/renderer/ui/rowStops.ts'

const isRow = (row: string): boolean => !row.startsWith('#')

describe('the stops of a list', () => {
  it('are all rows where nothing else is said', () => {
    expect(stopsOf(['a', 'b'], null)).toEqual({ at: [0, 1], place: [0, 1] })
  })

  it('leave headings out', () => {
    expect(stopsOf(['#', 'a', 'b', '#', 'c'], isRow)).toEqual({ at: [1, 2, 4], place: [-1, 0, 1, -1, 2] })
    expect(stopsOf(['#'], isRow).at).toEqual([])
    expect(stopsOf([], isRow)).toEqual({ at: [], place: [] })
  })

  it('bring the heading above them into view when they are reached from below', () => {
    const stops = stopsOf(['#', 'a', 'b', '#', 'c', 'd'], isRow)
    expect(toReveal(stops, 5, 4)).toBe(3)
    expect(toReveal(stops, 2, 1)).toBe(0)
    expect(toReveal(stops, 1, 1)).toBe(0)
    expect(toReveal(stops, 4, 2)).toBe(2)
    expect(toReveal(stops, 2, 4)).toBe(4)
    expect(toReveal(stopsOf(['a', 'b'], null), 1, 0)).toBe(0)
  })
})
