import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { readMigrations } from '../../../src/main/engine/store/migrate.ts'
import { eraseStore, openStore } from '../../../src/main/engine/store/open.ts'
import { directChat, keychain, newDir, person, plainBox, put, storeOf } from './support.ts'

const FILE = 'pillion.sqlite'

/** Of a store as this program makes it. */
const VERSION = readMigrations().length

test('a new folder gets a store that only its owner can read', async () => {
  const dir = join(newDir(), 'deep', 'folder')
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  store.accounts.link({ pn: '15550100@s.whatsapp.net', lid: null }, 'Robin', 1)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(dir)) expect([name, statSync(join(dir, name)).mode & 0o777]).toEqual([name, 0o600])
  expect(readdirSync(dir)).toContain(`${FILE}-wal`)
})

test('a folder that holds something else keeps its permissions, and the store in it is its owner’s alone', async () => {
  const dir = join(newDir(), 'shared')
  mkdirSync(dir)
  writeFileSync(join(dir, 'theirs.txt'), 'x')
  chmodSync(dir, 0o755)
  chmodSync(join(dir, 'theirs.txt'), 0o644)
  // The second time there is a store in it already.
  for (let n = 0; n < 2; n += 1) {
    const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
    expect(statSync(dir).mode & 0o777).toBe(0o755)
    for (const name of readdirSync(dir)) {
      expect([name, statSync(join(dir, name)).mode & 0o777]).toEqual([name, name === 'theirs.txt' ? 0o644 : 0o600])
    }
    store.close()
  }
})

test('a folder with nothing in it, or with Pillion’s own files alone, is closed to others', async () => {
  const dir = join(newDir(), 'own')
  mkdirSync(dir)
  for (let n = 0; n < 2; n += 1) {
    chmodSync(dir, 0o755)
    storeOf(await openStore({ dataDir: dir, secrets: plainBox })).close()
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    for (const name of ['logs', 'chromium']) mkdirSync(join(dir, name), { recursive: true })
  }
})

test('what was written is there after reopening', async () => {
  const dir = newDir()
  const first = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  first.accounts.link({ pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }, 'Robin', 1)
  first.settings.set({ theme: 'dark' })
  first.close()
  const second = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  expect(second.accounts.get()).toMatchObject({ name: 'Robin', phone: expect.stringMatching(/^\+1/), linkedAt: 1 })
  expect(second.settings.get()).toMatchObject({ theme: 'dark', language: 'system', keepVerified: true })
})

test('a database of a newer version is refused and stays as it is, byte by byte', async () => {
  const dir = newDir()
  storeOf(await openStore({ dataDir: dir, secrets: plainBox })).close()
  const db = new Sqlite(join(dir, FILE))
  db.pragma('user_version = 99')
  db.close()
  const before = readFileSync(join(dir, FILE))
  const result = await openStore({ dataDir: dir, secrets: plainBox })
  expect(result.health).toEqual({ state: 'newer', found: 99, supported: VERSION })
  expect(result).toMatchObject({ store: null, setAside: null })
  expect(readFileSync(join(dir, FILE)).equals(before)).toBe(true)
})

test('a newer version that stands in the log alone is seen as well', async () => {
  const dir = newDir()
  storeOf(await openStore({ dataDir: dir, secrets: plainBox })).close()
  // Dies without closing: the new version is in the log, the file's own header still says the old one.
  const script = `
    const db = require('better-sqlite3')(${JSON.stringify(join(dir, FILE))})
    db.pragma('user_version = ${VERSION + 1}')
    process.kill(process.pid, 'SIGKILL')`
  expect(() => execFileSync(process.execPath, ['-e', script], { cwd: import.meta.dirname, stdio: 'ignore' })).toThrow()
  const [before, log] = [readFileSync(join(dir, FILE)), readFileSync(join(dir, `${FILE}-wal`))]
  expect(before.readUInt32BE(60)).toBe(VERSION)
  expect((await openStore({ dataDir: dir, secrets: plainBox })).health).toMatchObject({
    state: 'newer',
    found: VERSION + 1,
  })
  expect(readFileSync(join(dir, FILE)).equals(before)).toBe(true)
  expect(readFileSync(join(dir, `${FILE}-wal`)).equals(log)).toBe(true)
})

test('garbage is reported, set aside on demand and never deleted', async () => {
  const dir = newDir()
  const garbage = Buffer.alloc(5000, 'not a database ')
  writeFileSync(join(dir, FILE), garbage)
  const result = await openStore({ dataDir: dir, secrets: plainBox })
  expect(result.health.state).toBe('corrupt')
  if (result.store !== null || result.setAside === null) throw new Error('it could not be set aside')
  expect(readFileSync(join(dir, FILE)).equals(garbage)).toBe(true)
  const kept = result.setAside()
  expect(kept).toMatch(/pillion-kept-\d{4}-\d\d-\d\dT[\d-]+Z\.sqlite$/)
  expect(readFileSync(kept).equals(garbage)).toBe(true)
  storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
})

