import type { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Input } from '../../../src/shared/contract.ts'
import type { Chat, Message } from '../../../src/shared/model.ts'
import type { Person, Phone } from '../../phone/api.ts'
import {
  buttonsCard,
  catalogCard,
  flowCard,
  listCard,
  orderCard,
  productCard,
  templateCard,
} from '../../phone/cards.ts'
import { Desk, newPhone } from './desk.ts'

type Choice = Input<'cardReply'>['choice']

const words = { title: 'Ride booked', body: 'Is the pick-up place right?', footer: 'Kaveri Cabs' }
const yesNo = [
  { kind: 'reply', id: 'pickup:yes', text: 'Yes' } as const,
  { kind: 'reply', id: 'pickup:no', text: 'No' } as const,
]
const places = [
  { title: 'Near', rows: [{ id: 'gate:1', title: 'Gate 1', description: 'By the tea stall' }] },
  { title: 'Far', rows: [{ id: 'gate:7', title: 'Gate 7' }] },
]
const cards = {
  buttons: buttonsCard(words, yesNo),
  template: templateCard(words, [
    { kind: 'url', text: 'Track', url: 'https://rides.example.com/t/1' },
    ...yesNo,
    { kind: 'call', text: 'Call driver', phone: '+44 7700 900555' },
    { kind: 'copy', text: 'Copy PIN', code: '4821' },
  ]),
  list: listCard(words, 'Choose a gate', places),
  flow: flowCard(
    words,
    [
      ...yesNo,
      { kind: 'url', text: 'Track', url: 'https://rides.example.com/t/1' },
      { kind: 'call', text: 'Call driver', phone: '+44 7700 900555' },
      { kind: 'copy', text: 'Copy PIN', code: '4821' },
    ],
    { button: 'Choose a gate', sections: places },
  ),
}

interface Scene {
  phone: Phone
  desk: Desk
  cabs: Person
  chat: Chat
  /** Sends a card and waits for it. */
  deal: (card: proto.IMessage) => Promise<Message>
  /** The user's own messages of the chat, oldest first. */
  own: () => Promise<Message[]>
}

async function scene(): Promise<Scene> {
  const phone = await newPhone()
  const cabs = phone.addPerson({
    pn: '15550111',
    lid: '90010111',
    business: { name: 'Kaveri Cabs', level: 'high' },
  })
  const desk = await Desk.linked(phone)
  await cabs.sendText('Good morning')
  const chat = await desk.chat('Kaveri Cabs')
  return {
    phone,
    desk,
    cabs,
    chat,
    deal: async card => {
      const known = new Set((await desk.messages(chat.id)).map(message => message.id))
      await cabs.sendMessage(card)
      return desk.until('the card', async () =>
        (await desk.messages(chat.id)).find(message => !known.has(message.id) && 'card' in message.content),
      )
    },
    own: async () => (await desk.messages(chat.id)).filter(message => message.fromMe),
  }
}

async function offline(desk: Desk, phone: Phone): Promise<void> {
  phone.line.cut()
  await desk.until('offline', async () => (await desk.state()).connection.state !== 'connected')
}

test.each([
  ['buttons', { button: 1 }, { id: 'pickup:no', text: 'No' }],
  ['template', { button: 1 }, { id: 'pickup:yes', text: 'Yes' }],
  ['list', { section: 0, row: 0 }, { id: 'gate:1', text: 'Gate 1' }],
  ['flow', { button: 0 }, { id: 'pickup:yes', text: 'Yes' }],
  ['flow', { section: 1, row: 0 }, { id: 'gate:7', text: 'Gate 7' }],
] satisfies [keyof typeof cards, Choice, { id: string; text: string }][])(
  'an answer to a card (%s, %o) reaches the business as from a phone',
  async (kind, choice, selection) => {
    const { phone, desk, chat, deal, own } = await scene()
    const card = await deal(cards[kind])
    const answer = await desk.call('cardReply', { messageId: card.id, choice })
    expect(answer).toMatchObject({
      fromMe: true,
      content: { kind: 'selection', ...selection },
      quote: { messageId: card.id, kind: card.content.kind, fromMe: false },
    })
    await desk.until('sent', async () => (await own()).every(message => message.status !== 'pending'))
    const sent = phone.receivedOf('message')
    expect(sent).toHaveLength(1)
    expect(formOf(sent[0]?.message)).toEqual({ kind, ...selection, quoted: Object.keys(cards[kind]) })
    expect(await desk.call('cardAnswer', { messageId: card.id })).toMatchObject({ messageId: answer.id, choice })
    expect(await desk.call('chatGet', { chatId: chat.id })).toMatchObject({
      last: { kind: 'selection', text: selection.text, fromMe: true },
    })
    // Decrypted, and on the card that was sent: the business would have complained.
    phone.assertClean()
  },
)

