/**
 * How many pixels a picture has, by its header alone. A file of a few kilobytes can say that it has billions, and whoever shows it
 * needs four bytes of memory for each.
 */
import type { FileType } from './file-type.ts'

/** No camera's picture of a post has more; it takes 200 MB when it is shown. */
export const MOST_PIXELS = 50_000_000

/** The size stands within so many bytes, or the picture is not shown: what is before it in a JPEG may be long. */
export const PICTURE_HEAD_BYTES = 256 * 1024

/**
 * @param head the file's first {@link PICTURE_HEAD_BYTES} bytes, or all of a shorter one
 * @param whole `head` is the whole file
 * @returns 0 for what is no picture, or one that nobody can show; infinite when its size stands further back
 */
export function pixelsOf(head: Uint8Array, type: FileType, whole: boolean): number {
  const size = sizeOf(Buffer.from(head.buffer, head.byteOffset, head.byteLength), type)
  if (size === 'further') return whole ? 0 : Number.POSITIVE_INFINITY
  return size.width * size.height
}

/** `further`: the bytes end before the size. */
type Size = { width: number; height: number } | 'further'

const NONE: Size = { width: 0, height: 0 }

function sizeOf(head: Buffer, type: FileType): Size {
  switch (type) {
    case 'image/jpeg':
      return jpegSize(head)
    case 'image/png':
      // The first chunk is IHDR (W3C PNG, 11.2.1).
      return head.length < 24 ? 'further' : { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
    case 'image/gif':
      return gifSize(head)
    case 'image/webp':
      return webpSize(head)
    default:
      return NONE
  }
}

/**
 * The first frame header of a JPEG (ITU-T T.81, annex B). What stands between two segments is passed over, as decoders do.
 */
function jpegSize(head: Buffer): Size {
  let at = 2
  for (;;) {
    at = head.indexOf(0xff, at)
    if (at < 0) return 'further'
    while (head[at] === 0xff) at += 1
    const marker = head[at]
    at += 1
    if (marker === undefined || at + 2 > head.length) return 'further'
    if (marker === END_OF_IMAGE || marker === START_OF_SCAN) return NONE
    if (isAlone(marker)) continue
    if (isFrame(marker)) {
      if (at + 7 > head.length) return 'further'
      return { height: head.readUInt16BE(at + 3), width: head.readUInt16BE(at + 5) }
    }
    at += Math.max(2, head.readUInt16BE(at))
  }
}

const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda

/** Markers without a length: stuffing, TEM, RST0–7, SOI. */
function isAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** SOF0–15; DHT, JPG and DAC have their numbers among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** The screen of a GIF (GIF89a, 18), or more where its first picture reaches beyond it: then decoders make it larger. */
function gifSize(head: Buffer): Size {
  if (head.length < 13) return 'further'
  const [width, height] = [head.readUInt16LE(6), head.readUInt16LE(8)]
  const flags = head.readUInt8(10)
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  while (head[at] === EXTENSION) {
    at += 2
    // Blocks, each behind its length, up to an empty one.
    for (;;) {
      const length = head[at]
      if (length === undefined) return 'further'
      at += 1 + length
      if (length === 0) break
    }
  }
  if (at + 9 > head.length) return 'further'
  if (head[at] !== PICTURE) return { width, height }
  return {
    width: Math.max(width, head.readUInt16LE(at + 1) + head.readUInt16LE(at + 5)),
    height: Math.max(height, head.readUInt16LE(at + 3) + head.readUInt16LE(at + 7)),
  }
}

const EXTENSION = 0x21
const PICTURE = 0x2c

/** The first chunk of a WebP: the canvas of an extended one, or the picture itself (RFC 9649, RFC 6386 9.1). */
function webpSize(head: Buffer): Size {
  if (head.length < 30) return 'further'
  const chunk = head.toString('latin1', 12, 16)
  if (chunk === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
  if (chunk === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
  if (chunk !== 'VP8L') return NONE
  const bits = head.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
