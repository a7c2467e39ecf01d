import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { closeCode, SOCKET_PATH, type ToPage } from '../../shared/socket.ts'
import { type Answering, type Door, type Log, refuse } from './door.ts'
import type { PageServer } from './pageServer.ts'
import { isSame } from './secret.ts'

export interface SocketOptions {
  page: PageServer
  door: Door
  engine: Pick<Answering, 'onEvents'>
  /** What a page has to show before it may call. */
  token: string
  /** What it then asks for files by. */
  mediaKey: string
  log: Log
  /** Time for showing it, in ms. */
  patience?: number
}

/** Pages at one time; a user has a few tabs, not more. */
const MAX_PAGES = 32
/** Calls of one page that are being answered; beyond that its line is not read until some are done. */
const MAX_PENDING = 128
/** Bytes that wait for a page which does not read. Events that would come on top are dropped and `missed` told later. */
const MAX_WAITING = 8 * 1024 * 1024
/** Largest frame, in bytes. The door's own limit is lower and answered with a value; this one ends the line. */
const MAX_FRAME = 4 * 1024 * 1024

/**
 * Answers calls and tells events over WebSockets. A line first has to come from the page's own origin, then its first
 * message has to be the token: it is in no request line, no header and no log.
 * @returns a function that closes every line
 */
export function serveSockets({ page, door, engine, token, mediaKey, log, patience = 5000 }: SocketOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false })
  const lines = new Set<Line>()

  page.server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    if (request.url !== SOCKET_PATH || !page.isFromPage(request)) return reject(stream, '403 Forbidden')
    if (sockets.clients.size >= MAX_PAGES) return reject(stream, '503 Service Unavailable')
    sockets.handleUpgrade(request, stream, head, socket => admit(socket))
  })

  const stopEvents = engine.onEvents(events => {
    if (lines.size === 0) return
    const text = encode({ events })
    for (const line of lines) line.tell(text)
  })

  return () => {
    stopEvents()
    for (const socket of sockets.clients) socket.close(closeCode.leaving)
    sockets.close()
  }

  function admit(socket: WebSocket): void {
    socket.on('error', () => socket.terminate())
    const late = setTimeout(() => socket.close(closeCode.refused), patience)
    socket.once('close', () => clearTimeout(late))
    socket.once('message', (data, binary) => {
      clearTimeout(late)
      if (binary || !isSame(textOf(data), token)) {
        log({ level: 'warn', msg: 'a page without the right token was refused' })
        socket.close(closeCode.refused)
        return
      }
      const line = openLine(socket, door)
      lines.add(line)
      socket.once('close', () => lines.delete(line))
      socket.send(encode({ ready: true, mediaKey }))
    })
  }
}

/** A page that has shown the token. */
interface Line {
  /** Sends encoded events, or notes that the page missed some. */
  tell(events: string): void
}

function openLine(socket: WebSocket, door: Door): Line {
  let pending = 0
  let missed = false

  socket.on('message', (data, binary) => {
    pending += 1
    if (pending >= MAX_PENDING) socket.pause()
    void answer(binary ? null : textOf(data)).then(text => {
      pending -= 1
      if (socket.readyState !== socket.OPEN) return
      socket.send(text, caughtUp)
      if (socket.isPaused && pending < MAX_PENDING / 2 && socket.bufferedAmount < MAX_WAITING) socket.resume()
    })
  })

  async function answer(text: string | null): Promise<string> {
    const call = text === null ? null : decode(text)
    if (call === null) return encode({ id: null, result: refuse('BAD_INPUT', 'not a call') })
    return encode({ id: call.id, result: await door(call.name, call.input) })
  }

  /** Called whenever something has left: the page reads again. */
  function caughtUp(): void {
    if (socket.bufferedAmount >= MAX_WAITING) return
    if (socket.isPaused && pending < MAX_PENDING / 2) socket.resume()
    if (!missed || socket.readyState !== socket.OPEN) return
    missed = false
    socket.send(encode({ events: [{ type: 'missed' }] }))
  }

  return {
    tell(events) {
      if (socket.readyState !== socket.OPEN) return
      if (missed || socket.bufferedAmount >= MAX_WAITING) missed = true
      else socket.send(events, caughtUp)
    },
  }
}

/** A call as it came, or null when it is none. */
function decode(text: string): { id: number; name: unknown; input: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('id' in value) || !Number.isSafeInteger(value.id)) return null
    return {
      id: Number(value.id),
      name: 'name' in value ? value.name : null,
      input: 'input' in value ? value.input : null,
    }
  } catch {
    return null
  }
}

function encode(message: ToPage): string {
  return JSON.stringify(message)
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as ArrayBuffer).toString()
}

function reject(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