function formOf(message: proto.IMessage | undefined): object | null {
  const { buttonsResponseMessage: buttons, templateButtonReplyMessage: template } = message ?? {}
  const { listResponseMessage: list, interactiveResponseMessage: flow } = message ?? {}
  const quoted = (info: proto.IContextInfo | null | undefined) => Object.keys(info?.quotedMessage ?? {})
  if (buttons) {
    const { selectedButtonId: id, selectedDisplayText: text, contextInfo } = buttons
    return { kind: 'buttons', id, text, quoted: quoted(contextInfo) }
  }
  if (template) {
    const { selectedId: id, selectedDisplayText: text, contextInfo } = template
    return { kind: 'template', id, text, quoted: quoted(contextInfo) }
  }
  if (list) {
    return {
      kind: 'list',
      id: list.singleSelectReply?.selectedRowId,
      text: list.title,
      quoted: quoted(list.contextInfo),
    }
  }
  if (!flow) return null
  const { id } = JSON.parse(flow.nativeFlowResponseMessage?.paramsJson ?? '{}') as { id?: string }
  return { kind: 'flow', id, text: flow.body?.text, quoted: quoted(flow.contextInfo) }
}

test('a template’s own numbers for its buttons come back', async () => {
  const { phone, desk, deal } = await scene()
  const template = templateCard(words, yesNo)
  const [, no] = template.templateMessage?.hydratedTemplate?.hydratedButtons ?? []
  if (no) no.index = 7
  const card = await deal(template)
  await desk.call('cardReply', { messageId: card.id, choice: { button: 1 } })
  const { message } = await phone.waitFor('message')
  expect(message.templateButtonReplyMessage).toMatchObject({ selectedId: 'pickup:no', selectedIndex: 7 })
})

test('products, catalogs and orders arrive typed', async () => {
  const { desk, cabs, chat } = await scene()
  const seller = cabs.pn ?? ''
  await cabs.sendMessage(
    productCard({
      id: '7',
      title: 'Day ticket',
      description: 'All zones',
      price: 499_500,
      currency: 'INR',
      seller,
    }),
  )
  await cabs.sendMessage(catalogCard('All tickets', 'Day, week, month', seller))
  await cabs.sendMessage(orderCard({ id: '9', title: 'Your tickets', items: 2, total: 999_000, currency: 'INR' }))
  const contents = await desk.until('three cards', async () => {
    const found = (await desk.messages(chat.id)).map(message => message.content)
    return found.some(content => content.kind === 'order') && found
  })
  expect(contents.filter(({ kind }) => kind === 'product' || kind === 'order')).toMatchObject([
    { kind: 'product', title: 'Day ticket', description: 'All zones', price: 499_500, currency: 'INR' },
    { kind: 'product', title: 'All tickets', description: 'Day, week, month', price: null },
    { kind: 'order', title: 'Your tickets', items: 2, total: 999_000, currency: 'INR' },
  ])
})

test('answered offline, over a restart: sent once, in order with what was written', async () => {
  const { phone, desk, chat, deal, own } = await scene()
  const card = await deal(cards.template)
  await offline(desk, phone)
  await desk.call('messageSend', { chatId: chat.id, text: 'one moment', replyTo: null })
  const answer = await desk.call('cardReply', { messageId: card.id, choice: { button: 1 } })
  expect(await desk.call('cardAnswer', { messageId: card.id })).toEqual({
    messageId: answer.id,
    choice: { button: 1 },
    text: 'Yes',
    status: 'pending',
  })
  await desk.restart()
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.until('all sent', async () => (await own()).every(message => message.status !== 'pending'))
  const sent = phone.receivedOf('message').map(({ message }) => message)
  expect(sent.map(message => message.conversation ?? message.templateButtonReplyMessage?.selectedId)).toEqual([
    'one moment',
    'pickup:yes',
  ])
  phone.assertClean()
})

