/** What a media file is by its own first bytes: neither its name nor what the sender calls it is believed. */

/** Of a post's file; the kinds that a page may be given. Nothing that can hold script is among them. */
const TYPES = {
  image: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  video: ['video/mp4', 'video/webm', 'video/3gpp', 'video/quicktime'],
  audio: ['audio/ogg', 'audio/mp4', 'audio/aac', 'audio/mpeg'],
} as const

export type FileClass = keyof typeof TYPES
export type FileType = (typeof TYPES)[FileClass][number]

/** So many bytes are enough for {@link typeOfFile}. */
export const HEAD_BYTES = 64

/** True for a type that may be served. */
export function isFileType(type: string): type is FileType {
  return Object.values(TYPES).some(types => types.some(each => each === type))
}

/**
 * @param head the file's first {@link HEAD_BYTES} bytes or more, or all of a shorter one
 * @param wanted what it has to be: MP4 holds video or sound alone, which its first bytes do not tell apart
 * @returns null when it is none of the types of that class
 */
export function typeOfFile(head: Uint8Array, wanted: FileClass): FileType | null {
  const type = wanted === 'audio' ? soundType(head) : (pictureType(head) ?? videoType(head))
  return TYPES[wanted].find(each => each === type) ?? null
}

function pictureType(head: Uint8Array): FileType | null {
  if (starts(head, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (text(head, 0, 6) === 'GIF87a' || text(head, 0, 6) === 'GIF89a') return 'image/gif'
  return text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP' ? 'image/webp' : null
}

function videoType(head: Uint8Array): FileType | null {
  // EBML; Matroska begins so too, and says so behind it.
  if (starts(head, 0x1a, 0x45, 0xdf, 0xa3)) return text(head, 0, HEAD_BYTES).includes('webm') ? 'video/webm' : null
  const brand = brandOf(head)
  if (brand === null || STILL_BRANDS.has(brand)) return null
  if (brand === 'qt  ') return 'video/quicktime'
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4'
}

function soundType(head: Uint8Array): FileType | null {
  if (text(head, 0, 4) === 'OggS') return 'audio/ogg'
  const brand = brandOf(head)
  if (brand !== null) return STILL_BRANDS.has(brand) ? null : 'audio/mp4'
  if (text(head, 0, 3) === 'ID3') return 'audio/mpeg'
  const [first = 0, second = 0] = head
  if (first !== 0xff) return null
  // Twelve bits of sync, then version and layer: layer 0 is AAC's ADTS (ISO/IEC 13818-7), the others are MPEG audio's.
  if ((second & 0xf6) === 0xf0) return 'audio/aac'
  return (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? 'audio/mpeg' : null
}

/** Brands of the ISO base media file format that mean a still picture (the list at mp4ra.org). */
const STILL_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'])

/** The major brand of an ISO base media file (ISO/IEC 14496-12), or null when it is none. */
function brandOf(head: Uint8Array): string | null {
  return text(head, 4, 8) === 'ftyp' && head.length >= 12 ? text(head, 8, 12) : null
}

function text(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to))
}

function starts(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}
