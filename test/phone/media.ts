import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BinaryNode } from 'baileys'
import type { Media, MediaType, SealedFile, StoredMedia, Tampering } from './api.ts'
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

function tampered(file: Buffer, tamper: Tampering): Buffer | null {
  if (tamper === 'missing') return null
  if (tamper === 'truncated') return file.subarray(0, Math.floor(file.length / 2))
  const at = tamper === 'mac' ? file.length - 1 : 0
  const copy = Buffer.from(file)
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at)
  return copy
}

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
  readonly requests: { method: string; path: string; status: number }[] = []
  readonly caPem: string
  readonly caFile: string
  readonly #server: Server
  readonly #files = new Map<string, Buffer>()
  readonly #ownDir: string | null
  #failing = { count: 0, status: 500 }

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

  /** The next `count` requests are answered with this status. */
  failNext(count: number, status = 500): void {
    this.#failing = { count, status }
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const end = (status: number, body: Uint8Array | string, type: string): void => {
      this.requests.push({ method: request.method ?? '', path, status })
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (this.#failing.count > 0) {
        this.#failing.count--
        end(this.#failing.status, 'failed on purpose', 'text/plain')
      } else if (request.method === 'POST') {
        const directPath = `/o1${path}`
        this.#files.set(directPath, Buffer.concat(chunks))
        const answer = { url: `https://mmg.whatsapp.net${directPath}`, direct_path: directPath }
        end(200, JSON.stringify(answer), 'application/json')
      } else {
        const file = this.#files.get(path)
        if (file) end(200, file, 'application/octet-stream')
        else end(404, 'no such file', 'text/plain')
      }
    })
  }

  put(bytes: Uint8Array, type: MediaType, tamper: Tampering | null = null): StoredMedia {
    const { encrypted, stored } = seal(bytes, type, randomBytes(32))
    const kept = tamper === null ? Buffer.from(encrypted) : tampered(Buffer.from(encrypted), tamper)
    if (kept) this.#files.set(stored.directPath, kept)
    return stored
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
    return stanza('media_conn', { auth: 'test', ttl: '3600', auth_ttl: '3600', max_buckets: '12' }, [
      stanza('host', { hostname: this.host, maxContentLengthBytes: String(100 * 1024 * 1024) }),
    ])
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>(resolve => this.#server.close(() => resolve()))
    if (this.#ownDir) rmSync(this.#ownDir, { recursive: true, force: true })
  }
}
