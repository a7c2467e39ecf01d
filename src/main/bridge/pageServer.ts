import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readAsset } from './assets.ts'
import { securityHeaders } from './headers.ts'
import { isMediaPath, type MediaSource, serveMedia } from './media.ts'

/** The page over HTTP, on the loopback address only. */
export interface PageServer {
  server: Server
  port: number
  /** Whether a request names this server and comes from its own page (or from the address bar). */
  isOurs: (request: IncomingMessage) => boolean
  /** Whether a request says that it comes from the page itself. */
  isFromPage: (request: IncomingMessage) => boolean
}

/**
 * Serves the built page, and files of posts.
 * @param root folder of the built page
 * @param port 0 for any that is free
 * @param media where files are, and the key that they are asked for by
 * @throws the listening error, for example EADDRINUSE
 */
export async function servePage(root: string, port: number, media: MediaSource): Promise<PageServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 })
  const chosen = await listen(server, port)
  const hosts = new Set([`127.0.0.1:${chosen}`, `localhost:${chosen}`])
  const origins = new Set([...hosts].map(host => `http://${host}`))
  const sockets = [...hosts].map(host => `ws://${host}`)

  // The Host header is what tells a name that was rebound to 127.0.0.1 from our own (DNS rebinding).
  const isOurs = ({ headers }: IncomingMessage): boolean =>
    hosts.has(headers.host ?? '') && (headers.origin === undefined || origins.has(headers.origin))
  const isFromPage = (request: IncomingMessage): boolean => isOurs(request) && origins.has(request.headers.origin ?? '')

  server.on('request', (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  return { server, port: chosen, isOurs, isFromPage }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isMediaPath(request.url ?? '')) return serveMedia({ ...media, isOurs }, request, response)
    if (!isOurs(request)) return finish(response, 403, 'This address belongs to Pillion on this machine.')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return finish(response, 405, 'Only GET is answered here.')
    const path = (request.url ?? '/').replace(/[?#].*$/s, '')
    const asset = await readAsset(root, path)
    if (asset === null) return finish(response, 404, 'There is no such file.')
    response.writeHead(200, {
      ...securityHeaders(sockets),
      'Content-Type': asset.type,
      'Content-Length': asset.bytes.length,
    })
    response.end(request.method === 'HEAD' ? undefined : asset.bytes)
  }
}

function finish(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders([]), 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.removeListener('error', failed)
      done((server.address() as AddressInfo).port)
    })
  })
}
