/**
 * Files of posts, for the page: by their id alone, never by a path. Both hosts answer with the same status and headers; what
 * differs is how the bytes leave.
 */

import { type FileHandle, open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ServedFile } from '../engine/media-files.ts'
import { type FileRange, rangeOf } from './fileRange.ts'
import { securityHeaders } from './headers.ts'
import { isSame } from './secret.ts'

/** The file of a media id; null: there is none, or none any more. */
export type FindMedia = (id: number) => Promise<ServedFile | null>

/** What the browser host serves files from, and the key that they are asked for by. */
export interface MediaSource {
  key: string
  find: FindMedia
}

/** What a host answers; `file` is to be read from `range` and closed, and is null where there is nothing to send. */
export interface MediaAnswer {
  status: 200 | 206 | 403 | 404 | 405 | 416
  headers: Record<string, string>
  body: { file: FileHandle; range: FileRange } | null
}

export interface MediaRequest {
  method: string
  /** The last part of the path. */
  id: string
  /** Value of the Range header. */
  range: string | null
}

/** Answers a request whose right to ask was checked. Whoever gets a body closes its file. */
export async function answerMedia(find: FindMedia, { method, id, range }: MediaRequest): Promise<MediaAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  const found = /^[1-9]\d{0,14}$/.test(id) ? await find(Number(id)) : null
  if (found === null) return refusal(404)
  const part = rangeOf(range, found.bytes)
  const headers = {
    ...mediaHeaders(),
    'Content-Type': found.type,
    'Content-Disposition': 'inline',
    'Accept-Ranges': 'bytes',
  }
  if (part === 'unsatisfiable') {
    return { status: 416, headers: { ...mediaHeaders(), 'Content-Range': `bytes */${found.bytes}` }, body: null }
  }
  const { start, end } = part ?? { start: 0, end: found.bytes - 1 }
  const sized = { ...headers, 'Content-Length': String(end - start + 1) }
  const status = part === null ? 200 : 206
  const told = part === null ? sized : { ...sized, 'Content-Range': `bytes ${start}-${end}/${found.bytes}` }
  if (method === 'HEAD') return { status, headers: told, body: null }
  try {
    return { status, headers: told, body: { file: await open(found.path), range: { start, end } } }
  } catch {
    // Its post was over in this moment.
    return refusal(404)
  }
}

/** Nothing of a post stays behind in a cache: it is over after a day. */
function mediaHeaders(): Record<string, string> {
  return { ...securityHeaders([]), 'Cache-Control': 'no-store' }
}

function refusal(status: 403 | 404 | 405): MediaAnswer {
  return { status, headers: { ...mediaHeaders(), 'Content-Type': 'text/plain; charset=utf-8' }, body: null }
}

/** `/media/ID?key=KEY`, and nothing else. */
const ADDRESS = /^\/media\/([^/?#]+)\?key=([\w-]+)$/

/** True for an address that {@link serveMedia} answers. */
export function isMediaPath(url: string): boolean {
  return url.startsWith('/media/')
}

/**
 * The browser host's way: over HTTP, to whoever knows the key that the page is given with its line to the host. A request from
 * another page is refused even so.
 * @param isOurs as for the page: the request names this server and comes from no other origin
 */
export async function serveMedia(
  { key, find, isOurs }: MediaSource & { isOurs: (request: IncomingMessage) => boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id = '', shown = ''] = ADDRESS.exec(request.url ?? '') ?? []
  const site = request.headers['sec-fetch-site']
  // Browsers of today say where a request comes from; `none` is the address bar's, where no media address belongs.
  const allowed = isOurs(request) && (site === undefined || site === 'same-origin') && isSame(shown, key)
  const range = request.headers.range ?? null
  const { status, headers, body } = allowed
    ? await answerMedia(find, { method: request.method ?? '', id, range })
    : refusal(403)
  response.writeHead(status, headers)
  if (body === null) {
    response.end()
    return
  }
  const { file, range: part } = body
  try {
    // The stream stops reading while the browser does, and closes the file whichever way it ends.
    await pipeline(file.createReadStream(part), response)
  } catch {
    // The browser has left, or the disk failed: it gets less than was announced, and says so.
    response.destroy()
  }
}