test('damage inside is found after a shutdown that was not clean', async () => {
  const dir = newDir()
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  store.transaction(() => {
    for (let n = 1; n < 200; n += 1) put(store, { chatId: directChat(store, n), authorId: person(store, n) })
  })
  store.close()
  const bytes = readFileSync(join(dir, FILE))
  // Every page but the first: an index or a table is hit for certain.
  for (let page = 3; page * 4096 < bytes.length; page += 1) bytes.fill(0xa5, page * 4096, page * 4096 + 64)
  writeFileSync(join(dir, FILE), bytes)
  // A log with a header and nothing in it: the last run did not end cleanly.
  writeFileSync(join(dir, `${FILE}-wal`), Buffer.alloc(32, 1))
  const result = await openStore({ dataDir: dir, secrets: plainBox })
  expect(result.health.state).toBe('corrupt')
  if (result.store !== null || result.setAside === null) throw new Error('it could not be set aside')
  expect(existsSync(result.setAside())).toBe(true)
})

test("another program's database is not touched", async () => {
  const dir = newDir()
  const db = new Sqlite(join(dir, FILE))
  db.exec('CREATE TABLE theirs (x); PRAGMA user_version = 1')
  db.close()
  const before = readFileSync(join(dir, FILE))
  expect((await openStore({ dataDir: dir, secrets: plainBox })).health.state).toBe('corrupt')
  expect(readFileSync(join(dir, FILE)).equals(before)).toBe(true)
})

test('one engine per folder; the lock does not outlive its holder, however it ends', async () => {
  const dir = newDir()
  const holder = fork(new URL('./holder.ts', import.meta.url), [dir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  expect((await once(holder, 'message'))[0]).toBe('ok')
  expect((await openStore({ dataDir: dir, secrets: plainBox })).health).toEqual({ state: 'locked' })
  const gone = once(holder, 'exit')
  holder.kill('SIGKILL')
  await gone
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  expect((await openStore({ dataDir: dir, secrets: plainBox })).health).toEqual({ state: 'locked' })
  store.close()
  storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
})

test('keys and credentials are sealed, and bound to their names', async () => {
  const dir = newDir()
  const secret = Buffer.from('a secret that must not be found in the file')
  const store = storeOf(await openStore({ dataDir: dir, secrets: keychain('ring') }))
  store.keys.write([
    { type: 'session', id: 'a', value: secret },
    { type: 'session', id: 'b', value: Buffer.from('b') },
  ])
  store.credentials.save(secret)
  store.close()
  expect(readFileSync(join(dir, FILE)).includes(secret)).toBe(false)

  const again = storeOf(await openStore({ dataDir: dir, secrets: keychain('ring') }))
  expect(Buffer.from(again.credentials.load() ?? []).equals(secret)).toBe(true)
  expect([...again.keys.get('session', ['a', 'x', 'b']).keys()]).toEqual(['a', 'b'])
  again.keys.write([{ type: 'session', id: 'b', value: null }])
  expect(again.keys.get('session', ['b']).size).toBe(0)
  again.close()

  const db = new Sqlite(join(dir, FILE))
  db.exec(`UPDATE signal_keys SET id = 'moved' WHERE id = 'a'`)
  db.close()
  const moved = storeOf(await openStore({ dataDir: dir, secrets: keychain('ring') }))
  expect(() => moved.keys.get('session', ['moved'])).toThrow('does not open')
})

test('another key store: said so, nothing wiped', async () => {
  const dir = newDir()
  const first = storeOf(await openStore({ dataDir: dir, secrets: keychain('kwallet') }))
  first.credentials.save(Buffer.from('creds'))
  first.close()
  const before = readFileSync(join(dir, FILE))
  for (const secrets of [keychain('gnome'), plainBox]) {
    expect((await openStore({ dataDir: dir, secrets })).health).toEqual({ state: 'secretsUnreadable' })
  }
  expect(readFileSync(join(dir, FILE)).equals(before)).toBe(true)
  const back = storeOf(await openStore({ dataDir: dir, secrets: keychain('kwallet') }))
  expect(Buffer.from(back.credentials.load() ?? []).toString()).toBe('creds')
})

test('a store without protection moves into the key store when there is one', async () => {
  const dir = newDir()
  const first = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  first.credentials.save(Buffer.from('creds'))
  first.close()
  const second = storeOf(await openStore({ dataDir: dir, secrets: keychain('ring') }))
  expect(Buffer.from(second.credentials.load() ?? []).toString()).toBe('creds')
  second.close()
  expect((await openStore({ dataDir: dir, secrets: plainBox })).health.state).toBe('secretsUnreadable')
})

test('a kept copy is complete and private', async () => {
  const dir = newDir()
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  put(store, { chatId: directChat(store, 1), authorId: person(store, 1), body: 'keep me' })
  const copy = join(dir, 'copy.sqlite')
  await store.keepCopy(copy)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  const db = new Sqlite(copy, { readonly: true })
  expect(db.prepare('SELECT text FROM messages').all()).toEqual([{ text: 'keep me' }])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
})

test('erasing deletes the database, but not under an open store', async () => {
  const dir = newDir()
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox }))
  expect(() => eraseStore(dir)).toThrow('in use')
  store.close()
  eraseStore(dir)
  expect(readdirSync(dir)).toEqual(['lock.sqlite'])
})
