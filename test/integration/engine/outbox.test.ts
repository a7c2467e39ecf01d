import { expect, test } from 'vitest'
import type { Chat } from '../../../src/shared/model.ts'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone, textOf } from './desk.ts'

async function scene(): Promise<{ phone: Phone; desk: Desk; ada: Person; chat: Chat }> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('hi')
  return { phone, desk, ada, chat: await desk.chat('~ Ada') }
}

async function offline(desk: Desk, phone: Phone): Promise<void> {
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state !== 'connected')
}

const textsSent = (phone: Phone): (string | null | undefined)[] =>
  phone.receivedOf('message').map(entry => entry.message.conversation)

test('written offline, over a restart: sent once and in order', async () => {
  const { phone, desk, chat } = await scene()
  await offline(desk, phone)
  const texts = ['one', 'two', 'three', 'four', 'five']
  for (const text of texts.slice(0, 3)) await desk.call('messageSend', { chatId: chat.id, text, replyTo: null })
  await desk.restart()
  for (const text of texts.slice(3)) await desk.call('messageSend', { chatId: chat.id, text, replyTo: null })
  const waiting = (await desk.messages(chat.id)).filter(message => message.fromMe)
  expect(waiting.map(textOf)).toEqual(texts)
  expect(waiting.every(message => message.status === 'pending')).toBe(true)
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.until('all sent', async () => {
    const own = (await desk.messages(chat.id)).filter(message => message.fromMe)
    return own.every(message => message.status !== 'pending')
  })
  expect(textsSent(phone)).toEqual(texts)
})

test('a message whose answer was lost goes out again under the same id', async () => {
  const { phone, desk, chat } = await scene()
  phone.line.dropAfterReceiving(1)
  await desk.call('messageSend', { chatId: chat.id, text: 'did it go?', replyTo: null })
  await desk.message(chat.id, 'did it go?', message => message.status !== 'pending')
  const ids = phone.receivedOf('message').map(entry => entry.id)
  expect(new Set(ids).size).toBe(1)
})

test('cancelled before it left: it never goes out', async () => {
  const { phone, desk, chat } = await scene()
  await offline(desk, phone)
  const kept = await desk.call('messageSend', { chatId: chat.id, text: 'kept', replyTo: null })
  const cancelled = await desk.call('messageSend', { chatId: chat.id, text: 'cancelled', replyTo: null })
  await desk.call('messageCancel', { messageId: cancelled.id })
  await desk.message(chat.id, 'cancelled', message => message.status === 'cancelled')
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.message(chat.id, 'kept', message => message.status !== 'pending')
  await phone.settled()
  expect(textsSent(phone)).toEqual(['kept'])
  expect(await desk.result('messageCancel', { messageId: kept.id })).toMatchObject({ error: { code: 'TOO_LATE' } })
  await desk.call('messageRetry', { messageId: cancelled.id })
  await phone.waitFor('message', entry => entry.message.conversation === 'cancelled')
})

test('refused by the server: failed with its reason, and sent when tried again', async () => {
  const { phone, desk, chat } = await scene()
  phone.refuseNextMessage(479)
  const sent = await desk.call('messageSend', { chatId: chat.id, text: 'refused', replyTo: null })
  const failed = await desk.message(chat.id, 'refused', message => message.status === 'failed')
  expect(failed.failure).not.toBeNull()
  await desk.call('messageRetry', { messageId: sent.id })
  await desk.message(chat.id, 'refused', message => message.status === 'sent' || message.status === 'delivered')
  expect((await desk.message(chat.id, 'refused')).failure).toBeNull()
})

test('an edit that the server refuses leaves no trace: neither its text nor "edited"', async () => {
  const { phone, desk, chat } = await scene()
  const mine = await desk.call('messageSend', { chatId: chat.id, text: 'first', replyTo: null })
  await desk.message(chat.id, 'first', message => message.status !== 'pending')
  phone.refuseNextMessage(479)
  await desk.call('messageEdit', { messageId: mine.id, text: 'second' })
  expect(await desk.message(chat.id, 'first')).toMatchObject({ editedAt: null })

  await desk.call('messageEdit', { messageId: mine.id, text: 'third' })
  await phone.waitFor('message', entry => entry.message.protocolMessage?.editedMessage?.conversation === 'third')
  const { editedAt } = await desk.message(chat.id, 'third')
  expect(editedAt).not.toBeNull()
  phone.refuseNextMessage(479)
  await desk.call('messageEdit', { messageId: mine.id, text: 'fourth' })
  expect(await desk.message(chat.id, 'third')).toMatchObject({ editedAt })
})

test('what is done to a chat offline reaches the phone later', async () => {
  const { phone, desk, ada, chat } = await scene()
  await offline(desk, phone)
  await desk.call('chatPin', { chatId: chat.id, on: true })
  await desk.call('chatMute', { chatId: chat.id, until: 'forever' })
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ muted: { until: 'forever' } })
  await desk.restart()
  phone.line.restore()
  await desk.call('reconnect', {})
  await phone.waitFor('mutation', entry => entry.index[0] === 'mute')
  expect(phone.receivedOf('mutation').map(entry => entry.index[0])).toEqual(['pin_v1', 'mute'])
  expect(ada.lid).not.toBeNull()
})
