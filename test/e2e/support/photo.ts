import { encodeJpeg } from '../../phone/world/jpeg.ts'

/** What a camera writes about where a photo was taken. */
export const PLACE = 'GPS 48.8577 N 2.2950 E'

/**
 * A photo as cameras take them: with an EXIF segment (CIPA DC-008) that says which way up it is, and another one with its place.
 * @param orientation 1: upright; 6: to be turned by a quarter to the right, so it is shown `height` wide and `width` high
 */
export function withPlace(width: number, height: number, orientation: 1 | 6): Buffer {
  const jpeg = Buffer.from(
    encodeJpeg(width, height, (x, y) => [(x * 255) / width, (y * 255) / height, x < width / 2 ? 220 : 40]),
  )
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*\0\0\0\x08', 'latin1')
  // One entry: orientation, a 16-bit number.
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0x0112, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(PLACE)]))
  return Buffer.concat([jpeg.subarray(0, 2), exif, segment(0xfe, Buffer.from(PLACE)), jpeg.subarray(2)])
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
