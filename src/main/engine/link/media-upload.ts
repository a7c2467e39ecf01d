import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LinkError, type WireAddress } from '../ports.ts'
import { child, children } from './address.ts'
import { isPath, mediaAddress, ORIGIN, STALLED_MS } from './download.ts'
import type { WASocket } from './library.ts'
import { type SealedFacts, sealed, sealedLength } from './media.ts'
import { ANSWER_MS, ask } from './server-query.ts'

/** A file to upload. */
export interface Upload {
  /** Path of the file; it must not change meanwhile. */
  file: string
  kind: 'image' | 'video' | 'audio' | 'document'
}

/** What an image, video … message tells of its uploaded file, under the names that it has there. */
export interface UploadedMedia {
  url: string
  directPath: string
  mediaKey: Uint8Array
  fileSha256: Uint8Array
  fileEncSha256: Uint8Array
  /** Bytes. */
  fileLength: number
  /** s */
  mediaKeyTimestamp: number
}

/** The word in the key derivation, and the path on the host (the library's MEDIA_HKDF_KEY_MAPPING and MEDIA_PATH_MAP). */
const KINDS: Record<Upload['kind'], { word: string; path: string }> = {
  image: { word: 'Image', path: '/mms/image' },
  video: { word: 'Video', path: '/mms/video' },
  audio: { word: 'Audio', path: '/mms/audio' },
  document: { word: 'Document', path: '/mms/document' },
}

/** An upload is tried at least this often, on the next host each time; a single host is asked again. */
const TRIES = 2
/** A host's answer is a few hundred bytes. */
const MOST_ANSWER = 64 * 1024
const PIECE = 64 * 1024

interface Place {
  wire: WireAddress
  host: string
  path: string
  stalledMs: number
  signal: AbortSignal
}

/**
 * Encrypts a file and uploads it to the media host. The file is read twice, once for its hashes, and never copied; one piece of it is
 * in memory at a time. The library's own upload keeps an encrypted copy in the system's temporary folder, tells no progress,
 * cannot be stopped, and waits for a silent host for ever.
 * @param wa the open socket: it is asked which hosts there are.
 * @param progress per cent, rising, 100 when the host has it all.
 * @param haste scales the waiting; 1 outside tests.
 * @throws LinkError `OFFLINE` (also when the signal ended it), `TIMEOUT`, `SERVER_REFUSED`; `INTERNAL` when the file cannot be
 * read or changed meanwhile.
 */
export async function uploadMedia(
  wa: Pick<WASocket, 'query'>,
  wire: WireAddress,
  { file, kind }: Upload,
  progress: (percent: number) => void,
  signal: AbortSignal,
  haste = 1,
): Promise<UploadedMedia> {
  const { word, path } = KINDS[kind]
  const mediaKey = randomBytes(32)
  const facts = await measured(file, mediaKey, word, signal)
  const { hosts, auth } = await mediaConnection(wa, ANSWER_MS * haste)
  const token = facts.fileEncSha256.toString('base64url')
  const target = `${path}/${token}?auth=${encodeURIComponent(auth)}&token=${token}`
  const tell = rising(progress)
  let failure = new LinkError('SERVER_REFUSED', 'The server named no media host')
  for (let attempt = 0; attempt < Math.max(TRIES, hosts.length); attempt++) {
    const host = hosts[attempt % hosts.length]
    if (host === undefined) break
    try {
      const place = { wire, host, path: target, stalledMs: STALLED_MS * haste, signal }
      const told = await post(place, facts, () => sealed(piecesOf(file), mediaKey, word, unchanged(facts)), tell)
      tell(100)
      return { ...told, mediaKey, ...facts, mediaKeyTimestamp: Math.floor(Date.now() / 1000) }
    } catch (error) {
      failure = linkError(error)
      if (signal.aborted || failure.code === 'INTERNAL') throw failure
    }
  }
  throw failure
}

/** Which hosts take uploads now, and the word that lets one in (`media_conn`). */
async function mediaConnection(wa: Pick<WASocket, 'query'>, ms: number): Promise<{ hosts: string[]; auth: string }> {
  const query = {
    tag: 'iq',
    attrs: { type: 'set', xmlns: 'w:m', to: '@s.whatsapp.net' },
    content: [{ tag: 'media_conn', attrs: {} }],
  }
  const connection = child(await ask(wa, query, ms), 'media_conn')
  const hosts = children(connection, 'host').flatMap(({ attrs }) => attrs.hostname ?? [])
  return { hosts: hosts.filter(host => /^[\w.-]+(:\d+)?$/.test(host)), auth: connection?.attrs.auth ?? '' }
}

