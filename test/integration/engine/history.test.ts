import { proto } from 'baileys'
import { expect, test } from 'vitest'
import { Desk, newPhone, textOf } from './desk.ts'

const START = Date.UTC(2026, 8, 1) / 1000

interface Line {
  text: string
  fromMe?: boolean
  status?: proto.WebMessageInfo.Status
}

function conversation(jid: string, lines: Line[], more: proto.IConversation = { id: jid }): proto.IConversation {
  return {
    conversationTimestamp: START + lines.length * 60,
    ...more,
    id: jid,
    messages: lines
      .map((line, index) => ({
        msgOrderId: index,
        message: {
          key: { remoteJid: jid, fromMe: line.fromMe ?? false, id: `${jid.slice(0, 8)}-${index}` },
          messageTimestamp: START + index * 60,
          message: { conversation: line.text },
          status: line.status ?? null,
        },
      }))
      .reverse(),
  }
}

const lines = (count: number): Line[] => Array.from({ length: count }, (_, index) => ({ text: `line ${index}` }))

test('history arrives with progress, names, ticks and unread counts', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  const READ = proto.WebMessageInfo.Status.READ
  phone.setHistory({
    conversations: [
      conversation(ada.jid('pn'), [{ text: 'hello' }, { text: 'hi Ada', fromMe: true, status: READ }]),
      conversation(ben.jid('lid'), lines(30), { id: '', unreadCount: 3 }),
    ],
    pushNames: [{ id: ben.jid('pn'), pushname: 'Ben' }],
    pairs: [{ pn: ben.jid('pn'), lid: ben.jid('lid') }],
    bootstrap: 1,
  })
  const desk = await Desk.linked(phone)
  const chat = await desk.chat('Ada Lovelace')
  await desk.message(chat.id, 'hi Ada', message => message.status === 'read')
  const other = await desk.chat('~ Ben')
  await desk.until('thirty', async () => (await desk.messages(other.id)).length === 30)
  await desk.until('three unread', async () => (await desk.call('chatGet', { chatId: other.id })).unread === 3)
  const unread = (await desk.messages(other.id)).filter(message => message.unread).map(textOf)
  expect(unread).toEqual(['line 27', 'line 28', 'line 29'])
  const page = await desk.call('messagesPage', { chatId: other.id, from: 'unread', limit: 20 })
  expect(page.items.find(message => message.id === page.firstUnread)?.content).toMatchObject({ text: 'line 27' })
  const percents = desk.events.flatMap(event =>
    event.type === 'sync' && event.sync.state === 'running' ? [event.sync.percent] : [],
  )
  expect(percents.length).toBeGreaterThan(0)
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
  await desk.until('done', async () => (await desk.state()).sync.state === 'idle')
  phone.assertClean()
})

test('older messages come from the phone on demand', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const all = conversation(ada.jid('pn'), lines(40))
  const newest = { ...all, messages: (all.messages ?? []).slice(0, 10) }
  phone.setHistory({ conversations: [newest], pushNames: [{ id: ada.jid('pn'), pushname: 'Ada' }] })
  phone.onOlderMessages(({ oldestId, count }) => {
    const infos = (all.messages ?? []).flatMap(({ message }) => (message ? [message] : []))
    const from = infos.findIndex(info => info.key?.id === oldestId)
    return infos.slice(from + 1, from + 1 + Math.min(count, 20))
  })
  const desk = await Desk.linked(phone)
  const chat = await desk.chat('~ Ada')
  await desk.until('ten', async () => (await desk.messages(chat.id)).length === 10)
  expect(await desk.call('chatLoadOlder', { chatId: chat.id })).toEqual({ added: 20 })
  expect(await desk.call('chatLoadOlder', { chatId: chat.id })).toEqual({ added: 10 })
  expect(await desk.call('chatLoadOlder', { chatId: chat.id })).toEqual({ added: 0 })
  const messages = await desk.messages(chat.id)
  expect(messages.map(textOf)).toEqual(lines(40).map(line => line.text))
  const page = await desk.call('messagesPage', { chatId: chat.id, from: 'end', limit: 200 })
  expect(page.phoneHasOlder).toBe(false)
})

test('history sent again changes nothing', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const history = {
    conversations: [conversation(ada.jid('pn'), lines(20), { id: '', unreadCount: 2 })],
    pushNames: [{ id: ada.jid('pn'), pushname: 'Ada' }],
  }
  phone.setHistory(history)
  const desk = await Desk.linked(phone)
  const chat = await desk.chat('~ Ada')
  await desk.until('twenty', async () => (await desk.messages(chat.id)).length === 20)
  const before = await desk.messages(chat.id)
  await phone.sendHistory(history)
  await phone.settled()
  await ada.sendText('new')
  await desk.message(chat.id, 'new')
  expect((await desk.messages(chat.id)).slice(0, 20)).toEqual(before)
})
