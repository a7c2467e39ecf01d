import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { MediaError, type MediaRequest, type WireAddress } from '../ports.ts'
import { DownloadError, openDownload } from './download.ts'
import { Opening, sealedLength, TamperedError } from './media.ts'
import type { MediaBody } from './media-body.ts'

/** No client sends more in a post or a message with a preview; what announces or brings more is not fetched. */
export const MAX_FILE = 100 * 1024 * 1024

/** A progress is told at most this often (ms). */
const TELL_MS = 100

/** Where a file is written while it comes. A killed process leaves it behind. */
const partOf = (file: string): string => `${file}.part`

/**
 * Brings a file from the media host to the disk, decrypted. It is written beside its place and put there only when MAC, hashes
 * and length fit; only its owner may read it. One piece is in memory at a time.
 * @param stalledMs how long the host may be silent.
 * @throws MediaError; `network` also when the signal ended it. Nothing of the file is on disk then.
 */
export async function fetchFile(
  wire: WireAddress,
  body: MediaBody,
  directPath: string,
  { file, progress, signal }: Pick<MediaRequest, 'file' | 'progress' | 'signal'>,
  stalledMs: number,
): Promise<number> {
  if (body.fileLength !== null && body.fileLength > MAX_FILE) throw new MediaError('tooLarge')
  const part = partOf(file)
  let bytes: number
  try {
    const download = await openDownload(wire, directPath, signal, stalledMs)
    try {
      const target = await onDisk(async () => {
        await rm(part, { force: true })
        return open(part, 'wx', 0o600)
      })
      try {
        const announced = Number(download.headers['content-length'] ?? 0)
        bytes = await write(download, announced, body, target, progress)
        await onDisk(() => target.sync())
      } finally {
        await onDisk(() => target.close())
      }
      await onDisk(() => rename(part, file))
    } finally {
      download.destroy()
    }
  } catch (error) {
    // A folder that is not there, or not ours, has nothing to take away either.
    await rm(part, { force: true }).catch(() => {})
    throw mediaError(error)
  }
  progress(100)
  return bytes
}

/** Writes what comes, and checks it at the end. @returns how much it was. */
async function write(
  download: AsyncIterable<Uint8Array>,
  announced: number,
  body: MediaBody,
  target: FileHandle,
  progress: (percent: number) => void,
): Promise<number> {
  const most = sealedLength(body.fileLength ?? MAX_FILE)
  const over = new MediaError(body.fileLength === null ? 'tooLarge' : 'tampered')
  if (announced > most) throw over
  const whole = body.fileLength === null ? announced : most
  const opening = new Opening(body, body.kind)
  const tell = teller(progress)
  let received = 0
  let bytes = 0
  const put = async (content: Buffer): Promise<void> => {
    bytes += content.length
    // Writes all of it, from where the last one ended.
    if (content.length > 0) await onDisk(() => target.writeFile(content))
  }
  for await (const piece of download) {
    received += piece.length
    if (received > most) throw over
    await put(opening.push(piece))
    if (whole > 0) tell((received / whole) * 100)
  }
  await put(opening.end())
  if (body.fileLength !== null && bytes !== body.fileLength) throw new TamperedError('length')
  return bytes
}

/** Tells whole per cents, never one twice, and no hundred: that is told when the file is in its place. */
function teller(progress: (percent: number) => void): (percent: number) => void {
  let told = -1
  let at = Number.NEGATIVE_INFINITY
  return percent => {
    const whole = Math.min(99, Math.floor(percent))
    const now = performance.now()
    if (whole <= told || now - at < TELL_MS) return
    told = whole
    at = now
    progress(whole)
  }
}

/** Runs work on the disk: what fails there is told apart from what fails on the way. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch {
    throw new MediaError('disk')
  }
}

/** Answers that mean: not under this address (any more). A link that has run out is answered with any of them. */
const GONE = new Set([403, 404, 410])

function mediaError(error: unknown): MediaError {
  if (error instanceof MediaError) return error
  if (error instanceof TamperedError) return new MediaError('tampered')
  // A proxy's 403 looks the same; then the phone's new address is answered like the old one, and nothing is lost by asking.
  if (error instanceof DownloadError && error.status !== null && GONE.has(error.status)) return new MediaError('gone')
  return new MediaError('network')
}
