/**
 * One-time codes in what businesses send (domain.md §8): the PIN that starts a ride, the number that proves a login. The
 * bubble offers to copy it; so it must be the code and nothing that merely looks like one.
 *
 * A number is a code only by what stands around it. Every rule here wants a word for a code in the same sentence (or,
 * after "enter", in the next), in a place that a sentence of one of the eight languages has for it. Everything runs over
 * the text once, token by token.
 */
import type { Button } from '../content.ts'
import {
  abbreviations,
  addressWords,
  bargainWords,
  codeEndings,
  codeWords,
  compoundStarts,
  copulas,
  currencyWords,
  entryVerbs,
  forWords,
  occasions,
  oneTimeWords,
  otherCodes,
  purposes,
  smallWords,
} from './code-words.ts'

export interface FoundCode {
  /** As it is copied: western digits, groups joined (`482 913` is `482913`). */
  code: string
  from: 'button' | 'text'
}

/** What a business writes about a code stands at the front; nobody hides one behind this many characters. */
const MAX_TEXT = 4000
/** A copy-code button holds 15 characters by the service's rules; longer ones are shown by the button itself. */
const MAX_BUTTON_CODE = 64

/** The one-time code of a message: a copy-code button's, else the one its text names; null when there is none. */
export function findCode(text: string, buttons: readonly Button[]): FoundCode | null {
  for (const button of buttons) {
    if (button.kind !== 'copyCode') continue
    const code = button.code.trim()
    if (code !== '' && code.length <= MAX_BUTTON_CODE) return { code, from: 'button' }
  }
  const code = codeIn(text.slice(0, MAX_TEXT))
  return code === null ? null : { code, from: 'text' }
}

interface Token {
  /** Western digits, as written otherwise. */
  text: string
  lower: string
  /** What stands between the token before (of the same sentence) and this one. */
  gap: string
  /** The first characters after it, up to the next token. */
  after: string
  isCodeWord: boolean
  oneTime: boolean
}

interface Candidate {
  code: string
  /** Places of its first and last token in the sentence. */
  first: number
  last: number
}

function codeIn(text: string): string | null {
  const plain = westernDigits(text)
  // Most messages have no run of four digits or no letters beside digits at all.
  if (!/\d/.test(plain)) return null
  const sentences = split(plain)
  let best: { code: string; score: number } | null = null
  for (const [index, sentence] of sentences.entries()) {
    for (const candidate of candidatesIn(sentence)) {
      const score = scoreOf(candidate, sentence, sentences[index - 1] ?? [], sentences[index + 1] ?? [])
      if (score > (best?.score ?? 0)) best = { code: candidate.code, score }
    }
  }
  return best?.code ?? null
}

/** First code points of the runs of ten decimal digits in use where Pillion's languages are read, and their neighbours. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10]

/** Western digits for all others; invisible and direction characters, and those that mark bold or italic, removed. */
function westernDigits(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/[^\P{Nd}0-9]/gu, digit => {
      const point = digit.codePointAt(0) ?? 0
      const zero = zeros.find(start => point >= start && point < start + 10)
      return zero === undefined ? digit : String(point - zero)
    })
}

