import type { FileHandle } from 'node:fs/promises'
import type { FileRange } from './fileRange.ts'

/** Bytes of one read. */
const CHUNK = 64 * 1024

/**
 * A part of a file as the web's stream, read only as fast as it is taken. The file is closed when it ends, fails or nobody wants
 * more of it.
 */
export function fileStream(file: FileHandle, { start, end }: FileRange): ReadableStream<Uint8Array> {
  let at = start
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const length = Math.min(CHUNK, end - at + 1)
          const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
          // Less than its size said: the file was cut.
          if (bytesRead === 0) throw new Error('the file ended early')
          at += bytesRead
          controller.enqueue(buffer.subarray(0, bytesRead))
          if (at > end) {
            await file.close()
            controller.close()
          }
        } catch (error) {
          await file.close().catch(() => undefined)
          controller.error(error)
        }
      },
      cancel: () => file.close().catch(() => undefined),
    },
    { highWaterMark: 0 },
  )
}
