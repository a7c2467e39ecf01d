import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChatFilter, Standing } from '../../../src/shared/model.ts'
import { compareChats, countsAsUnread, inFilter, isMuted } from '../../../src/shared/rules/chat-list.ts'

const now = 1_760_000_000_000

describe('order of the chat list', () => {
  it('puts pins first, newest pin first, then the newest message', () => {
    const chats = [
      { id: 1, pinnedAt: null, at: 50, last: { messageId: 9 } },
      { id: 2, pinnedAt: 10, at: 1, last: null },
      { id: 3, pinnedAt: null, at: 90, last: { messageId: 8 } },
      { id: 4, pinnedAt: 20, at: 0, last: null },
      { id: 5, pinnedAt: null, at: 90, last: { messageId: 7 } },
      { id: 6, pinnedAt: null, at: 90, last: null },
    ]
    expect(chats.sort(compareChats).map(chat => chat.id)).toEqual([4, 2, 3, 5, 6, 1])
  })

  it('is a total order', () => {
    const place = fc.record({
      id: fc.integer({ min: 1, max: 5 }),
      pinnedAt: fc.option(fc.integer({ min: 0, max: 3 })),
      at: fc.integer({ min: 0, max: 3 }),
      last: fc.option(fc.record({ messageId: fc.integer({ min: 1, max: 5 }) })),
    })
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(Math.sign(compareChats(a, b))).toBe(-Math.sign(compareChats(b, a)) + 0)
        if (compareChats(a, b) <= 0 && compareChats(b, c) <= 0) expect(compareChats(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('filters', () => {
  const row = (kind: 'direct' | 'group', standing: Standing, unread = 0, markedUnread = false) => ({
    kind,
    standing,
    unread,
    markedUnread,
  })
  it.each<[ReturnType<typeof row>, ChatFilter[]]>([
    [row('direct', 'none'), ['all', 'people']],
    [row('direct', 'none', 2), ['all', 'people', 'unread']],
    [row('direct', 'none', 0, true), ['all', 'people', 'unread']],
    [row('direct', 'verified'), ['all', 'businesses', 'verified']],
    [row('direct', 'confirmed'), ['all', 'businesses']],
    [row('direct', 'unverified'), ['all', 'businesses']],
    [row('group', 'none', 1), ['all', 'unread', 'groups']],
  ])('%j stands under %j', (chat, filters) => {
    const all: ChatFilter[] = ['all', 'unread', 'people', 'businesses', 'verified', 'groups']
    expect(all.filter(filter => inFilter(chat, filter)).sort()).toEqual([...filters].sort())
  })

  it('mutes until a time or for good', () => {
    expect(isMuted(null, now)).toBe(false)
    expect(isMuted({ until: 'forever' }, now)).toBe(true)
    expect(isMuted({ until: now + 1 }, now)).toBe(true)
    expect(isMuted({ until: now }, now)).toBe(false)
  })

  it('counts unread chats that are neither muted nor archived', () => {
    const chat = { unread: 1, markedUnread: false, muted: null, archived: false }
    expect(countsAsUnread(chat, now)).toBe(true)
    expect(countsAsUnread({ ...chat, archived: true }, now)).toBe(false)
    expect(countsAsUnread({ ...chat, muted: { until: 'forever' } }, now)).toBe(false)
    expect(countsAsUnread({ ...chat, unread: 0 }, now)).toBe(false)
  })
})
