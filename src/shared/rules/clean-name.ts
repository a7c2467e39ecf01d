/**
 * Makes a name fit to be shown beside a badge (domain.md §2): nothing that turns text around, nothing invisible,
 * nothing that imitates a badge. The name as it came stays in the store; only what is displayed is cleaned. Direction is
 * isolated by the screen (`<bdi>`), not by characters.
 */

/** Longest displayed name in graphemes. The service allows 25 for a push name and 100 for a subject; a line holds fewer. */
export const MAX_NAME = 200

/**
 * Glyphs that could be taken for a badge right after a name, as ranges of code points, each with its reason.
 * Religious stars (✡ ☪), hearts, weather and the like are no badges and stay.
 */
export const BADGE_GLYPHS: readonly { reason: string; ranges: readonly (readonly [number, number])[] }[] = [
  {
    reason: 'check marks, and the square root sign that passes for one',
    ranges: [
      [0x2705, 0x2705],
      [0x2713, 0x2714],
      [0x1f5f8, 0x1f5f8],
      [0x237b, 0x237b],
      [0x221a, 0x221a],
      [0x23b7, 0x23b7],
      [0x10102, 0x10102],
      [0x1fbb1, 0x1fbb1],
    ],
  },
  {
    reason: 'ballot boxes and boxed crosses: a check mark in its box at small size',
    ranges: [
      [0x2610, 0x2612],
      [0x274e, 0x274e],
      [0x2bbd, 0x2bbf],
      [0x1f5f3, 0x1f5f3],
      [0x1f5f5, 0x1f5f7],
      [0x1f5f9, 0x1f5f9],
      [0x1f78f, 0x1f78f],
    ],
  },
  {
    reason: 'filled and ringed circles, coloured or not: the outline of a badge',
    ranges: [
      [0x1f534, 0x1f535],
      [0x1f7e0, 0x1f7e4],
      [0x25c9, 0x25cf],
      [0x25d8, 0x25d9],
      [0x25e6, 0x25e6],
      [0x25ef, 0x25ef],
      [0x26aa, 0x26ac],
      [0x2b24, 0x2b24],
      [0x2b55, 0x2b59],
      [0x2299, 0x229b],
      [0x23fa, 0x23fa],
      [0x1f518, 0x1f518],
      [0x1f784, 0x1f78e],
      [0x2981, 0x2981],
      [0x29bf, 0x29bf],
    ],
  },
  {
    reason: 'squares, diamonds and hexagons: the same, with corners',
    ranges: [
      [0x1f7e5, 0x1f7eb],
      [0x25a0, 0x25a3],
      [0x25aa, 0x25ab],
      [0x25c6, 0x25c8],
      [0x25fb, 0x25fe],
      [0x2b1a, 0x2b23],
      [0x2b25, 0x2b2b],
      [0x2b2c, 0x2b2f],
      [0x2756, 0x2756],
      [0x1f532, 0x1f533],
      [0x1f536, 0x1f539],
      [0x1f4a0, 0x1f4a0],
      [0x1f790, 0x1f7bf],
    ],
  },
  {
    reason: 'medals, rosettes and seals',
    ranges: [
      [0x1f396, 0x1f397],
      [0x1f3c5, 0x1f3c5],
      [0x1f947, 0x1f949],
      [0x1f3f5, 0x1f3f5],
      [0x1f4ae, 0x1f4ae],
      [0x1f530, 0x1f530],
      [0x1f4db, 0x1f4db],
      [0x269c, 0x269c],
    ],
  },
  {
    reason: 'shields',
    ranges: [
      [0x1f6e1, 0x1f6e1],
      [0x26e8, 0x26e8],
      [0x1f6c6, 0x1f6c6],
    ],
  },
  {
    reason: 'stars and star-shaped florettes: the jagged outline many services use for verified',
    ranges: [
      [0x2605, 0x2606],
      [0x2b50, 0x2b54],
      [0x1f31f, 0x1f31f],
      [0x2726, 0x2727],
      [0x2729, 0x274b],
      [0x235f, 0x235f],
      [0x269d, 0x269d],
      [0x22c6, 0x22c6],
      [0x1f7c0, 0x1f7d8],
    ],
  },
  {
    reason: 'private use: a font may draw anything there, a vendor’s own badge included',
    ranges: [
      [0xe000, 0xf8ff],
      [0xf0000, 0xffffd],
      [0x100000, 0x10fffd],
    ],
  },
]

function charClass(ranges: readonly (readonly [number, number])[]): string {
  return ranges.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join('')
}

const badge = new RegExp(`[${charClass(BADGE_GLYPHS.flatMap(group => group.ranges))}]`, 'u')

