import { expect, test } from 'vitest'
import { Companion } from '../../phone/companion.ts'
import { linked } from './harness.ts'

test('what was not acknowledged comes again after a drop, and only that', async () => {
  const { phone, client, ada } = await linked()
  client.reconnect = false
  phone.line.cut()
  await client.until(() => client.statuses.length === 2, 'the drop')
  const texts = Array.from({ length: 20 }, (_, n) => `while away ${n}`)
  for (const text of texts) await ada.sendText(text)
  expect(phone.devices[0]?.pending).toBe(20)
  phone.line.restore()
  client.reconnect = true
  client.start()
  await phone.settled()
  // The client's buffer can keep offline messages for long; flushing it is the application's business.
  client.socket.ev.flush()
  for (const text of texts) await client.message(text)
  client.events.length = 0
  phone.line.drop()
  await client.open()
  await ada.sendText('after all that')
  await client.message('after all that')
  const count = client.events.filter(e => e.name === 'messages.upsert').flatMap(e => e.value.messages).length
  expect(count).toBe(1)
  phone.assertClean()
})

test('the line drops after so many stanzas, in either direction', async () => {
  const { phone, client, ada } = await linked()
  phone.line.dropAfterSending(2)
  for (const text of ['one', 'two', 'three', 'four']) await ada.sendText(text)
  for (const text of ['one', 'two', 'three', 'four']) await client.message(text)
  await phone.settled()
  expect(client.statuses).toEqual([515, 428])
  await client.wait(
    'connection.update',
    () => client.events.filter(e => e.name === 'connection.update' && e.value.connection === 'open').length >= 2,
  )
  phone.line.dropAfterReceiving(1)
  await client.socket.sendMessage('90010101@lid', { text: 'handled, its answer lost' }).catch(() => undefined)
  await client.until(() => client.statuses.length === 3, 'the second drop')
  phone.assertClean()
})

test('held stanzas wait; delayed ones come later', async () => {
  const { phone, client, ada } = await linked()
  phone.line.hold()
  const sent = await ada.sendText('held')
  await client.socket.sendNode({ tag: 'presence', attrs: { type: 'available', name: 'Robin' } })
  await phone.waitFor('presence')
  expect(phone.receivedOf('receipt').some(r => r.ids.includes(sent.id))).toBe(false)
  phone.line.release()
  await client.message('held')
  phone.line.delayMs = 60
  const start = performance.now()
  await ada.sendText('late')
  await client.message('late')
  expect(performance.now() - start).toBeGreaterThan(55)
})

test('delivery, read and played receipts reach the client; an unreachable contact sends none', async () => {
  const { phone, client, ada } = await linked()
  ada.setReachable(false)
  await client.socket.sendMessage('90010101@lid', { text: 'are you there' })
  const message = await phone.waitFor('message')
  await phone.settled()
  const delivered = () => phone.receivedOf('ack').filter(a => a.class === 'receipt' && a.id === message.id).length
  expect(delivered()).toBe(0)
  ada.setReachable(true)
  await client.status(message.id, 3)
  ada.read(message)
  await client.status(message.id, 4)
  ada.played(message)
  await client.status(message.id, 5)
  await phone.settled()
  expect(delivered()).toBe(3)
})

test('read receipts of the client are recorded', async () => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendText('read me')
  const got = await client.message('read me')
  await client.socket.readMessages([got.key])
  await phone.waitFor('receipt', r => r.type === 'read' && r.ids.includes(sent.id))
  phone.privacy.set('readreceipts', 'none')
  await client.socket.fetchPrivacySettings(true)
  await client.socket.readMessages([got.key])
  await phone.waitFor('receipt', r => r.type === 'read-self')
})

test('one-time pre-keys that run low are replenished', async () => {
  const { phone, client, ada } = await linked()
  const device = phone.devices[0]
  if (!(device instanceof Companion)) throw new Error('no device')
  while (device.preKeys > 4) device.takeBundle()
  await ada.sendText('with one of the last keys')
  await client.message('with one of the last keys')
  await phone.settled()
  expect(device.preKeys).toBeGreaterThanOrEqual(5)
  phone.assertClean()
})
