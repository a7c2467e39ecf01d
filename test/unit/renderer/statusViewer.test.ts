import { describe, expect, test } from 'vitest'
import {
  fractionOf,
  frame,
  isOver,
  STILL_LENGTH,
  stand,
  startClock,
} from '../../../src/renderer/status/viewer/clock.ts'
import {
  enter,
  neighbour,
  type Place,
  settle,
  step,
  walkFrom,
  withKept,
} from '../../../src/renderer/status/viewer/order.ts'
import { Progress } from '../../../src/renderer/status/viewer/progress.ts'
import { contrast, textFace } from '../../../src/renderer/status/viewer/textFace.ts'
import { FITTING, fitted, MAX_SCALE, panBy, zoomAt } from '../../../src/renderer/status/viewer/zoom.ts'

/** Frames at these moments (ms), in a row. */
const frames = (at: readonly number[], clock = startClock(STILL_LENGTH)) => at.reduce(frame, clock)
/** Sixty frames a second for so long (ms). */
const second = (from: number, ms: number): number[] =>
  Array.from({ length: Math.floor((ms * 60) / 1000) + 1 }, (_, index) => from + (index * 1000) / 60)

describe('the time a post is shown', () => {
  test('five seconds, whatever the frames', () => {
    expect(fractionOf(frames(second(90_000, 2_500)))).toBeCloseTo(0.5)
    expect(isOver(frames(second(0, 4_983)))).toBe(false)
    expect(isOver(frames(second(0, 5_000)))).toBe(true)
    // Four frames a second, as a busy computer draws.
    expect(frames([0, 250, 500, 750, 1_000]).shown).toBe(1_000)
  })

  test('stands while it does not run, however long that is', () => {
    const stopped = stand(frames([0, 500, 1_000]))
    expect(stopped.shown).toBe(1_000)
    expect(frames([3_600_000, 3_600_500], stopped).shown).toBe(1_500)
  })

  test('a computer that slept between two frames has shown nothing meanwhile', () => {
    expect(frames([0, 8 * 3_600_000]).shown).toBe(1_000)
  })

  test('a clock that goes back takes nothing away and adds nothing', () => {
    expect(frames([10_000, 11_000, 2_000, 3_000]).shown).toBe(2_000)
  })

  test('never beyond its length', () => {
    expect(fractionOf(frames(second(0, 60_000)))).toBe(1)
  })

  test('progress is told when it has changed, and never leaves 0 to 1', () => {
    const progress = new Progress()
    const told: number[] = []
    const stop = progress.subscribe(() => told.push(progress.get()))
    for (const fraction of [0.25, 0.25001, Number.NaN, Number.POSITIVE_INFINITY, 2, -1]) progress.set(fraction)
    stop()
    progress.set(0.5)
    expect(told).toEqual([0.25, 1, 0])
  })
})

const posts = (...ids: number[]) => ids.map(id => ({ id, seen: true }))
const at = (statusId: number, ...ids: number[]): Place => ({ entry: 'unseen', statusId, ids })

describe('which post is shown', () => {
  test('the first that was not seen, else the first', () => {
    const some = [
      { id: 1, seen: true },
      { id: 2, seen: false },
      { id: 3, seen: false },
    ]
    expect(settle(enter('unseen'), some)).toMatchObject({ statusId: 2, ids: [1, 2, 3] })
    expect(settle(enter('unseen'), posts(1, 2))).toMatchObject({ statusId: 1 })
    expect(settle(enter('last'), some)).toMatchObject({ statusId: 3 })
  })

  test('the one asked for, or the word that it is over', () => {
    expect(settle(enter({ post: 2 }), posts(1, 2))).toMatchObject({ statusId: 2 })
    expect(settle(enter({ post: 9 }), posts(1, 2))).toEqual({ left: 'over' })
    expect(settle(enter('unseen'), [])).toEqual({ left: 'nothing' })
  })

  test('stays while others come and go, and is the same while nothing does', () => {
    const place = at(2, 1, 2, 3)
    expect(settle(place, posts(1, 2, 3))).toBe(place)
    expect(settle(place, posts(2, 3, 4))).toMatchObject({ statusId: 2, ids: [2, 3, 4] })
  })

  test('one that is gone is followed by the next that is there, those included that came at the same time', () => {
    expect(settle(at(2, 1, 2, 3, 4), posts(1, 4))).toMatchObject({ statusId: 4 })
    expect(settle(at(3, 1, 2, 3), posts(1, 2, 5))).toMatchObject({ statusId: 5 })
  })

  test('the last one that is gone ends the author, who is not begun again', () => {
    expect(settle(at(3, 1, 2, 3), posts(1, 2))).toEqual({ left: 'over' })
    expect(settle(at(3, 3), [])).toEqual({ left: 'over' })
  })

  test('one on and one back', () => {
    expect(step(at(1, 1, 2), 1)).toMatchObject({ statusId: 2 })
    expect(step(at(2, 1, 2), 1)).toBeNull()
    expect(step(at(1, 1, 2), -1)).toBeNull()
    expect(step(enter('unseen'), 1)).toBeNull()
  })
})

