/** Days and times as the conversation shows them, in the reader's time zone and language. */

const pad = (value: number): string => String(value).padStart(2, '0')

/** Local date of a time (ms) as `YYYY-MM-DD`. */
export function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** Whole local days from `at` to `now`; 0 on the same day, whatever the hours and daylight saving. */
export function daysBetween(at: number, now: number): number {
  const midnight = (time: number): number => {
    const date = new Date(time)
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  }
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

export type DayLabel = { word: 'today' | 'yesterday' } | { text: string }

/** Today, yesterday, the weekday within the last week, else the date; the year only when it is another one. */
export function dayLabel(at: number, now: number, language: string): DayLabel {
  const days = daysBetween(at, now)
  if (days === 0) return { word: 'today' }
  if (days === 1) return { word: 'yesterday' }
  if (days > 1 && days < 7) return { text: new Intl.DateTimeFormat(language, { weekday: 'long' }).format(at) }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return {
    text: new Intl.DateTimeFormat(language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(sameYear ? {} : { year: 'numeric' }),
    }).format(at),
  }
}

export function clock(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at)
}

/** Date and time in full, for titles and the info dialog. */
export function fullTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(at)
}

/** `m:ss` or `h:mm:ss` of a number of seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = pad(whole % 60)
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`
}
