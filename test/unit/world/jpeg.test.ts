import { expect, it } from 'vitest'
import { encodeJpeg } from '../../phone/world/jpeg.ts'
import { picture } from '../../phone/world/pictures.ts'

/** Walks the file as a decoder does: segments by their lengths, then every coefficient of every block. */
function walk(bytes: Uint8Array): { markers: number[]; blocks: number; width: number; height: number } {
  const at = (index: number): number => bytes[index] ?? -1
  const word = (index: number): number => (at(index) << 8) | at(index + 1)
  expect([at(0), at(1)]).toEqual([0xff, 0xd8])
  const markers: number[] = []
  let [position, width, height] = [2, 0, 0]
  for (let marker = 0; marker !== 0xda; position += 2 + word(position + 2)) {
    expect(at(position)).toBe(0xff)
    marker = at(position + 1)
    markers.push(marker)
    if (marker === 0xc0) [height, width] = [word(position + 5), word(position + 7)]
  }
  expect([at(bytes.length - 2), at(bytes.length - 1)]).toEqual([0xff, 0xd9])

  let bits = ''
  for (let i = position; i < bytes.length - 2; i++) {
    bits += at(i).toString(2).padStart(8, '0')
    if (at(i) === 0xff) expect(at(++i)).toBe(0)
  }
  let read = 0
  const take = (length: number): number => {
    read += length
    return Number.parseInt(`0${bits.slice(read - length, read)}`, 2)
  }
  const symbols = [0x00, 0xf0, ...Array.from({ length: 160 }, (_, i) => (Math.floor(i / 10) << 4) | ((i % 10) + 1))]
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8) * 3
  for (let block = 0; block < blocks; block++) {
    take(take(4))
    for (let k = 1; k < 64; ) {
      const symbol = symbols[take(8)] ?? -1
      expect(symbol).toBeGreaterThanOrEqual(0)
      if (symbol === 0) break
      take(symbol & 15)
      k += (symbol >> 4) + 1
      expect(k).toBeLessThanOrEqual(64)
    }
  }
  expect(bits.slice(read)).toMatch(/^1{0,7}$/)
  return { markers, blocks, width, height }
}

it('writes a baseline JPEG that a decoder can walk to its end', () => {
  for (const [width, height] of [
    [8, 8],
    [96, 72],
    [13, 21],
  ] as const) {
    const bytes = encodeJpeg(width, height, (x, y) => [(x * 37) % 256, (y * 11) % 256, ((x ^ y) * 29) % 256])
    const walked = walk(bytes)
    expect(walked).toMatchObject({ width, height })
    expect(walked.markers).toEqual([0xe0, 0xdb, 0xc0, 0xc4, 0xc4, 0xda])
  }
})

it('draws small pictures that differ, the same for the same number', () => {
  const all = Array.from({ length: 24 }, (_, i) => Buffer.from(picture(i).jpeg).toString('base64'))
  expect(new Set(all).size).toBe(24)
  expect(picture(25)).toBe(picture(1))
  for (let i = 0; i < 24; i++) {
    const { jpeg, width, height } = picture(i)
    expect(walk(jpeg)).toMatchObject({ width, height })
    expect(jpeg.length).toBeLessThan(4096)
  }
})
