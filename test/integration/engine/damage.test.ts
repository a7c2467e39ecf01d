/** A store that turns out to be damaged, or cannot be erased, while the engine runs. */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Desk, newPhone } from './desk.ts'

/** Overwrites the first page of a table or index. The database has to be closed, so that nobody has the page in memory. */
function damage(dataDir: string, name: string): void {
  const file = join(dataDir, 'pillion.sqlite')
  const db = new Sqlite(file, { readonly: true })
  const { rootpage } = db
    .prepare<[string], { rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .get(name) ?? { rootpage: 0 }
  const size = Number(db.pragma('page_size', { simple: true }))
  db.close()
  expect(rootpage).toBeGreaterThan(1)
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(size, 0xff), 0, size, (rootpage - 1) * size)
  closeSync(handle)
}

/** A linked desk with one chat, closed, damaged and open again. */
async function damaged(name: string): Promise<{ desk: Desk; chatId: number }> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('before')
  const { id: chatId } = await desk.chat('~ Ada')
  await desk.close()
  damage(desk.dataDir, name)
  await desk.restart()
  return { desk, chatId }
}

test('damage met at work: starting anew right away waits until the damaged store is closed', async () => {
  const { desk, chatId } = await damaged('drafts')
  await desk.connected()
  expect(await desk.state()).toMatchObject({ health: { state: 'ok' } })
  expect(await desk.result('draftGet', { chatId })).toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })
  const anew = desk.call('storeStartAnew', {})
  expect(await desk.result('draftGet', { chatId })).toMatchObject({ ok: false })
  expect(await anew).toMatchObject({ keptAs: expect.stringMatching(/pillion-kept-/) })
  expect(await desk.state()).toMatchObject({ health: { state: 'ok' }, account: null })
  expect(await desk.chats()).toEqual([])
})

test('damage met while the session begins is what the screen is told', async () => {
  const { desk } = await damaged('statuses_expiring')
  expect(await desk.state()).toMatchObject({ health: { state: 'corrupt' } })
  await desk.until('the screen is told', async () => {
    const last = desk.events.findLast(event => event.type === 'health')
    return last?.type === 'health' && last.health.state === 'corrupt'
  })
  expect(await desk.result('chatsPage', {})).toMatchObject({ ok: false })
  expect(await desk.call('storeStartAnew', {})).toMatchObject({ keptAs: expect.stringMatching(/pillion-kept-/) })
  expect(await desk.state()).toMatchObject({ health: { state: 'ok' } })
})

test('credentials that cannot be read at the start leave no half-open store behind', async () => {
  const { desk } = await damaged('credentials')
  expect(await desk.state()).toMatchObject({ health: { state: 'corrupt' } })
  await desk.call('storeStartAnew', {})
  expect(await desk.state()).toMatchObject({ health: { state: 'ok' } })
})

test('unlinking with a history that cannot be erased says so, and the history is still there', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('before')
  await desk.chat('~ Ada')
  // Where the lock was, nothing can be locked: the folder cannot be taken for erasing, nor for opening.
  const lock = join(desk.dataDir, 'lock.sqlite')
  rmSync(lock)
  mkdirSync(lock)
  expect(await desk.result('unlink', { erase: true })).toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } })
  expect((await desk.state()).health.state).not.toBe('ok')
  rmSync(lock, { recursive: true })
  await desk.restart()
  expect(await desk.chat('~ Ada')).toMatchObject({ name: { text: '~ Ada' } })
  expect(await desk.state()).toMatchObject({ health: { state: 'ok' }, connection: { state: 'unlinked' } })
})
