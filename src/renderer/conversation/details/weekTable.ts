import type { OpeningHours } from '../../../shared/model.ts'

export interface DayHours {
  day: OpeningHours['day']
  /** The weekday in words. */
  name: string
  /** From–to in the language's clock, or the mode; empty: closed. */
  spans: string[]
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
/** A Sunday, UTC. */
const SUNDAY = Date.UTC(2023, 0, 1)
const DAY = 86_400_000
const MINUTE = 60_000

/** All seven days with their hours in the language's words, beginning with the language's first day of the week. */
export function weekTable(hours: readonly OpeningHours[], language: string): DayHours[] {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' })
  const time = (minutes: number): string => clock.format(SUNDAY + minutes * MINUTE)
  const first = firstDay(language)
  return DAYS.map(index => DAYS[(first + index) % 7] ?? index).map(day => ({
    day,
    name: capitalised(weekday.format(SUNDAY + day * DAY), language),
    spans: hours
      .filter(each => each.day === day)
      .sort((a, b) => (a.opens ?? 0) - (b.opens ?? 0))
      .map(each =>
        each.mode === 'specific' && each.opens !== null && each.closes !== null
          ? `${time(each.opens)} – ${time(each.closes)}`
          : each.mode === 'specific'
            ? 'appointment'
            : each.mode,
      ),
  }))
}

/**
 * A moment on the wall of that time zone: the time, with the weekday before it unless that is today there.
 * @param at and `now`: ms. @param zone IANA name that this system knows.
 */
export function momentThere(at: number, now: number, zone: string, language: string): string {
  const date = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone })
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone }).format(at)
  if (date.format(at) === date.format(now)) return time
  return `${new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: zone }).format(at)} ${time}`
}

/** A time zone in the language's words and its own, e.g. "India Standard Time (Asia/Kolkata)". */
export function zoneName(zone: string, language: string): string {
  const own = zone.replaceAll('_', ' ')
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
    const words = format.formatToParts(SUNDAY).find(part => part.type === 'timeZoneName')?.value ?? own
    return words === own ? own : `${words} (${own})`
  } catch {
    return own
  }
}

/** Which weekday it is in that time zone, 0 for Sunday; null when this system does not know the zone. */
export function weekdayThere(now: number, zone: string): number | null {
  try {
    const name = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: zone }).format(now)
    return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(name)
  } catch {
    return null
  }
}

/** 0 is Sunday. Monday where the platform does not know. */
function firstDay(language: string): number {
  const locale: Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } } =
    new Intl.Locale(language)
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7
}

function capitalised(words: string, language: string): string {
  const [head, ...rest] = Array.from(words)
  return head === undefined ? '' : head.toLocaleUpperCase(language) + rest.join('')
}
