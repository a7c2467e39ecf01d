import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PageServer, servePage } from '../../src/main/bridge/pageServer.ts'

const KEY = 'a2V5IG9mIGZpbGVzIGZvciB0ZXN0cyBvbmx5ISEhISE'
/** Larger than what the system holds for a reader that does not read. */
const content = Buffer.alloc(32 * 1024 * 1024, 'pillion ')

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

describe('files of posts over HTTP', () => {
  let root: string
  let page: PageServer
  let asked: number[]

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'pillion-page-'))
    writeFileSync(join(root, 'index.html'), '<p>page</p>')
    const path = join(root, 'file')
    writeFileSync(path, content)
    asked = []
    const find = async (id: number) => {
      asked.push(id)
      return id === 7 ? { path, type: 'video/mp4', bytes: content.length } : null
    }
    page = await servePage(root, 0, { key: KEY, find })
  })
  afterEach(async () => {
    page.server.closeAllConnections()
    await new Promise(done => page.server.close(done))
    rmSync(root, { recursive: true })
  })

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((done, failed) => {
      request({ host: '127.0.0.1', port: page.port, path, headers, method, agent: false }, response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
        response.on('error', failed)
      })
        .on('error', failed)
        .end()
    })
  const url = `/media/7?key=${KEY}`

  it('come whole, in parts, or not at all', async () => {
    const whole = await get(url, { 'sec-fetch-site': 'same-origin' })
    expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'video/mp4', 'cache-control': 'no-store' } })
    expect(whole.body.equals(content)).toBe(true)
    const part = await get(url, { range: 'bytes=3-12' })
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': `bytes 3-12/${content.length}` } })
    expect(part.body.equals(content.subarray(3, 13))).toBe(true)
    expect((await get(url, { range: `bytes=${content.length}-` })).status).toBe(416)
    const head = await get(url, {}, 'HEAD')
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': String(content.length) } })
    expect(head.body).toHaveLength(0)
    expect((await get(`/media/8?key=${KEY}`)).status).toBe(404)
    expect((await get(url, {}, 'DELETE')).status).toBe(405)
  })

  it.each([
    ['no key', '/media/7', {}],
    ['another key', `/media/7?key=${KEY.slice(0, -1)}x`, {}],
    ['an empty key', '/media/7?key=', {}],
    ['something behind the key', `${url}&x=1`, {}],
    ['a key in another place', `/media/7?x=1&key=${KEY}`, {}],
    ['another site', url, { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', url, { 'sec-fetch-site': 'same-site' }],
    ['the address bar', url, { 'sec-fetch-site': 'none' }],
    ['another origin', url, { origin: 'https://evil.example' }],
    ['a rebound name', url, { host: 'evil.example' }],
  ])('are refused for %s, and not looked for', async (_what, path, headers) => {
    const { status, body } = await get(path, headers)
    expect([status, body.length]).toEqual([403, 0])
    expect(asked).toEqual([])
  })

  it.each(['/media/../file', '/media/%2e%2e%2ffile', '/media/7/../../file', '/media/..', '/media/7%00'])(
    'are named by digits alone: %s is none',
    async path => {
      const { status } = await get(`${path}?key=${KEY}`)
      expect([403, 404]).toContain(status)
      expect(asked).toEqual([])
    },
  )

  it('wait for a reader that does not read, and are let go when it leaves', async () => {
    const socket = await new Promise<Socket>(done => {
      const line = connect(page.port, '127.0.0.1', () => done(line))
    })
    socket.write(`GET ${url} HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\n\r\n`)
    await new Promise(done => socket.once('data', done))
    socket.pause()
    // Another reader is served beside it; then the first one leaves in the middle.
    expect((await get(url, { range: 'bytes=0-9' })).body).toHaveLength(10)
    expect(socket.bytesRead).toBeLessThan(content.length)
    const left = new Promise<void>(done => {
      const look = (): void => {
        page.server.getConnections((_error, count) => (count === 0 ? done() : setImmediate(look)))
      }
      socket.once('close', look)
    })
    socket.destroy()
    await left
    expect((await get(url)).body.equals(content)).toBe(true)
  })
})
