import { expect, test } from 'vitest'
import { i18n } from '../../../src/renderer/i18n/i18n.ts'
import { entriesOf } from '../../../src/renderer/status/list/entries.ts'
import { miniature } from '../../../src/renderer/status/list/miniature.ts'
import { ownState } from '../../../src/renderer/status/list/ownState.ts'
import { arcPath, MOST_SEGMENTS, ringSegments } from '../../../src/renderer/status/list/ring.ts'
import { postTime } from '../../../src/renderer/status/postTime.ts'
import type { StatusAuthor, StatusGroup, StatusPost } from '../../../src/shared/model.ts'

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
      'Il y a 5 minutes',
      'Hier 23:30',
    ])
  } finally {
    await i18n.changeLanguage('en')
  }
})

test.each([
  ['one post: a full ring', [false], [{ from: 0, to: 1, seen: false }]],
  [
    'two posts: halves with a gap at either end',
    [true, false],
    [
      { from: 0.02, to: 0.48, seen: true },
      { from: 0.52, to: 0.98, seen: false },
    ],
  ],
  ['no posts: nothing', [], []],
])('the ring of %s', (_, seen, segments) => {
  expect(ringSegments(seen, 0.04)).toEqual(segments)
})

test.each([MOST_SEGMENTS, MOST_SEGMENTS + 1, 63, 200])('the ring of %i posts loses none', count => {
  for (const unseen of [0, Math.floor(count / 2), count - 1]) {
    const seen = Array.from({ length: count }, (_, index) => index !== unseen)
    const segments = ringSegments(seen, 0.02)
    expect(segments).toHaveLength(MOST_SEGMENTS)
    expect(segments.filter(segment => !segment.seen)).toHaveLength(1)
    expect(segments.every(({ from, to }) => to > from)).toBe(true)
  }
})

test('the arcs begin at the top and run clockwise; more than a half is told, and a full one is two halves', () => {
  expect(arcPath({ from: 0, to: 0.25, seen: true }, 24, 20)).toBe('M24.00 4.00A20 20 0 0 1 44.00 24.00')
  expect(arcPath({ from: 0, to: 0.75, seen: true }, 24, 20)).toBe('M24.00 4.00A20 20 0 1 1 4.00 24.00')
  expect(arcPath({ from: 0, to: 1, seen: true }, 24, 20)).toBe(
    'M24.00 4.00A20 20 0 0 1 24.00 44.00A20 20 0 0 1 24.00 4.00',
  )
})

const author = (id: number, group: StatusGroup): StatusAuthor => ({
  id,
  name: { source: 'addressBook', text: `Person ${id}` },
  standing: 'none',
  group,
  seen: [group === 'viewed'],
  newestAt: NOW,
  newest: { content: { kind: 'text', text: '', preview: null }, thumbnail: null, backgroundArgb: null, font: null },
})

test('a heading stands above each group; only the last one read may go on', () => {
  const authors = [author(1, 'recent'), author(2, 'recent'), author(3, 'muted')]
  expect(entriesOf(authors, true)).toEqual([
    { kind: 'heading', key: -1, group: 'recent', count: 2, open: false },
    { kind: 'author', key: 1, author: authors[0] },
    { kind: 'author', key: 2, author: authors[1] },
    { kind: 'heading', key: -3, group: 'muted', count: 1, open: true },
    { kind: 'author', key: 3, author: authors[2] },
  ])
  expect(entriesOf([], false)).toEqual([])
})

const own = (id: number, way: StatusPost['way'], failure: StatusPost['failure'] = null): StatusPost => ({
  id,
  author: { id: 1, name: { source: 'me', text: '' }, standing: 'none' },
  fromMe: true,
  muted: false,
  at: NOW + id,
  expiresAt: NOW + 86_400_000,
  content: { kind: 'text', text: 'Hello', preview: null },
  backgroundArgb: null,
  font: null,
  mentions: [],
  thumbnail: null,
  seen: true,
  media: { state: 'none' },
  mediaId: null,
  way,
  failure,
  viewers: 0,
})

test('"My status" tells first what went wrong, then what is on its way, then who has seen the newest', () => {
  const told = (...posts: StatusPost[]): unknown => {
    const state = ownState(posts)
    return [state.say, 'post' in state ? state.post.id : 'newest' in state ? state.newest.id : null]
  }
  expect(told()).toEqual(['nothing', null])
  expect(told(own(1, 'sent'), own(2, 'sent'))).toEqual(['posted', 2])
  expect(told(own(1, 'sent'), own(2, 'pending'), own(3, 'pending'))).toEqual(['posting', 2])
  expect(told(own(1, 'deleting'), own(2, 'sent'))).toEqual(['deleting', 1])
  expect(told(own(1, 'sent', 'SERVER_REFUSED'), own(2, 'sent'))).toEqual(['notDeleted', 1])
  expect(told(own(1, 'failed', 'TIMEOUT'), own(2, 'pending'))).toEqual(['notPosted', 1])
})

test('a miniature shows nobody’s number, and not more than can be made out', () => {
  expect(miniature('@12065550101 and @90000000000101 are here')).toBe('@… and @… are here')
  expect(Array.from(miniature('🎉'.repeat(200)))).toHaveLength(60)
})
