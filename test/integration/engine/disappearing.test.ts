/** Disappearing messages over the real wire (domain.md §5). */
import { expect, test } from 'vitest'
import type { Chat } from '../../../src/shared/model.ts'
import type { Person } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

const NAME = 'Lantern Cinemas'

async function scene(level: 'high' | 'low'): Promise<{ desk: Desk; shop: Person; chat: Chat }> {
  const phone = await newPhone()
  const shop = phone.addPerson({ pn: '15550101', lid: '90010101', business: { name: NAME, level } })
  const desk = await Desk.linked(phone)
  await shop.sendText('welcome')
  return { desk, shop, chat: await desk.chat(NAME) }
}

/** A message that disappears so many seconds after it was written, `age` seconds ago. */
async function brief(shop: Person, text: string, seconds: number, age = 0): Promise<void> {
  const message = { extendedTextMessage: { text, contextInfo: { expiration: seconds } } }
  await shop.sendMessage(message, { at: new Date(Date.now() - age * 1000) })
}

test('what a verified business lets disappear stays, and says that its time ran out', async () => {
  const { desk, shop, chat } = await scene('high')
  await brief(shop, 'PIN 4711', 60, 120)
  await brief(shop, 'your ticket', 3_600)
  expect(await desk.message(chat.id, 'PIN 4711')).toMatchObject({ deleted: { by: 'timer', kept: true } })
  expect(await desk.message(chat.id, 'your ticket')).toMatchObject({ deleted: null })
  await desk.restart()
  expect(await desk.message(chat.id, 'PIN 4711')).toMatchObject({ deleted: { by: 'timer', kept: true } })
})

test('when it loses its level, what was kept beyond its time stays until it is deleted', async () => {
  const { desk, shop, chat } = await scene('high')
  await brief(shop, 'PIN 4711', 60, 120)
  const { id } = await desk.message(chat.id, 'PIN 4711')
  shop.business = { name: NAME, level: 'low' }
  await shop.sendText('we moved')
  await brief(shop, 'PIN 0815', 60, 120)
  await desk.message(chat.id, 'we moved')
  await desk.until('confirmed', async () => (await desk.call('chatGet', { chatId: chat.id })).standing === 'confirmed')
  await desk.restart()
  expect(await desk.message(chat.id, 'PIN 4711')).toMatchObject({ deleted: { by: 'timer', kept: true } })
  await shop.sendText('after')
  await desk.message(chat.id, 'after')
  await desk.call('messageDeleteForMe', { messageId: id })
  const texts = (await desk.messages(chat.id)).map(({ content }) => (content.kind === 'text' ? content.text : ''))
  expect(texts).toEqual(expect.arrayContaining(['we moved', 'after']))
  for (const gone of ['PIN 4711', 'PIN 0815']) expect(texts).not.toContain(gone)
})

test('the setting lifts it, and nobody else is kept', async () => {
  const { desk, shop, chat } = await scene('high')
  await desk.call('settingsSet', { keepVerified: false })
  await brief(shop, 'PIN 4711', 60, 120)
  const other = await scene('low')
  await brief(other.shop, 'PIN 0815', 60, 120)
  for (const each of [{ desk, shop, chat }, other]) {
    await each.shop.sendText('after')
    await each.desk.message(each.chat.id, 'after')
    const found = await each.desk.messages(each.chat.id)
    expect(found.map(({ content }) => content.kind)).toEqual(['notice', 'text', 'text'])
  }
})
