import type { CSSProperties } from 'react'
import { POST_BACKGROUNDS, POST_FONTS } from '../../../shared/rules/post-styles.ts'
import { textFace } from '../viewer/textFace.ts'
import { postTextSize } from './textSize.ts'

/** How a text post looks. */
export interface Look {
  backgroundArgb: number
  font: number
}

export type BackgroundName =
  | 'indigo'
  | 'violet'
  | 'plum'
  | 'berry'
  | 'brown'
  | 'blue'
  | 'slate'
  | 'midnight'
  | 'charcoal'
export type FontName = 'plain' | 'bold' | 'serif' | 'typewriter' | 'script'

const backgroundNames: ReadonlyMap<number, BackgroundName> = new Map([
  [0xff3a3f8f, 'indigo'],
  [0xff5b3fa0, 'violet'],
  [0xff6b3a6e, 'plum'],
  [0xff8c2f5c, 'berry'],
  [0xff6a4a3c, 'brown'],
  [0xff2f5d80, 'blue'],
  [0xff4a5568, 'slate'],
  [0xff1f2a44, 'midnight'],
  [0xff2b2b2b, 'charcoal'],
])

const fontNames: ReadonlyMap<number, FontName> = new Map([
  [0, 'plain'],
  [2, 'script'],
  [6, 'bold'],
  [8, 'serif'],
  [10, 'typewriter'],
])

/** The backgrounds that can be chosen, each with its name. */
export const backgrounds: readonly { argb: number; name: BackgroundName }[] = POST_BACKGROUNDS.flatMap(argb => {
  const name = backgroundNames.get(argb)
  return name === undefined ? [] : [{ argb, name }]
})

/** The fonts that can be chosen, each with its name. */
export const fonts: readonly { font: number; name: FontName }[] = POST_FONTS.flatMap(font => {
  const name = fontNames.get(font)
  return name === undefined ? [] : [{ font, name }]
})

/** What a new post begins with. */
export const firstLook: Look = { backgroundArgb: POST_BACKGROUNDS[0] ?? 0xff000000, font: POST_FONTS[0] ?? 0 }

/** The letters of a font, for an example of it. */
export function lettersOf(font: number): CSSProperties {
  const { family, weight } = textFace(null, font)
  return { fontFamily: family, fontWeight: weight }
}

/** Colours, letters and size of a text post. */
export function textPostStyle(text: string, { backgroundArgb, font }: Look): CSSProperties {
  const { background, ink } = textFace(backgroundArgb, font)
  return { backgroundColor: background, color: ink, fontSize: postTextSize(text), ...lettersOf(font) }
}
