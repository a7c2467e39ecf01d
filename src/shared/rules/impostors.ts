/**
 * Impostors (domain.md §9): an unsaved sender whose name can be taken for that of a verified business or of a saved contact
 * known here. Kept for all that are known as they come and go; a question costs a few look-ups, however many those are.
 */
import type { Standing } from '../model.ts'
import { cleanName } from './clean-name.ts'
import { firstNames, genericNames, trustWords } from './common-names.ts'
import { joinLetters, joinSkeleton, skeleton, skeletonWords } from './skeleton.ts'

/** A name that others may try to pass for: one entry per name, several per person if need be. */
export interface KnownName {
  personId: number
  name: string
  /** Why it is known: the server verified the business, or the user saved the contact. */
  as: 'verified' | 'saved'
}

export interface Candidate {
  personId: number
  /** What the person calls themselves: push name, chosen name. */
  names: readonly (string | null)[]
  /** In the phone's address book. */
  saved: boolean
  standing: Standing
}

export interface ImpostorIndex {
  /** Everything this person is known by, in place of what was known; an empty list: nothing any more. */
  set(personId: number, names: readonly Omit<KnownName, 'personId'>[]): void
  /** Whom the candidate can be taken for, or null. Never themselves, and never anybody saved or verified. */
  find(candidate: Candidate): KnownName | null
}

/** Shorter looks meet by chance. */
const MIN_LENGTH = 3
/** A verified business may well be called by two; such a name is alike only with its digits and signs, see {@link signsOf}. */
const MIN_VERIFIED = 2
/** One letter more, less, other or swapped is a likeness only in names of this many letters. */
const MIN_EDIT_BUSINESS = 5
/** In names of four only a letter written twice is one: Ubber for Uber, but not Oja for Ojas. */
const MIN_DOUBLED = 4
/** People's names are closer to each other: only whole names, and long ones. */
const MIN_EDIT_PERSON = 10
/** A single word of a person's is shared by many; from here on it is a nickname of its own. */
const MIN_SINGLE_WORD = 6

const genericLooks: ReadonlySet<string> = new Set([...genericNames].map(skeleton))
const firstNameLooks: ReadonlySet<string> = new Set([...firstNames].map(skeleton))
const trustLooks: ReadonlySet<string> = new Set([...trustWords].map(skeleton))

interface Entry {
  known: KnownName
  look: string
  /** As it looks and as it is spelt, for names that one edit apart are alike. */
  forms: readonly string[]
  /** Letters and digits, as a reader reads them, without any digits: two names that differ in a number are two names. */
  numberless: string
  /** Which slips of the pen still leave a likeness. */
  edits: 'any' | 'doubled' | 'none'
}

/**
 * @param known what is known here, in any order; of two that fit, verified goes before saved, then the lower id. The order in
 * which names come and go makes no difference.
 */
