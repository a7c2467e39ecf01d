import { encodeJpeg } from './jpeg.ts'
import type { Picture } from './pictures.ts'

type Colour = readonly [number, number, number]

/** A row of hills, or of houses with windows; the first one is the farthest. */
interface Ridge {
  colour: Colour
  /** Where it begins, 0 at the top of the picture and 1 at the bottom. */
  top: number
  /** How far up and down it goes from there, of the picture's height. */
  swing: number
  /** How many hills or houses are beside each other. */
  waves: number
  windows?: Colour
}

interface Landscape {
  sky: readonly [Colour, Colour]
  /** Suns and moons: place and size, of the picture's width. */
  lights: readonly { x: number; y: number; size: number; colour: Colour }[]
  stars?: boolean
  ridges: readonly Ridge[]
  /** Flowers in front, of these colours. */
  flowers?: readonly Colour[]
}

const warm: Colour = [255, 214, 130]

const landscapes: readonly Landscape[] = [
  // A garden in the morning.
  {
    sky: [
      [112, 180, 232],
      [236, 240, 226],
    ],
    lights: [{ x: 0.74, y: 0.3, size: 0.1, colour: [255, 250, 225] }],
    ridges: [
      { colour: [138, 178, 168], top: 0.5, swing: 0.04, waves: 2 },
      { colour: [96, 150, 98], top: 0.57, swing: 0.03, waves: 3 },
      { colour: [66, 122, 62], top: 0.66, swing: 0.02, waves: 1 },
    ],
    flowers: [
      [226, 74, 98],
      [250, 196, 70],
      [240, 236, 244],
    ],
  },
  // A town at night.
  {
    sky: [
      [16, 22, 58],
      [86, 70, 122],
    ],
    lights: [{ x: 0.24, y: 0.3, size: 0.08, colour: [240, 236, 214] }],
    stars: true,
    ridges: [
      { colour: [48, 48, 92], top: 0.6, swing: 0.09, waves: 7, windows: [214, 170, 110] },
      { colour: [26, 26, 54], top: 0.72, swing: 0.08, waves: 5, windows: warm },
    ],
  },
  // The sun goes down behind mountains.
  {
    sky: [
      [98, 78, 150],
      [252, 158, 98],
    ],
    lights: [{ x: 0.5, y: 0.75, size: 0.17, colour: [255, 226, 150] }],
    ridges: [
      { colour: [176, 96, 110], top: 0.55, swing: 0.07, waves: 2 },
      { colour: [122, 62, 96], top: 0.66, swing: 0.06, waves: 3 },
      { colour: [62, 34, 66], top: 0.8, swing: 0.05, waves: 2 },
    ],
  },
  // Two moons over a strange land.
  {
    sky: [
      [8, 40, 66],
      [40, 142, 150],
    ],
    lights: [
      { x: 0.34, y: 0.5, size: 0.2, colour: [236, 240, 226] },
      { x: 0.74, y: 0.32, size: 0.1, colour: [250, 190, 150] },
    ],
    stars: true,
    ridges: [
      { colour: [20, 92, 110], top: 0.58, swing: 0.06, waves: 4 },
      { colour: [12, 58, 80], top: 0.7, swing: 0.07, waves: 3 },
      { colour: [8, 30, 48], top: 0.83, swing: 0.04, waves: 2 },
    ],
  },
  // Roofs, from a high window.
  {
    sky: [
      [132, 176, 214],
      [250, 222, 190],
    ],
    lights: [{ x: 0.8, y: 0.62, size: 0.11, colour: [255, 244, 214] }],
    ridges: [
      { colour: [188, 178, 186], top: 0.52, swing: 0.05, waves: 9, windows: [220, 208, 200] },
      { colour: [156, 122, 124], top: 0.62, swing: 0.06, waves: 6, windows: warm },
      { colour: [102, 72, 84], top: 0.78, swing: 0.05, waves: 4, windows: warm },
    ],
  },
  // Evening by the sea.
  {
    sky: [
      [60, 92, 158],
      [250, 190, 170],
    ],
    lights: [{ x: 0.42, y: 0.84, size: 0.12, colour: [255, 232, 190] }],
    ridges: [
      { colour: [96, 124, 168], top: 0.55, swing: 0.01, waves: 1 },
      { colour: [70, 98, 146], top: 0.64, swing: 0.008, waves: 5 },
      { colour: [42, 60, 98], top: 0.78, swing: 0.012, waves: 4 },
    ],
  },
]

