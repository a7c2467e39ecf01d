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
  /** One is stored by the engine, the next may be begun already; each waits for its own credit. */
  const running = new Map<number, Running>()
  const send = (message: FromDecoder, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

  const pump = (job: Running): void => {
    try {
      while (job.credit > 0) {
        const next = job.slices.next()
        if (next.done) {
          running.delete(job.id)
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
      running.delete(job.id)
      send({ type: 'failed', id: job.id, why: 'unreadable' })
    }
  }

  const begin = (job: DecodeJob): void => {
    try {
      const deflated = job.keys ? openMedia(job.file, job.keys, 'History') : job.file
      const chunk = inflateSync(deflated, { maxOutputLength: MAX_INFLATED })
      const slices = slicesOf(chunk, { me: job.me, at: job.at, size: SLICE_MESSAGES })
      const begun = { id: job.id, slices, index: 0, skip: job.skip, credit: WINDOW }
      running.set(job.id, begun)
      pump(begun)
    } catch (error) {
      send({ type: 'failed', id: job.id, why: error instanceof TamperedError ? 'tampered' : 'unreadable' })
    }
  }

  port.on('message', (message: ToDecoder) => {
    if (message.type === 'job') {
      begin(message)
      return
    }
    const job = running.get(message.id)
    if (message.type === 'drop') running.delete(message.id)
    if (job === undefined || message.type === 'drop') return
    job.credit += 1
    pump(job)
  })
}

if (parentPort) start(parentPort)
