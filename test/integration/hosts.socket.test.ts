import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Answering, makeDoor } from '../../src/main/bridge/door.ts'
import type { MediaSource } from '../../src/main/bridge/media.ts'
import { type PageServer, servePage } from '../../src/main/bridge/pageServer.ts'
import { serveSockets } from '../../src/main/bridge/websocket.ts'
import { socketHost } from '../../src/renderer/bridge/socketHost.ts'
import type { EngineEvent, Result } from '../../src/shared/model.ts'
import { closeCode } from '../../src/shared/socket.ts'

/** No file of a post is asked for here: hosts.media.test.ts does that. */
const MEDIA: MediaSource = { key: 'a2V5IG9mIGZpbGVzIGZvciB0ZXN0cyBvbmx5ISEhISE', find: async () => null }
const TOKEN = 'dGhpcyBpcyBhIHRva2VuIGZvciB0ZXN0cyBvbmx5ISE'

/** An engine that answers with what it was asked, and lets a test tell events. */
function makeEngine(): Answering & { tell: (events: EngineEvent[]) => void; block: () => () => void } {
  const listeners = new Set<(events: EngineEvent[]) => void>()
  let gate = Promise.resolve()
  return {
    async call(name, input): Promise<Result<unknown>> {
      await gate
      return { ok: true, value: { name, input } }
    },
    onEvents(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: events => {
      for (const listener of listeners) listener(events)
    },
    block() {
      let open = (): void => {}
      gate = new Promise(done => {
        open = done
      })
      return () => open()
    },
  }
}

describe('the browser host', () => {
  let root: string
  let page: PageServer
  let engine: ReturnType<typeof makeEngine>
  let stop: () => void
  let lines: object[]

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'pillion-page-'))
    writeFileSync(join(root, 'index.html'), '<p>page</p>')
    lines = []
    await start(0)
  })
  afterEach(async () => {
    await end()
    rmSync(root, { recursive: true })
  })

  async function start(port: number): Promise<void> {
    page = await servePage(root, port, MEDIA)
    engine = makeEngine()
    const log = (line: object): void => void lines.push(line)
    const secrets = { token: TOKEN, mediaKey: MEDIA.key }
    stop = serveSockets({ page, engine, door: makeDoor(engine, log), ...secrets, log, patience: 200 })
  }
  async function end(): Promise<void> {
    stop()
    page.server.closeAllConnections()
    await new Promise(done => page.server.close(done))
  }

  const origin = (): string => `http://127.0.0.1:${page.port}`
  const open = (headers: Record<string, string> = { origin: origin() }, path = '/bridge'): WebSocket =>
    new WebSocket(`ws://127.0.0.1:${page.port}${path}`, { headers })

  describe('over HTTP', () => {
    const get = (options: object): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> =>
      new Promise((done, failed) => {
        request({ host: '127.0.0.1', port: page.port, path: '/', ...options }, response => {
          let body = ''
          response.on('data', chunk => {
            body += String(chunk)
          })
          response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }))
        })
          .on('error', failed)
          .end()
      })

    it('serves the page with its security headers', async () => {
      const { status, headers, body } = await get({})
      expect([status, body]).toEqual([200, '<p>page</p>'])
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    })

    it.each([
      ['another host name', { host: 'evil.example' }, 403],
      ['its name with another port', { host: '127.0.0.1:1' }, 403],
      ['no port', { host: '127.0.0.1' }, 403],
      ['another origin', { origin: 'https://evil.example' }, 403],
      ['the null origin', { origin: 'null' }, 403],
    ])('refuses %s', async (_what, headers, status) => {
      expect((await get({ headers: { host: `127.0.0.1:${page.port}`, ...headers } })).status).toBe(status)
    })

    it('answers GET and HEAD only, and only files of the page', async () => {
      expect((await get({ method: 'POST' })).status).toBe(405)
      expect(await get({ method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
      expect((await get({ path: '/../../etc/passwd' })).status).toBe(404)
      expect((await get({ path: '/?x=1' })).status).toBe(200)
    })

    it('listens on the loopback address only', () => {
      expect(page.server.address()).toMatchObject({ address: '127.0.0.1' })
    })
  })

  describe('over a WebSocket', () => {
    it.each([
      ['no origin', {}],
      ['another origin', { origin: 'https://evil.example' }],
      ['another port', { origin: 'http://127.0.0.1:1' }],
      ['a rebound name', { origin: 'http://evil.example', host: 'evil.example' }],
    ])('does not open for %s', async (_what, headers) => {
      await expect(opened(open(headers))).rejects.toThrow('403')
    })

    it('does not open on another path', async () => {
      await expect(opened(open({ origin: origin() }, '/bridge?token=x'))).rejects.toThrow('403')
    })

    it('closes a line that shows no token in time', async () => {
      expect(await closed(open())).toBe(closeCode.refused)
    })

    it.each([
      ['a wrong token', `${TOKEN.slice(0, -1)}x`],
      ['an empty one', ''],
      ['a call instead', JSON.stringify({ id: 1, name: 'appState', input: {} })],
      ['the token in binary', Buffer.from(TOKEN)],
    ])('closes a line that shows %s', async (_what, first) => {
      const socket = open()
      await opened(socket)
      socket.send(first)
      expect(await closed(socket)).toBe(closeCode.refused)
    })

    it('answers calls and tells events once the token was shown', async () => {
      const socket = await ready()
      socket.send(JSON.stringify({ id: 5, name: 'chatGet', input: { chatId: 3 } }))
      expect(await next(socket)).toEqual({
        id: 5,
        result: { ok: true, value: { name: 'chatGet', input: { chatId: 3 } } },
      })
      engine.tell([{ type: 'statuses' }])
      expect(await next(socket)).toEqual({ events: [{ type: 'statuses' }] })
      expect(JSON.stringify(lines)).not.toContain(TOKEN)
    })

    it('answers any bytes with an error value and lives on', async () => {
      const socket = await ready()
      const bytes = fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 200 }))
      await fc.assert(
        fc.asyncProperty(bytes, async data => {
          socket.send(data)
          expect(await next(socket)).toMatchObject({ result: { ok: false } })
        }),
        { numRuns: 500 },
      )
      socket.send(JSON.stringify({ id: 9, name: 'appState', input: {} }))
      expect(await next(socket)).toMatchObject({ id: 9, result: { ok: true } })
    })

    it('ends a line that sends text which is none', async () => {
      const socket = await ready()
      socket.send(Buffer.from([0xff, 0xfe]), { binary: false })
      expect(await closed(socket)).toBe(1007)
    })

    it('answers a thousand calls at once, each with its own answer', async () => {
      const socket = await ready()
      const unblock = engine.block()
      const answers = collect(socket, 1000)
      for (let id = 1; id <= 1000; id += 1) socket.send(JSON.stringify({ id, name: 'chatGet', input: { chatId: id } }))
      unblock()
      for (const answer of await answers)
        expect(answer).toMatchObject({ result: { ok: true, value: { input: { chatId: answer.id } } } })
    })

    it('drops events for a page that does not read, and tells it so when it reads again', async () => {
      const socket = await ready()
      socket.pause()
      const big: EngineEvent[] = [{ type: 'persons', ids: Array.from({ length: 200_000 }, (_, i) => i) }]
      for (let i = 0; i < 40; i += 1) engine.tell(big)
      const told = new Promise(done => {
        let batches = 0
        socket.on('message', data => {
          batches += 1
          if (String(data) === JSON.stringify({ events: [{ type: 'missed' }] })) done(batches)
        })
      })
      socket.resume()
      expect(await told).toBeLessThan(40)
    })

    async function ready(): Promise<WebSocket> {
      const socket = open()
      await opened(socket)
      socket.send(TOKEN)
      expect(await next(socket)).toEqual({ ready: true, mediaKey: MEDIA.key })
      return socket
    }
  })

  describe('seen from the page', () => {
    const connect = (hash: string, stored: Record<string, string> = {}) => {
      const replaced: string[] = []
      const host = socketHost({
        location: { host: `127.0.0.1:${page.port}`, hash, pathname: '/', search: '' },
        history: { replaceState: (_data, _unused, url) => void replaced.push(url) },
        storage: {
          getItem: key => stored[key] ?? null,
          setItem: (key, value) => {
            stored[key] = value
          },
        },
        hostCalls: { codeCopied: async () => ({ ok: true, value: { willClear: false } }) },
        // The class of `ws` behaves as the browser's does in all that is used, and lets the origin be set.
        open: url => new WebSocket(url, { headers: { origin: origin() } }) as unknown as globalThis.WebSocket,
      })
      const turns = (line: string): Promise<void> =>
        new Promise(done => {
          if (host.line() === line) return done()
          const stopListening = host.onLine(now => {
            if (now !== line) return
            stopListening()
            done()
          })
        })
      return { host, replaced, stored, turns }
    }

    it('takes the token out of the address and keeps it for a reload', async () => {
      const { host, replaced, stored } = connect(`#token=${TOKEN}`)
      expect(await host.bridge.chatGet({ chatId: 1 })).toMatchObject({ ok: true })
      expect(replaced).toEqual(['/'])
      const again = connect('', stored)
      expect(await again.host.bridge.chatGet({ chatId: 1 })).toMatchObject({ ok: true })
    })

    it('is told how files are asked for, with the first connection, and knows it while the line is down', async () => {
      const { host, turns } = connect(`#token=${TOKEN}`)
      const address = { ok: true, value: { before: '/media/', after: `?key=${MEDIA.key}` } }
      expect(host.line()).toBe('connecting')
      expect(await host.bridge.mediaAddress({})).toEqual(address)
      const { port } = page
      await end()
      await turns('down')
      expect(await host.bridge.mediaAddress({})).toEqual(address)
      await start(port)
      const refused = connect('#token=old')
      expect(await refused.host.bridge.mediaAddress({})).toMatchObject({ error: { code: 'OFFLINE' } })
    })

    it('is refused without a token and with an old one', async () => {
      const none = connect('')
      expect(none.host.line()).toBe('refused')
      expect(await none.host.bridge.appState({})).toMatchObject({ error: { code: 'OFFLINE' } })
      const old = connect('#token=old')
      await old.turns('refused')
      expect(await old.host.bridge.appState({})).toMatchObject({ error: { code: 'OFFLINE' } })
    })

    it('fails calls while the host is away, comes back by itself and says that events were missed', async () => {
      const { host, turns } = connect(`#token=${TOKEN}`)
      const events: EngineEvent[] = []
      host.bridge.onEvents(batch => void events.push(...batch))
      await turns('up')
      engine.block()
      const hanging = host.bridge.chatGet({ chatId: 1 })
      const { port } = page
      await end()
      expect(await hanging).toMatchObject({ ok: false, error: { code: 'OFFLINE' } })
      await turns('down')
      expect(await host.bridge.chatGet({ chatId: 1 })).toMatchObject({ ok: false, error: { code: 'OFFLINE' } })
      await start(port)
      await turns('up')
      expect(events).toEqual([{ type: 'missed' }])
      expect(await host.bridge.chatGet({ chatId: 2 })).toMatchObject({ ok: true })
    })
  })
})

function opened(socket: WebSocket): Promise<void> {
  return new Promise((done, failed) => {
    socket.once('open', done)
    socket.once('error', failed)
  })
}

function closed(socket: WebSocket): Promise<number> {
  return new Promise(done => socket.once('close', done))
}

function next(socket: WebSocket): Promise<unknown> {
  return new Promise(done => socket.once('message', data => done(JSON.parse(String(data)))))
}

function collect(socket: WebSocket, count: number): Promise<{ id: number }[]> {
  return new Promise(done => {
    const answers: { id: number }[] = []
    socket.on('message', data => {
      answers.push(JSON.parse(String(data)) as { id: number })
      if (answers.length === count) done(answers)
    })
  })
}
