import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { WireAddress } from '../ports.ts'

/** The host that the service's own files lie on (the library's DEF_MEDIA_HOST). */
const HOST = 'mmg.whatsapp.net'
const ORIGIN = 'https://web.whatsapp.com'
const STALLED_MS = 30_000
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

/**
 * Fetches a file by the path that a message names. The host's name stays WhatsApp's, so its certificate is checked against
 * that name even where the address says to connect elsewhere.
 * @throws DownloadError
 */
export function download(wire: WireAddress, directPath: string, signal: AbortSignal): Promise<Buffer> {
  const [host = HOST, port = '443'] = wire.mediaHost?.split(':') ?? []
  const ca = wire.mediaCaFile === null ? {} : { ca: readFileSync(wire.mediaCaFile) }
  return new Promise((resolve, reject) => {
    const fail = () => reject(new DownloadError(null))
    if (!directPath.startsWith('/')) return fail()
    const outgoing = request(
      {
        host,
        port: Number(port),
        path: directPath,
        servername: HOST,
        headers: { host: HOST, origin: ORIGIN },
        timeout: STALLED_MS,
        signal,
        agent: false,
        ...ca,
      },
      response => {
        const status = response.statusCode ?? 0
        if (status !== 200) {
          response.resume()
          reject(new DownloadError(status))
          return
        }
        const chunks: Buffer[] = []
        let length = 0
        response.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > MAX_BYTES) outgoing.destroy(new Error('too large'))
          else chunks.push(chunk)
        })
        response.once('error', fail)
        response.once('aborted', fail)
        response.once('end', () => resolve(Buffer.concat(chunks)))
      },
    )
    outgoing.once('timeout', () => outgoing.destroy(new Error('stalled')))
    outgoing.once('error', fail)
    outgoing.end()
  })
}
