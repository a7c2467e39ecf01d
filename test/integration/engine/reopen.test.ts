/** A store that could not be opened for a reason that passes: trying again opens it, without a restart of the program. */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { AppState } from '../../../src/shared/model.ts'
import { Desk, newFolder, newPhone, plainSecrets } from './desk.ts'

/** A folder with a store, closed. */
async function closed(): Promise<{ dataDir: string; file: string }> {
  const dataDir = newFolder()
  const desk = new Desk(await newPhone(), dataDir)
  await desk.state()
  await desk.close()
  return { dataDir, file: join(dataDir, 'pillion.sqlite') }
}

/** What trying again is told to the screen as. */
async function again(desk: Desk): Promise<AppState['health']['state']> {
  await desk.call('reconnect', {})
  return (await desk.state()).health.state
}

test('locked: once the other engine is gone', async () => {
  const phone = await newPhone()
  const first = new Desk(phone)
  expect((await first.state()).health.state).toBe('ok')
  const second = new Desk(phone, first.dataDir)
  expect((await second.state()).health.state).toBe('locked')
  expect(await again(second)).toBe('locked')
  await first.close()
  expect(await again(second)).toBe('ok')
  await second.until('the screen is told', async () => {
    const last = second.events.findLast(event => event.type === 'health')
    return last?.type === 'health' && last.health.state === 'ok'
  })
  await second.link()
})

test('newer: once the store is the old one again', async () => {
  const { dataDir, file } = await closed()
  const db = new Sqlite(file)
  const version = Number(db.pragma('user_version', { simple: true }))
  db.pragma('user_version = 99')
  db.close()
  const desk = new Desk(await newPhone(), dataDir)
  expect((await desk.state()).health.state).toBe('newer')
  const back = new Sqlite(file)
  back.pragma(`user_version = ${version}`)
  back.close()
  expect(await again(desk)).toBe('ok')
})

test('corrupt: once the file can be read again', async () => {
  const { dataDir, file } = await closed()
  const bytes = readFileSync(file)
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(100, 0xff), 0, 100, 0)
  closeSync(handle)
  const desk = new Desk(await newPhone(), dataDir)
  expect((await desk.state()).health.state).toBe('corrupt')
  expect(await again(desk)).toBe('corrupt')
  writeFileSync(file, bytes)
  expect(await again(desk)).toBe('ok')
  expect(await desk.result('storeStartAnew', {})).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
})

test('keys that cannot be read: once the key store opens them', async () => {
  const dataDir = newFolder()
  const ring = { ...plainSecrets, backend: 'ring', protection: 'keychain' } as const
  let isLocked = false
  const secrets = {
    ...ring,
    unwrap: (bytes: Uint8Array) => (isLocked ? Promise.reject(new Error('locked')) : ring.unwrap(bytes)),
  }
  const first = new Desk(await newPhone(), dataDir, secrets)
  expect((await first.state()).health.state).toBe('ok')
  await first.close()
  isLocked = true
  const desk = new Desk(await newPhone(), dataDir, secrets)
  expect((await desk.state()).health.state).toBe('secretsUnreadable')
  isLocked = false
  expect(await again(desk)).toBe('ok')
})
