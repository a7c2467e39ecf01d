/**
 * Reads single values out of decoded protobuf. The declared types are hopes: a field may be missing, enormous or not a
 * number. Nothing here throws, everything here is bounded.
 */
import type { Content } from '../../../../shared/content.ts'
import { contentText, wellFormedCut } from '../../../../shared/rules/preview.ts'

/** Longest text kept of a message, in UTF-16 code units: the most the wire takes (contract.ts, MAX_TEXT). */
const MAX_TEXT = 65_536
/** Longest name, title or label. */
const MAX_LINE = 1000
/** Largest thumbnail kept, in bytes. The ones that clients make have 1–10 KB. */
const MAX_THUMBNAIL = 65_536

/** A text without NUL (SQLite's text functions stop there), cut to `max`; null when there is none. */
export function text(value: unknown, max: number = MAX_TEXT): string | null {
  if (typeof value !== 'string' || value === '') return null
  const clean = value.includes('\0') ? value.replaceAll('\0', '') : value
  return clean === '' ? null : wellFormedCut(clean, max)
}

/** A title, a label, an id. */
export function line(value: unknown): string | null {
  return text(value, MAX_LINE)
}

/** What of a content is text, for search and preview, bounded as a whole. */
export function searchText(content: Content): string | null {
  return text(contentText(content))
}

interface LongLike {
  low: number
  high: number
  unsigned?: boolean
}

/** A finite number out of a number, a decimal string, a bigint or a Long; null for anything else. */
export function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string') return /^-?\d{1,20}$/.test(value) ? Number(value) : null
  if (!isLong(value)) return null
  const high = value.unsigned === true ? value.high >>> 0 : value.high | 0
  return high * 4_294_967_296 + (value.low >>> 0)
}

/** A count or size: whole, not negative, safe; null otherwise. */
export function count(value: unknown): number | null {
  const found = number(value)
  if (found === null || found < 0 || found > Number.MAX_SAFE_INTEGER) return null
  return Math.floor(found)
}

/** The latest time that `Date` can hold, in ms. */
const MAX_TIME = 8.64e15

/** Seconds on the wire as ms; null when absent, zero or no time at all. */
export function seconds(value: unknown): number | null {
  const found = count(value)
  return found === null || found === 0 || found * 1000 > MAX_TIME ? null : found * 1000
}

/** Milliseconds on the wire; null when absent, zero or no time at all. */
export function milliseconds(value: unknown): number | null {
  const found = count(value)
  return found === null || found === 0 || found > MAX_TIME ? null : found
}

/** The first `max` entries of a list that are there at all. */
export function list<T>(value: readonly T[] | null | undefined, max: number): NonNullable<T>[] {
  if (!Array.isArray(value)) return []
  const found: NonNullable<T>[] = []
  for (const entry of value.slice(0, max)) {
    if (entry !== null && entry !== undefined) found.push(entry)
  }
  return found
}

/**
 * A JPEG thumbnail, copied: the decoded bytes are a window into the whole chunk, which would stay in memory (or be cloned
 * to another thread) with it. Null when it is no JPEG or too large.
 */
export function jpeg(value: unknown): Uint8Array | null {
  if (!(value instanceof Uint8Array) || value.length < 4 || value.length > MAX_THUMBNAIL) return null
  // SOI and the first marker. Whether the rest decodes is the screen's business: it shows nothing then.
  if (value[0] !== 0xff || value[1] !== 0xd8 || value[2] !== 0xff) return null
  return Uint8Array.from(value)
}

function isLong(value: unknown): value is LongLike {
  if (typeof value !== 'object' || value === null) return false
  const { low, high } = value as Partial<LongLike>
  return typeof low === 'number' && typeof high === 'number'
}
