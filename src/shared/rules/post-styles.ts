/**
 * How a text post may look. Backgrounds are ARGB as the wire has them, opaque, and dark enough for white text (WCAG AA, 4.5:1);
 * green and yellow are left to the badge and the notices.
 */

/** Colour of the text on every background. */
export const POST_TEXT_ARGB = 0xffffffff

/** The first one is what a new post begins with. */
export const POST_BACKGROUNDS: readonly number[] = [
  0xff3a3f8f, 0xff5b3fa0, 0xff6b3a6e, 0xff8c2f5c, 0xff6a4a3c, 0xff2f5d80, 0xff4a5568, 0xff1f2a44, 0xff2b2b2b,
]

/**
 * The wire's numbers (`ExtendedTextMessage.FontType`): 0 the system's, 6 the same in bold, 2 a script, 8 a display face with serifs,
 * 10 a typewriter's. The first one is what a new post begins with. Receivers without the face use their own.
 */
export const POST_FONTS: readonly number[] = [0, 6, 8, 10, 2]

/** True for a look that can be chosen here. */
export function isPostStyle(backgroundArgb: number, font: number): boolean {
  return POST_BACKGROUNDS.includes(backgroundArgb) && POST_FONTS.includes(font)
}
