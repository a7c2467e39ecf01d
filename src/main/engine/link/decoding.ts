import { Worker } from 'node:worker_threads'
import type { DecodeJob, FromDecoder, ToDecoder } from './decoder-messages.ts'
import type { Slice } from './history-events.ts'

/** The decoder could not read a chunk. */
export class DecodeError extends Error {
  readonly why: 'tampered' | 'unreadable' | 'stopped'
  constructor(why: DecodeError['why']) {
    super(`History: ${why}`)
    this.name = 'DecodeError'
    this.why = why
  }
}

const IDLE_MS = 30_000

/** The decoder's thread, started when there is something to decode and ended after half a minute without. One job at a time. */
export class Decoding {
  readonly #url: URL
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | null = null
  #fail: ((error: Error) => void) | null = null

  constructor(url: URL) {
    this.#url = url
  }

  /**
   * Decodes a chunk; `take` gets its slices in order and must return before the next one is asked for.
   * @throws DecodeError, or what `take` throws (decoding stops then).
   */
  run(job: Omit<DecodeJob, 'type'>, take: (index: number, slice: Slice) => void): Promise<void> {
    const worker = this.#awake()
    const post = (message: ToDecoder, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer)
    return new Promise<void>((resolve, reject) => {
      /**
       * What has arrived, taken one per turn of the event loop. A port hands over all that waits (up to a thousand
       * messages) in one turn, and the decoder is quicker than the store: without this a chunk would keep every call out.
       */
      const arrived: FromDecoder[] = []
      let over = false
      const finish = (error: Error | null) => {
        over = true
        worker.off('message', onMessage)
        this.#fail = null
        if (error) reject(error)
        else resolve()
        this.#rest()
      }
      const turn = () => {
        const message = arrived.shift()
        if (over || message === undefined) return
        if (message.type === 'end') finish(null)
        else if (message.type === 'failed') finish(new DecodeError(message.why))
        else {
          try {
            take(message.index, message.slice)
            post({ type: 'next', id: job.id })
          } catch (error) {
            finish(error instanceof Error ? error : new Error(String(error)))
            this.stop()
          }
        }
        if (arrived.length > 0) setImmediate(turn)
      }
      const onMessage = (message: FromDecoder) => {
        if (message.id !== job.id) return
        if (arrived.push(message) === 1) setImmediate(turn)
      }
      this.#fail = finish
      worker.on('message', onMessage)
      const { buffer, byteLength } = job.file
      // Handed over, not copied, where the file has its memory to itself.
      const whole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
      post({ type: 'job', ...job }, whole ? [buffer] : [])
    })
  }

  /** Ends the thread; a job under way fails with `stopped`. */
  stop(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    const worker = this.#worker
    this.#worker = null
    this.#fail?.(new DecodeError('stopped'))
    void worker?.terminate()
  }

  #awake(): Worker {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    if (this.#worker) return this.#worker
    const worker = new Worker(this.#url, { name: 'history' })
    const ended = () => {
      if (this.#worker !== worker) return
      this.#worker = null
      this.#fail?.(new DecodeError('unreadable'))
    }
    worker.once('error', ended)
    worker.once('exit', ended)
    this.#worker = worker
    return worker
  }

  #rest(): void {
    if (!this.#worker) return
    this.#idle = setTimeout(() => this.stop(), IDLE_MS)
    this.#idle.unref()
  }
}
