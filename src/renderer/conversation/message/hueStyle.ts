import type { CSSProperties } from 'react'
import type { PersonLine } from '../../../shared/model.ts'
import { authorHue } from '../model/authorHue.ts'

/** Gives `--author-hue` to an element that shows a person's name in their colour; the accent's hue for nobody. */
export function hueStyle(person: PersonLine | null): CSSProperties & Record<`--${string}`, number> {
  return { '--author-hue': person === null ? 265 : authorHue(person.id) }
}
