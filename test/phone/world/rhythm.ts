import type { Dice } from './dice.ts'

const HOUR = 3_600

/** How much is written at each hour of the day: quiet nights, a lunch hump, lively evenings. */
const byHour: readonly number[] = [
  ...[0.08, 0.03, 0.02, 0.01, 0.01, 0.03, 0.12, 0.4, 0.6, 0.55, 0.5, 0.55],
  ...[0.8, 0.7, 0.5, 0.5, 0.55, 0.65, 0.85, 1, 1, 0.9, 0.6, 0.25],
]
/** Sunday first. */
const weekend: readonly number[] = [1, 0.7, 0.7, 0.75, 0.8, 0.95, 1]
const office: readonly number[] = [0.05, 1, 1, 1, 1, 0.8, 0.05]

/** A time between two (all in seconds, UTC) at which people write; businesses and colleagues keep office days. */
export function moment(dice: Dice, from: number, to: number, kind: 'private' | 'office'): number {
  let at = from
  for (let attempt = 0; attempt < 12; attempt++) {
    at = dice.int(from, to)
    const hour = Math.floor((at % (24 * HOUR)) / HOUR)
    // 1970-01-01 was a Thursday.
    const day = (Math.floor(at / (24 * HOUR)) + 4) % 7
    const likely = (byHour[hour] ?? 1) * ((kind === 'office' ? office : weekend)[day] ?? 1)
    if (dice.chance(likely)) return at
  }
  return at
}
