import { expect, test } from 'vitest'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone, textOf } from './desk.ts'

interface Scene {
  phone: Phone
  desk: Desk
  ada: Person
  ben: Person
}

async function scene(): Promise<Scene> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  return { phone, ada, ben, desk: await Desk.linked(phone) }
}

test('what a contact writes is in the chat, unread, with its name', async () => {
  const { phone, desk, ada } = await scene()
  await ada.sendText('hello Robin')
  const chat = await desk.chat('~ Ada')
  expect(chat).toMatchObject({ kind: 'direct', unread: 1, last: { text: 'hello Robin', fromMe: false } })
  const message = await desk.message(chat.id, 'hello Robin')
  expect(message).toMatchObject({
    fromMe: false,
    status: 'received',
    unread: true,
    author: { name: { text: '~ Ada' } },
  })
  expect((await desk.state()).counts.unreadChats).toBe(1)
  await phone.settled()
  phone.assertClean()
})

test('what the user writes goes out once, and its ticks come back', async () => {
  const { phone, desk, ada } = await scene()
  await ada.sendText('hi')
  const chat = await desk.chat('~ Ada')
  phone.behaviour.deliveryReceipts = false
  const sent = await desk.call('messageSend', { chatId: chat.id, text: 'Hello Ada', replyTo: null })
  expect(sent).toMatchObject({ fromMe: true, status: 'pending' })
  const received = await phone.waitFor('message', entry => entry.message.conversation === 'Hello Ada')
  await desk.message(chat.id, 'Hello Ada', message => message.status === 'sent')
  ada.deliver(received)
  await desk.message(chat.id, 'Hello Ada', message => message.status === 'delivered')
  ada.read(received)
  await desk.message(chat.id, 'Hello Ada', message => message.status === 'read')
  const info = await desk.call('messageInfo', { messageId: sent.id })
  expect(info.receipts).toHaveLength(1)
  expect(info.receipts[0]?.readAt).not.toBeNull()
  expect(phone.receivedOf('message')).toHaveLength(1)
})

test('a reply quotes, both ways', async () => {
  const { phone, desk, ada } = await scene()
  const question = await ada.sendText('tea or coffee?')
  const chat = await desk.chat('~ Ada')
  const asked = await desk.message(chat.id, 'tea or coffee?')
  await desk.call('messageSend', { chatId: chat.id, text: 'tea', replyTo: asked.id })
  const received = await phone.waitFor('message', entry => entry.message.extendedTextMessage?.text === 'tea')
  expect(received.message.extendedTextMessage?.contextInfo?.stanzaId).toBe(question.id)
  const reply = await desk.message(chat.id, 'tea')
  expect(reply.quote).toMatchObject({ messageId: asked.id, text: 'tea or coffee?', fromMe: false })
  await ada.sendText('again: tea or coffee?', { quoted: question })
  const quoting = await desk.message(chat.id, 'again: tea or coffee?')
  expect(quoting.quote).toMatchObject({ messageId: asked.id })
})

test('a contact edits, reacts, and takes back', async () => {
  const { desk, ada } = await scene()
  const first = await ada.sendText('at 5')
  const chat = await desk.chat('~ Ada')
  const row = await desk.message(chat.id, 'at 5')
  await ada.edit(first, 'at 6')
  const edited = await desk.message(chat.id, 'at 6')
  expect(edited).toMatchObject({ id: row.id })
  expect(edited.editedAt).not.toBeNull()
  await ada.react(first, '👍')
  await desk.message(chat.id, 'at 6', message => message.reactions[0]?.emoji === '👍')
  await ada.react(first, '')
  await desk.message(chat.id, 'at 6', message => message.reactions.length === 0)
  await ada.revoke(first)
  await desk.until('deleted', async () => {
    const [message] = await desk.call('messagesGet', { messageIds: [row.id] })
    return message?.deleted?.by === 'author' && !message.deleted.kept
  })
})

