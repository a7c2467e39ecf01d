import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileType } from '../../../src/main/engine/file-type.ts'
import { PICTURE_HEAD_BYTES, pixelsOf } from '../../../src/main/engine/picture-size.ts'
import { encodeJpeg } from '../../phone/world/jpeg.ts'

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const be16 = (n: number): number[] => [n >> 8, n & 0xff]
const le16 = (n: number): number[] => [n & 0xff, n >> 8]

const start = [0xff, 0xd8]
const frame = (width: number, height: number, marker = 0xc0): number[] =>
  [[0xff, marker], be16(11), [8], be16(height), be16(width), [1, 1, 0x11, 0]].flat()
const app = (length: number): number[] => [0xff, 0xe1, ...be16(length), ...Array<number>(length - 2).fill(7)]
const png = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0, 0, 13], 'IHDR'), size, bytes([8, 2, 0, 0, 0])])
}
const gif = (width: number, height: number, ...rest: number[][]): Buffer =>
  bytes('GIF89a', le16(width), le16(height), [0x80, 0, 0], [0, 0, 0, 1, 1, 1], ...rest)
const picture = (left: number, top: number, width: number, height: number): number[] =>
  [[0x2c], le16(left), le16(top), le16(width), le16(height), [0]].flat()
const webp = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat([bytes('RIFF....WEBP', ...parts), Buffer.alloc(20)])

test.each<[string, FileType, Buffer, number]>([
  ['JPEG', 'image/jpeg', bytes(start, frame(30_000, 20_000)), 600_000_000],
  ['progressive JPEG', 'image/jpeg', bytes(start, app(100), frame(300, 200, 0xc2)), 60_000],
  ['JPEG with tables before its size', 'image/jpeg', bytes(start, [0xff, 0xc4, 0, 3, 9], frame(30, 20)), 600],
  ['JPEG with something between its segments', 'image/jpeg', bytes(start, app(9), [1, 2, 0xff, 0], frame(30, 20)), 600],
  ['JPEG with filling bytes', 'image/jpeg', bytes(start, [0xff, 0xff], frame(30, 20)), 600],
  ['JPEG with an empty segment', 'image/jpeg', bytes(start, [0xff, 0xe1, 0, 0], frame(30, 20)), 600],
  ['JPEG without a size', 'image/jpeg', bytes(start, app(9), [0xff, 0xda, 0, 2]), 0],
  ['JPEG that ends', 'image/jpeg', bytes(start, [0xff]), 0],
  ['PNG', 'image/png', png(30_000, 30_000), 900_000_000],
  ['GIF', 'image/gif', gif(20, 10, [0x21, 0xf9, 2, 0, 0, 0], picture(0, 0, 20, 10)), 200],
  ['GIF with a picture beyond its screen', 'image/gif', gif(1, 1, picture(5, 5, 60_000, 60_000)), 60_005 ** 2],
  ['GIF without a picture', 'image/gif', gif(20, 10, [0x3b], Array<number>(20).fill(0)), 200],
  ['WebP', 'image/webp', webp('VP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a], le16(16_000), le16(9_000)), 144_000_000],
  ['lossless WebP', 'image/webp', webp('VP8L', [0, 0, 0, 0, 0x2f, 0xff, 0xff, 0xff, 0x0f]), 16_384 ** 2],
  ['extended WebP', 'image/webp', webp('VP8X', [10, 0, 0, 0, 0, 0, 0, 0, 99, 0, 1, 49, 0, 0]), 65_636 * 50],
  ['a video', 'video/mp4', Buffer.alloc(100), 0],
])('%s', (_name, type, file, pixels) => {
  expect(pixelsOf(file, type, true)).toBe(pixels)
})

test('the size of a picture that was made', () => {
  expect(
    pixelsOf(
      encodeJpeg(72, 96, () => [1, 2, 3]),
      'image/jpeg',
      true,
    ),
  ).toBe(72 * 96)
  const docs = join(import.meta.dirname, '../../../docs')
  const [name = ''] = readdirSync(docs).filter(each => each.endsWith('.png'))
  const file = readFileSync(join(docs, name))
  const pixels = pixelsOf(file, 'image/png', true)
  expect(pixels).toBeGreaterThan(100_000)
  expect(pixels).toBeLessThan(50_000_000)
})

test('a size that stands further back is told from none', () => {
  const file = bytes(start, ...Array<number[]>(5).fill(app(65_000)), frame(10, 10))
  expect(pixelsOf(file.subarray(0, PICTURE_HEAD_BYTES), 'image/jpeg', false)).toBe(Number.POSITIVE_INFINITY)
  expect(pixelsOf(file, 'image/jpeg', true)).toBe(100)
})

test('any bytes have a number of pixels', () => {
  const types = fc.constantFrom<FileType>('image/jpeg', 'image/png', 'image/gif', 'image/webp')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), types, fc.boolean(), (head, type, whole) => {
      expect(pixelsOf(head, type, whole)).toBeGreaterThanOrEqual(0)
    }),
  )
})
