import { describe, expect, test } from 'vitest'
import type { OpeningHours } from '../../../src/shared/model.ts'
import { type OpenState, openState } from '../../../src/shared/rules/opening-hours.ts'

const at = (iso: string): number => Date.parse(iso)
type Day = OpeningHours['day']
const minutes = (time: string): number => {
  const [h = 0, m = 0] = time.split(':').map(Number)
  return h * 60 + m
}
const on = (day: Day, opens: string, closes: string): OpeningHours => ({
  day,
  mode: 'specific',
  opens: minutes(opens),
  closes: minutes(closes),
})
const allDay = (day: Day): OpeningHours => ({ day, mode: 'allDay', opens: null, closes: null })
const appointment = (day: Day): OpeningHours => ({ day, mode: 'appointment', opens: null, closes: null })

const open = (until: string | null): OpenState => ({ state: 'open', until: until === null ? null : at(until) })
const closed = (opens: string | null): OpenState => ({ state: 'closed', opens: opens === null ? null : at(opens) })

const week = ([1, 2, 3, 4, 5] as const).map(day => on(day, '09:00', '18:00'))

// 2026-03-02 is a Monday.
describe.each<[string, OpeningHours[], string | null, string, OpenState]>([
  ['in the morning before', week, 'Europe/London', '2026-03-02T08:59:59Z', closed('2026-03-02T09:00Z')],
  ['from the first moment', week, 'Europe/London', '2026-03-02T09:00Z', open('2026-03-02T18:00Z')],
  ['to the last', week, 'Europe/London', '2026-03-02T17:59:59.999Z', open('2026-03-02T18:00Z')],
  ['not at the closing', week, 'Europe/London', '2026-03-02T18:00Z', closed('2026-03-03T09:00Z')],
  ['over the weekend', week, 'Europe/London', '2026-03-06T20:00Z', closed('2026-03-09T09:00Z')],
  ['in its own zone, half an hour off', week, 'Asia/Kolkata', '2026-03-02T03:31Z', open('2026-03-02T12:30Z')],
  ['its Monday is our Sunday', week, 'Pacific/Auckland', '2026-03-01T21:00Z', open('2026-03-02T05:00Z')],
  ['its Sunday is our Monday', week, 'Pacific/Honolulu', '2026-03-02T09:30Z', closed('2026-03-02T19:00Z')],
  [
    'a break at noon',
    [on(1, '09:00', '12:00'), on(1, '14:00', '18:00')],
    'UTC',
    '2026-03-02T13:00Z',
    closed('2026-03-02T14:00Z'),
  ],
  [
    'entries that touch are one',
    [on(1, '09:00', '12:00'), on(1, '12:00', '18:00')],
    'UTC',
    '2026-03-02T11:00Z',
    open('2026-03-02T18:00Z'),
  ],
  [
    'entries that overlap',
    [on(1, '09:00', '15:00'), on(1, '10:00', '12:00')],
    'UTC',
    '2026-03-02T11:00Z',
    open('2026-03-02T15:00Z'),
  ],
  ['over midnight, before', [on(5, '20:00', '03:00')], 'UTC', '2026-03-06T23:00Z', open('2026-03-07T03:00Z')],
  ['over midnight, after', [on(5, '20:00', '03:00')], 'UTC', '2026-03-07T02:59Z', open('2026-03-07T03:00Z')],
  ['over midnight, over', [on(5, '20:00', '03:00')], 'UTC', '2026-03-07T03:00Z', closed('2026-03-13T20:00Z')],
  [
    'over midnight, from Saturday to Sunday',
    [on(6, '20:00', '03:00')],
    'UTC',
    '2026-03-08T01:00Z',
    open('2026-03-08T03:00Z'),
  ],
  ['to midnight', [on(1, '09:00', '24:00')], 'UTC', '2026-03-02T23:59Z', open('2026-03-03T00:00Z')],
  ['to midnight, as zero', [on(1, '09:00', '00:00')], 'UTC', '2026-03-02T23:59Z', open('2026-03-03T00:00Z')],
  ['all day', [allDay(1)], 'UTC', '2026-03-02T23:00Z', open('2026-03-03T00:00Z')],
  ['all day, then hours', [allDay(1), on(2, '00:00', '05:00')], 'UTC', '2026-03-02T23:00Z', open('2026-03-03T05:00Z')],
  ['always', ([0, 1, 2, 3, 4, 5, 6] as const).map(allDay), 'Europe/Paris', '2026-03-02T23:00Z', open(null)],
  [
    'by appointment today',
    [appointment(1), on(2, '09:00', '10:00')],
    'UTC',
    '2026-03-02T12:00Z',
    { state: 'appointment' },
  ],
  [
    'by appointment, and open',
    [appointment(1), on(1, '09:00', '13:00')],
    'UTC',
    '2026-03-02T12:00Z',
    open('2026-03-02T13:00Z'),
  ],
  ['by appointment another day only', [appointment(3)], 'UTC', '2026-03-02T12:00Z', closed(null)],
  ['once a week, just over', [on(1, '09:00', '10:00')], 'UTC', '2026-03-02T10:00Z', closed('2026-03-09T09:00Z')],
  ['no hours', [], 'UTC', '2026-03-02T12:00Z', { state: 'unknown' }],
  ['no zone', week, null, '2026-03-02T12:00Z', { state: 'unknown' }],
  ['a zone nobody knows', week, 'Mars/Olympus', '2026-03-02T12:00Z', { state: 'unknown' }],
  [
    'hours that say nothing',
    [on(1, '09:00', '09:00')].map(h => ({ ...h, closes: null })),
    'UTC',
    '2026-03-02T09:30Z',
    closed(null),
  ],
  // Clocks in London go forward on 2026-03-29 at 01:00 UTC (01:00 becomes 02:00), back on 2026-10-25 at 01:00 UTC.
  [
    'the night in spring is an hour shorter',
    [on(6, '22:00', '06:00')],
    'Europe/London',
    '2026-03-29T00:30Z',
    open('2026-03-29T05:00Z'),
  ],
  [
    'the night in autumn is an hour longer',
    [on(6, '22:00', '06:00')],
    'Europe/London',
    '2026-10-25T00:30Z',
    open('2026-10-25T06:00Z'),
  ],
  [
    'hours by the new time after the change',
    [on(0, '09:00', '17:00')],
    'Europe/London',
    '2026-03-29T07:30Z',
    closed('2026-03-29T08:00Z'),
  ],
  [
    'tomorrow opens by the new time',
    [on(0, '09:00', '17:00')],
    'Europe/London',
    '2026-03-28T20:00Z',
    closed('2026-03-29T08:00Z'),
  ],
  [
    'an opening that is skipped is at the change',
    [on(0, '01:30', '05:00')],
    'Europe/London',
    '2026-03-29T00:59Z',
    closed('2026-03-29T01:00Z'),
  ],
  [
    'an opening that comes twice is the first',
    [on(0, '01:30', '05:00')],
    'Europe/London',
    '2026-10-25T00:15Z',
    closed('2026-10-25T00:30Z'),
  ],
  ['the day of the change all day', [allDay(0)], 'Europe/London', '2026-10-25T12:00Z', open('2026-10-26T00:00Z')],
  ['a change at midnight', [on(0, '00:00', '08:00')], 'Africa/Cairo', '2026-04-23T12:00Z', closed('2026-04-25T21:00Z')],
  ['a midnight that is skipped', [allDay(5)], 'Africa/Cairo', '2026-04-23T21:30Z', closed('2026-04-23T22:00Z')],
  [
    'half an hour of summer time',
    [on(1, '09:00', '17:00')],
    'Australia/Lord_Howe',
    '2026-03-01T22:00Z',
    open('2026-03-02T06:00Z'),
  ],
  ['before 1970', [on(4, '09:00', '17:00')], 'UTC', '1969-12-25T10:00:30Z', open('1969-12-25T17:00Z')],
])('%s', (_, hours, zone, now, expected) => {
  test('is told', () => {
    expect(openState(hours, zone, at(now))).toEqual(expected)
  })
})
