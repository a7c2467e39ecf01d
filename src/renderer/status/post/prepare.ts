import { toBase64 } from './base64.ts'
import { FileRefused } from './fileRefused.ts'
import { MAX_FILE, MAX_SECONDS } from './limits.ts'
import { readMovie } from './mp4.ts'
import { type Shrunk, thumbnailOf } from './picture.ts'
import { type FileKind, HEAD, kindOfFile } from './sniff.ts'

/** A picture or video as it will be posted. */
export interface Prepared {
  kind: 'image' | 'video'
  file: Blob
  width: number
  height: number
  /** Seconds; 0 for a picture. */
  duration: number
  /** JPEG, base64. */
  thumbnail: string
  /** It was an animation, and this is its first picture. */
  still: boolean
}

/** A file that does not begin to play within this time (ms) will not do so at all. */
const PATIENCE = 15_000

/**
 * Makes what was chosen ready to be posted, by what it is and not by its name.
 * @throws {FileRefused} when it cannot be posted
 */
export async function prepare(file: Blob): Promise<Prepared> {
  if (file.size === 0) throw new FileRefused('empty')
  if (file.size > MAX_FILE) throw new FileRefused('tooLarge')
  const kind = kindOfFile(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()))
  switch (kind) {
    case 'mp4':
      return video(file)
    case 'quicktime':
    case 'webm':
      throw new FileRefused('video')
    case 'unknown':
      throw new FileRefused('unknown')
    default:
      return image(file, kind)
  }
}

async function image(file: Blob, kind: FileKind): Promise<Prepared> {
  const shrunk = await inWorker(file)
  if (shrunk === null) throw new FileRefused(kind === 'heic' ? 'heic' : 'picture')
  const { width, height } = shrunk
  const thumbnail = await base64Of(shrunk.thumbnail)
  return { kind: 'image', file: shrunk.file, width, height, duration: 0, thumbnail, still: kind === 'gif' }
}

function inWorker(file: Blob): Promise<Shrunk | null> {
  const worker = new Worker(new URL('./pictureWorker.ts', import.meta.url), { type: 'module' })
  return new Promise<Shrunk | null>((done, fail) => {
    worker.onmessage = (event: MessageEvent<Shrunk | null>) => done(event.data)
    worker.onerror = () => fail(new Error('the worker for pictures did not start'))
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}

async function video(file: Blob): Promise<Prepared> {
  const movie = await readMovie(file)
  if (movie === null || movie.video === null) throw new FileRefused('broken')
  // H.264 and AAC are what every phone plays.
  if (!['avc1', 'avc3'].includes(movie.video)) throw new FileRefused('codec')
  if (movie.audio !== null && movie.audio !== 'mp4a') throw new FileRefused('codec')
  // A camera's telemetry is a track of its own, and tells each place that was passed.
  if (movie.others.includes('meta')) throw new FileRefused('extras')
  const { cleaned } = movie
  return { kind: 'video', file: cleaned, still: false, ...(await look(cleaned)) }
}

/** Plays a video far enough to know its size and length and to take a picture of it. */
async function look(file: Blob): Promise<Pick<Prepared, 'width' | 'height' | 'duration' | 'thumbnail'>> {
  const element = document.createElement('video')
  const address = URL.createObjectURL(file)
  try {
    element.muted = true
    element.preload = 'auto'
    const loaded = happens(element, 'loadeddata')
    element.src = address
    await loaded
    const { videoWidth: width, videoHeight: height, duration } = element
    if (width === 0 || height === 0 || !Number.isFinite(duration) || duration === 0) throw new FileRefused('broken')
    if (duration > MAX_SECONDS + 0.5) throw new FileRefused('tooLong')
    // The very first picture is often black.
    const sought = happens(element, 'seeked')
    element.currentTime = Math.min(1, duration / 2)
    await sought
    const frame = await createImageBitmap(element)
    const thumbnail = await base64Of(await thumbnailOf(frame)).finally(() => frame.close())
    return { width, height, duration, thumbnail }
  } finally {
    element.removeAttribute('src')
    element.load()
    URL.revokeObjectURL(address)
  }
}

function happens(element: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> {
  const end = new AbortController()
  return new Promise<void>((done, fail) => {
    const broken = (): void => fail(new FileRefused('broken'))
    element.addEventListener(event, () => done(), { signal: end.signal })
    element.addEventListener('error', broken, { signal: end.signal })
    const timer = setTimeout(broken, PATIENCE)
    end.signal.addEventListener('abort', () => clearTimeout(timer))
  }).finally(() => end.abort())
}

async function base64Of(blob: Blob): Promise<string> {
  return toBase64(new Uint8Array(await blob.arrayBuffer()))
}
