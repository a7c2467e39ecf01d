import { Dice } from './dice.ts'
import { encodeJpeg } from './jpeg.ts'

export type Picture = { jpeg: Uint8Array; width: number; height: number }

type Colour = readonly [number, number, number]

const palettes: readonly (readonly [Colour, Colour, Colour])[] = [
  [
    [255, 183, 77],
    [239, 83, 80],
    [49, 27, 62],
  ],
  [
    [129, 212, 250],
    [225, 245, 254],
    [46, 125, 50],
  ],
  [
    [38, 50, 56],
    [69, 90, 100],
    [255, 213, 79],
  ],
  [
    [248, 187, 208],
    [255, 243, 224],
    [121, 85, 72],
  ],
  [
    [178, 223, 219],
    [0, 137, 123],
    [0, 77, 64],
  ],
  [
    [197, 202, 233],
    [92, 107, 192],
    [26, 35, 126],
  ],
]

function mix(from: Colour, to: Colour, share: number): Colour {
  const s = Math.min(1, Math.max(0, share))
  return [from[0] + (to[0] - from[0]) * s, from[1] + (to[1] - from[1]) * s, from[2] + (to[2] - from[2]) * s]
}

/** Sky, a sun and hills; windows at night; ripples: simple enough to be told apart as thumbnails. */
function draw(dice: Dice, scale: number): Picture {
  const [w, h] = dice.pick([
    [96, 72],
    [72, 96],
    [80, 80],
  ] as const)
  const [width, height] = [w * scale, h * scale]
  const [near, far, accent] = dice.pick(palettes)
  const scene = dice.int(0, 2)
  const sunX = dice.int(10, w - 10)
  const sunY = dice.int(10, Math.round(h / 2))
  const radius = dice.int(7, 13)
  const wave = dice.int(3, 6)
  const jpeg = encodeJpeg(width, height, (column, row) => {
    const [x, y] = [column / scale, row / scale]
    const away = Math.hypot(x - sunX, y - sunY)
    if (scene === 0) {
      const hill = h * 0.68 + Math.sin((x / w) * wave + sunX) * 8
      if (y > hill) return mix(accent, near, (h - y) / h / 2)
      return away < radius ? [255, 250, 230] : mix(near, far, y / h)
    }
    if (scene === 1) {
      const lit = (x >> 3) % 2 === 0 && (y >> 3) % 2 === 0 && ((x >> 3) * 7 + (y >> 3) * 13 + sunX) % 3 > 0
      return lit ? accent : mix(near, far, y / h)
    }
    return mix(mix(near, far, y / h), accent, (Math.sin(away / wave) + 1) / 4)
  })
  return { jpeg, width, height }
}

const pool: Picture[] = []
/** How many different pictures there are. */
export const PICTURES = 24
/** So much larger, on each side, is a photo than its thumbnail. */
export const SCALE = 3

/** One of two dozen small pictures; the same number always gives the same one. */
export function picture(number: number): Picture {
  if (pool.length === 0) for (let i = 0; i < PICTURES; i++) pool.push(draw(new Dice(`picture ${i}`), 1))
  const found = pool[Math.abs(number) % PICTURES]
  if (!found) throw new Error('no picture')
  return found
}

/** The photo of which `picture` of that number is the thumbnail. */
export function photo(number: number): Picture {
  return draw(new Dice(`picture ${Math.abs(number) % PICTURES}`), SCALE)
}
