import { afterEach, expect, test } from 'vitest'
import type { Phone } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import { TestClient } from './client.ts'

const me = { pn: '15550100', lid: '90010001', pushName: 'Robin' }
const open: { stop(): Promise<void> }[] = []

async function setUp(): Promise<{ phone: Phone; client: TestClient }> {
  const phone = await startPhone({ me })
  const client = new TestClient(phone)
  open.push(phone, client)
  return { phone, client }
}

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

test('a client links by QR code, and a message goes each way', async () => {
  const { phone, client } = await setUp()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  await client.link()
  expect(client.statuses).toEqual([515])
  const sent = await ada.sendText('hello')
  const got = await client.message('hello')
  expect(got.key).toMatchObject({ id: sent.id, remoteJid: '90010101@lid', remoteJidAlt: '15550101@s.whatsapp.net' })
  expect(got.pushName).toBe('Ada')
  await phone.waitFor('receipt', r => r.ids.includes(sent.id))
  await client.socket.sendMessage('15550101@s.whatsapp.net', { text: 'hi Ada' })
  const read = await phone.waitFor('message', m => m.message.extendedTextMessage?.text === 'hi Ada')
  expect(read.readBy).toContain('90010101@lid')
  await client.status(read.id, 3)
  await phone.settled()
  phone.assertClean()
})