/**
 * Removed wherever they stand: controls; bidi marks, embeddings, overrides and isolates; invisible characters that make
 * two different names look the same (zero-width space, soft hyphen, fillers, the Braille blank, annotation anchors);
 * lone surrogates; enclosing marks, which draw a ring around a letter.
 */
const unwanted = new RegExp(
  [
    '[\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}',
    '\\u{61c}\\u{200e}\\u{200f}\\u{202a}-\\u{202e}\\u{2066}-\\u{206f}',
    '\\u{ad}\\u{34f}\\u{115f}\\u{1160}\\u{17b4}\\u{17b5}\\u{180e}\\u{200b}\\u{2060}-\\u{2065}\\u{2800}\\u{3164}',
    '\\u{feff}\\u{ffa0}\\u{fff0}-\\u{fffd}\\u{1d173}-\\u{1d17a}\\u{e0000}\\u{e0001}',
    '\\u{488}\\u{489}\\u{20dd}-\\u{20e2}\\u{20e4}\\u{a670}-\\u{a672}\\u{1abe}]',
  ].join(''),
  'gu',
)

/** White space of any width; U+FEFF counts as white space in JavaScript but is invisible. */
const space = /[^\S\ufeff]+/gu

/** A name of letters, digits and common punctuation needs no closer look. Most names are. */
const plain = /^[\p{L}\p{Nd} .,'’&()/+!?:;@_#*-]*$/u

/** Newer than the syntax this code is compiled as, so it is no literal; every engine it runs in has it. */
const unicodeSets = 'v'
/** Sequences that are one recommended emoji: a person with a profession, a family, a black cat, a flag. */
const recommendedEmoji = new RegExp('^\\p{RGI_Emoji}$', unicodeSets)
const pictograph = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]/u
/** Variants of ideographs belong to names; a variation selector after anything but those and pictographs hangs. */
const ideographVariant = /^\p{Script=Han}[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]$/u
const variants = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const loneVariant = /^[\ufe00-\ufe0f]/u
const variantsOfText = /[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]/gu
const tags = /[\u{e0020}-\u{e007f}]/gu
const strayKeycap = /(?<![\d#*]\ufe0f?)\u20e3/gu
/** Joiners shape Arabic and Indic letters and glue emoji; after anything else they are invisible and stand for nothing. */
const strayJoiner =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\u200c\u200d])[\u200c\u200d]+|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}])[\u200c\u200d]+|[\u200c\u200d]+(?=\s|$)/gu
/** A letter of Tai Viet that is drawn as a check mark, where it stands in no word of that script. */
const strayCheck = /(?<!\p{Script=Tai_Viet})\u{aa9c}+(?!\p{Script=Tai_Viet})/gu
/** More marks on one letter than any orthography has climb into the lines around. */
const markPile = /(\p{Mn}{6})\p{Mn}+/gu

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function cleanGrapheme(grapheme: string): string {
  const glued = grapheme.includes('\u200d')
  // A recommended sequence may hold a badge-like glyph as an adjective: the black cat is a cat and a black square.
  if (glued && recommendedEmoji.test(grapheme)) return grapheme
  // What no font draws as one falls apart on the screen, so only its honest parts are kept.
  if (badge.test(grapheme)) return glued ? grapheme.split('\u200d').map(cleanGrapheme).join('') : ''
  // A selector whose pictograph is gone would dress up the letter before it.
  if (loneVariant.test(grapheme)) return ''
  if (grapheme.length === 1 || recommendedEmoji.test(grapheme)) return grapheme
  const untagged = grapheme.replace(tags, '')
  if (ideographVariant.test(untagged)) return untagged
  return untagged.replace(pictograph.test(untagged) ? variantsOfText : variants, '')
}

/** The name as it may be displayed; empty when nothing is left of it. */
export function cleanName(raw: string): string {
  // What is far too long is cut before any work is done on it: names come from strangers.
  const cut = raw.length > MAX_NAME * 20 ? raw.slice(0, MAX_NAME * 20) : raw
  const bare = cut.normalize('NFC').replace(space, ' ').replace(unwanted, '').replace(strayCheck, '')
  if (bare.length <= MAX_NAME && plain.test(bare)) return bare.replace(/ {2,}/g, ' ').trim()
  let out = ''
  let count = 0
  for (const { segment } of graphemes.segment(bare)) {
    const kept = cleanGrapheme(segment)
    if (kept === '') continue
    out += kept
    count += 1
    if (count === MAX_NAME) break
  }
  return out.replace(strayKeycap, '').replace(markPile, '$1').replace(strayJoiner, '').replace(space, ' ').trim()
}
