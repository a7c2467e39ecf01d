/** How moments are written on the screen. All arguments are milliseconds since the epoch; days are those of the local time zone. */

const DAY = 86_400_000

function startOfDay(at: number): number {
  const date = new Date(at)
  date.setHours(0, 0, 0, 0)
  return date.getTime()
}

/** Whole local days between two moments; 0: the same day, 1: `at` lies on the day before `now`. Negative for the future. */
export function daysBefore(at: number, now: number): number {
  // Rounding absorbs the hour that daylight saving adds or takes.
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY)
}

/** Hours and minutes, e.g. `14:32` or `2:32 PM`. */
export function clockTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)
}

/** For a row of a list: the time today, "yesterday", the weekday within a week, else the date. */
export function listTime(at: number, now: number, language: string): string {
  const days = daysBefore(at, now)
  if (days <= 0) return clockTime(at, language)
  if (days === 1) return relativeDay(-1, language)
  if (days < 7) return new Intl.DateTimeFormat(language, { weekday: 'short' }).format(at)
  return new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', year: '2-digit' }).format(at)
}

/** For a day separator: "Today", "Yesterday", the weekday within a week, else the full date. */
export function dayTitle(at: number, now: number, language: string): string {
  const days = daysBefore(at, now)
  if (days === 0 || days === 1) return relativeDay(-days, language)
  if (days > 1 && days < 7)
    return capitalised(new Intl.DateTimeFormat(language, { weekday: 'long' }).format(at), language)
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at)
}

/** Date and time in full, for dialogs and tooltips. */
export function fullTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** A day in full, e.g. `3 March 2026`. */
export function longDate(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at)
}

/** A day, short, e.g. `3 Mar 2026`. */
export function shortDate(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at)
}

/** Minutes and seconds left until a moment, e.g. `0:18`; `0:00` when it has passed. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** When the next local day begins. */
export function nextMidnight(now: number): number {
  const date = new Date(now)
  date.setHours(24, 0, 0, 0)
  return date.getTime()
}

function relativeDay(offset: number, language: string): string {
  return capitalised(new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(offset, 'day'), language)
}

function capitalised(words: string, language: string): string {
  const [first, ...rest] = Array.from(words)
  return first === undefined ? '' : first.toLocaleUpperCase(language) + rest.join('')
}
