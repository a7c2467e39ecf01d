import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BinaryNode } from 'baileys'
import type { Media, MediaFault, MediaRequest, MediaType, SealedFile, StoredMedia } from './api.ts'
import { stanza } from './stanza.ts'
import { makeTlsIdentity } from './tls.ts'

/** The info string that turns a media key into cipher and MAC keys, and the first part of the path. */
const KINDS: Record<MediaType, { info: string; path: string }> = {
  image: { info: 'WhatsApp Image Keys', path: '/v/t62.7118-24' },
  sticker: { info: 'WhatsApp Image Keys', path: '/v/t62.15575-24' },
  video: { info: 'WhatsApp Video Keys', path: '/v/t62.7161-24' },
  audio: { info: 'WhatsApp Audio Keys', path: '/v/t62.7117-24' },
  document: { info: 'WhatsApp Document Keys', path: '/v/t62.7119-24' },
  history: { info: 'WhatsApp History Keys', path: '/v/t62.12345-24' },
  'app-state': { info: 'WhatsApp App State Keys', path: '/v/t62.54321-24' },
}

/** Bytes of the HMAC that follow the ciphertext. */
const MAC_LENGTH = 10

function expand(mediaKey: Uint8Array, type: MediaType): { iv: Buffer; cipherKey: Buffer; macKey: Buffer } {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), KINDS[type].info, 112))
  return { iv: keys.subarray(0, 16), cipherKey: keys.subarray(16, 48), macKey: keys.subarray(48, 80) }
}

const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest()

/** What is sent of a file, where less or something else than the whole is. */
function tampered(file: Buffer, fault: MediaFault | null): Buffer {
  if (fault === 'truncated') return file.subarray(0, Math.floor(file.length / 2))
  if (fault !== 'body' && fault !== 'mac') return file
  const at = fault === 'mac' ? file.length - 1 : 0
  const copy = Buffer.from(file)
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at)
  return copy
}

/** Faults that are an answer instead of the file. */
const STATUS: Partial<Record<MediaFault, number>> = { missing: 404, expired: 410, forbidden: 403 }

const SLOW_PIECES = 20
const SLOW_MS = 100
/** The word that lets uploads in. */
const AUTH = 'test'
const MOST_UPLOADED = 100 * 1024 * 1024

/** Encrypts a file as a phone does before it uploads it. With one key, one file gets one place. */
export function seal(bytes: Uint8Array, type: MediaType, mediaKey: Uint8Array): SealedFile {
  const { iv, cipherKey, macKey } = expand(mediaKey, type)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()])
  const mac = createHmac('sha256', macKey).update(iv).update(ciphertext).digest().subarray(0, MAC_LENGTH)
  const encrypted = Buffer.concat([ciphertext, mac])
  const fileEncSha256 = sha256(encrypted)
  const directPath = `${KINDS[type].path}/${fileEncSha256.toString('hex').slice(0, 24)}`
  const fileLength = bytes.length
  const url = `https://mmg.whatsapp.net${directPath}`
  return { encrypted, stored: { url, directPath, mediaKey, fileSha256: sha256(bytes), fileEncSha256, fileLength } }
}

/** HTTPS server on loopback for uploads and downloads, with its own certificate authority. */
export class MediaHost implements Media {
  readonly requests: MediaRequest[] = []
  /** Gets what the client does wrong. */
  onProblem: (problem: string) => void = () => {}
  readonly caPem: string
  readonly caFile: string
  readonly #server: Server
  readonly #files = new Map<string, Buffer>()
  readonly #faults = new Map<string, MediaFault>()
  readonly #ownDir: string | null
  #failing: { count: number; status: number | 'silent' } = { count: 0, status: 500 }

