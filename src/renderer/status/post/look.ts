import type { CSSProperties } from 'react'
import { POST_BACKGROUNDS, POST_FONTS, POST_TEXT_ARGB } from '../../../shared/rules/post-styles.ts'
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

interface Face {
  name: FontName
  style: CSSProperties
}

const faces: Readonly<Record<number, Face>> = {
  0: { name: 'plain', style: { fontFamily: 'var(--font)' } },
  2: { name: 'script', style: { fontFamily: '"Segoe Script", "Snell Roundhand", "Brush Script MT", cursive' } },
  6: { name: 'bold', style: { fontFamily: 'var(--font)', fontWeight: 700 } },
  8: { name: 'serif', style: { fontFamily: 'Georgia, "Noto Serif", "DejaVu Serif", serif', fontWeight: 700 } },
  10: { name: 'typewriter', style: { fontFamily: '"Courier New", var(--font-mono)' } },
}

/** The backgrounds that can be chosen, each with its name. */
export const backgrounds: readonly { argb: number; name: BackgroundName }[] = POST_BACKGROUNDS.flatMap(argb => {
  const name = backgroundNames.get(argb)
  return name === undefined ? [] : [{ argb, name }]
})

/** The fonts that can be chosen, each with its name. */
export const fonts: readonly (Face & { font: number })[] = POST_FONTS.flatMap(font => {
  const face = faces[font]
  return face === undefined ? [] : [{ font, ...face }]
})

/** What a new post begins with. */
export const firstLook: Look = { backgroundArgb: POST_BACKGROUNDS[0] ?? 0xff000000, font: POST_FONTS[0] ?? 0 }

/** A colour of the wire as CSS has it; opaque, whatever its alpha says. */
export function cssColour(argb: number): string {
  return `#${(argb & 0xffffff).toString(16).padStart(6, '0')}`
}

/** Colours, face and size of a text post. A look that is not known here gets the first one's. */
export function textPostStyle(text: string, { backgroundArgb, font }: Look): CSSProperties {
  return {
    backgroundColor: cssColour(backgroundArgb),
    color: cssColour(POST_TEXT_ARGB),
    fontSize: postTextSize(text),
    ...(faces[font] ?? faces[0])?.style,
  }
}