test('cancelled before it left: it never goes out, and the card takes another answer', async () => {
  const { phone, desk, deal, own } = await scene()
  const card = await deal(cards.buttons)
  await offline(desk, phone)
  const first = await desk.call('cardReply', { messageId: card.id, choice: { button: 0 } })
  await desk.call('messageCancel', { messageId: first.id })
  expect(await desk.call('cardAnswer', { messageId: card.id })).toBeNull()
  await desk.call('cardReply', { messageId: card.id, choice: { button: 1 } })
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.until('sent', async () => (await own()).some(message => message.status === 'delivered'))
  const ids = phone.receivedOf('message').map(({ message }) => message.buttonsResponseMessage?.selectedButtonId)
  expect(ids).toEqual(['pickup:no'])
})

test('refused by the server: failed with its reason, sent when tried again', async () => {
  const { phone, desk, deal, own } = await scene()
  const card = await deal(cards.list)
  phone.refuseNextMessage(479)
  const answer = await desk.call('cardReply', { messageId: card.id, choice: { section: 1, row: 0 } })
  await desk.until('failed', async () => (await own()).some(message => message.status === 'failed'))
  expect(await desk.call('cardAnswer', { messageId: card.id })).toMatchObject({ status: 'failed' })
  await desk.call('messageRetry', { messageId: answer.id })
  const sent = await phone.waitFor('message')
  expect(sent.id).not.toBe('')
  expect(sent.message.listResponseMessage?.singleSelectReply?.selectedRowId).toBe('gate:7')
  phone.assertClean()
})

test('what may not be answered is refused with a reason, and nothing is sent', async () => {
  const { phone, desk, cabs, chat, deal } = await scene()
  const refused = async (messageId: number, choice: Choice): Promise<string | null> => {
    const result = await desk.result('cardReply', { messageId, choice })
    return result.ok ? null : result.error.code
  }
  const template = await deal(cards.template)
  // A link, a number to call, a code; and places where there is nothing.
  for (const button of [0, 3, 4, 5, 1000])
    expect([button, await refused(template.id, { button })]).toEqual([button, 'BAD_INPUT'])
  expect(await refused(template.id, { section: 0, row: 0 })).toBe('BAD_INPUT')
  const list = await deal(cards.list)
  expect(await refused(list.id, { button: 0 })).toBe('BAD_INPUT')
  const text = (await desk.messages(chat.id)).find(message => message.content.kind === 'text')
  expect(await refused(text?.id ?? 0, { button: 0 })).toBe('BAD_INPUT')
  expect(await refused(999_999, { button: 0 })).toBe('NOT_FOUND')
  // One's own card, written on the phone.
  await phone.own.sendMessage(cabs, cards.buttons)
  const mine = await desk.until('my card', async () => (await desk.messages(chat.id)).find(message => message.fromMe))
  expect(await refused(mine.id, { button: 0 })).toBe('NOT_ALLOWED')
  expect(phone.receivedOf('message')).toEqual([])
})

test('a card that was withdrawn takes no answer; one of several choices is taken once', async () => {
  const { phone, desk, cabs, chat, deal } = await scene()
  const card = await deal(cards.buttons)
  await desk.call('cardReply', { messageId: card.id, choice: { button: 0 } })
  const again = await desk.result('cardReply', { messageId: card.id, choice: { button: 1 } })
  expect(again).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
  const sent = await cabs.sendMessage(cards.template)
  const second = await desk.until('the template', async () =>
    (await desk.messages(chat.id)).find(message => message.content.kind === 'template'),
  )
  await cabs.revoke(sent)
  await desk.until('withdrawn', async () =>
    (await desk.messages(chat.id)).find(message => message.id === second.id && message.deleted !== null),
  )
  const late = await desk.result('cardReply', { messageId: second.id, choice: { button: 1 } })
  expect(late).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
  await phone.waitFor('message')
  await phone.settled()
  expect(phone.receivedOf('message')).toHaveLength(1)
})

