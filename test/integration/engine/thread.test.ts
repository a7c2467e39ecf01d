import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type EngineClient, startEngineThread } from '../../../src/main/engine/client.ts'
import type { SecretBox, WireAddress } from '../../../src/main/engine/ports.ts'
import type { AppState, EngineEvent } from '../../../src/shared/model.ts'
import { newFolder, newPhone, plainSecrets } from './desk.ts'

const wire: WireAddress = { url: 'ws://127.0.0.1:9/ws/chat', rootKeyHex: null, mediaHost: null, mediaCaFile: null }

function start(dataDir: string, more: { secrets?: SecretBox; wire?: WireAddress } = {}): EngineClient {
  const client = startEngineThread({
    dataDir,
    host: { kind: 'desktop', version: '1.2.3', platform: 'test', language: 'en' },
    secrets: more.secrets ?? plainSecrets,
    wire: more.wire ?? wire,
    workerUrl: new URL('../../../src/main/engine/worker.ts', import.meta.url),
    decoderUrl: new URL('../../../src/main/engine/link/decoder.ts', import.meta.url),
    log: () => undefined,
  })
  onTestFinished(() => client.close())
  return client
}

async function stateOf(client: EngineClient): Promise<AppState> {
  const result = await client.call('appState', {})
  if (!result.ok) throw new Error(result.error.code)
  return result.value as AppState
}

test('the engine answers from its thread', async () => {
  const dataDir = newFolder()
  const client = start(dataDir)
  expect(await stateOf(client)).toMatchObject({
    health: { state: 'ok' },
    host: { kind: 'desktop', version: '1.2.3', dataDir, secrets: 'filePermissions' },
  })
  const events: EngineEvent[] = []
  const told = new Promise<void>(resolve =>
    client.onEvents(batch => {
      events.push(...batch)
      if (events.some(event => event.type === 'settings')) resolve()
    }),
  )
  await client.call('settingsSet', { theme: 'dark' })
  await told
  expect((await stateOf(client)).settings.theme).toBe('dark')
  expect(await client.mediaFile(1)).toBeNull()
})

test('what cannot cross to a thread is bad input', async () => {
  const client = start(newFolder())
  expect(await client.call('appState', { f: () => undefined })).toMatchObject({ error: { code: 'BAD_INPUT' } })
})

test('closing ends the thread, and calls are refused', async () => {
  const client = start(newFolder())
  await stateOf(client)
  const exit = new Promise(resolve => client.onExit(resolve))
  await client.close()
  expect(await exit).toMatchObject({ expected: true })
  expect(await client.call('appState', {})).toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })
  expect(await client.mediaFile(1)).toBeNull()
})

test('secrets are wrapped by the host, and a host that cannot unwrap them is told apart from damage', async () => {
  const phone = await newPhone()
  const dataDir = newFolder()
  const mask = (bytes: Uint8Array): Uint8Array => bytes.map(byte => byte ^ 0x5a)
  const keychain: SecretBox = {
    backend: 'test keychain',
    protection: 'keychain',
    wrap: async bytes => mask(bytes),
    unwrap: async bytes => mask(bytes),
  }
  const here = {
    url: phone.url,
    rootKeyHex: phone.rootKeyHex,
    mediaHost: phone.mediaHost,
    mediaCaFile: phone.mediaCaFile,
  }
  const first = start(dataDir, { secrets: keychain, wire: here })
  expect(await stateOf(first)).toMatchObject({ health: { state: 'ok' }, host: { secrets: 'keychain' } })
  await first.close()
  const refusing: SecretBox = {
    ...keychain,
    unwrap: () => Promise.reject(new Error('another user’s key store')),
  }
  const second = start(dataDir, { secrets: refusing })
  expect(await stateOf(second)).toMatchObject({ health: { state: 'secretsUnreadable' }, account: null })
  expect(await second.call('chatsPage', { filter: 'all', archived: false, after: null, limit: 1 })).toMatchObject({
    error: { code: 'STORE_UNAVAILABLE' },
  })
  await second.close()
  expect(await stateOf(start(dataDir, { secrets: keychain }))).toMatchObject({ health: { state: 'ok' } })
})

test('what a failing thread says stays out of the log: it may quote texts and numbers', async () => {
  const log: object[] = []
  const dataDir = newFolder()
  const failing = join(dataDir, 'failing.mjs')
  writeFileSync(failing, `throw new RangeError('meet me at 8, +15550100')`)
  const client = startEngineThread({
    dataDir,
    host: { kind: 'desktop', version: '1.2.3', platform: 'test', language: 'en' },
    secrets: plainSecrets,
    wire,
    workerUrl: pathToFileURL(failing),
    decoderUrl: new URL('../../../src/main/engine/link/decoder.ts', import.meta.url),
    log: line => void log.push(line),
  })
  await new Promise<void>(resolve => client.onExit(() => resolve()))
  expect(log).toMatchObject([{ level: 'error', msg: 'engine thread failed', error: 'RangeError' }])
  expect(JSON.stringify(log)).not.toMatch(/meet me at/)
})
