import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

export interface ReadNumber {
  /** `+` and digits only. */
  e164: string
  /** Grouped for people, e.g. `+44 7700 900123`. */
  international: string
}

/**
 * Reads a phone number as people write it. Without `+` or `00` it is taken as a number of the country that `neighbour` (the
 * user's own number) belongs to. Null: not a number that could exist.
 */
export function readNumber(input: string, neighbour: string | null): ReadNumber | null {
  const text = input.trim().replace(/^00/, '+')
  const country = neighbour === null ? undefined : parsePhoneNumberFromString(neighbour)?.country
  const number = parsePhoneNumberFromString(text, country === undefined ? {} : { defaultCountry: country })
  if (number === undefined || !number.isPossible()) return null
  return { e164: number.number, international: number.formatInternational() }
}
