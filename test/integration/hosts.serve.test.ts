import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ensureBuilt } from '../../scripts/steps/build.ts'
import type { AppState, Result } from '../../src/shared/model.ts'

const serve = resolve(import.meta.dirname, '..', '..', 'out', 'main', 'serve.js')
const READY = /^Pillion is ready at (http:\/\/127\.0\.0\.1:(\d+)\/)#token=([\w-]{43})\n$/

interface Host {
  child: ChildProcess
  out: () => string
  err: () => string
  /** Resolves with the first line, or when the process has ended without one. */
  ready: Promise<void>
  ended: Promise<number | null>
}

describe('serve.ts', () => {
  let folder: string
  let started: Host[]

  beforeAll(() => {
    expect(ensureBuilt()).toBe(true)
  }, 120_000)
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pillion-serve-'))
    started = []
  })
  afterEach(async () => {
    for (const { child, ended } of started) {
      if (child.exitCode === null) child.kill('SIGKILL')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  })

  function start(flags: string[], variables: Record<string, string> = {}): Host {
    const child = spawn(process.execPath, [serve, ...flags], {
      // A port nobody listens on: nothing here may reach the real service.
      env: { ...process.env, PILLION_WA_URL: 'ws://127.0.0.1:9/ws/chat', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stderr?.on('data', chunk => {
      err += String(chunk)
    })
    const ended = new Promise<number | null>(done => child.once('close', done))
    const ready = new Promise<void>(done => {
      child.stdout?.on('data', chunk => {
        out += String(chunk)
        if (out.includes('\n')) done()
      })
      void ended.then(() => done())
    })
    const host = { child, out: () => out, err: () => err, ready, ended }
    started.push(host)
    return host
  }

  it('prints one line when it is ready, and nothing else on standard output', async () => {
    const host = start(['--data', folder])
    await host.ready
    expect(host.out()).toMatch(READY)
    host.child.kill('SIGINT')
    expect(await host.ended).toBe(0)
    expect(host.out()).toMatch(READY)
    expect(host.err()).toContain(folder)
  })

  it('keeps the token out of its log and its folder to its owner', async () => {
    const host = start(['--data', folder])
    await host.ready
    const token = READY.exec(host.out())?.[3] ?? ''
    expect(await ask(host, 'appState')).toMatchObject({ ok: true })
    host.child.kill('SIGTERM')
    expect(await host.ended).toBe(0)
    const log = readFileSync(join(folder, 'logs', 'pillion.log'), 'utf8')
    expect(log).toContain('browser host started')
    expect(log + host.err()).not.toContain(token)
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it.skipIf(process.platform === 'win32')(
    'says so when others can look into the folder, and leaves it so',
    async () => {
      writeFileSync(join(folder, 'theirs.txt'), 'x')
      chmodSync(folder, 0o755)
      const host = start(['--data', folder])
      await host.ready
      expect(await ask(host, 'appState')).toMatchObject({ value: { health: { state: 'ok' } } })
      expect(host.err()).toContain('open to others')
      expect(statSync(folder).mode & 0o777).toBe(0o755)
      expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700)
      for (const name of ['pillion.sqlite', 'pillion.sqlite-wal', 'lock.sqlite'])
        expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
    },
  )

  it('answers with the state of a new data folder', async () => {
    const host = start([], { PILLION_DATA_DIR: folder, PILLION_LANG: 'fr' })
    await host.ready
    const answer = (await ask(host, 'appState')) as Result<AppState>
    expect(answer).toMatchObject({
      ok: true,
      value: {
        health: { state: 'ok' },
        account: null,
        host: { kind: 'browser', dataDir: folder, language: 'fr', secrets: 'filePermissions' },
      },
    })
  })

  it('says so when another Pillion has the data folder, and takes it over once that one was killed', async () => {
    const first = start(['--data', folder])
    await first.ready
    expect(await ask(first, 'appState')).toMatchObject({ value: { health: { state: 'ok' } } })
    const second = start(['--data', folder])
    await second.ready
    expect(await ask(second, 'appState')).toMatchObject({ value: { health: { state: 'locked' } } })
    for (const host of [first, second]) {
      host.child.kill('SIGKILL')
      await host.ended
    }
    const third = start(['--data', folder])
    await third.ready
    expect(await ask(third, 'appState')).toMatchObject({ value: { health: { state: 'ok' } } })
  })

  it('takes the port it is given, and says so when it is in use', async () => {
    const taken = createServer()
    await new Promise<void>(done => taken.listen(0, '127.0.0.1', done))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const refused = start(['--data', folder, '--port', String(port)])
    expect(await refused.ended).toBe(2)
    expect(refused.err()).toContain(`port ${port} is in use`)
    expect(refused.out()).toBe('')
    await new Promise(done => taken.close(done))
    const host = start(['--data', folder, '--port', String(port)])
    await host.ready
    expect(READY.exec(host.out())?.[2]).toBe(String(port))
  })

  it.each([
    [['--port', 'x'], {}],
    [['--port', '70000'], {}],
    [['--unknown'], {}],
    [['extra'], {}],
    [[], { PILLION_WA_ROOT_KEY: 'short' }],
    [[], { PILLION_WA_URL: 'https://127.0.0.1' }],
  ])('refuses %j with %j in words', async (flags, variables) => {
    const host = start(flags, { PILLION_DATA_DIR: folder, ...variables })
    expect(await host.ended).toBe(2)
    expect(host.out()).toBe('')
    expect(host.err()).toMatch(/^Pillion: .+\n$/)
  })
})

/** Calls over a WebSocket as the page does. */
async function ask(host: Host, name: string): Promise<unknown> {
  const [, address, port, token] = READY.exec(host.out()) ?? []
  if (address === undefined || token === undefined) throw new Error(`not ready: ${host.out()}${host.err()}`)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/bridge`, { headers: { origin: address.slice(0, -1) } })
  try {
    return await new Promise((done, failed) => {
      socket.on('error', failed)
      socket.on('close', code => failed(new Error(`closed with ${code}`)))
      socket.on('open', () => socket.send(token))
      socket.on('message', data => {
        const message = JSON.parse(String(data)) as { ready?: true; result?: unknown }
        if (message.ready) socket.send(JSON.stringify({ id: 1, name, input: {} }))
        else if (message.result !== undefined) done(message.result)
      })
    })
  } finally {
    socket.close()
  }
}