  private constructor(server: Server, caPem: string, dir: string | null) {
    this.#server = server
    this.caPem = caPem
    this.#ownDir = dir === null ? mkdtempSync(join(tmpdir(), 'phone-')) : null
    this.caFile = join(dir ?? this.#ownDir ?? tmpdir(), 'media-ca.pem')
    writeFileSync(this.caFile, caPem)
  }

  static async start(port: number, dir: string | null): Promise<MediaHost> {
    const { caPem, certPem, keyPem } = makeTlsIdentity()
    const server = createServer({ key: keyPem, cert: certPem })
    const host = new MediaHost(server, caPem, dir)
    server.on('request', (request, response) => host.#serve(request, response))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    return host
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  failNext(count: number, status: number | 'silent' = 500): void {
    this.#failing = { count, status }
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'https://media')
    const note = (status: number): void => {
      this.requests.push({ method: request.method ?? '', path, status, host: request.headers.host ?? '' })
    }
    const end = (status: number, body: Uint8Array | string, type: string): void => {
      note(status)
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (this.#failing.count > 0) {
        this.#failing.count--
        if (this.#failing.status !== 'silent') end(this.#failing.status, 'failed on purpose', 'text/plain')
      } else if (request.method === 'POST') {
        const wrong = this.#take(path, searchParams, Buffer.concat(chunks))
        const answer = { url: `https://mmg.whatsapp.net/o1${path}`, direct_path: `/o1${path}` }
        if (wrong === null) end(200, JSON.stringify(answer), 'application/json')
        else {
          this.onProblem(`upload: ${wrong}`)
          end(400, wrong, 'text/plain')
        }
      } else {
        const file = this.#files.get(path)
        const fault = this.#faults.get(path) ?? null
        const status = file === undefined ? 404 : fault === null ? undefined : STATUS[fault]
        if (status !== undefined || file === undefined) end(status ?? 404, 'no such file', 'text/plain')
        else {
          note(200)
          void send(response, tampered(file, fault), fault)
        }
      }
    })
  }

  /** Stores an upload. @returns what is wrong with it; null: nothing. */
  #take(path: string, asked: URLSearchParams, body: Buffer): string | null {
    const place = /^\/mms\/(?:image|video|document|audio)\/([^/]+)$/.exec(path)
    const token = sha256(body).toString('base64url')
    if (place === null) return `nothing is uploaded to ${path}`
    if (place[1] !== token || asked.get('token') !== token) return 'the token is not the hash of the file'
    if (asked.get('auth') !== AUTH) return 'a wrong auth'
    if (body.length > MOST_UPLOADED) return 'too large'
    this.#files.set(`/o1${path}`, body)
    return null
  }

  put(bytes: Uint8Array, type: MediaType, fault: MediaFault | null = null): StoredMedia {
    const file = seal(bytes, type, randomBytes(32))
    this.keep(file)
    this.setFault(file.stored.directPath, fault)
    return file.stored
  }

  setFault(directPath: string, fault: MediaFault | null): void {
    if (!this.#files.has(directPath)) throw new Error(`there is no file at ${directPath}`)
    if (fault === null) this.#faults.delete(directPath)
    else this.#faults.set(directPath, fault)
  }

  /** Puts a file at another place, where nothing is wrong with it. @returns the place; null when there is no such file. */
  again(directPath: string): string | null {
    const file = this.#files.get(directPath)
    if (file === undefined) return null
    const place = `/v/t62.again-24/${randomBytes(12).toString('hex')}`
    this.#files.set(place, file)
    return place
  }

  keep({ encrypted, stored }: SealedFile): void {
    this.#files.set(stored.directPath, Buffer.from(encrypted))
  }

  /** Stores a file as it is (profile pictures). */
  publish(bytes: Uint8Array): { url: string; path: string } {
    const path = `/pp/${sha256(bytes).toString('hex')}`
    this.#files.set(path, Buffer.from(bytes))
    return { url: `https://pps.whatsapp.net${path}`, path }
  }

  open(directPath: string, mediaKey: Uint8Array, type: MediaType): Uint8Array {
    const file = this.#files.get(directPath)
    if (!file) throw new Error(`nothing was uploaded to ${directPath}`)
    const { iv, cipherKey, macKey } = expand(mediaKey, type)
    const encrypted = file.subarray(0, -MAC_LENGTH)
    const mac = createHmac('sha256', macKey).update(iv).update(encrypted).digest().subarray(0, MAC_LENGTH)
    if (!mac.equals(file.subarray(-MAC_LENGTH))) throw new Error('the uploaded file has a wrong MAC')
    const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
    return Buffer.concat([decipher.update(encrypted), decipher.final()])
  }

  /** `<media_conn>`: where to upload to. */
  connectionNode(): BinaryNode {
    const port = this.host.split(':')[1]
    return stanza(
      'media_conn',
      { auth: AUTH, ttl: '3600', auth_ttl: '3600', max_buckets: '12' },
      [this.host, `localhost:${port}`].map(hostname =>
        stanza('host', { hostname, maxContentLengthBytes: String(MOST_UPLOADED) }),
      ),
    )
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>(resolve => this.#server.close(() => resolve()))
    if (this.#ownDir) rmSync(this.#ownDir, { recursive: true, force: true })
  }
}

/** Sends a file, or what its fault leaves of it. */
async function send(response: ServerResponse, file: Buffer, fault: MediaFault | null): Promise<void> {
  const gone = new Promise<void>(resolve => response.once('close', resolve))
  /** Resolves when the client has taken it, or has gone. */
  const write = async (bytes: Buffer): Promise<void> => {
    if (response.write(bytes)) return
    await Promise.race([new Promise(resolve => response.once('drain', resolve)), gone])
  }
  const type = 'application/octet-stream'
  if (fault === 'endless') {
    response.writeHead(200, { 'content-type': type })
    while (!response.destroyed) await write(ENDLESS)
    return
  }
  response.writeHead(200, { 'content-type': type, 'content-length': file.length })
  const half = file.subarray(0, Math.ceil(file.length / 2))
  switch (fault) {
    case 'stalled':
      await write(half)
      return
    case 'dropped':
      // The bytes are on the line before it breaks.
      response.write(half, () => response.destroy())
      return
    case 'slow': {
      const length = Math.ceil(file.length / SLOW_PIECES)
      for (let at = 0; at < file.length && !response.destroyed; at += length) {
        await write(file.subarray(at, at + length))
        await new Promise(resolve => setTimeout(resolve, SLOW_MS))
      }
      response.end()
      return
    }
    default:
      // As fast as it is taken, and no faster: what waits here would count as the client's where both are in one process.
      for (let at = 0; at < file.length && !response.destroyed; at += PIECE) await write(file.subarray(at, at + PIECE))
      response.end()
  }
}

const ENDLESS = Buffer.alloc(256 * 1024)
/** Bytes written at once. */
const PIECE = 256 * 1024
