/** How a text post looks: its background, an ink that can be read on it, and a letter of this computer like the phone's. */

/** Colours as `#rrggbb`. */
export interface TextFace {
  background: string
  ink: string
  family: string
  weight: number
}

/** For a post that names no background. */
const PLAIN = 0xff3b4263
const LIGHT = '#ffffff'
const DARK = '#000000'

interface Letters {
  family: string
  weight: number
}

const SYSTEM: Letters = { family: 'var(--font)', weight: 500 }
/**
 * Families by the wire's number (`ExtendedTextMessage.FontType`). The phone's own typefaces are not on this computer, and
 * nothing is fetched: each gets what comes nearest among those that systems bring along.
 */
const LETTERS: Readonly<Record<number, Letters>> = {
  2: { family: '"Segoe Script", "Snell Roundhand", "Brush Script MT", cursive', weight: 500 },
  6: { family: 'var(--font)', weight: 700 },
  7: { family: '"Bradley Hand", "Segoe Print", "Ink Free", "Comic Neue", "Chalkboard SE", cursive', weight: 500 },
  8: { family: 'Georgia, "Noto Serif", "DejaVu Serif", serif', weight: 700 },
  9: { family: '"Exo 2", "Avenir Next", "Segoe UI Black", "Trebuchet MS", sans-serif', weight: 800 },
  10: { family: '"Courier Prime", "Courier New", var(--font-mono)', weight: 700 },
}

/** @param backgroundArgb alpha, red, green, blue in 32 bits, signed or not; the alpha is of no interest. Null: not told. */
export function textFace(backgroundArgb: number | null, font: number | null): TextFace {
  const rgb = (backgroundArgb ?? PLAIN) & 0xffffff
  const letters = (font === null ? undefined : LETTERS[font]) ?? SYSTEM
  return { background: hex(rgb), ink: inkOn(rgb), ...letters }
}

/** White where it can be read (4.5 to 1, WCAG 2.2, 1.4.3), else black, which then can: on every colour one of the two has 4.58 at least. */
function inkOn(rgb: number): string {
  return contrast(rgb, 0xffffff) >= 4.5 ? LIGHT : DARK
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: number, b: number): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((left, right) => left - right) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(rgb: number): number {
  const linear = (channel: number): number => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear((rgb >> 16) & 0xff) + 0.7152 * linear((rgb >> 8) & 0xff) + 0.0722 * linear(rgb & 0xff)
}

function hex(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, '0')}`
}
