/**
 * The decoder's thread: opens, inflates, decodes and projects history, so that the engine's thread only stores. It holds
 * no state between jobs.
 */
import { parentPort } from 'node:worker_threads'
import { inflateSync } from 'node:zlib'
import { type DecodeJob, type FromDecoder, SLICE_MESSAGES, type ToDecoder, WINDOW } from './decoder-messages.ts'
import { type Slice, slicesOf } from './history-events.ts'
import { openMedia, TamperedError } from './media.ts'
import { packed } from './packing.ts'

/** More than this no phone sends in a chunk; what claims more is not inflated. */
const MAX_INFLATED = 1 << 30

interface Running {
  id: number
  slices: Generator<Slice>
  index: number
  skip: number
  credit: number
}

function start(port: NonNullable<typeof parentPort>): void {
  let running: Running | null = null
  const send = (message: FromDecoder, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

  const pump = (): void => {
    const job = running
    if (!job) return
    try {
      while (job.credit > 0) {
        const next = job.slices.next()
        if (next.done) {
          running = null
          send({ type: 'end', id: job.id })
          return
        }
        const index = job.index++
        if (index < job.skip) continue
        const buffer = packed(next.value)
        job.credit -= 1
        send({ type: 'slice', id: job.id, index, slice: next.value }, [buffer])
      }
    } catch {
      running = null
      send({ type: 'failed', id: job.id, why: 'unreadable' })
    }
  }

  const begin = (job: DecodeJob): void => {
    try {
      const deflated = job.keys ? openMedia(job.file, job.keys, 'History') : job.file
      const chunk = inflateSync(deflated, { maxOutputLength: MAX_INFLATED })
      const slices = slicesOf(chunk, { me: job.me, at: job.at, size: SLICE_MESSAGES })
      running = { id: job.id, slices, index: 0, skip: job.skip, credit: WINDOW }
    } catch (error) {
      send({ type: 'failed', id: job.id, why: error instanceof TamperedError ? 'tampered' : 'unreadable' })
      return
    }
    pump()
  }

  port.on('message', (message: ToDecoder) => {
    if (message.type === 'job') begin(message)
    else if (running?.id === message.id) {
      running.credit += 1
      pump()
    }
  })
}

if (parentPort) start(parentPort)
