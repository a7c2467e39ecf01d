/**
 * Whether a business is open, from its hours and the zone they are in (issue: "open now"). Hours are wall-clock times: on
 * the days when clocks change they are what the clock on the wall there shows.
 */
import type { OpeningHours } from '../model.ts'

/** Times are ms since the epoch. */
export type OpenState =
  /** `until` null: it does not close within the week. */
  | { state: 'open'; until: number | null }
  /** `opens` null: it does not within the week. */
  | { state: 'closed'; opens: number | null }
  /** Today by appointment only, and not open otherwise. */
  | { state: 'appointment' }
  /** No hours, or no zone that is known here. */
  | { state: 'unknown' }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MINUTES = 24 * 60
/** Today and a week from now, with the day before for what runs over midnight. */
const DAYS = [-1, 0, 1, 2, 3, 4, 5, 6, 7]

/** A stretch of time, ms. */
interface Span {
  from: number
  to: number
}

/** A date of the calendar; months from 1. */
interface CalendarDay {
  year: number
  month: number
  day: number
}

/** @param zone IANA name; null: not known. @param now ms */
export function openState(hours: readonly OpeningHours[], zone: string | null, now: number): OpenState {
  const clock = hours.length === 0 || zone === null ? null : clockOf(zone)
  if (clock === null) return { state: 'unknown' }
  const today = clock(now)
  const spans = joined(DAYS.flatMap(offset => spansOf(hours, dayAfter(today, offset), clock)))
  const current = spans.find(({ from, to }) => from <= now && now < to)
  if (current !== undefined) {
    const lastDay = startOf(dayAfter(today, 7), 0, clock)
    return { state: 'open', until: current.to >= lastDay ? null : current.to }
  }
  const weekday = weekdayOf(today)
  if (hours.some(({ day, mode }) => day === weekday && mode === 'appointment')) return { state: 'appointment' }
  return { state: 'closed', opens: spans.find(({ from }) => from > now)?.from ?? null }
}

/** What the wall shows at a moment. */
type Clock = (at: number) => CalendarDay & { minutes: number }

/** Null when this system does not know the zone. */
function clockOf(zone: string): Clock | null {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  } catch {
    return null
  }
  return at => {
    const parts = format.formatToParts(at)
    const part = (type: string): number => Number(parts.find(p => p.type === type)?.value ?? 0)
    return {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      minutes: part('hour') * 60 + part('minute'),
    }
  }
}

/** When the business is open in the stretches that begin on this day. */
function spansOf(hours: readonly OpeningHours[], date: CalendarDay, clock: Clock): Span[] {
  const weekday = weekdayOf(date)
  const next = dayAfter(date, 1)
  return hours.flatMap(({ day, mode, opens, closes }): Span[] => {
    if (day !== weekday) return []
    if (mode === 'allDay') return [{ from: startOf(date, 0, clock), to: startOf(next, 0, clock) }]
    if (mode !== 'specific' || opens === null || closes === null) return []
    const from = startOf(date, opens, clock)
    // Closing at or before the opening is on the next day.
    const to = closes > opens ? startOf(date, closes, clock) : startOf(next, closes, clock)
    return to > from ? [{ from, to }] : []
  })
}

/** In order, what touches made one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else all.push({ ...span })
  }
  return all
}

/**
 * The moment at which the wall shows this time of that day. Of a time that comes twice it is the first; of one that is
 * skipped, the moment of the change.
 */
function startOf(date: CalendarDay, minutes: number, clock: Clock): number {
  const { year, month, day } = dayAfter(date, Math.floor(minutes / DAY_MINUTES))
  const wanted = Date.UTC(year, month - 1, day) + (minutes % DAY_MINUTES) * MINUTE_MS
  // Zones are at most 14 hours from UTC. Between the two days around it the clock changes at most once.
  const shifts = [wanted - 15 * HOUR_MS, wanted + 15 * HOUR_MS].map(at => wallOf(clock, at) - at)
  const fits = shifts.map(shift => wanted - shift).filter(at => wallOf(clock, at) === wanted)
  return fits.length > 0 ? Math.min(...fits) : changeBetween(clock, wanted)
}

/** The wall's time, as if it were UTC's. */
function wallOf(clock: Clock, at: number): number {
  const { year, month, day, minutes } = clock(at)
  return Date.UTC(year, month - 1, day) + minutes * MINUTE_MS + (at % MINUTE_MS)
}

/** The first moment at which the wall shows more than a time that is skipped, to the minute. */
function changeBetween(clock: Clock, wanted: number): number {
  let before = wanted - 15 * HOUR_MS
  let after = wanted + 15 * HOUR_MS
  while (after - before > MINUTE_MS) {
    const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS
    if (wallOf(clock, middle) > wanted) after = middle
    else before = middle
  }
  return after
}

function dayAfter({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}
