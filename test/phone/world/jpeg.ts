/**
 * A baseline JPEG encoder for pictures of some dozens of pixels: no subsampling, one quantisation table, and Huffman tables
 * in which all symbols have the same length (ITU-T T.81 asks for a prefix code, not for a good one).
 */

type Colour = readonly [red: number, green: number, blue: number]

/** Order of the 64 coefficients of a block, low frequencies first (T.81, figure A.6). */
const zigzag: readonly number[] = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
]

/** Coarser the higher the frequency; keeps a smooth picture of 72×96 pixels at about 1–2 KB. */
const quantisation: readonly number[] = zigzag.map((_, index) => 10 + index * 2)

const DC_BITS = 4
const dcSymbols = Array.from({ length: 12 }, (_, size) => size)
const AC_BITS = 8
/** Run of zeros (0–15) and size (1–10), end of block and sixteen zeros. */
const acSymbols = [0x00, 0xf0, ...Array.from({ length: 160 }, (_, i) => ((i / 10) << 4) | ((i % 10) + 1))]
const acCode = new Map(acSymbols.map((symbol, code) => [symbol, code]))

const cosines = Array.from({ length: 64 }, (_, i) => Math.cos((((2 * (i >> 3) + 1) * (i & 7)) / 16) * Math.PI))

/** Encodes what `colour` answers for each pixel, 0–255 a channel. */
export function encodeJpeg(width: number, height: number, colour: (x: number, y: number) => Colour): Uint8Array {
  const bits = new Bits()
  const last = [0, 0, 0]
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      const blocks = blocksAt(left, top, (x, y) => colour(Math.min(x, width - 1), Math.min(y, height - 1)))
      for (const [component, block] of blocks.entries()) last[component] = writeBlock(bits, block, last[component] ?? 0)
    }
  }
  return Uint8Array.from([...head(width, height), ...bits.finish(), 0xff, 0xd9])
}

function head(width: number, height: number): number[] {
  const word = (value: number): number[] => [value >> 8, value & 255]
  const part = (marker: number, ...bytes: number[]): number[] => [0xff, marker, ...word(bytes.length + 2), ...bytes]
  const table = (id: number, length: number, symbols: number[]): number[] => [
    id,
    ...Array.from({ length: 16 }, (_, i) => (i + 1 === length ? symbols.length : 0)),
    ...symbols,
  ]
  return [
    ...[0xff, 0xd8],
    ...part(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
    ...part(0xdb, 0, ...quantisation),
    ...part(0xc0, 8, ...word(height), ...word(width), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0),
    ...part(0xc4, ...table(0x00, DC_BITS, dcSymbols)),
    ...part(0xc4, ...table(0x10, AC_BITS, acSymbols)),
    ...part(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0),
  ]
}

/** Luminance and both colour differences of one 8×8 square, centred on zero. */
function blocksAt(left: number, top: number, colour: (x: number, y: number) => Colour): Float64Array[] {
  const blocks = [new Float64Array(64), new Float64Array(64), new Float64Array(64)]
  for (let i = 0; i < 64; i++) {
    const [red, green, blue] = colour(left + (i & 7), top + (i >> 3))
    const values = [
      0.299 * red + 0.587 * green + 0.114 * blue - 128,
      -0.168736 * red - 0.331264 * green + 0.5 * blue,
      0.5 * red - 0.418688 * green - 0.081312 * blue,
    ]
    for (const [component, value] of values.entries()) {
      const block = blocks[component]
      if (block) block[i] = value
    }
  }
  return blocks
}

/** @returns the block's DC value, which the next one of this component is written against. */
function writeBlock(bits: Bits, block: Float64Array, lastDc: number): number {
  const values = zigzag.map((position, index) => Math.round(coefficient(block, position) / (quantisation[index] ?? 1)))
  const dc = values[0] ?? 0
  const size = bitSize(dc - lastDc)
  bits.write(size, DC_BITS)
  bits.write(magnitude(dc - lastDc, size), size)
  let run = 0
  for (const value of values.slice(1)) {
    if (value === 0) {
      run += 1
      continue
    }
    for (; run > 15; run -= 16) bits.write(acCode.get(0xf0) ?? 0, AC_BITS)
    const length = bitSize(value)
    bits.write(acCode.get((run << 4) | length) ?? 0, AC_BITS)
    bits.write(magnitude(value, length), length)
    run = 0
  }
  if (run > 0) bits.write(acCode.get(0x00) ?? 0, AC_BITS)
  return dc
}

function coefficient(block: Float64Array, position: number): number {
  const u = position & 7
  const v = position >> 3
  let sum = 0
  for (let i = 0; i < 64; i++) {
    sum += (block[i] ?? 0) * (cosines[((i & 7) << 3) | u] ?? 0) * (cosines[((i >> 3) << 3) | v] ?? 0)
  }
  return (sum / 4) * (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1)
}

function bitSize(value: number): number {
  return value === 0 ? 0 : 32 - Math.clz32(Math.abs(value))
}

/** Negative values are written as their complement in `size` bits. */
function magnitude(value: number, size: number): number {
  return value < 0 ? value + (1 << size) - 1 : value
}

class Bits {
  readonly #bytes: number[] = []
  #pending = 0
  #count = 0

  write(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit--) {
      this.#pending = (this.#pending << 1) | ((value >> bit) & 1)
      this.#count += 1
      if (this.#count === 8) this.#flush()
    }
  }

  #flush(): void {
    this.#bytes.push(this.#pending)
    // A byte of ones would look like a marker.
    if (this.#pending === 0xff) this.#bytes.push(0)
    this.#pending = 0
    this.#count = 0
  }

  finish(): number[] {
    while (this.#count > 0) this.write(1, 1)
    return this.#bytes
  }
}
