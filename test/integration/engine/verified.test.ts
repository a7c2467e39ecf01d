import { expect, test } from 'vitest'
import type { Chat } from '../../../src/shared/model.ts'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

async function scene(level: 'high' | 'low'): Promise<{ phone: Phone; desk: Desk; shop: Person; chat: Chat }> {
  const phone = await newPhone()
  const shop = phone.addPerson({
    pn: '15550101',
    lid: '90010101',
    pushName: 'whatever',
    business: { name: 'Lantern Cinemas', level },
  })
  const desk = await Desk.linked(phone)
  await shop.sendText('your ticket')
  return { phone, desk, shop, chat: await desk.chat('Lantern Cinemas') }
}

test('a verified business is named as it chose, and nothing in its chat is deleted from here', async () => {
  const { phone, desk, chat } = await scene('high')
  expect(chat.standing).toBe('verified')
  const ticket = await desk.message(chat.id, 'your ticket')
  const kept = { ok: false, error: { code: 'KEPT_VERIFIED' } }
  expect(await desk.result('messageDeleteForMe', { messageId: ticket.id })).toMatchObject(kept)
  expect(await desk.result('chatClear', { chatId: chat.id })).toMatchObject(kept)
  expect(await desk.result('chatDelete', { chatId: chat.id })).toMatchObject(kept)
  const mine = await desk.call('messageSend', { chatId: chat.id, text: 'thanks', replyTo: null })
  await desk.message(chat.id, 'thanks', message => message.status !== 'pending')
  expect(await desk.result('messageDeleteForEveryone', { messageId: mine.id })).toMatchObject(kept)
  expect((await desk.messages(chat.id)).map(({ content }) => content.kind)).toEqual(['notice', 'text', 'text'])
  expect(phone.receivedOf('mutation')).toEqual([])
})

test('what the business withdraws and what the phone deletes is kept and says so', async () => {
  const { phone, desk, shop, chat } = await scene('high')
  const offer = await shop.sendText('an offer')
  const row = await desk.message(chat.id, 'an offer')
  await shop.revoke(offer)
  await desk.message(chat.id, 'an offer', message => message.deleted?.by === 'author' && message.deleted.kept)
  phone.appState.clear(shop, { lastMessageTimestamp: Math.floor(offer.at.getTime() / 1000) })
  await desk.message(chat.id, 'your ticket', message => message.deleted?.by === 'phone' && message.deleted.kept)
  expect((await desk.call('messagesGet', { messageIds: [row.id] }))[0]?.content).toMatchObject({ text: 'an offer' })
})

test('the setting lifts it; a business that is only confirmed is like anybody', async () => {
  const verified = await scene('high')
  await verified.desk.call('settingsSet', { keepVerified: false })
  await verified.desk.call('chatClear', { chatId: verified.chat.id })
  const kinds = async (desk: Desk, chatId: number) => (await desk.messages(chatId)).map(({ content }) => content.kind)
  expect(await kinds(verified.desk, verified.chat.id)).toEqual(['notice'])
  const confirmed = await scene('low')
  expect(confirmed.chat.standing).toBe('confirmed')
  const ticket = await confirmed.desk.message(confirmed.chat.id, 'your ticket')
  await confirmed.desk.call('messageDeleteForMe', { messageId: ticket.id })
  expect(await kinds(confirmed.desk, confirmed.chat.id)).toEqual(['notice'])
})

test('a blocked person gets neither messages nor receipts from here', async () => {
  const { phone, desk, shop, chat } = await scene('low')
  const ticket = await desk.message(chat.id, 'your ticket')
  phone.own.block(shop)
  await desk.until('blocked', async () => (await desk.call('personGet', { personId: chat.personId ?? 0 })).blocked)
  expect(await desk.result('messageSend', { chatId: chat.id, text: 'x', replyTo: null })).toMatchObject({
    error: { code: 'NOT_ALLOWED' },
  })
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: ticket.id })
  await phone.waitFor('receipt', entry => entry.type === 'read-self')
  expect(phone.receivedOf('receipt').some(entry => entry.type === 'read')).toBe(false)
})
