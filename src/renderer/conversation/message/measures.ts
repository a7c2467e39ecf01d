/** Sizes and sums in words. */

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A number of bytes, e.g. `1.2 MB`. */
export function bytes(count: number, language: string): string {
  let value = Math.max(0, count)
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = value < 10 && unit > 0 ? 1 : 0
  const inWords = (display: 'short' | 'long', count: number) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: UNITS[unit] ?? 'byte',
      unitDisplay: display,
      maximumFractionDigits: digits,
    }).format(count)
  // Where a unit has no short form, the one it has stands in the singular: "768 byte".
  return inWords(inWords('short', 1) === inWords('long', 1) ? 'long' : 'short', value)
}

/** Thousandths of a currency's unit as a sum; null when there is none. A currency nobody knows stands beside the number. */
export function money(thousandths: number | null, currency: string | null, language: string): string | null {
  if (thousandths === null) return null
  const value = thousandths / 1000
  if (currency !== null && /^[A-Za-z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(language, { style: 'currency', currency: currency.toUpperCase() }).format(value)
  }
  return [new Intl.NumberFormat(language).format(value), currency].filter(part => part).join(' ')
}