test('the user edits, reacts and deletes for everyone', async () => {
  const { phone, desk, ada } = await scene()
  const hello = await ada.sendText('hi')
  const chat = await desk.chat('~ Ada')
  const theirs = await desk.message(chat.id, 'hi')
  const mine = await desk.call('messageSend', { chatId: chat.id, text: 'frist', replyTo: null })
  const original = await phone.waitFor('message', entry => entry.message.conversation === 'frist')
  await desk.message(chat.id, 'frist', message => message.status !== 'pending')

  await desk.call('messageEdit', { messageId: mine.id, text: 'first' })
  const edit = await phone.waitFor('message', entry => entry.message.protocolMessage?.editedMessage !== undefined)
  expect(edit.message.protocolMessage?.key?.id).toBe(original.id)

  await desk.call('messageReact', { messageId: theirs.id, emoji: '❤️' })
  const reaction = await phone.waitFor('message', entry => entry.message.reactionMessage?.text === '❤️')
  expect(reaction.message.reactionMessage?.key?.id).toBe(hello.id)
  await desk.message(chat.id, 'hi', message => message.reactions[0]?.fromMe === true)

  await desk.call('messageDeleteForEveryone', { messageId: mine.id })
  await phone.waitFor('message', entry => entry.message.protocolMessage?.type === 0 && entry.attrs.edit === '7')
  await desk.until('gone here', async () => {
    const [message] = await desk.call('messagesGet', { messageIds: [mine.id] })
    return message?.deleted?.by === 'me'
  })
  expect(await desk.result('messageEdit', { messageId: mine.id, text: 'x' })).toMatchObject({ ok: false })
})

test('nobody but the author edits or takes back', async () => {
  const { phone, desk, ada, ben } = await scene()
  const group = phone.addGroup({ subject: 'Picnic', members: [ada, ben] })
  const target = await ada.sendText('bring plates', { to: group })
  const chat = await desk.chat('Picnic')
  await ben.edit(target, 'bring nothing', { to: group })
  await ben.revoke(target, { to: group })
  await ben.sendText('done', { to: group })
  await desk.message(chat.id, 'done')
  const plates = await desk.message(chat.id, 'bring plates')
  expect(plates).toMatchObject({ editedAt: null, deleted: null, author: { name: { text: '~ Ada' } } })
})

test('an admin takes back what a member wrote', async () => {
  const { phone, desk, ada, ben } = await scene()
  const group = phone.addGroup({ subject: 'Picnic', members: [ada, ben], admins: [ben] })
  const target = await ada.sendText('spam', { to: group })
  const chat = await desk.chat('Picnic')
  const row = await desk.message(chat.id, 'spam')
  await desk.call('chatOpened', { chatId: chat.id })
  await desk.until('members', async () => (await desk.call('groupMembers', { chatId: chat.id })).some(m => m.admin))
  await ben.revoke(target, { to: group })
  await desk.until('taken back', async () => {
    const [message] = await desk.call('messagesGet', { messageIds: [row.id] })
    return message?.deleted?.by === 'admin'
  })
})

test('a new name of a group counts, even in the second after its facts were fetched', async () => {
  const { phone, desk, ada } = await scene()
  const group = phone.addGroup({ subject: 'Picnic', members: [ada], admins: [ada] })
  await ada.sendText('who comes?', { to: group })
  const chat = await desk.chat('Picnic')
  await desk.call('chatOpened', { chatId: chat.id })
  await desk.until('members', async () => (await desk.call('groupMembers', { chatId: chat.id })).length === 2)
  group.setSubject('Picnic in the park', ada)
  expect((await desk.chat('Picnic in the park')).id).toBe(chat.id)
})

