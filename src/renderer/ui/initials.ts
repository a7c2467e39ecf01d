import type { DisplayName } from '../../shared/model.ts'

/**
 * Up to two letters for an avatar: the first letters of the first and the last word. Empty where there is no name to take
 * them from (numbers, unknown contacts, names without a letter): an icon stands there instead.
 */
export function initialsOf(name: DisplayName): string {
  if (name.source === 'number' || name.source === 'unknown') return ''
  const words = name.text.match(/\p{L}[\p{L}\p{M}\p{N}'’]*/gu) ?? []
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .map(word => (word === undefined ? '' : (Array.from(word)[0] ?? '')))
    .join('')
    .toLocaleUpperCase()
}