test('answered on the phone: the card knows here too', async () => {
  const { phone, desk, cabs, chat } = await scene()
  const sent = await cabs.sendMessage(cards.buttons)
  await phone.own.sendMessage(cabs, {
    buttonsResponseMessage: {
      selectedButtonId: 'pickup:no',
      selectedDisplayText: 'No',
      contextInfo: { stanzaId: sent.id, participant: cabs.lid, quotedMessage: sent.message },
    },
  })
  const card = await desk.until('the card', async () =>
    (await desk.messages(chat.id)).find(message => message.content.kind === 'buttons'),
  )
  const answer = await desk.until('the answer', () => desk.call('cardAnswer', { messageId: card.id }))
  expect(answer).toMatchObject({ choice: { button: 1 }, text: 'No' })
  expect(await desk.result('cardReply', { messageId: card.id, choice: { button: 0 } })).toMatchObject({
    error: { code: 'NOT_ALLOWED' },
  })
})

test('a blocked business gets no answer, nor does a group where only admins write; unlinked, nobody does', async () => {
  const { phone, desk, chat, deal } = await scene()
  const card = await deal(cards.template)
  const press = (messageId: number) => desk.result('cardReply', { messageId, choice: { button: 1 } })
  await desk.call('personBlock', { personId: chat.personId ?? 0, on: true })
  expect(await press(card.id)).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
  await desk.call('personBlock', { personId: chat.personId ?? 0, on: false })
  phone.unlink()
  await desk.until('unlinked', async () => (await desk.state()).connection.state === 'unlinked')
  expect(await press(card.id)).toMatchObject({ error: { code: 'NOT_LINKED' } })
  expect(phone.receivedOf('message')).toEqual([])
})

test('in a group the answer names who sent the card', async () => {
  const { phone, desk, cabs } = await scene()
  const group = phone.addGroup({ subject: 'Car pool', members: [cabs] })
  await cabs.sendMessage(cards.buttons, { to: group })
  const chat = await desk.chat('Car pool')
  const card = await desk.until('the card', async () =>
    (await desk.messages(chat.id)).find(message => message.content.kind === 'buttons'),
  )
  await desk.call('cardReply', { messageId: card.id, choice: { button: 1 } })
  const sent = await phone.waitFor('message')
  expect(sent.to).toBe(group.jid)
  expect(sent.message.buttonsResponseMessage).toMatchObject({ selectedButtonId: 'pickup:no' })
  phone.assertClean()
})

test('with a timer the answer disappears as the chat’s other messages do', async () => {
  const { phone, desk, cabs, chat } = await scene()
  await cabs.sendMessage({
    protocolMessage: {
      type: 3,
      ephemeralExpiration: 86_400,
    },
  })
  await desk.until('a timer', async () =>
    (await desk.messages(chat.id)).find(message => message.content.kind === 'disappearing'),
  )
  await cabs.sendMessage({ ephemeralMessage: { message: cards.list } })
  const card = await desk.until('the card', async () =>
    (await desk.messages(chat.id)).find(message => message.content.kind === 'list'),
  )
  await desk.call('cardReply', { messageId: card.id, choice: { section: 0, row: 0 } })
  const { message } = await phone.waitFor('message')
  expect(message.listResponseMessage?.contextInfo?.expiration).toBe(86_400)
})

test('a card that is gone from here by the time the answer leaves is still named by it', async () => {
  const { phone, desk, cabs } = await scene()
  const shop = phone.addPerson({ pn: '15550112', lid: '90010112', business: { name: 'Corner Shop', level: 'low' } })
  await shop.sendMessage(cards.buttons)
  const chat = await desk.chat('Corner Shop')
  const card = (await desk.messages(chat.id)).find(message => message.content.kind === 'buttons')
  await offline(desk, phone)
  await desk.call('cardReply', { messageId: card?.id ?? 0, choice: { button: 0 } })
  await desk.call('messageDeleteForMe', { messageId: card?.id ?? 0 })
  phone.line.restore()
  await desk.call('reconnect', {})
  const { message } = await phone.waitFor('message')
  expect(message.buttonsResponseMessage?.selectedButtonId).toBe('pickup:yes')
  expect(cabs.lid).not.toBeNull()
  phone.assertClean()
})