describe('from author to author', () => {
  const list = [
    { id: 10, group: 'recent' },
    { id: 11, group: 'recent' },
    { id: 20, group: 'viewed' },
    { id: 30, group: 'muted' },
  ] as const

  test('within the group, in the order of the list', () => {
    expect(walkFrom(10, list)).toEqual([10, 11])
    expect(walkFrom(30, list)).toEqual([30])
    expect(walkFrom(99, list)).toEqual([99])
  })

  test('neighbours, and none at the ends or for a stranger', () => {
    expect(neighbour([10, 11], 10, 1)).toBe(11)
    expect(neighbour([10, 11], 11, 1)).toBeNull()
    expect(neighbour([10, 11], 10, -1)).toBeNull()
    expect(neighbour([10, 11], 99, 1)).toBeNull()
  })
})

describe('looking closer', () => {
  const stage = { width: 400, height: 400 }
  const picture = fitted({ width: 3_000, height: 1_500 }, stage)

  test('a picture fills the stage and is seen whole', () => {
    expect(picture).toEqual({ width: 400, height: 200 })
    expect(fitted({ width: 40, height: 80 }, stage)).toEqual({ width: 200, height: 400 })
    expect(fitted({ width: 0, height: 0 }, stage)).toEqual({ width: 0, height: 0 })
  })

  test('what is under the pointer stays there', () => {
    const point = { x: 100, y: 0 }
    const zoom = zoomAt(FITTING, 2, point, picture, stage)
    expect(zoom).toEqual({ scale: 2, x: -100, y: 0 })
  })

  test('neither smaller than it fits nor without end', () => {
    expect(zoomAt(FITTING, 0.1, { x: 0, y: 0 }, picture, stage)).toEqual(FITTING)
    expect(zoomAt(FITTING, 1_000, { x: 0, y: 0 }, picture, stage).scale).toBe(MAX_SCALE)
  })

  test('no edge is drawn inside of the stage', () => {
    const twice = zoomAt(FITTING, 2, { x: 0, y: 0 }, picture, stage)
    expect(panBy(twice, 1_000, 1_000, picture, stage)).toEqual({ scale: 2, x: 200, y: 0 })
    expect(zoomAt(panBy(twice, 200, 0, picture, stage), 0.5, { x: 0, y: 0 }, picture, stage)).toEqual(FITTING)
  })
})

describe('a text post', () => {
  test.each([
    0xff000000, 0xffffffff, 0xff6e257e, 0xff1f7aec, 0xff00856f, 0xffc1461b, 0xffffd54f, 0xff808080, 0x12345678,
  ])('can be read on %i', argb => {
    const { background, ink } = textFace(argb, 0)
    const rgb = (colour: string): number => Number.parseInt(colour.slice(1), 16)
    expect(contrast(rgb(background), rgb(ink))).toBeGreaterThanOrEqual(4.5)
    expect(rgb(background)).toBe(argb & 0xffffff)
  })

  test('a signed colour, an unknown font and none at all', () => {
    expect(textFace(-1, 99)).toMatchObject({ background: '#ffffff', family: 'var(--font)' })
    expect(textFace(null, null)).toMatchObject({ background: '#3b4263', ink: '#ffffff' })
    expect(textFace(0xff000000, 10).family).toContain('--font-mono')
  })
})

describe('a post that is over while a reply to it is written', () => {
  const kept = { id: 2, seen: true }

  test('keeps its place between those that are left', () => {
    expect(withKept(posts(1, 3), kept, at(2, 1, 2, 3)).map(({ id }) => id)).toEqual([1, 2, 3])
    expect(withKept(posts(3), kept, at(2, 1, 2, 3)).map(({ id }) => id)).toEqual([2, 3])
    expect(withKept(posts(1, 4), kept, at(2, 1, 2)).map(({ id }) => id)).toEqual([1, 2, 4])
    expect(withKept([], kept, at(2, 1, 2)).map(({ id }) => id)).toEqual([2])
  })

  test('is not added while it lives, nor once another one is shown', () => {
    const living = posts(1, 2)
    expect(withKept(living, kept, at(2, 1, 2))).toBe(living)
    const others = posts(1, 3)
    expect(withKept(others, kept, at(3, 1, 2, 3))).toBe(others)
    expect(withKept(others, null, at(2, 1, 2, 3))).toBe(others)
  })

  test('gives way to the next as soon as it need not stay', () => {
    const place = settle(at(2, 1, 2, 3), withKept(posts(1, 3), kept, at(2, 1, 2, 3)))
    expect(place).toEqual(at(2, 1, 2, 3))
    expect('left' in place ? place : settle(place, posts(1, 3))).toMatchObject({ statusId: 3 })
  })
})
