import { toBase64 } from './base64.ts'
import { PART } from './limits.ts'

/** The calls of the contract that an upload makes. */
export interface UploadCalls {
  begin: (bytes: number) => Promise<{ uploadId: string }>
  part: (part: { uploadId: string; at: number; data: string }) => Promise<unknown>
  drop: (uploadId: string) => Promise<unknown>
}

/**
 * Hands a file to the engine, part after part, so that neither side ever holds more than one of them. What was handed over
 * is dropped again when that fails or is aborted.
 * @param onPercent called after each part, 0–100
 * @returns the id to post it by
 * @throws what the calls throw, or the signal's reason
 */
export async function upload(
  file: Blob,
  calls: UploadCalls,
  onPercent: (percent: number) => void,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted()
  const { uploadId } = await calls.begin(file.size)
  try {
    for (let at = 0; at < file.size; at += PART) {
      const bytes = new Uint8Array(await file.slice(at, at + PART).arrayBuffer())
      signal.throwIfAborted()
      await calls.part({ uploadId, at, data: toBase64(bytes) })
      onPercent(Math.min(100, ((at + bytes.length) / file.size) * 100))
    }
    signal.throwIfAborted()
    return uploadId
  } catch (error) {
    // The engine drops it after an hour by itself.
    await calls.drop(uploadId).catch(() => null)
    throw error
  }
}
