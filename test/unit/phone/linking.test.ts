import { expect, test } from 'vitest'
import { linked, newClient, newPhone } from './harness.ts'

test('a client links by QR code, and a message goes each way', async () => {
  const { phone, client, ada } = await linked()
  expect(client.statuses).toEqual([515])
  const sent = await ada.sendText('hello')
  const got = await client.message('hello')
  expect(got.key).toMatchObject({ id: sent.id, remoteJid: '90010101@lid', remoteJidAlt: '15550101@s.whatsapp.net' })
  expect(got.pushName).toBe('Ada')
  await phone.waitFor('receipt', r => r.ids.includes(sent.id))
  await client.socket.sendMessage('15550101@s.whatsapp.net', { text: 'hi Ada' })
  const read = await phone.waitFor('message', m => m.message.extendedTextMessage?.text === 'hi Ada')
  expect(read.readBy).toEqual(expect.arrayContaining(['90010101@lid', '90010001@lid']))
  await client.status(read.id, 3)
  await phone.settled()
  expect(phone.devices).toMatchObject([{ id: 1, os: 'Mac OS', preKeys: expect.any(Number), connected: true }])
  phone.assertClean()
})

test('a client links by the code typed on the phone; a wrong code links nothing', async () => {
  const phone = await newPhone()
  const client = newClient(phone)
  await expect(phone.enterCode('ABCD1234')).rejects.toThrow('no client asks')
  await client.qr()
  const code = await client.socket.requestPairingCode('15550100')
  await phone.waitFor('query', q => q.name === 'md:link_code_companion_reg')
  const wrong = code === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA'
  await expect(phone.enterCode(wrong)).rejects.toThrow('wrong code')
  expect(phone.devices).toEqual([])
  await phone.enterCode(code)
  await client.open()
  phone.assertClean()
})

test('a QR code of a connection that is gone is refused', async () => {
  const phone = await newPhone()
  const client = newClient(phone)
  const stale = await client.qr()
  client.events.length = 0
  phone.line.drop()
  const fresh = await client.qr()
  await expect(phone.scan(stale)).rejects.toThrow('not valid')
  await phone.scan(fresh)
  await client.open()
})

test('an unlinked device is told so, and at its next login too', async () => {
  const { phone, client } = await linked()
  phone.unlink()
  await client.until(() => client.statuses.includes(401), 'status 401')
  expect(phone.devices).toEqual([])
  client.start()
  await client.until(() => client.statuses.filter(s => s === 401).length === 2, 'second 401')
})

test('a client that is linked again is a new device, and people reach it at once', async () => {
  const { phone, client, ada } = await linked()
  await ada.sendText('to the first')
  await client.message('to the first')
  phone.unlink()
  await client.until(() => client.statuses.includes(401), 'status 401')
  const again = await newClient(phone).link()
  await ada.sendText('to the second')
  await again.message('to the second')
  await again.socket.sendMessage('90010101@lid', { text: 'from the second' })
  await phone.waitFor('message', m => m.message.extendedTextMessage?.text === 'from the second')
  expect(phone.devices.map(d => d.id)).toEqual([2])
  expect(phone.receivedOf('receipt').some(r => r.type === 'retry')).toBe(false)
  phone.assertClean()
})

test('the client can unlink itself', async () => {
  const { phone, client } = await linked()
  client.reconnect = false
  await client.socket.logout()
  await phone.waitFor('unlinked')
  expect(phone.devices).toEqual([])
})

test('the other ways a connection ends: replaced, restart, end of stream, unavailable', async () => {
  const { phone, client } = await linked()
  const ends: [number, () => void][] = [
    [428, () => phone.line.endStream()],
    [428, () => phone.line.drop()],
    [503, () => phone.line.close(503)],
    [515, () => phone.line.close(515)],
    [440, () => phone.replace()],
  ]
  for (const [status, end] of ends) {
    const before = client.statuses.length
    client.events.length = 0
    end()
    await client.until(() => client.statuses.length > before, `status ${status}`)
    expect(client.statuses.at(-1)).toBe(status)
    if (status !== 440) await client.open()
  }
})

test.each(['unknown-root', 'bad-leaf'] as const)(
  'a careful client refuses a certificate chain with %s',
  async attack => {
    const phone = await newPhone()
    phone.attacks.certificate = attack
    const client = newClient(phone)
    client.reconnect = false
    await client.until(() => client.statuses.includes(400), 'status 400')
  },
)

test('a careful client refuses a wrong account signature', async () => {
  const phone = await newPhone()
  phone.attacks.accountSignature = 'bad'
  const client = newClient(phone)
  client.reconnect = false
  await expect(phone.scan(await client.qr())).rejects.toThrow('went away')
  expect(phone.devices).toEqual([])
})

test('two linked devices both get what is written, and each the copies of the other', async () => {
  const { phone, client, ada } = await linked()
  const second = await newClient(phone).link()
  await phone.settled()
  await ada.sendText('to both')
  await client.message('to both')
  await second.message('to both')
  await client.socket.sendMessage('90010101@lid', { text: 'from the first' })
  const copy = await second.message('from the first')
  expect(copy.key).toMatchObject({ fromMe: true, remoteJid: '90010101@lid' })
  await phone.settled()
  phone.assertClean()
})

test('what the phone does not know is a problem, and the query is refused', async () => {
  const { phone, client } = await linked()
  const query = { tag: 'iq', attrs: { to: 's.whatsapp.net', type: 'get', xmlns: 'w:nonsense' }, content: [] }
  await expect(client.socket.query(query)).rejects.toThrow('feature-not-implemented')
  expect(phone.problems).toEqual([expect.stringContaining('w:nonsense')])
  expect(() => phone.assertClean()).toThrow('w:nonsense')
})
