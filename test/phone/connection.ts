import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type KeyPair } from 'baileys'
import type { WebSocket } from 'ws'
import type { Companion } from './companion.ts'
import type { WireLine } from './line.ts'
import { type ClientHello, NoiseResponder } from './noise.ts'

export type ConnectionEvents = {
  open(connection: Connection, hello: ClientHello): void
  stanza(connection: Connection, node: BinaryNode): Promise<void>
  closed(connection: Connection): void
  problem(text: string): void
}

/** One client connection: Noise, framing and the binary stanza codec. Stanzas are handled one after the other. */
export class Connection {
  /** The linked device once it has logged in. */
  companion: Companion | null = null
  /** Set while the client shows QR codes: the refs it may show. */
  refs: string[] = []
  hello: ClientHello | null = null
  readonly #socket: WebSocket
  readonly #noise: NoiseResponder
  readonly #line: WireLine
  #tail: Promise<void> = Promise.resolve()
  #ended = false

  constructor(socket: WebSocket, staticKey: KeyPair, chain: Uint8Array, line: WireLine, events: ConnectionEvents) {
    this.#socket = socket
    this.#noise = new NoiseResponder(staticKey, chain)
    this.#line = line
    line.opened(this)
    socket.on('message', data => {
      if (this.#ended || !Buffer.isBuffer(data)) return
      try {
        this.#noise.receive(data, {
          reply: bytes => socket.send(bytes),
          open: hello => {
            this.hello = hello
            events.open(this, hello)
          },
          frame: bytes => this.#handle(bytes, events),
        })
      } catch (error) {
        // A client that distrusts our certificates simply closes; broken frames are another matter.
        events.problem(`connection: ${String(error)}`)
        this.terminate()
      }
    })
    socket.on('close', () => {
      this.#ended = true
      line.closed(this)
      events.closed(this)
    })
    socket.on('error', () => this.terminate())
  }

  #handle(bytes: Buffer, events: ConnectionEvents): void {
    this.#tail = this.#tail.then(async () => {
      if (this.#ended) return
      try {
        const node = await decodeBinaryNode(bytes)
        // The stanza that uses up the line's budget is still handled, but its answer is lost.
        if (this.#line.countReceived()) this.terminate()
        await events.stanza(this, node)
      } catch (error) {
        events.problem(`stanza: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      }
    })
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Sends one stanza; nothing happens on an ended connection. */
  send(node: BinaryNode): void {
    this.#line.transmit(() => {
      if (!this.#ended) this.#socket.send(this.#noise.frame(encodeBinaryNode(node)))
    })
  }

  /** Sends a last stanza and closes. */
  finish(node: BinaryNode): void {
    if (this.#ended) return
    this.#socket.send(this.#noise.frame(encodeBinaryNode(node)))
    this.#ended = true
    this.#socket.close()
  }

  /** Ends the connection without a word. */
  terminate(): void {
    this.#ended = true
    this.#socket.terminate()
  }
}
