/** Messages that cannot be stored for a reason of their own: the database is made to refuse one text. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

interface Scene {
  phone: Phone
  desk: Desk
  ada: Person
  db: Sqlite.Database
}

const REFUSED = 'harbour at noon'

async function scene(): Promise<Scene> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  const db = new Sqlite(join(desk.dataDir, 'pillion.sqlite'))
  onTestFinished(() => void db.close())
  db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.text = '${REFUSED}'
    BEGIN SELECT RAISE (ABORT, 'refused: ${REFUSED}'); END`)
  return { phone, desk, ada, db }
}

const asideOf = (db: Sqlite.Database): unknown[] => db.prepare('SELECT type, error, event FROM set_aside').all()

test('a live message that cannot be stored is kept aside: the others come, the line holds, nothing comes again', async () => {
  const { phone, desk, ada, db } = await scene()
  const connections = phone.line.connections
  await ada.sendText('before')
  await ada.sendText(REFUSED)
  await ada.sendText('after')
  const chat = await desk.chat('~ Ada')
  await desk.message(chat.id, 'after')
  await phone.settled()
  expect((await desk.messages(chat.id)).map(message => message.content)).toMatchObject([
    { text: 'before' },
    { text: 'after' },
  ])
  expect(phone.line.connections).toBe(connections)
  expect(asideOf(db)).toEqual([{ type: 'message', error: 'SqliteError SQLITE_CONSTRAINT_TRIGGER', event: null }])
  const told = desk.log.filter(line => 'msg' in line && line.msg === 'an event was set aside')
  expect(told).toMatchObject([{ type: 'message', total: 1, code: 'SQLITE_CONSTRAINT_TRIGGER' }])
  expect(JSON.stringify(desk.log)).not.toContain(REFUSED)

  await desk.restart()
  await desk.connected()
  await ada.sendText('next day')
  await desk.message(chat.id, 'next day')
  expect(asideOf(db)).toHaveLength(1)
  const rows = db
    .prepare<[], { plaintext: Buffer; projected: number }>(
      'SELECT plaintext, projected_at IS NOT NULL AS projected FROM journal WHERE set_aside IS NOT NULL',
    )
    .all()
  expect(rows).toMatchObject([{ projected: 1 }])
  expect(rows[0]?.plaintext.includes(REFUSED)).toBe(true)
  phone.assertClean()
})

test('rows left over by a crash that cannot be stored do not stop the start', async () => {
  const { phone, desk, ada, db } = await scene()
  await ada.sendText('before')
  await ada.sendText(REFUSED)
  const chat = await desk.chat('~ Ada')
  await phone.settled()
  await desk.close()
  // As if the engine had died between journal and store, both times. The notice of history has left no bytes to project.
  db.exec('DELETE FROM messages; UPDATE journal SET projected_at = NULL, set_aside = NULL WHERE plaintext IS NOT NULL')
  await desk.restart()
  await desk.connected()
  await desk.message(chat.id, 'before')
  expect(asideOf(db)).toHaveLength(1)
  expect(db.prepare('SELECT COUNT(*) AS left FROM journal WHERE projected_at IS NULL').get()).toEqual({ left: 0 })
  const errors = desk.log.flatMap(line =>
    'level' in line && line.level === 'error' && 'msg' in line ? [line.msg] : [],
  )
  expect(errors.filter(msg => !String(msg).startsWith('baileys'))).toEqual([
    'an event was set aside',
    'an event was set aside',
  ])
})

test('history: one message that cannot be stored costs no other, and the chunk is done', async () => {
  const { phone, desk, ada, db } = await scene()
  const jid = ada.jid('pn')
  const messages = Array.from({ length: 40 }, (_, n) => ({
    msgOrderId: n,
    message: {
      key: { remoteJid: jid, fromMe: false, id: `OLD-${n}` },
      messageTimestamp: Date.UTC(2026, 8, 1) / 1000 + n,
      message: { conversation: n === 17 ? REFUSED : `old ${n}` },
    },
  }))
  await phone.sendHistory({
    conversations: [{ id: jid, messages: messages.reverse() }],
    bootstrap: 1,
    pushNames: [{ id: jid, pushname: 'Ada' }],
  })
  const chat = await desk.chat('~ Ada')
  await desk.message(chat.id, 'old 39')
  expect(await desk.messages(chat.id)).toHaveLength(39)
  expect(db.prepare('SELECT type, instr(event, ?) > 0 AS whole FROM set_aside').all(REFUSED)).toEqual([
    { type: 'message', whole: 1 },
  ])
  const left = db.prepare('SELECT COUNT(*) AS left FROM history_jobs WHERE done_at IS NULL')
  await expect.poll(() => left.get()).toEqual({ left: 0 })
})

test('a later version tries what was set aside again, once', async () => {
  const { phone, desk, ada, db } = await scene()
  await ada.sendText('before')
  await ada.sendText(REFUSED)
  const chat = await desk.chat('~ Ada')
  await phone.settled()
  expect(asideOf(db)).toHaveLength(1)
  await desk.restart()
  await desk.state()
  const tries = () => desk.log.filter(line => 'msg' in line && line.msg === 'an event was set aside').length
  expect(tries()).toBe(1)

  desk.version = '0.1.1'
  await desk.restart()
  await desk.state()
  expect(tries()).toBe(2)
  expect(asideOf(db)).toHaveLength(1)
  await desk.restart()
  await desk.state()
  expect(tries()).toBe(2)

  db.exec('DROP TRIGGER refuse')
  desk.version = '0.2.0'
  await desk.restart()
  expect((await desk.messages(chat.id)).map(message => message.content)).toMatchObject([
    { text: 'before' },
    { text: REFUSED },
  ])
  expect(asideOf(db)).toEqual([])
  phone.assertClean()
})
