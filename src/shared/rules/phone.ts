import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { jidKind, jidUser, normaliseJid } from './jid.ts'

/**
 * A phone number in international format, e.g. `+44 7700 900123`. What no numbering plan knows is shown as `+digits`.
 * @param digits with or without `+` and separators.
 */
export function formatNumber(digits: string): string {
  const plain = `+${digits.replace(/\D/g, '').slice(0, 20)}`
  const parsed = parsePhoneNumberFromString(plain)
  return parsed?.isPossible() === true ? parsed.formatInternational() : plain
}

/** Digits of the phone number in a person's JID, or null when it names nobody by number. */
export function numberDigits(jid: string | null): string | null {
  const normal = normaliseJid(jid)
  return normal !== null && jidKind(normal) === 'pn' ? jidUser(normal) : null
}

/** The number in a person's JID in international format, or null when it names nobody by number. */
export function numberOf(jid: string | null): string | null {
  const digits = numberDigits(jid)
  return digits === null ? null : formatNumber(digits)
}

/** Last four digits of a LID, to tell unknown contacts apart; null when it is no LID. */
export function lidTail(jid: string | null): string | null {
  const normal = normaliseJid(jid)
  return normal !== null && jidKind(normal) === 'lid' ? jidUser(normal).slice(-4) : null
}

/**
 * Digits of a number as a person types it: international with `+` or `00`.
 * @returns null when it cannot be a phone number (the screen asks for the international form).
 */
export function typedNumber(typed: string): string | null {
  const compact = typed.trim().replace(/[\s().\-/\u00a0\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const international = compact.startsWith('00') ? `+${compact.slice(2)}` : compact
  const withPlus = international.startsWith('+') ? international : `+${international}`
  if (!/^\+\d{7,15}$/.test(withPlus)) return null
  const parsed = parsePhoneNumberFromString(withPlus)
  return parsed?.isPossible() === true ? parsed.number.slice(1) : null
}
