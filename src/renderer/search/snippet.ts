export interface SnippetPart {
  text: string
  hit: boolean
}

/** Characters shown before the first hit. */
const LEAD = 36
/** Characters shown in all; the rest is cut off by the row anyway. */
const LENGTH = 200

/**
 * A line of text around the first place where one of the query's words stands, with all those places marked. Case and
 * accents are ignored, as the search ignores them. Without a hit the text begins at its start.
 */
export function snippet(text: string, query: string): SnippetPart[] {
  const line = text.replace(/\s+/g, ' ').trim()
  const places = hits(line, query)
  const first = places[0]
  const from = first === undefined || first.start <= LEAD ? 0 : wordStart(line, first.start - LEAD)
  const to = Math.min(line.length, from + LENGTH)
  const parts: SnippetPart[] = []
  let at = from
  for (const place of places) {
    if (place.start < at || place.end > to) continue
    if (place.start > at) parts.push({ text: line.slice(at, place.start), hit: false })
    parts.push({ text: line.slice(place.start, place.end), hit: true })
    at = place.end
  }
  if (at < to) parts.push({ text: line.slice(at, to), hit: false })
  const head = parts[0]
  if (from > 0 && head !== undefined) {
    if (head.hit) parts.unshift({ text: '…', hit: false })
    else head.text = `…${head.text}`
  }
  return parts
}

function hits(line: string, query: string): { start: number; end: number }[] {
  const words = fold(query)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
  const { text, places } = fold(line)
  const found: { start: number; end: number }[] = []
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
      const start = places[at]
      const end = places[at + word.length]
      if (start !== undefined && end !== undefined) found.push({ start, end })
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Lower case without accents; `places[i]` is where the i-th folded unit begins in the original (one more at the end). */
function fold(original: string): { text: string; places: number[] } {
  let text = ''
  const places: number[] = []
  let at = 0
  for (const character of original) {
    const folded = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    for (let unit = 0; unit < folded.length; unit++) places.push(at)
    text += folded
    at += character.length
  }
  places.push(original.length)
  return { text, places }
}

function wordStart(line: string, at: number): number {
  const space = line.indexOf(' ', at)
  if (space !== -1 && space - at < LEAD / 2) return space + 1
  // Never between the two halves of a surrogate pair.
  return /[\uDC00-\uDFFF]/.test(line[at] ?? '') ? at + 1 : at
}