const word = /[\p{L}\p{N}\p{M}\u200c\u200d]+(?:['’][\p{L}\p{M}]+)?/gu
/** Ends a sentence. A full stop does so only before white space, see {@link split}. */
const stop = /[!?؟।;\n…]/

/** Sentences as tokens. Links and addresses are left out with all that is glued to them. */
function split(text: string): Token[][] {
  const sentences: Token[][] = []
  let sentence: Token[] = []
  let end = 0
  const bare = withoutLinks(text)
  for (const match of bare.matchAll(word)) {
    const gap = bare.slice(end, match.index)
    const before = sentence.at(-1)
    if (before !== undefined) {
      before.after = gap
      if (endsSentence(gap, before, bare, match.index)) {
        sentences.push(sentence)
        sentence = []
      }
    }
    for (const token of tokensOf(match[0], gap)) sentence.push(token)
    end = match.index + match[0].length
  }
  const last = sentence.at(-1)
  if (last !== undefined) last.after = bare.slice(end)
  sentences.push(sentence)
  return sentences
}

function tokensOf(text: string, gap: string): Token[] {
  // l’OTP, d’activation: the article is no part of the word.
  const apostrophe = text.search(/['’]/)
  const parts = apostrophe === -1 ? [text] : [text.slice(0, apostrophe), text.slice(apostrophe + 1)]
  return parts.map((part, index) => {
    const lower = part.toLowerCase()
    const oneTime = oneTimeWords.has(lower) || (isCompound(lower) && !lower.endsWith('pin'))
    return {
      text: part,
      lower,
      gap: index === 0 ? gap : '’',
      after: '',
      isCodeWord: codeWords.has(lower) || isCompound(lower),
      oneTime,
    }
  })
}

function isCompound(lower: string): boolean {
  return lower.length > 4 && compoundStarts.test(lower) && codeEndings.some(ending => lower.endsWith(ending))
}

function endsSentence(gap: string, before: Token, text: string, next: number): boolean {
  if (stop.test(gap)) {
    const newlineOnly = gap.includes('\n') && !/[!?؟।;…]/.test(gap)
    // "Your code is:" and, on a line of its own, the code.
    return !(newlineOnly && !/[.]/.test(gap) && isLoneCode(text, next))
  }
  return /\.\s/.test(gap) && !abbreviations.has(before.lower)
}

function isLoneCode(text: string, at: number): boolean {
  const lineEnd = text.indexOf('\n', at)
  const line = text.slice(at, lineEnd === -1 ? Math.min(text.length, at + 40) : Math.min(lineEnd, at + 40))
  return /^[\p{L}\d -]{4,12}[^\p{L}\d]*$/u.test(line) && /\d/.test(line)
}

function withoutLinks(text: string): string {
  return text
    .split(/(\s+)/)
    .map(part => (/:\/\/|^www\.|@|\.(?:com|org|net|in|io|me|fr|de|es|br|id)\//i.test(part) ? ' … ' : part))
    .join('')
}

/** Tokens of a sentence that could be a code by their shape and their immediate neighbours. */
function candidatesIn(sentence: readonly Token[]): Candidate[] {
  const found: Candidate[] = []
  for (let first = 0; first < sentence.length; first++) {
    const last = groupEnd(sentence, first)
    const candidate = candidateAt(sentence, first, last)
    if (candidate !== null) found.push(candidate)
    first = last
  }
  return found
}

const digits = /^\d+$/

/** Numbers in groups (`482 913`, `+44 7700 900123`) are one number: the place of the last group. */
function groupEnd(sentence: readonly Token[], first: number): number {
  let last = first
  while (digits.test(sentence[last]?.text ?? '')) {
    const next = sentence[last + 1]
    if (next === undefined || !digits.test(next.text) || !/^(?:[ \u00a0\u202f]{1,2}|[-–./,:]|\) ?)$/.test(next.gap))
      break
    last += 1
  }
  return last
}

function candidateAt(sentence: readonly Token[], first: number, last: number): Candidate | null {
  const head = sentence[first]
  const tail = sentence[last]
  if (head === undefined || tail === undefined) return null
  const code = joined(sentence, first, last)
  if (code === null || !looksRandom(code)) return null
  const before = sentence[first - 1]
  const after = sentence[last + 1]
  // Money, percentages, masked accounts, numbers of orders and phones, parts of something larger.
  if (/[$€£₹¥﷼%#№+=/\\•…@°º&]\s?$/.test(head.gap) || head.gap.endsWith('**')) return null
  if (/^\s?[%$€£₹¥﷼=/\\@°º&]/.test(tail.after) || /^(?:[.,:]\d|[-–]\p{L})/u.test(tail.after)) return null
  if (before !== undefined && /^\.?\s?$/.test(head.gap) && currencyWords.has(before.lower)) return null
  if (after !== undefined && /^\s?$/.test(after.gap) && currencyWords.has(after.lower)) return null
  // Glued to letters or numbers: a number plate, an IBAN. A single service letter before a dash is a known habit (G-482913).
  if (before !== undefined && head.gap === '_') return null
  if (before !== undefined && /^[-–]$/.test(head.gap) && !(/^[A-Z]{1,3}$/.test(before.text) && digits.test(code)))
    return null
  if (after !== undefined && /^[-–_]$/.test(after.gap)) return null
  return { code, first, last }
}

/** The code without its separators: one token, or two groups of three or four digits. */
function joined(sentence: readonly Token[], first: number, last: number): string | null {
  const head = sentence[first]?.text ?? ''
  if (first === last) return /^[\dA-Za-z]{4,8}$/.test(head) ? head : null
  const tail = sentence[last]
  if (last - first !== 1 || tail === undefined || !/^[ \u00a0\u202f-]$/.test(tail.gap)) return null
  return head.length === tail.text.length && (head.length === 3 || head.length === 4) ? head + tail.text : null
}

/** All digits, or letters and digits as nobody writes words. */
function looksRandom(code: string): boolean {
  if (digits.test(code)) return true
  if (!/\d/.test(code)) return false
  // XX1234 is an account's ending.
  if (/^x+\d+$/i.test(code)) return false
  const changes = code.replace(/\d+/g, '0').replace(/[A-Za-z]+/g, 'a').length - 1
  const oneCase = code === code.toUpperCase() || code === code.toLowerCase()
  if (changes >= 2) return oneCase && !/^\d+[a-z]{1,2}\d+$/.test(code)
  // Letters, then digits (or the reverse): 1500MB, SAVE50 and AI2814 look so too; a capital code has at least two of each.
  return /^[A-Z]{2,4}\d{2,4}$/.test(code) || /^\d{2,4}[A-Z]{3,4}$/.test(code)
}

/** How surely it is the code: 0 not at all. */
function scoreOf(
  candidate: Candidate,
  sentence: readonly Token[],
  previous: readonly Token[],
  next: readonly Token[],
): number {
  const { first, last, code } = candidate
  if (isBargain(code, sentence)) return 0
  const before = wordBefore(sentence, first)
  if (before !== null && isOther(sentence, before.at, code, sentence)) return 0
  const weak = /^(?:19|20)\d\d$/.test(code) || (!digits.test(code) && !hasTwoChanges(code))
  const head = sentence[first]
  // "PIN 4821", "Code de retrait : 4417", "OTP … is 739204".
  if (before !== null) {
    if (before.direct) return 10
    const isYear = weak && digits.test(code)
    if (weak && !(isYear && sentence[before.at]?.oneTime === true)) return 0
    const gap = head?.gap ?? ''
    if (/[:：]/.test(gap) && before.distance <= 9) return 8
    if (copulas.has(sentence[first - 1]?.lower ?? '') && before.distance <= 24) return 7
  }
  if (weak) return 0
  const after = wordAfter(sentence, last, code)
  // "482913 is your code", "61873: votre code".
  if (after !== null) {
    const linked = copulas.has(sentence[last + 1]?.lower ?? '') || /[:：–—]/.test(sentence[last]?.after ?? '')
    const owned = smallWords.has(sentence[last + 1]?.lower ?? '')
    if (linked && after <= 9) return 9
    if (owned && first === 0 && after <= 7) return 9
  }
  // "Enter K7M2QX to confirm. This code works once."
  if (isAskedFor(sentence, first, last)) {
    const near = after !== null || before !== null || hasCodeWord(next, code) || hasCodeWord(previous, code)
    if (near) return 6
  }
  return 0
}

function hasTwoChanges(code: string): boolean {
  return /\d+[A-Za-z]+\d|[A-Za-z]+\d+[A-Za-z]/.test(code)
}

function isBargain(code: string, sentence: readonly Token[]): boolean {
  const bargain = sentence.some(token => bargainWords.has(token.lower) || /^\s?%/.test(token.after))
  if (!bargain) return false
  return !digits.test(code) || !sentence.some(token => token.oneTime)
}

/** The last word for a code before a place. `direct`: nothing between that says anything else. */
function wordBefore(
  sentence: readonly Token[],
  place: number,
): { at: number; distance: number; direct: boolean } | null {
  let direct = true
  for (let at = place - 1; at >= 0 && place - at <= 25; at--) {
    const token = sentence[at]
    if (token === undefined) return null
    if (token.isCodeWord) return { at, distance: place - at, direct: direct && place - at <= 7 }
    if (!smallWords.has(token.lower) && !purposes.has(token.lower)) direct = false
    // A comma or a bracket between is another clause.
    if (/[,،()]/.test(sentence[at + 1]?.gap ?? '')) direct = false
  }
  return null
}

/** Distance to the next word for a code after a place. */
function wordAfter(sentence: readonly Token[], place: number, code: string): number | null {
  for (let at = place + 1; at < sentence.length && at - place <= 12; at++) {
    if (sentence[at]?.isCodeWord === true && !isOther(sentence, at, code, sentence)) return at - place
  }
  return null
}

function hasCodeWord(sentence: readonly Token[], code: string): boolean {
  return sentence.some((token, at) => token.isCodeWord && !isOther(sentence, at, code, sentence))
}

/** The word for a code at this place names another kind of code. */
function isOther(sentence: readonly Token[], at: number, code: string, whole: readonly Token[]): boolean {
  const here = sentence[at]
  if (here === undefined) return true
  if (isPostal(sentence, at, code, whole)) return true
  // "Booking OTP": a one-time code is none of an occasion's, it is asked for on one.
  const isKind = (word: string): boolean => otherCodes.has(word) && !(here.oneTime && occasions.has(word))
  if (isKind(sentence[at - 1]?.lower ?? '') && joins(here.gap)) return true
  // "código de error", "rastreio": the next word, small ones skipped.
  let isFor = false
  for (let next = at + 1; next <= at + 3; next++) {
    const token = sentence[next]
    if (token === undefined || !joins(token.gap)) return false
    // "Code for order 7741" tells what the code is for, "promo code" what it is.
    if (isKind(token.lower) && !(isFor && (here.oneTime || occasions.has(token.lower)))) return true
    if (!smallWords.has(token.lower)) return false
    if (forWords.has(token.lower)) isFor = true
  }
  return false
}

const joins = (gap: string): boolean => /^[\s\-’'"“«*_]*$/.test(gap)

/** Six digits as a postal code of India: "PIN code 560001", or "PIN 560001" in an address. */
function isPostal(sentence: readonly Token[], at: number, code: string, whole: readonly Token[]): boolean {
  if (!/^[1-9]\d{5}$/.test(code)) return false
  const isPin = (token: Token | undefined) => token?.lower === 'pin' || token?.lower === 'पिन'
  const isCode = (token: Token | undefined) => token?.lower === 'code' || token?.lower === 'कोड'
  const here = sentence[at]
  if (isCode(here) && isPin(sentence[at - 1])) return true
  if (!isPin(here)) return false
  return isCode(sentence[at + 1]) || whole.some(token => addressWords.has(token.lower))
}

/** "Enter 4821", "tippe 4821 ein", "4821 दर्ज करें". */
function isAskedFor(sentence: readonly Token[], first: number, last: number): boolean {
  for (let at = first - 1; at >= 0 && at >= first - 3; at--) {
    const token = sentence[at]
    if (token === undefined) return false
    if (entryVerbs.has(token.lower)) return true
    if (!smallWords.has(token.lower) && token.lower !== 'sie' && token.lower !== 'in') break
  }
  return /[\u0900-\u097f]/.test(sentence[last + 1]?.text ?? '') && entryVerbs.has(sentence[last + 1]?.lower ?? '')
}
