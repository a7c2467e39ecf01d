/**
 * Videos without an encoder: every frame is a whole H.264 picture whose macroblocks are stored as they are (I_PCM), in an MP4
 * file. Large for what they show, so they are small and have few frames a second. (ITU-T H.264, 7.3; ISO/IEC 14496-12 and -15.)
 */

/** Luminance and both colour differences, 0–255. */
type Sample = readonly [y: number, cb: number, cr: number]

/** Pixels of a macroblock's side. */
const BLOCK = 16
/** A macroblock whose samples are stored as they are. */
const I_PCM = 25

/**
 * @param width, height multiples of 16
 * @param rate frames a second
 */
export function clip(
  width: number,
  height: number,
  frames: number,
  sample: (x: number, y: number, frame: number) => Sample,
  rate = 1,
): Uint8Array {
  const sps = sequence(width / BLOCK, height / BLOCK)
  const pictures = Array.from({ length: frames }, (_, frame) =>
    picture(width, height, frame, (x, y) => sample(x, y, frame)),
  )
  const stored = pictures.map(unit => Buffer.concat([word(unit.length), unit]))
  const ftyp = box('ftyp', Buffer.from('isom\0\0\0\x01isomavc1', 'latin1'))
  const moov = (start: number): Buffer => movie(width, height, sps, stored, start, SCALE / rate)
  const start = ftyp.length + moov(0).length + 8
  return Buffer.concat([ftyp, moov(start), box('mdat', ...stored)])
}

class Bits {
  readonly #bytes: number[] = []
  #pending = 0
  #count = 0

  u(value: number, length: number): this {
    for (let bit = length - 1; bit >= 0; bit--) {
      this.#pending = (this.#pending << 1) | ((value >> bit) & 1)
      this.#count += 1
      if (this.#count < 8) continue
      this.#bytes.push(this.#pending)
      this.#pending = 0
      this.#count = 0
    }
    return this
  }

  /** An Exp-Golomb code (9.1). */
  ue(value: number): this {
    const length = 32 - Math.clz32(value + 1)
    return this.u(0, length - 1).u(value + 1, length)
  }

  align(): this {
    return this.#count === 0 ? this : this.u(0, 8 - this.#count)
  }

  /** With the bit that ends a unit, and the bytes that keep start codes out of it (7.4.1). */
  unit(header: number): Buffer {
    this.u(1, 1).align()
    const safe = [header]
    let zeros = 0
    for (const byte of this.#bytes) {
      if (zeros === 2 && byte <= 3) {
        safe.push(3)
        zeros = 0
      }
      safe.push(byte)
      zeros = byte === 0 ? zeros + 1 : 0
    }
    return Buffer.from(safe)
  }
}

/** Baseline profile, one reference picture, pictures shown in the order in which they come. */
function sequence(columns: number, rows: number): Buffer {
  const bits = new Bits().u(66, 8).u(0xc0, 8).u(30, 8).ue(0).ue(0).ue(2).ue(1).u(0, 1)
  return bits
    .ue(columns - 1)
    .ue(rows - 1)
    .u(1, 1)
    .u(1, 1)
    .u(0, 1)
    .u(0, 1)
    .unit(0x67)
}

/** CAVLC; a slice says that it is not to be deblocked. */
function pictureParameters(): Buffer {
  const bits = new Bits().ue(0).ue(0).u(0, 1).u(0, 1).ue(0).ue(0).ue(0).u(0, 1).u(0, 2)
  return bits.ue(0).ue(0).ue(0).u(1, 1).u(0, 1).u(0, 1).unit(0x68)
}

function picture(width: number, height: number, number: number, sample: (x: number, y: number) => Sample): Buffer {
  // One slice of type I that begins with the first block; two pictures in a row differ in their id.
  const bits = new Bits()
    .ue(0)
    .ue(7)
    .ue(0)
    .u(0, 4)
    .ue(number % 2)
    .u(0, 2)
    .ue(0)
    .ue(1)
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      bits.ue(I_PCM).align()
      for (let i = 0; i < BLOCK * BLOCK; i++) bits.u(sample(left + (i % BLOCK), top + Math.floor(i / BLOCK))[0], 8)
      for (const part of [1, 2] as const) {
        for (let i = 0; i < 64; i++) bits.u(sample(left + 2 * (i % 8), top + 2 * Math.floor(i / 8))[part], 8)
      }
    }
  }
  return bits.unit(0x65)
}

function word(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}

function half(...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index)
  return bytes
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const length = 8 + parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([word(length), Buffer.from(type, 'latin1'), ...parts])
}

/** Ticks of a second. */
const SCALE = 1000
const MATRIX = word(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** @param ticks of a frame */
function movie(
  width: number,
  height: number,
  sps: Buffer,
  stored: readonly Buffer[],
  start: number,
  ticks: number,
): Buffer {
  const length = stored.length * ticks
  const pps = pictureParameters()
  const mvhd = box(
    'mvhd',
    word(0, 0, 0, SCALE, length, 0x10000),
    half(0x100, 0),
    word(0, 0),
    MATRIX,
    word(0, 0, 0, 0, 0, 0, 2),
  )
  const tkhd = box('tkhd', word(3, 0, 0, 1, 0, length, 0, 0), half(0, 0, 0, 0), MATRIX, word(width << 16, height << 16))
  const mdhd = box('mdhd', word(0, 0, 0, SCALE, length), half(0x55c4, 0))
  const hdlr = box('hdlr', word(0, 0), Buffer.from('vide', 'latin1'), word(0, 0, 0), Buffer.from('\0'))
  const dinf = box('dinf', box('dref', word(0, 1), box('url ', word(1))))
  const avcC = box(
    'avcC',
    Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1]),
    half(sps.length),
    sps,
    Buffer.from([1]),
    half(pps.length),
    pps,
  )
  const avc1 = box(
    'avc1',
    ...[word(0), half(0, 1, 0, 0), word(0, 0, 0), half(width, height), word(0x480000, 0x480000, 0), half(1)],
    ...[Buffer.alloc(32), half(24, 0xffff), avcC],
  )
  const stbl = box(
    'stbl',
    box('stsd', word(0, 1), avc1),
    box('stts', word(0, 1, stored.length, ticks)),
    box('stsc', word(0, 1, 1, stored.length, 1)),
    box('stsz', word(0, 0, stored.length, ...stored.map(({ length: size }) => size))),
    box('stco', word(0, 1, start)),
  )
  const minf = box('minf', box('vmhd', word(1), half(0, 0, 0, 0)), dinf, stbl)
  return box('moov', mvhd, box('trak', tkhd, box('mdia', mdhd, hdlr, minf)))
}
