import { expect, test } from 'vitest'
import { linked } from './support/bench.ts'

test('links by QR code, receives, sends, and sees the ticks', async () => {
  const { phone, link, heard, ada } = await linked()
  expect(heard.accounts[0]).toEqual({
    me: { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' },
    name: null,
  })
  const sent = await ada.sendText('Tea at five?')
  const message = await heard.message(sent.id)
  expect(message).toMatchObject({
    content: { kind: 'text', text: 'Tea at five?' },
    key: { fromMe: false, author: null, chat: { kind: 'direct' } },
    unread: true,
    pushName: 'Ada',
    status: null,
  })
  await phone.settled()

  const chat = message.key.chat
  const wireId = link.newWireId()
  const answer = await link.send(chat, wireId, {
    kind: 'text',
    text: 'Gladly',
    quoted: { key: message.key, raw: message.raw },
    mentions: [],
    disappearingSeconds: 0,
  })
  expect(answer.raw.length).toBeGreaterThan(20)
  const received = await phone.waitFor('message', entry => entry.id === wireId)
  expect(received.message.extendedTextMessage?.text).toBe('Gladly')
  expect(received.message.extendedTextMessage?.contextInfo?.stanzaId).toBe(sent.id)
  await heard.event('receipt', event => event.wireIds.includes(wireId) && event.state === 'delivered')
  ada.read(received)
  await heard.event('receipt', event => event.wireIds.includes(wireId) && event.state === 'read')
  await phone.settled()
  phone.assertClean()
})
