import type { Card, Content } from '../content.ts'

/** Longest preview in a chat list, in UTF-16 code units (model.ts, MessagePreview). */
export const MAX_PREVIEW = 200

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
/** Controls, and what turns the direction of the text around it: a preview stands in a line with other things. */
const unwanted = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
/** No single character seen takes more; longer ones are piles of marks and are cut without mercy. */
const LONGEST_GRAPHEME = 64

/** One line of a text, at most `max` code units, cut between graphemes and then with an ellipsis. */
export function previewText(text: string | null, max: number = MAX_PREVIEW): string {
  if (text === null || text === '' || max < 1) return ''
  // Enough to fill the preview even when much of it is white space; the rest need not be looked at.
  const begun = text.trimStart()
  const start = begun.length > max * 8 ? begun.slice(0, max * 8) : begun
  const line = start.replace(/\s+/gu, ' ').replace(unwanted, '').trim()
  if (line === '' || (line.length <= max && start.length === begun.length)) return line
  return `${cutGraphemes(line, max - 1).trimEnd()}…`
}

/** The first line that says something, for what is kept of a status update that is quoted (domain.md §10). */
export function firstLine(text: string): string {
  return wellFormedCut(/\S[^\n\r\u2028\u2029]*/u.exec(text)?.[0]?.trimEnd() ?? '', MAX_PREVIEW)
}

/** The longest start of `text` of at most `max` code units that ends between graphemes. */
export function cutGraphemes(text: string, max: number): string {
  if (text.length <= max) return text
  let end = 0
  for (const { index, segment } of graphemes.segment(text.slice(0, max + LONGEST_GRAPHEME))) {
    if (index + segment.length > max) break
    end = index + segment.length
  }
  // One endless cluster: cut between code points at least.
  if (end === 0 && max > 0) return wellFormedCut(text, max)
  return text.slice(0, end)
}

/** Cuts to `max` code units without leaving half a surrogate pair. */
export function wellFormedCut(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
}

/** What of a content is text, for search and preview; null where the kind itself is all there is. */
export function contentText(content: Content): string | null {
  switch (content.kind) {
    case 'text':
    case 'selection':
      return content.text
    case 'image':
    case 'video':
    case 'gif':
      return content.caption
    case 'document':
      return content.caption ?? content.media.fileName
    case 'location':
      return content.caption ?? content.name ?? content.address
    case 'contacts':
      return joined(content.contacts.map(contact => contact.name))
    case 'poll':
      return joined([content.question, ...content.options])
    case 'event':
      return joined([content.name, content.description, content.place])
    case 'list':
    case 'buttons':
    case 'template':
    case 'interactive':
      return cardText(content.card)
    case 'product':
      return joined([content.title, content.description])
    case 'order':
      return content.title
    case 'payment':
      return content.note
    case 'groupInvite':
      return joined([content.subject, content.caption])
    case 'groupChange':
      return content.value
    default:
      return null
  }
}

function cardText(card: Card): string | null {
  return joined([
    card.header,
    card.body,
    card.footer,
    ...card.sections.flatMap(section => [section.title, ...section.rows.map(row => row.title)]),
  ])
}

function joined(parts: readonly (string | null)[]): string | null {
  const text = parts.filter(part => part !== null && part !== '').join('\n')
  return text === '' ? null : text
}
