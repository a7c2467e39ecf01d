import type { Line } from './api.ts'
import type { Connection } from './connection.ts'
import { stanza } from './stanza.ts'

/** The wire between client and server, with its faults on demand. */
export class WireLine implements Line {
  delayMs = 0
  connections = 0
  refusing = false
  readonly #open = new Set<Connection>()
  #holding = false
  #held: (() => void)[] = []
  #sendBudget: number | null = null
  #receiveBudget: number | null = null

  get connected(): boolean {
    return this.#open.size > 0
  }

  opened(connection: Connection): void {
    this.connections++
    this.#open.add(connection)
  }

  closed(connection: Connection): void {
    this.#open.delete(connection)
  }

  /** Runs the transmission of one stanza when the line lets it through. */
  transmit(send: () => void): void {
    const pass = (): void => {
      send()
      if (this.#sendBudget !== null && --this.#sendBudget <= 0) {
        this.#sendBudget = null
        this.drop()
      }
    }
    if (this.#holding) this.#held.push(pass)
    else if (this.delayMs > 0) setTimeout(pass, this.delayMs)
    else pass()
  }

  /** Counts a stanza from the client; true when the line drops after it. */
  countReceived(): boolean {
    if (this.#receiveBudget === null || --this.#receiveBudget > 0) return false
    this.#receiveBudget = null
    return true
  }

  drop(): void {
    for (const connection of [...this.#open]) connection.terminate()
  }

  dropAfterSending(n: number): void {
    this.#sendBudget = n
  }

  dropAfterReceiving(n: number): void {
    this.#receiveBudget = n
  }

  cut(): void {
    this.refusing = true
    this.drop()
  }

  restore(): void {
    this.refusing = false
  }

  hold(): void {
    this.#holding = true
  }

  release(): void {
    this.#holding = false
    for (const pass of this.#held.splice(0)) pass()
  }

  close(code: number): void {
    for (const connection of [...this.#open]) connection.finish(stanza('stream:error', { code }))
  }

  endStream(): void {
    for (const connection of [...this.#open]) connection.finish(stanza('xmlstreamend'))
  }
}
