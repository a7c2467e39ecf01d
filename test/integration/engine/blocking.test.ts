/** Blocking over the wire, both ways (domain.md §6). */
import type { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Chat, EngineEvent } from '../../../src/shared/model.ts'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

interface Scene {
  phone: Phone
  desk: Desk
  shop: Person
  chat: Chat
  personId: number
  /** What the desk and the server say. */
  blocked: () => Promise<{ person: boolean; chat: boolean; listed: boolean; atServer: boolean }>
}

/** `fromHistory`: only the phone's history tells of the chat, by number. */
async function scene(options: { pn?: string | null; lid?: string | null; fromHistory?: boolean } = {}): Promise<Scene> {
  const phone = await newPhone()
  const { pn = '15550101', lid = '90010101' } = options
  const shop = phone.addPerson({ pn, lid, pushName: 'Shop', business: { name: 'Lantern Cinemas', level: 'low' } })
  if (options.fromHistory === true) phone.setHistory({ conversations: [conversation(shop.jid('pn'))] })
  const desk = await Desk.linked(phone)
  if (options.fromHistory !== true) await shop.sendText('welcome')
  const chat = await desk.chat('Lantern Cinemas')
  const personId = chat.personId ?? 0
  const blocked = async () => ({
    person: (await desk.call('personGet', { personId })).blocked,
    chat: (await desk.call('chatGet', { chatId: chat.id })).blocked,
    listed: (await desk.call('blockList', {})).some(({ id }) => id === personId),
    atServer: phone.blocked.includes(shop.jid('lid')),
  })
  return { phone, desk, shop, chat, personId, blocked }
}

function conversation(jid: string): proto.IConversation {
  const messageTimestamp = Math.floor(Date.now() / 1000) - 3_600
  const key = { remoteJid: jid, fromMe: false, id: 'H1' }
  const message = { conversation: 'welcome' }
  const messages = [{ message: { key, messageTimestamp, message, verifiedBizName: 'Lantern Cinemas' } }]
  return { id: jid, conversationTimestamp: messageTimestamp, messages }
}

const everywhere = { person: true, chat: true, listed: true, atServer: true }
const nowhere = { person: false, chat: false, listed: false, atServer: false }
const setting = (phone: Phone): number =>
  phone.receivedOf('query').filter(({ name }) => name === 'blocklist:item').length

/** Whether the screen was told about both since. */
const told = (events: EngineEvent[], personId: number, chatId: number): boolean =>
  events.some(event => event.type === 'persons' && event.ids.includes(personId)) &&
  events.some(event => event.type === 'chats' && event.ids.includes(chatId))

test('blocked and unblocked here: at the server, in the store, on the screen and on other devices', async () => {
  const { phone, desk, chat, personId, blocked } = await scene()
  const other = await Desk.linked(phone)
  for (const on of [true, false]) {
    desk.events.length = 0
    expect(await desk.call('personBlock', { personId, on })).toMatchObject({ id: personId, blocked: on })
    expect(await blocked()).toEqual(on ? everywhere : nowhere)
    await desk.until('its events', async () => told(desk.events, personId, chat.id))
    await other.until('the other device', async () => (await other.call('blockList', {})).length === (on ? 1 : 0))
  }
  // What holds already asks nobody.
  const before = setting(phone)
  await desk.call('personBlock', { personId, on: false })
  expect(setting(phone)).toBe(before)
  phone.assertClean()
})

test('blocked and unblocked on the phone', async () => {
  const { phone, desk, shop, chat, personId, blocked } = await scene()
  desk.events.length = 0
  phone.own.block(shop)
  await desk.until('blocked', async () => (await blocked()).person)
  expect(await blocked()).toEqual(everywhere)
  await desk.until('its events', async () => told(desk.events, personId, chat.id))
  phone.own.block(shop)
  phone.own.unblock(shop)
  await desk.until('unblocked', async () => !(await blocked()).person)
  expect(await blocked()).toEqual(nowhere)
  phone.assertClean()
})

