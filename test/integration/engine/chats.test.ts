import { expect, test } from 'vitest'
import type { Chat } from '../../../src/shared/model.ts'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

async function scene(): Promise<{ phone: Phone; desk: Desk; ada: Person; chat: Chat }> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  await ada.sendText('one')
  await ada.sendText('two')
  const chat = await desk.chat('~ Ada')
  await desk.message(chat.id, 'two')
  return { phone, desk, ada, chat: await desk.call('chatGet', { chatId: chat.id }) }
}

test('reading here: nothing is unread, and the author gets receipts', async () => {
  const { phone, desk, chat } = await scene()
  expect(chat.unread).toBe(2)
  const last = await desk.message(chat.id, 'two')
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: last.id })
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ unread: 0 })
  const receipt = await phone.waitFor('receipt', entry => entry.type === 'read')
  expect(receipt.ids).toHaveLength(2)
})

test('with read receipts off only one’s own devices are told', async () => {
  const { phone, desk, chat } = await scene()
  await desk.call('settingsSet', { readReceipts: false })
  const last = await desk.message(chat.id, 'two')
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: last.id })
  await phone.waitFor('receipt', entry => entry.type === 'read-self')
  expect(phone.receivedOf('receipt').some(entry => entry.type === 'read')).toBe(false)
})

test('read offline: the receipts follow', async () => {
  const { phone, desk, chat } = await scene()
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state !== 'connected')
  const last = await desk.message(chat.id, 'two')
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: last.id })
  await desk.restart()
  phone.line.restore()
  await desk.call('reconnect', {})
  const receipt = await phone.waitFor('receipt', entry => entry.type === 'read')
  expect(receipt.ids).toHaveLength(2)
})

test('read on the phone is read here', async () => {
  const { phone, desk, ada, chat } = await scene()
  const third = await ada.sendText('three')
  await desk.message(chat.id, 'three')
  phone.own.read(third)
  await desk.until('read', async () => (await desk.call('chatGet', { chatId: chat.id })).unread === 0)
})

test('a chat without messages that is marked unread can be marked read', async () => {
  const { phone, desk, chat } = await scene()
  await desk.call('chatClear', { chatId: chat.id })
  await desk.call('chatMarkUnread', { chatId: chat.id })
  await phone.waitFor('mutation', entry => entry.value?.markChatAsReadAction?.read === false)
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ markedUnread: true, last: null })
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: null })
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ markedUnread: false, unread: 0 })
  await phone.waitFor('mutation', entry => entry.value?.markChatAsReadAction?.read === true)
})

test('marking read without a message leaves messages that came meanwhile unread', async () => {
  const { desk, chat } = await scene()
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: null })
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ unread: 2 })
})

test('pin, archive, mute, mark unread: here to the phone', async () => {
  const { phone, desk, chat } = await scene()
  const last = await desk.message(chat.id, 'two')
  await desk.call('chatMarkRead', { chatId: chat.id, upTo: last.id })
  await desk.call('chatPin', { chatId: chat.id, on: true })
  await phone.waitFor('mutation', entry => entry.value?.pinAction?.pinned === true)
  await desk.call('chatMute', { chatId: chat.id, until: 4_000_000_000_000 })
  await phone.waitFor('mutation', entry => entry.value?.muteAction?.muted === true)
  await desk.call('chatMarkUnread', { chatId: chat.id })
  await phone.waitFor('mutation', entry => entry.value?.markChatAsReadAction?.read === false)
  await desk.call('chatArchive', { chatId: chat.id, on: true })
  await phone.waitFor('mutation', entry => entry.value?.archiveChatAction?.archived === true)
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({
    archived: true,
    pinnedAt: null,
    markedUnread: true,
    muted: { until: 4_000_000_000_000 },
  })
  phone.assertClean()
})

test('pin, archive, mute, mark unread, names: from the phone', async () => {
  const { phone, desk, ada, chat } = await scene()
  const get = (): Promise<Chat> => desk.call('chatGet', { chatId: chat.id })
  phone.appState.saveContact(ada, 'Ada Lovelace', 'Ada')
  await desk.until('the name', async () => (await get()).name.text === 'Ada Lovelace')
  phone.appState.pin(ada, true)
  await desk.until('pinned', async () => (await get()).pinnedAt !== null)
  phone.appState.mute(ada, -1)
  await desk.until('muted', async () => (await get()).muted?.until === 'forever')
  phone.appState.markRead(ada, false)
  await desk.until('marked unread', async () => (await get()).markedUnread)
  phone.appState.archive(ada, true)
  await desk.until('archived', async () => (await get()).archived)
  phone.appState.archive(ada, false)
  await desk.until('back', async () => !(await get()).archived)
  phone.appState.forgetContact(ada)
  await desk.until('the push name', async () => (await get()).name.text === '~ Ada')
})