/** A file piece by piece. @throws LinkError `INTERNAL` when it cannot be read. */
async function* piecesOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const piece of createReadStream(file, { highWaterMark: PIECE })) yield piece as Buffer
  } catch {
    throw new LinkError('INTERNAL', 'The file cannot be read')
  }
}

/** What the encrypted file will be. */
async function measured(file: string, mediaKey: Uint8Array, word: string, signal: AbortSignal): Promise<SealedFacts> {
  let facts: SealedFacts | null = null
  for await (const _ of sealed(piecesOf(file), mediaKey, word, told => {
    facts = told
  })) {
    if (signal.aborted) throw new LinkError('OFFLINE', 'The upload was stopped')
  }
  if (facts === null) throw new LinkError('INTERNAL', 'The file cannot be read')
  return facts
}

/** Stops an upload whose file is not the one that was measured: receivers could not open it. */
const unchanged =
  (facts: SealedFacts) =>
  ({ fileEncSha256 }: SealedFacts): void => {
    if (!fileEncSha256.equals(facts.fileEncSha256)) throw new LinkError('INTERNAL', 'The file changed')
  }

/** Sends the encrypted file to one host. @returns where it lies there. */
async function post(
  place: Place,
  { fileLength }: SealedFacts,
  content: () => AsyncIterable<Buffer>,
  tell: (percent: number) => void,
): Promise<{ url: string; directPath: string }> {
  const length = sealedLength(fileLength)
  const outgoing = begin(place, length)
  const answer = answerTo(outgoing)
  const sending = pipeline(Readable.from(counted(content(), length, tell), { objectMode: false }), outgoing)
  // An answer before the end is a refusal, and the host may not take the rest: then it counts, not that sending failed.
  const unsent = new Promise<never>((_, reject) => sending.catch(error => setImmediate(reject, error)))
  answer.catch(() => {})
  unsent.catch(() => {})
  try {
    return await Promise.race([answer, unsent])
  } finally {
    outgoing.destroy()
  }
}

function begin({ wire, host, path, stalledMs, signal }: Place, length: number): ClientRequest {
  const [name = ''] = host.split(':')
  const outgoing = request({
    ...mediaAddress(wire, host),
    ...(isIP(name) ? {} : { servername: name }),
    method: 'POST',
    path,
    headers: { host, origin: ORIGIN, 'content-type': 'application/octet-stream', 'content-length': length },
    timeout: stalledMs,
    signal,
    agent: false,
  })
  outgoing.once('timeout', () => outgoing.destroy(new LinkError('TIMEOUT', 'The media host fell silent')))
  return outgoing
}

async function* counted(
  content: AsyncIterable<Buffer>,
  length: number,
  tell: (percent: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let sent = 0
  for await (const piece of content) {
    // An empty piece would be the end.
    if (piece.length === 0) continue
    yield piece
    sent += piece.length
    tell(Math.min(99, Math.floor((sent / length) * 100)))
  }
}

async function answerTo(outgoing: ClientRequest): Promise<{ url: string; directPath: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.on('error', reject)
  })
  const status = response.statusCode ?? 0
  if (status < 200 || status > 299) throw new LinkError('SERVER_REFUSED', `The media host answered ${status}`)
  let text = ''
  for await (const piece of response.setEncoding('utf8')) {
    text += piece
    if (text.length > MOST_ANSWER) break
  }
  const { url, direct_path: directPath } = jsonIn(text)
  if (typeof url !== 'string' || typeof directPath !== 'string' || !isPath(directPath))
    throw new LinkError('SERVER_REFUSED', 'The media host did not say where the file is')
  return { url, directPath }
}

function jsonIn(text: string): { url?: unknown; direct_path?: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** Passes on only what is more than before: on the next host an upload begins anew. */
function rising(progress: (percent: number) => void): (percent: number) => void {
  let told = -1
  return percent => {
    if (percent <= told) return
    told = percent
    progress(percent)
  }
}

function linkError(error: unknown): LinkError {
  return error instanceof LinkError ? error : new LinkError('OFFLINE', 'The media host cannot be reached')
}
