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

/** A chunk that the thread was given. */
export interface DecodedChunk {
  /**
   * `take` gets the slices in order, one per turn of the event loop, and must return before the next one is asked for.
   * To be called once. @throws DecodeError, or what `take` throws (no slice follows then).
   */
  slices(take: (index: number, slice: Slice) => void): Promise<void>
}

const IDLE_MS = 30_000

/**
 * The decoder's thread, started when there is something to decode and ended after half a minute without. A chunk can be
 * begun while another one is being stored: its first slices wait then.
 */
export class Decoding {
  readonly #url: URL
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | null = null
  /** What was begun and is not over, by job. */
  readonly #under = new Map<number, Under>()

  constructor(url: URL) {
    this.#url = url
  }

  begin(job: Omit<DecodeJob, 'type'>): DecodedChunk {
    const worker = this.#awake()
    const under = new Under(
      type => worker.postMessage({ type, id: job.id } satisfies ToDecoder),
      () => {
        if (this.#under.get(job.id) !== under) return
        this.#under.delete(job.id)
        this.#rest()
      },
    )
    this.#under.set(job.id, under)
    const { buffer, byteLength } = job.file
    // Handed over, not copied, where the file has its memory to itself.
    const whole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    worker.postMessage({ type: 'job', ...job } satisfies ToDecoder, whole ? [buffer] : [])
    return { slices: take => under.slices(take) }
  }

  /** Ends the thread; what is under way fails with `stopped`. */
  stop(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    const worker = this.#worker
    this.#worker = null
    this.#fail('stopped')
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
      this.#fail('unreadable')
    }
    worker.on('message', (message: FromDecoder) => {
      if (this.#worker === worker) this.#under.get(message.id)?.arrived(message)
    })
    worker.once('error', ended)
    worker.once('exit', ended)
    this.#worker = worker
    return worker
  }

  #fail(why: DecodeError['why']): void {
    const all = [...this.#under.values()]
    this.#under.clear()
    for (const under of all) under.fail(new DecodeError(why))
  }

  #rest(): void {
    if (!this.#worker || this.#under.size > 0) return
    this.#idle = setTimeout(() => this.stop(), IDLE_MS)
    this.#idle.unref()
  }
}

/** One chunk under way. */
class Under {
  readonly #say: (type: 'next' | 'drop') => void
  readonly #over: () => void
  /**
   * What has arrived, taken one per turn of the event loop. A port hands over all that waits (up to a thousand messages)
   * in one turn, and the decoder is quicker than the store: without this a chunk would keep every call out.
   */
  readonly #arrived: FromDecoder[] = []
  #taker: { take: (index: number, slice: Slice) => void; resolve: () => void; reject: (error: Error) => void } | null =
    null
  #failed: Error | null = null
  #turning = false

  constructor(say: (type: 'next' | 'drop') => void, over: () => void) {
    this.#say = say
    this.#over = over
  }

  slices(take: (index: number, slice: Slice) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#taker = { take, resolve, reject }
      this.#plan()
    })
  }

  arrived(message: FromDecoder): void {
    this.#arrived.push(message)
    this.#plan()
  }

  fail(error: Error): void {
    this.#failed = error
    this.#arrived.length = 0
    this.#plan()
  }

  #plan(): void {
    if (this.#turning || this.#taker === null || (this.#arrived.length === 0 && this.#failed === null)) return
    this.#turning = true
    setImmediate(() => {
      this.#turning = false
      this.#turn()
      this.#plan()
    })
  }

  #turn(): void {
    const taker = this.#taker
    if (taker === null) return
    const message = this.#arrived.shift()
    if (this.#failed !== null || message === undefined) {
      if (this.#failed !== null) this.#finish(this.#failed)
    } else if (message.type === 'end') this.#finish(null)
    else if (message.type === 'failed') this.#finish(new DecodeError(message.why))
    else {
      try {
        taker.take(message.index, message.slice)
        this.#say('next')
      } catch (error) {
        this.#say('drop')
        this.#finish(error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  #finish(error: Error | null): void {
    const taker = this.#taker
    this.#taker = null
    this.#over()
    if (error) taker?.reject(error)
    else taker?.resolve()
  }
}