test('set on the phone before linking: here from the start, whichever comes first', async () => {
  for (const linkOrder of ['keys-first', 'history-first'] as const) {
    const phone = await newPhone({ linkOrder })
    const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
    phone.appState.pin(ada, true)
    phone.setHistory({
      conversations: [{ id: ada.jid('pn'), conversationTimestamp: 1_700_000_000, messages: [] }],
    })
    const desk = await Desk.linked(phone)
    await ada.sendText('hi')
    const chat = await desk.chat('Ada Lovelace')
    await desk.until('pinned', async () => (await desk.call('chatGet', { chatId: chat.id })).pinnedAt !== null)
  }
})

test('delete for me goes both ways', async () => {
  const { phone, desk, ada, chat } = await scene()
  const one = await desk.message(chat.id, 'one')
  await desk.call('messageDeleteForMe', { messageId: one.id })
  await phone.waitFor('mutation', entry => entry.index[0] === 'deleteMessageForMe')
  const three = await ada.sendText('three')
  await desk.message(chat.id, 'three')
  phone.appState.deleteForMe(three)
  await desk.until('gone', async () => (await desk.messages(chat.id)).length === 1)
  await ada.sendAgain(three)
  await ada.sendText('four')
  await desk.message(chat.id, 'four')
  expect(await desk.messages(chat.id)).toHaveLength(2)
})

test('clear and delete go both ways', async () => {
  const { phone, desk, ada, chat } = await scene()
  await desk.call('chatClear', { chatId: chat.id })
  expect(await desk.messages(chat.id)).toEqual([])
  await phone.waitFor('mutation', entry => entry.index[0] === 'clearChat')
  expect(await desk.chats()).toHaveLength(1)
  await ada.sendText('after')
  await desk.message(chat.id, 'after')
  await desk.call('chatDelete', { chatId: chat.id })
  await phone.waitFor('mutation', entry => entry.index[0] === 'deleteChat')
  expect(await desk.chats()).toEqual([])
})

test('opening a chat by number asks who has it', async () => {
  const phone = await newPhone()
  phone.addPerson({ pn: '12025550101', lid: '90010101', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  const chat = await desk.call('chatOpenByNumber', { phone: '+1 (202) 555-0101' })
  await desk.call('messageSend', { chatId: chat.id, text: 'first contact', replyTo: null })
  await phone.waitFor('message', entry => entry.message.conversation === 'first contact')
  expect(await desk.result('chatOpenByNumber', { phone: '+1 202 555 0150' })).toMatchObject({
    error: { code: 'NOT_ON_WHATSAPP' },
  })
  expect(await desk.result('chatOpenByNumber', { phone: 'hello' })).toMatchObject({ error: { code: 'BAD_NUMBER' } })
})

test('drafts are kept', async () => {
  const { desk, chat } = await scene()
  await desk.call('draftSet', { chatId: chat.id, text: 'half a tho', replyTo: null })
  await desk.restart()
  expect(await desk.call('draftGet', { chatId: chat.id })).toEqual({ text: 'half a tho', replyTo: null })
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ draft: 'half a tho' })
})

test('typing is told and never stored', async () => {
  const { phone, desk, ada, chat } = await scene()
  await desk.call('chatOpened', { chatId: chat.id })
  await phone.waitFor('subscribe')
  await desk.call('userPresent', { on: true })
  await phone.waitFor('presence', entry => entry.type === 'available')
  ada.typing('composing')
  await desk.until('typing', async () =>
    desk.events.some(event => event.type === 'typing' && event.chatId === chat.id && event.activity === 'typing'),
  )
  await desk.call('chatTyping', { chatId: chat.id, on: true })
  await phone.waitFor('chatstate', entry => entry.state === 'composing')
})

test('the user is online while before the window, on a new connection as well', async () => {
  const { phone, desk } = await scene()
  const told = () => phone.receivedOf('presence').map(entry => entry.type)
  await desk.call('userPresent', { on: true })
  await phone.waitFor('presence', entry => entry.type === 'available')
  // Said again, it is no news.
  await desk.call('userPresent', { on: true })
  const before = told().length
  phone.line.drop()
  await desk.until('connected anew', async () => phone.line.connections > 1 && told().length > before + 1)
  await desk.connected()
  await desk.until('online', async () => told().at(-1) === 'available')
  await desk.call('userPresent', { on: false })
  await desk.until('offline', async () => told().at(-1) === 'unavailable')
})

test('what the phone will not have is put back, and said', async () => {
  const { phone, desk, chat } = await scene()
  await desk.call('chatMute', { chatId: chat.id, until: 'forever' })
  await phone.waitFor('mutation', entry => entry.index[0] === 'mute')
  await phone.settled()
  phone.failQueries('w:sync:app:state:sync', 403)
  await desk.call('chatMute', { chatId: chat.id, until: null })
  const told = await desk.until('the refusal', async () => desk.events.find(event => event.type === 'refused'))
  expect(told).toEqual({ type: 'refused', chatId: chat.id, what: 'mute' })
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ muted: { until: 'forever' } })
  // Two in a row: what stands again is what stood before both.
  await desk.call('chatPin', { chatId: chat.id, on: true })
  await desk.call('chatPin', { chatId: chat.id, on: false })
  await desk.until('both refusals', async () => desk.events.filter(event => event.type === 'refused').length === 3)
  expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({ pinnedAt: null })
})
