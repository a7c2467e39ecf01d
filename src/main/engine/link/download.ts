import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { addAbortSignal } from 'node:stream'
import type { WireAddress } from '../ports.ts'

/** The host that the service's own files lie on (the library's DEF_MEDIA_HOST). */
const HOST = 'mmg.whatsapp.net'
export const ORIGIN = 'https://web.whatsapp.com'
/** Without a byte for this long (ms) the media host is given up. */
export const STALLED_MS = 30_000
/** No history chunk comes near this. */
const MAX_BYTES = 1 << 29

/** A download that failed. `status`: the server's answer; null when there was none. */
export class DownloadError extends Error {
  readonly status: number | null
  constructor(status: number | null) {
    super(status === null ? 'The download broke off' : `The media host answered ${status}`)
    this.name = 'DownloadError'
    this.status = status
  }
  /** True when the file is not there any more: trying again is of no use. A 403 may be a proxy's, and does not say so. */
  get gone(): boolean {
    return this.status === 404 || this.status === 410
  }
}

/** Whether this can be asked for at all: a path without blanks and control characters. */
export const isPath = (text: string): boolean => /^\/[\x21-\x7e]*$/.test(text)

/** Where to connect to, and whom to trust there, for a host that the service named. */
export function mediaAddress(wire: WireAddress, named: string): { host: string; port: number; ca?: Buffer } {
  const [host = '', port = '443'] = (wire.mediaHost ?? named).split(':')
  const ca = wire.mediaCaFile === null ? {} : { ca: readFileSync(wire.mediaCaFile) }
  return { host, port: Number(port), ...ca }
}

/**
 * Asks for a file by the path that a message names. Resolves when the host begins to send it: its body is to be read to the end
 * or destroyed, and fails when the host falls silent or breaks off. The host's name stays WhatsApp's, so its certificate is
 * checked against that name even where the address says to connect elsewhere.
 * @param stalledMs how long the host may be silent.
 * @throws DownloadError
 */
export function openDownload(
  wire: WireAddress,
  directPath: string,
  signal: AbortSignal,
  stalledMs = STALLED_MS,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new DownloadError(null))
    if (!isPath(directPath)) return fail()
    const outgoing = request(
      {
        ...mediaAddress(wire, HOST),
        path: directPath,
        servername: HOST,
        headers: { host: HOST, origin: ORIGIN },
        timeout: stalledMs,
        signal,
        agent: false,
      },
      response => {
        const status = response.statusCode ?? 0
        if (status === 200) {
          // The request's own signal ends with the request.
          resolve(addAbortSignal(signal, response))
          return
        }
        reject(new DownloadError(status))
        outgoing.destroy()
      },
    )
    outgoing.once('timeout', () => outgoing.destroy(new Error('stalled')))
    // Not once: what is destroyed while it is read tells so, too, and nobody else listens.
    outgoing.on('error', fail)
    outgoing.end()
  })
}

/** Fetches a whole file into memory, as {@link openDownload} finds it. @throws DownloadError */
export async function download(wire: WireAddress, directPath: string, signal: AbortSignal): Promise<Buffer> {
  const body = await openDownload(wire, directPath, signal)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > MAX_BYTES) throw new Error('too large')
      chunks.push(chunk)
    }
  } catch {
    throw new DownloadError(null)
  }
  return Buffer.concat(chunks)
}