export function impostorIndex(known: readonly KnownName[] = []): ImpostorIndex {
  const real = new Map<number, Entry[]>()
  const byLook = new Map<string, Entry[]>()
  const byForm = new Map<string, Entry[]>()
  /** Every form with one letter left out. */
  const byPart = new Map<string, Entry[]>()
  for (const [personId, names] of byPerson(known)) set(personId, names)

  function set(personId: number, names: readonly Omit<KnownName, 'personId'>[]): void {
    for (const entry of real.get(personId) ?? []) {
      drop(byLook, entry.look, entry)
      if (entry.edits !== 'none') for (const form of entry.forms) drop(byForm, form, entry)
      if (entry.edits !== 'none') for (const part of partsOf(entry.forms)) drop(byPart, part, entry)
    }
    real.delete(personId)
    if (names.length === 0) return
    const entries = names.flatMap(({ name, as }) => entryOf({ personId, name, as }) ?? [])
    // Known even where no name of theirs can be told from others': nobody known is an impostor.
    real.set(personId, entries)
    for (const entry of entries) {
      push(byLook, entry.look, entry)
      if (entry.edits !== 'none') for (const form of entry.forms) push(byForm, form, entry)
      if (entry.edits !== 'none') for (const part of partsOf(entry.forms)) push(byPart, part, entry)
    }
  }

  function find(candidate: Candidate): KnownName | null {
    if (candidate.saved || candidate.standing === 'verified' || real.has(candidate.personId)) return null
    for (const name of candidate.names) {
      if (name === null || name === '') continue
      const found = findName(name, candidate.standing !== 'none')
      if (found !== null) return found
    }
    return null
  }

  function findName(name: string, business: boolean): KnownName | null {
    const words = skeletonWords(name)
    const look = joinSkeleton(words)
    if (look.length < MIN_VERIFIED) return null
    const firstName = words.length === 1 && firstNameLooks.has(look)
    // Somebody who is called so, in the letters that the name is written with: only the very name of a business is alike.
    const isPerson = firstName && !business && isPlain(name)
    const same = byLook.get(look)?.find(({ known }) => {
      if (isPerson) return known.as === 'verified' && spelling(known.name) === spelling(name)
      return isLongOrSame(look, known.name, name, business)
    })
    if (same !== undefined) return same.known
    const decorated = decoratedName(name, words, business)
    if (decorated !== null) return decorated
    if (firstName || genericLooks.has(look)) return null
    return near(formsOf(words), numberless(name, look))?.known ?? null
  }

  /** The verified business whose name has words that ask for trust or a number of its own put around it. */
  function decoratedName(name: string, words: readonly string[], business: boolean): KnownName | null {
    const bare = withoutNumber(name)
    const left = bare === null ? [] : skeletonWords(bare)
    const tries = [
      { text: name, core: withoutTrust(words), numbered: false, asWhole: words },
      { text: bare ?? '', core: left, numbered: true, asWhole: [] },
      { text: bare ?? '', core: withoutTrust(left), numbered: true, asWhole: left },
    ]
    for (const { text, core, numbered, asWhole } of tries) {
      // Nothing was taken off.
      if (core.length === asWhole.length) continue
      const look = joinSkeleton(core)
      // "Ali 2" is no "All".
      const isPerson = !business && core === left && core.length === 1 && firstNameLooks.has(look) && isPlain(text)
      const found = byLook.get(look)?.find(({ known }) => {
        if (known.as !== 'verified' || (numbered && hasDigit(known.name))) return false
        return isPerson ? spelling(known.name) === spelling(text) : isLongOrSame(look, known.name, text, business)
      })
      if (found !== undefined) return found.known
    }
    return null
  }

  function near(forms: readonly string[], bareName: string): Entry | null {
    const long = forms.filter(form => [...form].length >= MIN_EDIT_BUSINESS - 1)
    const isAlike = ({ edits, forms: known }: Entry) =>
      edits === 'any' ? isNear(long, known) : long.some(form => known.some(other => isDoubled(form, other)))
    const around = new Set(long.flatMap(form => byPart.get(form) ?? []))
    for (const part of partsOf(long)) {
      for (const entry of byForm.get(part) ?? []) around.add(entry)
      for (const entry of byPart.get(part) ?? []) around.add(entry)
    }
    return (
      [...around]
        .filter(entry => entry.numberless !== bareName && isAlike(entry))
        .sort((a, b) => firstChoice(a.known, b.known))[0] ?? null
    )
  }

  return { set, find }
}

/** Whom the candidate can be taken for among a few; for many, {@link impostorIndex} is built once. */
export function looksLike(candidate: Candidate, known: readonly KnownName[]): KnownName | null {
  return impostorIndex(known).find(candidate)
}

/** Null: too short or too common to be anybody's own. */
function entryOf(known: KnownName): Entry | null {
  const words = skeletonWords(known.name)
  const look = joinSkeleton(words)
  const length = [...look].length
  // A number saved as a name, or sent as one, is no name.
  if (!/\p{L}/u.test(known.name)) return null
  const isGeneric = genericLooks.has(look)
  const rest = { known, look, forms: formsOf(words), numberless: numberless(known.name, look) }
  if (known.as === 'verified') {
    if (length < MIN_VERIFIED) return null
    // What half the world calls itself is a business' own only to the letter.
    if (isGeneric || length < MIN_DOUBLED) return { ...rest, edits: 'none' }
    return { ...rest, edits: length < MIN_EDIT_BUSINESS ? 'doubled' : 'any' }
  }
  if (length < MIN_LENGTH || isGeneric) return null
  if (words.length === 1 && (length < MIN_SINGLE_WORD || firstNameLooks.has(look))) return null
  return { ...rest, edits: words.length > 1 && length >= MIN_EDIT_PERSON ? 'any' : 'none' }
}

