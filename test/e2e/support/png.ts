import { inflateSync } from 'node:zlib'

export interface Picture {
  width: number
  height: number
  /** Red, green, blue, alpha of each pixel, row by row. */
  rgba: Uint8ClampedArray
}

/**
 * Decodes a screenshot: 8 bits per channel, with or without alpha, not interlaced (PNG specification, ISO/IEC 15948).
 * @throws when it is another kind of PNG
 */
export function decodePng(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = { 2: 3, 6: 4 }[png.readUInt8(25)]
  if (png.readUInt8(24) !== 8 || channels === undefined || png.readUInt8(28) !== 0)
    throw new Error('unknown kind of PNG')
  const rows = inflateSync(Buffer.concat([...dataChunks(png)]))
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  const stride = width * channels
  let above = Buffer.alloc(stride)
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1)
    const row = Buffer.from(rows.subarray(start + 1, start + 1 + stride))
    unfilter(rows.readUInt8(start), row, above, channels)
    for (let x = 0; x < width; x += 1) rgba.set(row.subarray(x * channels, (x + 1) * channels), (y * width + x) * 4)
    above = row
  }
  return { width, height, rgba }
}

function* dataChunks(png: Buffer): Generator<Buffer> {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') yield png.subarray(at + 8, at + 8 + length)
    at += length + 12
  }
}

/** Takes the row's filter back, in place (section 9 of the specification). */
function unfilter(filter: number, row: Buffer, above: Buffer, step: number): void {
  for (let i = 0; i < row.length; i += 1) {
    const left = row[i - step] ?? 0
    const up = above[i] ?? 0
    const corner = i < step ? 0 : (above[i - step] ?? 0)
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
    if (guess === undefined) throw new Error('unknown PNG filter')
    row[i] = (row[i] ?? 0) + guess
  }
}

function paeth(left: number, up: number, corner: number): number {
  const base = left + up - corner
  const [a, b, c] = [Math.abs(base - left), Math.abs(base - up), Math.abs(base - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
