/** Messages of nothing but a few emoji are drawn larger. */

/** More than this many are a text. */
const LARGE_AT_MOST = 5

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const ONE_EMOJI = '^\\p{RGI_Emoji}$'
// No literal: the `v` flag is newer than the language level the project compiles to.
const emoji = new RegExp(ONE_EMOJI, 'v')
/** Characters that may be drawn as emoji but were sent without the variation selector, like ❤. */
const bare = /^\p{Extended_Pictographic}$/u

/** Number of emoji when the text is nothing but 1 to 5 of them, else 0. */
export function largeEmoji(text: string): number {
  const trimmed = text.trim()
  // An emoji is at most some 15 code units; longer texts need no look.
  if (trimmed === '' || trimmed.length > LARGE_AT_MOST * 20) return 0
  let count = 0
  for (const { segment } of segmenter.segment(trimmed)) {
    if (/^\s$/.test(segment)) continue
    if (!emoji.test(segment) && !bare.test(segment)) return 0
    count += 1
    if (count > LARGE_AT_MOST) return 0
  }
  return count
}
