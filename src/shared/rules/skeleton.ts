/**
 * What a name looks like, as text that two names share when a hurried reader takes one for the other (domain.md §9): the
 * skeleton of Unicode TR39, and beyond it case, spacing, punctuation, accents, digits and signs for letters, letters in
 * boxes and circles. Never shown: it is no name any more.
 */
import { cleanName } from './clean-name.ts'
import { confusables } from './confusables.ts'

/** Nobody reads further; longer names would cost the search more than they are worth. */
const MAX_SKELETON = 64
/** More rounds than any character of Unicode 17 takes. */
const MAX_ROUNDS = 4

/** Letters drawn as pictures: first code point of a run from A to Z, or of a part of it. */
const pictured: readonly (readonly [from: number, to: number, letter: number])[] = [
  [0x1f1e6, 0x1f1ff, 0x61],
  [0x1f150, 0x1f169, 0x61],
  [0x1f170, 0x1f189, 0x61],
]

/** Small capitals; TR39 keeps them apart from the capitals they are. */
const smallCapitals: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz'].reduce<[string, string][]>((pairs, char, at, all) => {
    if (at % 2 === 0) pairs.push([char, all[at + 1] ?? char])
    return pairs
  }, []),
)

const digitLetters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'b',
  '7': 't',
  '8': 'b',
  '9': 'g',
}
const signLetters: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '€': 'e',
  '£': 'l',
  '¢': 'c',
  '!': 'l',
  '|': 'l',
}

const marks = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g
const tradeMarks = /[™®©℠]/g
const between = /[^\p{L}\p{N}\p{M}]+/u

/** Words of a name, each as it looks; empty where nothing readable is left. */
export function skeletonWords(name: string): string[] {
  let look = cleanName(name).replace(tradeMarks, ' ').normalize('NFKD')
  // A look may have a look of its own in lower case; what is common is settled after one round.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = lookOfAll(look)
    if (next === look) break
    look = next
  }
  return look.split(between).filter(part => part !== '')
}

function lookOfAll(text: string): string {
  let look = ''
  for (const char of text) look += lookOf(char)
  return look
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(/[@$€£¢]|[!|](?=[\p{L}\d])/gu, sign => signLetters[sign] ?? sign)
    .replace(/\d/g, digit => digitLetters[digit] ?? digit)
}

/** The words as one: spacing tells nobody apart. */
export function joinSkeleton(words: readonly string[]): string {
  // Letters that look alike together; `rn` is `m` for TR39 as well, which makes two letters of one.
  return joinLetters(words).replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd')
}

/**
 * As {@link joinSkeleton}, with every letter for itself: what is one slip of the pen away. All strokes are one letter (a
 * capital I after a C is an l for TR39, a small i is not).
 */
export function joinLetters(words: readonly string[]): string {
  const joined = words.join('').replaceAll('i', 'l')
  return joined.length > MAX_SKELETON ? [...joined].slice(0, MAX_SKELETON).join('') : joined
}

export function skeleton(name: string): string {
  return joinSkeleton(skeletonWords(name))
}

function lookOf(char: string): string {
  const point = char.codePointAt(0) ?? 0
  // Of ASCII, digits and signs are letters only among letters; that is seen later.
  if (point < 0x80) return /[A-Za-z]/.test(char) ? (confusables.get(point) ?? char) : char
  for (const [from, to, letter] of pictured) {
    if (point >= from && point <= to) return String.fromCharCode(letter + point - from)
  }
  const capital = smallCapitals[char]
  if (capital !== undefined) return capital
  const look = confusables.get(point) ?? char
  // A dash looks like a letter of Japanese, but here it is what stands between words. Strokes may stand for an l.
  if (/[\p{P}\p{S}\p{Z}]/u.test(char)) return look === 'l' ? '|' : isAscii(look) ? look : char
  if (isAscii(look)) return look
  // Cyrillic в, к, м, н, т: TR39 pairs only their capitals with Latin letters, at small sizes they pass as well.
  const other = otherCase(char)
  const otherLook = other === char ? look : (confusables.get(other.codePointAt(0) ?? 0) ?? other)
  return isAscii(otherLook) ? otherLook : (smallCapitals[look] ?? look)
}

function otherCase(char: string): string {
  const upper = char.toUpperCase()
  const other = upper === char ? char.toLowerCase() : upper
  return other.length === char.length ? other : char
}

function isAscii(text: string): boolean {
  return /^[\u0021-\u007e]+$/.test(text)
}