test('refused: nothing has changed, and it says so; later it goes', async () => {
  const { phone, desk, chat, personId, blocked } = await scene()
  for (const code of [400, 403, 500]) {
    phone.failQueries('blocklist:item', code)
    expect(await desk.result('personBlock', { personId, on: true })).toMatchObject({
      error: { code: 'SERVER_REFUSED' },
    })
    expect(await blocked()).toEqual(nowhere)
  }
  await desk.call('messageSend', { chatId: chat.id, text: 'still here', replyTo: null })
  phone.failQueries('blocklist:item', null)
  await desk.call('personBlock', { personId, on: true })
  phone.failQueries('blocklist:item', 400)
  expect(await desk.result('personBlock', { personId, on: false })).toMatchObject({ error: { code: 'SERVER_REFUSED' } })
  expect(await blocked()).toEqual(everywhere)
  phone.assertClean()
})

test('no answer: nothing has changed; what the server did all the same is fetched', { timeout: 60_000 }, async () => {
  const { phone, desk, personId, blocked } = await scene()
  phone.failQueries('blocklist:item', 'ignored')
  const ignored = desk.result('personBlock', { personId, on: true })
  expect(await ignored).toMatchObject({ error: { code: 'TIMEOUT' } })
  expect(await blocked()).toEqual(nowhere)
  phone.failQueries('blocklist:item', 'unanswered')
  expect(await desk.result('personBlock', { personId, on: true })).toMatchObject({ error: { code: 'TIMEOUT' } })
  await desk.until('what the server did', async () => (await blocked()).person)
  expect(await blocked()).toEqual(everywhere)
  phone.assertClean()
})

test('offline and without a phone: nothing has changed', async () => {
  const { phone, desk, personId, blocked } = await scene()
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state === 'offline')
  expect(await desk.result('personBlock', { personId, on: true })).toMatchObject({ error: { code: 'OFFLINE' } })
  expect(await blocked()).toEqual(nowhere)
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.connected()
  phone.unlink()
  await desk.until('unlinked', async () => (await desk.state()).linking.step === 'loggedOut')
  expect(await desk.result('personBlock', { personId, on: true })).toMatchObject({ error: { code: 'NOT_LINKED' } })
  expect(await blocked()).toEqual(nowhere)
})

test('the line breaks before the answer: the list of the next connection holds', async () => {
  const { phone, desk, personId, blocked } = await scene()
  phone.failQueries('blocklist:item', 'unanswered')
  const asking = desk.result('personBlock', { personId, on: true })
  await phone.waitFor('query', ({ name }) => name === 'blocklist:item')
  phone.line.drop()
  expect(await asking).toMatchObject({ error: { code: 'OFFLINE' } })
  await desk.call('reconnect', {})
  await desk.until('blocked', async () => (await blocked()).person)
  expect(await blocked()).toEqual(everywhere)
})

test('a list that cannot be had unblocks nobody', { timeout: 60_000 }, async () => {
  const { phone, desk, personId, blocked } = await scene()
  const ada = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ada' })
  await ada.sendText('hi')
  const { personId: adaId } = await desk.chat('~ Ada')
  await desk.call('personBlock', { personId, on: true })
  for (const how of [500, 'ignored'] as const) {
    phone.failQueries('blocklist:', how)
    await desk.restart()
    await desk.connected()
    // A change waits for the list that was asked for before it.
    await desk.call('personBlock', { personId: adaId ?? 0, on: how === 500 })
    expect(await blocked()).toEqual(everywhere)
  }
  phone.assertClean()
})

test('of whom only the number is known: the LID is asked for first', async () => {
  const { phone, desk, personId, blocked } = await scene({ fromHistory: true })
  const asked = (): number => phone.receivedOf('query').filter(q => q.name === 'usync:usync' && q.users === 1).length
  const before = asked()
  await desk.call('personBlock', { personId, on: true })
  expect(asked()).toBe(before + 1)
  expect(await blocked()).toEqual(everywhere)
  await desk.call('personBlock', { personId, on: false })
  expect(await blocked()).toEqual(nowhere)
  phone.assertClean()
})

