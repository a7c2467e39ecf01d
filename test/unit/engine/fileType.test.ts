import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FileClass, HEAD_BYTES, isFileType, typeOfFile } from '../../../src/main/engine/file-type.ts'

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

test.each<[string, Buffer, FileClass, string | null]>([
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image', 'image/jpeg'],
  ['PNG', bytes([0x89], 'PNG\r\n', [0x1a], '\n'), 'image', 'image/png'],
  ['GIF', bytes('GIF89a'), 'image', 'image/gif'],
  ['WebP', bytes('RIFF....WEBPVP8 '), 'image', 'image/webp'],
  ['WAV', bytes('RIFF....WAVEfmt '), 'image', null],
  ['HEIC', bytes([0, 0, 0, 24], 'ftypheic'), 'image', null],
  ['HEIC as a video', bytes([0, 0, 0, 24], 'ftypheic'), 'video', null],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), 'image', null],
  ['HTML', bytes('<!DOCTYPE html>'), 'image', null],
  ['PDF', bytes('%PDF-1.7'), 'image', null],
  ['a video as a picture', bytes([0, 0, 0, 24], 'ftypisom'), 'image', null],
  ['MP4', bytes([0, 0, 0, 24], 'ftypisom'), 'video', 'video/mp4'],
  ['QuickTime', bytes([0, 0, 0, 20], 'ftypqt  '), 'video', 'video/quicktime'],
  ['3GP', bytes([0, 0, 0, 20], 'ftyp3gp5'), 'video', 'video/3gpp'],
  ['WebM', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm'), 'video', 'video/webm'],
  ['Matroska', bytes([0x1a, 0x45, 0xdf, 0xa3, 0xa3, 0x42, 0x82, 0x88], 'matroska'), 'video', null],
  ['a picture as a video', bytes([0xff, 0xd8, 0xff, 0xe0]), 'video', null],
  ['Ogg', bytes('OggS'), 'audio', 'audio/ogg'],
  ['Ogg as a video', bytes('OggS'), 'video', null],
  ['M4A', bytes([0, 0, 0, 24], 'ftypM4A '), 'audio', 'audio/mp4'],
  ['MP3 with a tag', bytes('ID3', [4, 0]), 'audio', 'audio/mpeg'],
  ['MP3', bytes([0xff, 0xfb, 0x90]), 'audio', 'audio/mpeg'],
  ['AAC', bytes([0xff, 0xf1, 0x50]), 'audio', 'audio/aac'],
  ['JPEG as sound', bytes([0xff, 0xd8, 0xff]), 'audio', null],
  ['nothing', Buffer.alloc(0), 'image', null],
  ['half a head', bytes([0, 0, 0, 24], 'ftyp'), 'video', null],
])('%s', (_name, head, wanted, type) => {
  expect(typeOfFile(head, wanted)).toBe(type)
})

test('any bytes have a type that may be served, or none', () => {
  const wanted = fc.constantFrom<FileClass>('image', 'video', 'audio')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: HEAD_BYTES }), wanted, (head, kind) => {
      const type = typeOfFile(head, kind)
      if (type !== null) expect(isFileType(type) && type.startsWith(kind)).toBe(true)
    }),
  )
  for (const type of ['image/svg+xml', 'text/html', 'application/pdf', '']) expect(isFileType(type)).toBe(false)
})
