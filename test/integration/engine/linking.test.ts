import { expect, test } from 'vitest'
import { Desk, newFolder, newPhone } from './desk.ts'

test('an empty store is shown before anything is linked', async () => {
  const desk = new Desk(await newPhone())
  const state = await desk.state()
  expect(state).toMatchObject({
    health: { state: 'ok' },
    account: null,
    connection: { state: 'unlinked' },
    linking: { step: 'idle' },
    sync: { state: 'idle' },
    settings: { language: 'system', theme: 'system', readReceipts: true, keepVerified: true },
    host: { secrets: 'filePermissions', dataDir: desk.dataDir },
  })
  expect(await desk.chats()).toEqual([])
})

test('the phone scans the QR code, and the account is here', async () => {
  const phone = await newPhone()
  const desk = await Desk.linked(phone)
  const { account, linking } = await desk.state()
  expect(account).toMatchObject({ phone: '+15550100' })
  expect(['linked', 'idle']).toContain(linking.step)
  expect(desk.events.some(event => event.type === 'account')).toBe(true)
  phone.assertClean()
})

test('linking by phone number: the code is typed on the phone', async () => {
  const phone = await newPhone({ me: { pn: '12025550100', lid: '90010100', pushName: 'Robin' } })
  const desk = new Desk(phone)
  await desk.call('linkByCode', { phone: '+1 202 555 0100' })
  const code = await desk.until('a code', async () => {
    const { linking } = await desk.state()
    return linking.step === 'code' ? linking.code : null
  })
  expect(code).toMatch(/^[0-9A-Z]{8}$/)
  await phone.enterCode(code)
  await desk.connected()
  expect((await desk.state()).account).not.toBeNull()
})

test('a number that is none is refused before anybody is asked', async () => {
  const desk = new Desk(await newPhone())
  expect(await desk.result('linkByCode', { phone: '12345' })).toMatchObject({
    ok: false,
    error: { code: 'BAD_NUMBER' },
  })
})

test('an abandoned code leaves nothing half linked', async () => {
  const phone = await newPhone({ me: { pn: '12025550100', lid: '90010100', pushName: 'Robin' } })
  const desk = new Desk(phone)
  await desk.call('linkByCode', { phone: '+12025550100' })
  await desk.until('a code', async () => (await desk.state()).linking.step === 'code')
  await desk.call('linkCancel', {})
  await desk.until('idle', async () => (await desk.state()).linking.step === 'idle')
  await desk.restart()
  expect(await desk.state()).toMatchObject({ account: null, connection: { state: 'unlinked' } })
  await desk.link()
})

test('a restart connects again without linking', async () => {
  const phone = await newPhone()
  const desk = await Desk.linked(phone)
  await desk.restart()
  await desk.connected()
  expect(phone.receivedOf('linked').filter(({ kind }) => kind === 'linked')).toHaveLength(1)
})

test('logged out from the phone: the history stays, and linking again keeps it', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('before')
  const chat = await desk.chat('~ Ada')
  phone.unlink()
  await desk.until('logged out', async () => (await desk.state()).linking.step === 'loggedOut')
  await desk.restart()
  expect(await desk.state()).toMatchObject({ linking: { step: 'loggedOut' }, account: { phone: '+15550100' } })
  await desk.message(chat.id, 'before')
  expect(await desk.result('messageSend', { chatId: chat.id, text: 'x', replyTo: null })).toMatchObject({
    error: { code: 'NOT_LINKED' },
  })
  await desk.link()
  await ada.sendText('after')
  await desk.message(chat.id, 'after')
  expect((await desk.messages(chat.id)).filter(message => message.content.kind === 'text')).toHaveLength(2)
})

test('what is done to a chat while logged out reaches the phone once it is linked again and has shared its key', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('before')
  const chat = await desk.chat('~ Ada')
  phone.unlink()
  await desk.until('logged out', async () => (await desk.state()).linking.step === 'loggedOut')
  await desk.call('chatPin', { chatId: chat.id, on: true })
  await desk.link()
  await phone.waitFor('mutation', entry => entry.index[0] === 'pin_v1')
})

test('a folder belongs to one account: another one is refused and logged out', async () => {
  const first = await newPhone()
  const dataDir = newFolder()
  const desk = new Desk(first, dataDir)
  await desk.link()
  await desk.call('unlink', { erase: false })
  await desk.close()

  const other = await newPhone({ me: { pn: '15550199', lid: '90010199', pushName: 'Sam' } })
  const again = new Desk(other, dataDir)
  await again.call('linkByQr', {})
  const qr = await again.until('a QR code', async () => {
    const { linking } = await again.state()
    return linking.step === 'qr' ? linking.qr : null
  })
  // Refused before it signs, so the other phone does not even list it.
  await expect(other.scan(qr)).rejects.toThrow()
  await again.until('refused', async () => {
    const { linking } = await again.state()
    return linking.step === 'failed' && linking.error === 'OTHER_ACCOUNT'
  })
  expect((await again.state()).account).toMatchObject({ phone: '+15550100' })
  expect(other.devices).toHaveLength(0)
})

test('unlink and erase: nothing is left', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('gone soon')
  await desk.chat('~ Ada')
  expect(await desk.call('unlink', { erase: true })).toEqual({ told: true })
  expect(await desk.state()).toMatchObject({ account: null, linking: { step: 'idle' }, health: { state: 'ok' } })
  expect(await desk.chats()).toEqual([])
  await desk.until('the phone has no device left', async () => phone.devices.length === 0)
})

test('unlinking without a connection says that the phone does not know', async () => {
  const phone = await newPhone()
  const desk = await Desk.linked(phone)
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state === 'offline')
  expect(await desk.call('unlink', { erase: false })).toEqual({ told: false })
  expect(await desk.state()).toMatchObject({ connection: { state: 'unlinked' }, linking: { step: 'loggedOut' } })
  expect(phone.devices).toHaveLength(1)
})
