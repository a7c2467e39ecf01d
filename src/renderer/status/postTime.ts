import type { TFunction } from 'i18next'
import { clockTime, dayTitle } from '../ui/time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * When something was posted or seen, told from now: "Just now", "5 minutes ago", "Today 14:32", "Yesterday 23:10". All moments are
 * milliseconds since the epoch. A moment in the future (the clocks of servers differ) counts as now.
 */
export function postTime(at: number, now: number, language: string, t: TFunction): string {
  const age = now - at
  if (age < MINUTE) return t('status.justNow')
  if (age < HOUR) {
    const words = new Intl.RelativeTimeFormat(language).format(-Math.floor(age / MINUTE), 'minute')
    // "Il y a …": it stands where "Today" stands, with its capital.
    return words.slice(0, 1).toLocaleUpperCase(language) + words.slice(1)
  }
  return t('status.dayTime', { day: dayTitle(at, now, language), time: clockTime(at, language) })
}

/** How often a time in minutes has to be written anew to be true, ms: for `useNow`. */
export const TIME_STEP = 15_000
