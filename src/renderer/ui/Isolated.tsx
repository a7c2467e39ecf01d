import { Fragment, type ReactNode } from 'react'

/** Places for foreign words in a sentence: private-use characters, which no catalog holds. */
const FIRST_SLOT = 0xe000

/** Marks the place of the part with this number, as a value for the sentence's variable. */
export function slot(part: number): string {
  return String.fromCharCode(FIRST_SLOT + part)
}

/** A sentence with places in it, and what stands there. */
export interface Sentence<Part> {
  words: string
  parts: readonly Part[]
}

/** The sentence where nothing but text can stand. */
export function plainWords({ words, parts }: Sentence<string>): string {
  return words.replace(/[\uE000-\uE00F]/g, place => parts[place.charCodeAt(0) - FIRST_SLOT] ?? place)
}

/** A sentence with names in it, each isolated, so that its direction does not disturb the words around it. */
export function Isolated({ words, parts }: Sentence<ReactNode>) {
  return Array.from(words.matchAll(/[\uE000-\uE00F]|[^\uE000-\uE00F]+/g), ({ 0: piece, index }) => {
    const part = parts[piece.charCodeAt(0) - FIRST_SLOT]
    return part === undefined ? <Fragment key={index}>{piece}</Fragment> : <bdi key={index}>{part}</bdi>
  })
}