function firstChoice(a: KnownName, b: KnownName): number {
  if (a.as !== b.as) return a.as === 'verified' ? -1 : 1
  if (a.personId !== b.personId) return a.personId - b.personId
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

function byPerson(known: readonly KnownName[]): Map<number, KnownName[]> {
  const people = new Map<number, KnownName[]>()
  for (const name of known) people.set(name.personId, [...(people.get(name.personId) ?? []), name])
  return people
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, [entry])
  else {
    there.push(entry)
    there.sort((a, b) => firstChoice(a.known, b.known))
  }
}

function drop(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const left = (map.get(key) ?? []).filter(other => other !== entry)
  if (left.length === 0) map.delete(key)
  else map.set(key, left)
}

function formsOf(words: readonly string[]): string[] {
  return [...new Set([joinSkeleton(words), joinLetters(words)])]
}

/** Every form with one letter left out, each once. */
function partsOf(forms: readonly string[]): Set<string> {
  const parts = new Set<string>()
  for (const form of forms) {
    const letters = [...form]
    for (const at of letters.keys()) parts.add(letters.slice(0, at).join('') + letters.slice(at + 1).join(''))
  }
  return parts
}

function isNear(forms: readonly string[], known: readonly string[]): boolean {
  return forms.some(form => known.some(other => isOneEdit(form, other)))
}

/** True when one letter added, left out, replaced or swapped with its neighbour makes one of the other. */
function isOneEdit(a: string, b: string): boolean {
  const left = [...a]
  const right = [...b]
  if (Math.abs(left.length - right.length) > 1) return false
  let start = 0
  while (start < left.length && left[start] === right[start]) start += 1
  let end = 0
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end += 1
  }
  const restLeft = left.slice(start, left.length - end)
  const restRight = right.slice(start, right.length - end)
  if (restLeft.length <= 1 && restRight.length <= 1) return true
  return restLeft.length === 2 && restRight.length === 2 && restLeft[0] === restRight[1] && restLeft[1] === restRight[0]
}

/** True when `form` is `known` with one of its letters written twice. */
function isDoubled(form: string, known: string): boolean {
  const letters = [...form]
  return letters.some(
    (letter, at) =>
      letter === letters[at - 1] && letters.slice(0, at).join('') + letters.slice(at + 1).join('') === known,
  )
}

/** A short look says too little: O2 and Oz have the same, M&S and the initials of Marie Salomé too. */
function isLongOrSame(look: string, known: string, name: string, business: boolean): boolean {
  if ([...look].length >= MIN_LENGTH) return true
  const [mine, theirs] = [signsOf(known), signsOf(name)]
  // Initials are a person's; a business that leaves out the sign is no less alike.
  return mine === theirs || (business && theirs === '' && !hasDigit(known))
}

/** Digits that no letter looks like at a glance, and signs that join. */
function signsOf(name: string): string {
  return name.normalize('NFKD').replace(/[^2-9&+]/g, '')
}

const hasDigit = (name: string): boolean => /\d/.test(name.normalize('NFKD'))

/** Without the numbers around and between words: "Northwind Bank 1", "24Ola". Null when there are none, or nothing else. */
function withoutNumber(name: string): string | null {
  const plain = cleanName(name).normalize('NFKD')
  const letters = [...plain.matchAll(/[\p{L}\p{M}]/gu)]
  const first = letters[0]?.index
  const last = letters.at(-1)
  if (first === undefined || last === undefined) return null
  const within = plain.slice(first, last.index + last[0].length)
  const bare = within.replace(/(?<![\p{L}\p{M}\d])\d+(?![\p{L}\p{M}\d])/gu, ' ')
  const around = plain.slice(0, first) + plain.slice(first + within.length)
  return bare !== within || /\d/.test(around) ? bare : null
}

/** Letters and digits as they are written, whatever the case and the marks on them. */
function spelling(name: string): string {
  return cleanName(name)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function withoutTrust(words: readonly string[]): readonly string[] {
  let from = 0
  let to = words.length
  while (to > from && isTrust(words[to - 1])) to -= 1
  while (from < to && isTrust(words[from])) from += 1
  return words.slice(from, to)
}

function isTrust(word: string | undefined): boolean {
  return word !== undefined && trustLooks.has(joinSkeleton([word]))
}

/** @param look the name's, which it is where there are no digits. */
function numberless(name: string, look: string): string {
  return /\d/.test(name) ? skeleton(name.replace(/\d+/g, '')) : look
}

/** Nothing but letters of one script and what names have between them. */
function isPlain(name: string): boolean {
  return /^(?:[\p{Script=Latin}\p{M}]|[ .'’~-])+$/u.test(name) || !/\p{Script=Latin}/u.test(name)
}
