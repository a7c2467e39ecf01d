/** What a file is by its first bytes, whatever its name says. `mp4`: by its brand; what is in it is read by mp4.ts. */
export type FileKind =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'avif'
  | 'heic'
  | 'mp4'
  | 'quicktime'
  | 'webm'
  | 'unknown'

/** So many bytes are enough. */
export const HEAD = 32

/** Brands of the ISO base media file format (the list at mp4ra.org) that mean a still picture, or something else than MP4. */
const heic = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])
const avif = new Set(['avif', 'avis'])

/** @param head the file's first {@link HEAD} bytes, or all of a shorter one */
export function kindOfFile(head: Uint8Array): FileKind {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to))
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte)
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(0, 2) === 'BM') return 'bmp'
  if (starts(0x1a, 0x45, 0xdf, 0xa3)) return 'webm'
  if (text(4, 8) === 'moov' || text(4, 8) === 'wide') return 'quicktime'
  if (text(4, 8) !== 'ftyp') return 'unknown'
  const brand = text(8, 12)
  if (avif.has(brand)) return 'avif'
  if (heic.has(brand)) return 'heic'
  return brand === 'qt  ' ? 'quicktime' : 'mp4'
}
