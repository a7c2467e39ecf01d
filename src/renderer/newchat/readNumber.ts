import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

export interface ReadNumber {
  /** `+` and digits only. */
  e164: string
  /** Grouped for people, e.g. `+44 7700 900123`. */
  international: string
}

/**
 * Reads a phone number as people write it. Without `+` or `00` it is taken as a number under the same country code as
 * `neighbour` (the user's own number). Null: not a number that could exist.
 */
export function readNumber(input: string, neighbour: string | null): ReadNumber | null {
  const text = input.trim().replace(/^00/, '+')
  const code = neighbour === null ? undefined : parsePhoneNumberFromString(neighbour)?.countryCallingCode
  const number = parsePhoneNumberFromString(text, code === undefined ? {} : { defaultCallingCode: code })
  if (number === undefined || !number.isPossible()) return null
  return { e164: number.number, international: number.formatInternational() }
}
