import { LinkError } from '../ports.ts'
import type { BinaryNode } from './library.ts'

interface Waiting {
  resolve(ack: { at: number }): void
  reject(error: LinkError): void
}

const ACK_MS = 30_000

/** Messages that went out and wait for the server's `<ack>`. */
export class Acks {
  readonly #waiting = new Map<string, Waiting>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * @param preparing ms that may pass until the message is on the line.
   * @throws LinkError when the server refuses, is silent, or the line breaks.
   */
  wait(wireId: string, preparing = 0): Promise<{ at: number }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(wireId)
        reject(new LinkError('TIMEOUT', 'The server did not acknowledge the message'))
      }, ACK_MS + preparing)
      this.#waiting.set(wireId, {
        resolve: ack => {
          clearTimeout(timer)
          resolve(ack)
        },
        reject: error => {
          clearTimeout(timer)
          reject(error)
        },
      })
    })
  }

  /** Takes an `<ack class="message">`. */
  take({ attrs }: BinaryNode): void {
    const waiting = attrs.id === undefined ? undefined : this.#waiting.get(attrs.id)
    if (!attrs.id || !waiting) return
    this.#waiting.delete(attrs.id)
    if (attrs.error !== undefined) waiting.reject(new LinkError('SERVER_REFUSED', `The server answered ${attrs.error}`))
    else waiting.resolve({ at: attrs.t === undefined ? this.#now() : Number(attrs.t) * 1000 })
  }

  /** The line broke: what waits must be sent again. */
  fail(): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new LinkError('OFFLINE', 'The connection closed'))
    this.#waiting.clear()
  }
}
