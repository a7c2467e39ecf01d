import { describe, expect, test } from 'vitest'
import { dayLabel, daysBetween, duration } from '../../../src/renderer/conversation/model/days.ts'
import { actionsFor, copyableText } from '../../../src/renderer/conversation/model/rights.ts'
import { buildRows } from '../../../src/renderer/conversation/model/rows.ts'
import { tickOf } from '../../../src/renderer/conversation/model/ticks.ts'
import { message, person, text } from './conversationFixtures.ts'

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 2, day, hour, minute).getTime()
/** Rows as words: `day`, `unread 2`, `line`, `[` first and `]` last of a run. */
const draw = (rows: ReturnType<typeof buildRows>): string[] =>
  rows.map(row => {
    if (row.type === 'day') return row.day
    if (row.type === 'unread') return `unread ${row.count}`
    if (row.type === 'line') return `line ${row.message.id}`
    return `${row.first ? '[' : ''}${row.message.id}${row.last ? ']' : ''}`
  })

describe('rows', () => {
  test('one author within five minutes is one run; another author, a gap or a new day begins another', () => {
    const rows = buildRows(
      [
        message(1, { at: at(10, 9, 0) }),
        message(2, { at: at(10, 9, 3) }),
        message(3, { at: at(10, 9, 4), author: person(3) }),
        message(4, { at: at(10, 9, 30), author: person(3) }),
        message(5, { at: at(10, 23, 59) }),
        message(6, { at: at(11, 0, 0) }),
      ],
      null,
    )
    expect(draw(rows)).toEqual(['2026-03-10', '[1', '2]', '[3]', '[4]', '[5]', '2026-03-11', '[6]'])
  })

  test('the unread separator and lines end a run', () => {
    const rows = buildRows(
      [
        message(1, { at: at(10, 9, 0) }),
        message(2, { at: at(10, 9, 1) }),
        message(3, { at: at(10, 9, 2), content: { kind: 'security', change: 'encrypted' } }),
        message(4, { at: at(10, 9, 3) }),
      ],
      { beforeId: 2, count: 3 },
    )
    expect(draw(rows)).toEqual(['2026-03-10', '[1]', 'unread 3', '[2]', 'line 3', '[4]'])
  })

  test('keys are unique even when a day comes twice', () => {
    const rows = buildRows(
      [message(1, { at: at(10, 9) }), message(2, { at: at(11, 9) }), message(3, { at: at(10, 10) })],
      null,
    )
    expect(new Set(rows.map(row => row.key)).size).toBe(rows.length)
  })
})

describe('days', () => {
  test.each([
    [at(10, 0, 1), at(10, 23, 59), 0],
    [at(9, 23, 59), at(10, 0, 1), 1],
    [at(1, 12), at(31, 12), 30],
  ])('%d to %d', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days)
  })

  test('labels', () => {
    const now = at(12, 12)
    expect(dayLabel(at(12, 1), now, 'en')).toEqual({ word: 'today' })
    expect(dayLabel(at(11, 23), now, 'en')).toEqual({ word: 'yesterday' })
    expect(dayLabel(at(9, 23), now, 'en')).toEqual({ text: 'Monday' })
    expect(dayLabel(at(1, 1), now, 'en-GB')).toMatchObject({ text: expect.stringMatching(/1 March$/) })
    expect(dayLabel(new Date(2024, 2, 1).getTime(), now, 'en-GB')).toMatchObject({
      text: expect.stringMatching(/2024$/),
    })
    expect(dayLabel(at(13, 1), now, 'en-GB')).toMatchObject({ text: expect.stringMatching(/13 March/) })
  })

  test.each([
    [0, '0:00'],
    [61, '1:01'],
    [3725, '1:02:05'],
  ])('%d s is %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words)
  })
})

describe('ticks', () => {
  test('every status of one own has its shape and word, incoming has none', () => {
    expect(tickOf('received')).toBeNull()
    expect(tickOf('pending')).toEqual({ shape: 'clock', seen: false, word: 'pending' })
    expect(tickOf('delivered')).toEqual({ shape: 'double', seen: false, word: 'delivered' })
    expect(tickOf('read')).toEqual({ shape: 'double', seen: true, word: 'read' })
    expect(tickOf('failed')).toEqual({ shape: 'failed', seen: false, word: 'failed' })
  })
})

describe('message menu', () => {
  const now = at(12, 12)
  const minutes = (count: number): number => now - count * 60_000
  const mine = (over: object = {}) => message(1, { fromMe: true, status: 'sent', at: minutes(5), ...over })

  test('an incoming message', () => {
    expect(actionsFor(message(1, { at: minutes(5) }), true, now)).toEqual([
      'copy',
      'reply',
      'react',
      'info',
      'deleteForMe',
    ])
  })
  test('one own, just sent', () => {
    expect(actionsFor(mine(), true, now)).toEqual([
      'copy',
      'reply',
      'react',
      'edit',
      'info',
      'deleteForMe',
      'deleteForEveryone',
    ])
  })
  test('no edit after 15 minutes, no deletion for everyone after two days', () => {
    expect(actionsFor(mine({ at: minutes(16) }), true, now)).not.toContain('edit')
    expect(actionsFor(mine({ at: minutes(16) }), true, now)).toContain('deleteForEveryone')
    expect(actionsFor(mine({ at: minutes(60 * 49) }), true, now)).not.toContain('deleteForEveryone')
  })
  test('what waits can be cancelled, what failed can be tried again', () => {
    expect(actionsFor(mine({ status: 'pending' }), true, now)).toEqual(['copy', 'cancel'])
    expect(actionsFor(mine({ status: 'failed' }), true, now)).toEqual(['copy', 'retry', 'deleteForMe'])
  })
  test('a chat that cannot be written to takes no reply', () => {
    expect(actionsFor(mine(), false, now)).toEqual(['copy', 'info', 'deleteForMe', 'deleteForEveryone'])
  })
  test('a deleted message has no text to copy, a kept one has', () => {
    const deleted = { by: 'author', at: 1 } as const
    expect(actionsFor(message(1, { deleted: { ...deleted, kept: false } }), true, now)).toEqual(['info', 'deleteForMe'])
    expect(actionsFor(message(1, { deleted: { ...deleted, kept: true } }), true, now)).toContain('copy')
  })
  test('a notice has no menu at all', () => {
    expect(actionsFor(message(1, { content: { kind: 'notice', stub: 8, parameters: [] } }), true, now)).toEqual([])
  })
  test('a card is copied in its reading order', () => {
    const card = {
      type: 'templateMessage',
      header: 'Ticket',
      headerMedia: null,
      body: 'Seat 4',
      footer: null,
      buttons: [],
      sections: [],
    }
    expect(copyableText(message(1, { content: { kind: 'template', card } }))).toBe('Ticket\nSeat 4')
    expect(copyableText(message(1, { content: text('hello') }))).toBe('hello')
  })
})