/** How many different pictures there are that fill a screen. */
export const POSTERS = landscapes.length

const [WIDTH, HEIGHT] = [360, 640]
/** So much smaller, on each side, is the thumbnail. */
const SCALE = 5

/** A picture that fills a telephone's screen, as they are posted; and its thumbnail. */
export function poster(number: number): { thumbnail: Picture; whole: Picture } {
  const landscape = landscapes[Math.abs(number) % POSTERS]
  if (!landscape) throw new Error('no landscape')
  const drawn = (scale: number): Picture => {
    const [width, height] = [WIDTH / scale, HEIGHT / scale]
    const jpeg = encodeJpeg(width, height, (x, y) => colourAt(landscape, (x * scale) / WIDTH, (y * scale) / HEIGHT))
    return { jpeg, width, height }
  }
  return { thumbnail: drawn(SCALE), whole: drawn(1) }
}

/** @param x, y from 0 to 1 */
function colourAt({ sky, lights, stars = false, ridges, flowers = [] }: Landscape, x: number, y: number): Colour {
  const nearest = ridges.findLastIndex(ridge => y > edge(ridge, x))
  const ridge = ridges[nearest]
  if (ridge) {
    const flower = nearest === ridges.length - 1 ? flowerAt(flowers, x, y) : null
    const lit = ridge.windows !== undefined && isWindow(ridge, x, y) ? ridge.windows : ridge.colour
    // Paler towards the next one, as in haze.
    return flower ?? mix(lit, sky[1], 0.25 * Math.max(0, 1 - (y - ridge.top) * 6) * (lit === ridge.colour ? 1 : 0))
  }
  let colour = mix(sky[0], sky[1], y / 0.75)
  if (stars && dither(Math.floor(x * 90), Math.floor(y * 160)) > 0.988) colour = mix(colour, [255, 255, 255], 0.7 - y)
  for (const light of lights) {
    const away = Math.hypot(x - light.x, ((y - light.y * 0.75) * HEIGHT) / WIDTH)
    colour = mix(colour, light.colour, away < light.size ? 1 : 0.5 * Math.max(0, 1 - (away - light.size) * 4) ** 2)
  }
  return colour
}

/** Where a ridge ends at the top: a line of hills, or of flat roofs. */
function edge({ top, swing, waves, windows }: Ridge, x: number): number {
  if (windows !== undefined) return top - swing * dither(Math.floor(x * waves), waves)
  const phase = waves * 2 + top * 9
  return top - swing * (0.7 * Math.sin(x * waves * 4 + phase) + 0.3 * Math.sin(x * waves * 11 + phase))
}

function isWindow({ waves }: Ridge, x: number, y: number): boolean {
  const [column, row] = [x * waves * 4, y * 46]
  const [across, down] = [column % 1, row % 1]
  const inside = across > 0.3 && across < 0.75 && down > 0.35 && down < 0.8
  return inside && dither(Math.floor(column), Math.floor(row)) > 0.6
}

/** So many have room beside each other. */
const FLOWERS = 18

function flowerAt(flowers: readonly Colour[], x: number, y: number): Colour | null {
  if (flowers.length === 0 || y < 0.72) return null
  const [column, row] = [x * FLOWERS, ((y - 0.72) * FLOWERS * HEIGHT) / WIDTH]
  const chance = dither(Math.floor(column), Math.floor(row))
  if (chance < 0.55 || Math.hypot((column % 1) - 0.5, (row % 1) - 0.5) > 0.24) return null
  return flowers[Math.floor(chance * 100) % flowers.length] ?? null
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const s = Math.min(1, Math.max(0, share))
  return [from[0] + (to[0] - from[0]) * s, from[1] + (to[1] - from[1]) * s, from[2] + (to[2] - from[2]) * s]
}

/** 0 to 1, the same for the same place. */
function dither(column: number, row: number): number {
  const mixed = Math.imul(column + 7, 374_761_393) ^ Math.imul(row + 3, 668_265_263)
  return ((Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177) >>> 8) & 0xffff) / 0xffff
}
