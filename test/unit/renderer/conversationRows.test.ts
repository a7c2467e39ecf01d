import { describe, expect, test } from 'vitest'
import { duration } from '../../../src/renderer/conversation/model/days.ts'
import { actionsFor, copyableText } from '../../../src/renderer/conversation/model/rights.ts'
import { buildRows } from '../../../src/renderer/conversation/model/rows.ts'
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

describe('lengths of time', () => {
  test.each([
    [0, '0:00'],
    [61, '1:01'],
    [3725, '1:02:05'],
  ])('%d s is %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words)
  })
})

describe('message menu', () => {
  const now = at(12, 12)
  const here = { standing: 'none', keepVerified: true, iAmGroupAdmin: false, canWrite: true } as const
  const minutes = (count: number): number => now - count * 60_000
  const mine = (over: object = {}) => message(1, { fromMe: true, status: 'sent', at: minutes(5), ...over })

  test('an incoming message', () => {
    expect(actionsFor(message(1, { at: minutes(5) }), here, now)).toEqual([
      'copy',
      'reply',
      'react',
      'info',
      'select',
      'deleteForMe',
    ])
  })
  test('one own, just sent', () => {
    expect(actionsFor(mine(), here, now)).toEqual([
      'copy',
      'reply',
      'react',
      'edit',
      'info',
      'select',
      'deleteForMe',
      'deleteForEveryone',
    ])
  })
  test('no edit after 15 minutes, no deletion for everyone after two days', () => {
    expect(actionsFor(mine({ at: minutes(16) }), here, now)).not.toContain('edit')
    expect(actionsFor(mine({ at: minutes(16) }), here, now)).toContain('deleteForEveryone')
    expect(actionsFor(mine({ at: minutes(60 * 49) }), here, now)).not.toContain('deleteForEveryone')
  })
  test('what waits can be cancelled, what failed can be tried again', () => {
    expect(actionsFor(mine({ status: 'pending' }), here, now)).toEqual(['copy', 'cancel'])
    expect(actionsFor(mine({ status: 'failed' }), here, now)).toEqual(['copy', 'retry', 'select', 'deleteForMe'])
  })
  test('a chat that cannot be written to takes no reply', () => {
    expect(actionsFor(mine(), { ...here, canWrite: false }, now)).toEqual([
      'copy',
      'info',
      'select',
      'deleteForMe',
      'deleteForEveryone',
    ])
  })
  test('a verified business: deleting is on the menu, so that it can be told why the message is kept', () => {
    expect(actionsFor(message(1, { at: minutes(5) }), { ...here, standing: 'verified' }, now)).toContain('deleteForMe')
  })
  test('an admin may delete what others wrote', () => {
    const theirs = message(1, { at: minutes(5) })
    expect(actionsFor(theirs, here, now)).not.toContain('deleteForEveryone')
    expect(actionsFor(theirs, { ...here, iAmGroupAdmin: true }, now)).toContain('deleteForEveryone')
  })
  test('a deleted message has no text to copy, a kept one has', () => {
    const deleted = { by: 'author', at: 1 } as const
    expect(actionsFor(message(1, { deleted: { ...deleted, kept: false } }), here, now)).toEqual([
      'info',
      'select',
      'deleteForMe',
    ])
    expect(actionsFor(message(1, { deleted: { ...deleted, kept: true } }), here, now)).toContain('copy')
  })
  test('a notice has no menu at all', () => {
    expect(actionsFor(message(1, { content: { kind: 'notice', stub: 8, parameters: [] } }), here, now)).toEqual([])
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
