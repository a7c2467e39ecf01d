/**
 * Makes a stranger's text fit to be shown: nothing that turns the text around it, nothing invisible, no more lines or
 * characters than it has room for. For names there is clean-name.ts, which is stricter.
 */

/**
 * Controls, direction marks and overrides, what is invisible and stands for nothing, private use, lone surrogates. Joiners
 * and variation selectors stay: scripts and emoji need them.
 */
const unwanted = new RegExp(
  [
    '[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\p{Co}\\p{Cs}]',
    '[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f]',
    '[\\u00ad\\u115f\\u1160\\u200b\\u2060-\\u2065\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]',
    '\\u034f|\\u17b4|\\u17b5|[\\u180b-\\u180f]',
    '[\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e001f}\\u{e0080}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}]',
  ].join('|'),
  'gu',
)
/** Every character that ends a line. */
const lineEnd = /\r\n|[\r\u000b\u000c\u0085\u2028\u2029]/g
const space = /[^\S\n\ufeff]+/g
/** More marks on one letter than any orthography has climb into the lines around. */
const markPile = /(\p{M}{6})\p{M}+/gu

/**
 * @param most characters (UTF-16) that are left; a cut ends in an ellipsis @returns null when nothing is left
 */
export function cleanText(raw: string, most: number): string | null {
  // What is far too long is cut before any work is done on it.
  const cut = raw.slice(0, most * 8)
  const clean = cut
    .normalize('NFC')
    .replace(lineEnd, '\n')
    .replace(space, ' ')
    .replace(unwanted, '')
    .replace(markPile, '$1')
    .replace(space, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (clean === '') return null
  return clean.length <= most ? clean : `${whole(clean.slice(0, most - 1)).trimEnd()}…`
}

/** As {@link cleanText}, on one line. */
export function cleanLine(raw: string, most: number): string | null {
  return cleanText(raw.slice(0, most * 8).replace(/[\n\r\u000b\u000c\u0085\u2028\u2029]+/g, ' '), most)
}

/** Half a surrogate pair at the end of a cut goes. */
function whole(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
}