test('of whom only the number was known: blocked on the phone, by LID, after one has written to them', async () => {
  const { phone, desk, shop, chat, blocked } = await scene({ fromHistory: true })
  // Whom a message is encrypted for is asked by number; the answer names the LID.
  await desk.call('messageSend', { chatId: chat.id, text: 'hello', replyTo: null })
  await phone.waitFor('message', ({ message }) => message.conversation === 'hello')
  phone.own.block(shop)
  await desk.until('blocked', async () => (await blocked()).chat)
  expect(await blocked()).toEqual(everywhere)
  expect(await desk.call('blockList', {})).toHaveLength(1)
  phone.assertClean()
})

test('an account without a LID goes by its number', async () => {
  const { phone, desk, personId, blocked } = await scene({ lid: null })
  await desk.call('personBlock', { personId, on: true })
  expect(await blocked()).toEqual(everywhere)
  await desk.call('personBlock', { personId, on: false })
  expect(await blocked()).toEqual(nowhere)
  phone.assertClean()
})

test('of whom only the LID is known: not blocked from here, but unblocked', async () => {
  const { phone, desk, shop, personId, blocked } = await scene({ pn: null })
  expect(await desk.result('personBlock', { personId, on: true })).toMatchObject({
    error: { code: 'IDENTITY_UNKNOWN' },
  })
  expect(await blocked()).toEqual(nowhere)
  expect(setting(phone)).toBe(0)
  phone.own.block(shop)
  await desk.until('blocked', async () => (await blocked()).person)
  await desk.call('personBlock', { personId, on: false })
  expect(await blocked()).toEqual(nowhere)
  phone.assertClean()
})

test('oneself and nobody', async () => {
  const { phone, desk } = await scene()
  const me = (await desk.state()).account?.personId ?? 0
  expect(await desk.result('personBlock', { personId: me, on: true })).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
  expect(await desk.result('personBlock', { personId: 999, on: true })).toMatchObject({ error: { code: 'NOT_FOUND' } })
  expect(setting(phone)).toBe(0)
})

test('whoever is blocked gets nothing and is not watched', async () => {
  const { phone, desk, shop, chat, personId } = await scene()
  const ticket = await desk.message(chat.id, 'welcome')
  await desk.call('personBlock', { personId, on: true })
  await desk.call('chatOpened', { chatId: chat.id })
  await desk.call('chatTyping', { chatId: chat.id, on: true })
  expect(await desk.result('messageSend', { chatId: chat.id, text: 'x', replyTo: null })).toMatchObject({
    error: { code: 'NOT_ALLOWED' },
  })
  expect(await desk.result('messageReact', { messageId: ticket.id, emoji: '👍' })).toMatchObject({
    error: { code: 'NOT_ALLOWED' },
  })
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: ticket.id })
  await phone.waitFor('receipt', ({ type }) => type === 'read-self')
  await shop.postStatus('sale')
  await phone.settled()
  expect((await desk.state()).counts.unseenStatuses).toBe(0)
  await desk.call('userPresent', { on: true })
  await phone.waitFor('presence', ({ type }) => type === 'available')
  desk.events.length = 0
  shop.typing('composing')
  await desk.call('personBlock', { personId, on: false })
  await desk.until('its post', async () => (await desk.state()).counts.unseenStatuses === 1)
  expect(desk.events.filter(({ type }) => type === 'typing')).toEqual([])
  // What was not sent while blocked is not sent now either.
  expect(phone.receivedOf('chatstate')).toEqual([])
  expect(phone.receivedOf('subscribe')).toEqual([])
  expect(phone.receivedOf('receipt').filter(({ type }) => type === 'read')).toEqual([])
  await desk.call('messageSend', { chatId: chat.id, text: 'back again', replyTo: null })
  await phone.waitFor('message', ({ message }) => message.conversation === 'back again')
  phone.assertClean()
})
