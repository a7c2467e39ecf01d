/** Folded for comparing and ordering: without accents, in lower case. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Most words of a query that count. */
const MAX_WORDS = 12

/**
 * The words of a query as the search index cuts them: runs of letters, digits and marks. What begins with a mark is none:
 * emoji end with a selector that counts as one.
 */
export function words(query: string): string[] {
  return (query.match(/[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{M}\p{Co}]*/gu) ?? []).slice(0, MAX_WORDS)
}

/** An FTS5 expression: all words in `column`; the last one, or each, may be the beginning of a longer one. */
export function matchWords(column: string, found: readonly string[], prefix: 'last' | 'each'): string {
  const terms = found.map((word, index) => `"${word}"${prefix === 'each' || index === found.length - 1 ? '*' : ''}`)
  return `${column} : (${terms.join(' AND ')})`
}

/** The digits of a query that may be a number; null when it has other letters or fewer than three digits. */
export function numberQuery(query: string): string | null {
  if (!/^[\d\s()+./-]+$/.test(query)) return null
  const digits = query.replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= 3 ? digits : null
}

/** A number and its endings, so that a search for the beginning of any of them finds it. */
export function numberTokens(digits: string): string {
  const tokens = []
  for (let start = 0; start + 3 <= digits.length; start++) tokens.push(digits.slice(start))
  return tokens.join(' ')
}
