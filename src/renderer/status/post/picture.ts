/** Pictures for a post, made smaller and anew. Runs in a worker: a large picture takes a second. */
import { MAX_SIDE, THUMBNAIL_SIDE } from './limits.ts'
import { type Size, within } from './size.ts'

export interface Shrunk {
  file: Blob
  width: number
  height: number
  thumbnail: Blob
}

const PHOTO_QUALITY = 0.85
const THUMBNAIL_QUALITY = 0.6

/**
 * Decodes a picture, upright as its orientation says, and encodes it as a JPEG of at most 1600 pixels a side. Only pixels go
 * from one to the other: where it was taken, with which camera and all else that EXIF, XMP and comments tell stays behind.
 * @throws when it cannot be decoded
 */
export async function shrink(file: Blob): Promise<Shrunk> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const { width, height } = within(bitmap, MAX_SIDE)
    return {
      file: await jpegOf(bitmap, { width, height }, PHOTO_QUALITY),
      width,
      height,
      thumbnail: await thumbnailOf(bitmap),
    }
  } finally {
    bitmap.close()
  }
}

/** A small JPEG of a picture. */
export function thumbnailOf(bitmap: ImageBitmap): Promise<Blob> {
  return jpegOf(bitmap, within(bitmap, THUMBNAIL_SIDE), THUMBNAIL_QUALITY)
}

function jpegOf(bitmap: ImageBitmap, { width, height }: Size, quality: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) throw new Error('there is no canvas')
  // JPEG knows no transparency: what shows through is white rather than black.
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality })
}