test('a message in a group goes to all, and is read when all have read it', async () => {
  const { phone, desk, ada, ben } = await scene()
  const group = phone.addGroup({ subject: 'Picnic', members: [ada, ben] })
  await ada.sendText('who comes?', { to: group })
  const chat = await desk.chat('Picnic')
  await desk.call('chatOpened', { chatId: chat.id })
  await desk.until('members', async () => (await desk.call('groupMembers', { chatId: chat.id })).length === 3)
  await desk.call('messageSend', { chatId: chat.id, text: 'I do', replyTo: null })
  const received = await phone.waitFor('message', entry => entry.to === group.jid)
  ada.read(received)
  await desk.until('one receipt', async () => {
    const message = (await desk.messages(chat.id)).find(each => textOf(each) === 'I do')
    if (message === undefined) return false
    const { receipts } = await desk.call('messageInfo', { messageId: message.id })
    return receipts.some(receipt => receipt.readAt !== null)
  })
  expect((await desk.message(chat.id, 'I do')).status).not.toBe('read')
  ben.read(received)
  await desk.message(chat.id, 'I do', message => message.status === 'read')
})

test('what the user writes on the phone is here as well', async () => {
  const { phone, desk, ada } = await scene()
  await phone.own.sendText(ada, 'from my phone')
  await desk.until('the chat', async () => (await desk.chats()).length === 1)
  const [chat] = await desk.chats()
  const message = await desk.message(chat?.id ?? 0, 'from my phone')
  expect(message).toMatchObject({ fromMe: true, unread: false })
})

test('one person is one chat, whichever identifier comes first', async () => {
  const { phone, desk, ada } = await scene()
  await ada.sendText('by number', { addressing: 'pn', hideAlternative: true })
  await ada.sendText('by LID', { addressing: 'lid', hideAlternative: true })
  await ada.sendText('with both', { addressing: 'lid' })
  await desk.until('one chat', async () => {
    const chats = await desk.chats()
    const [chat] = chats
    return chats.length === 1 && chat !== undefined && (await desk.messages(chat.id)).length >= 3
  })
  const [chat] = await desk.chats()
  const texts = (await desk.messages(chat?.id ?? 0)).map(textOf).filter(text => text !== null)
  expect(texts).toEqual(['by number', 'by LID', 'with both'])
  phone.assertClean()
})

test('both sides write at once: every message is read at the first try', async () => {
  const { phone, desk, ada, ben } = await scene()
  const group = phone.addGroup({ subject: 'Picnic', members: [ada, ben] })
  await ada.sendText('hi', { to: group })
  const picnic = await desk.chat('Picnic')
  await ada.sendText('hi')
  const chat = await desk.chat('~ Ada')
  const count = 25
  const incoming = Array.from({ length: count }, (_, n) => ada.sendText(`in ${n}`, n % 3 === 0 ? { to: group } : {}))
  const outgoing = Array.from({ length: count }, (_, n) =>
    desk.call('messageSend', { chatId: n % 4 === 0 ? picnic.id : chat.id, text: `out ${n}`, replyTo: null }),
  )
  await Promise.all([...incoming, ...outgoing])
  await desk.until('all are out', async () => {
    const own = [...(await desk.messages(chat.id)), ...(await desk.messages(picnic.id))].filter(({ fromMe }) => fromMe)
    return own.length === count && own.every(({ status }) => status !== 'pending')
  })
  await phone.settled()
  phone.assertClean()
  expect(phone.receivedOf('receipt').filter(({ type }) => type === 'retry')).toEqual([])
})

test('an own message that is deleted for oneself while it goes out is deleted on the phone, too', async () => {
  const { phone, desk, ada } = await scene()
  await ada.sendText('hi')
  const chat = await desk.chat('~ Ada')
  // Her devices are known then, so that nothing has to be asked while the line is held.
  await desk.call('messageSend', { chatId: chat.id, text: 'the first', replyTo: null })
  await desk.message(chat.id, 'the first', message => message.status === 'delivered')
  await phone.settled()
  phone.line.hold()
  const sent = await desk.call('messageSend', { chatId: chat.id, text: 'on its way', replyTo: null })
  const received = await phone.waitFor('message', entry => entry.message.conversation === 'on its way')
  await desk.call('messageDeleteForMe', { messageId: sent.id })
  phone.line.release()
  const deletion = await phone.waitFor('mutation', entry => entry.index[0] === 'deleteMessageForMe')
  expect(deletion.index[2]).toBe(received.id)
  expect(await desk.messages(chat.id)).not.toContainEqual(expect.objectContaining({ id: sent.id }))
})
