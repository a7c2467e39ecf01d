/** domain.md §4 and §5 over the real wire: what may not go, by which way it was tried, and the reason that is given. */
import { proto } from 'baileys'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../../src/shared/contract.ts'
import type { Chat, ErrorCode, Message } from '../../../src/shared/model.ts'
import { isLiveNotice } from '../../../src/shared/rules/message-order.ts'
import { noticeSays } from '../../../src/shared/rules/notices.ts'
import type { Person, Phone, SentMessage } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

interface Scene {
  phone: Phone
  desk: Desk
  shop: Person
  chat: Chat
  ticket: SentMessage
  theirs: Message
  mine: Message
  /** One that the phone's history brought, one that the server's attestation made. */
  stored: Message
  live: Message
}

/** A business with a notice from history, a ticket, the user's thanks, and what the server says of it. */
async function scene(level: 'high' | 'low' = 'high'): Promise<Scene> {
  const phone = await newPhone()
  const shop = phone.addPerson({ pn: '15550101', lid: '90010101', business: { name: 'Lantern Cinemas', level } })
  const at = Math.floor(Date.now() / 1000) - 86_400
  const key = { remoteJid: shop.jid('pn'), fromMe: false, id: 'NOTICE' }
  const messageStubType = proto.WebMessageInfo.StubType.VERIFIED_INITIAL_HIGH
  phone.setHistory({
    conversations: [
      {
        id: shop.jid('pn'),
        conversationTimestamp: at,
        messages: [{ message: { key, messageTimestamp: at, messageStubType } }],
      },
    ],
  })
  const desk = await Desk.linked(phone)
  const ticket = await shop.sendText('your ticket')
  const chat = await desk.chat('Lantern Cinemas')
  await desk.call('messageSend', { chatId: chat.id, text: 'thanks', replyTo: null })
  const theirs = await desk.message(chat.id, 'your ticket')
  const mine = await desk.message(chat.id, 'thanks', message => message.status !== 'pending')
  const notices = await desk.until('both notices', async () => {
    const found = (await desk.messages(chat.id)).filter(({ content }) => content.kind === 'notice')
    return found.length === 2 && found
  })
  const [stored, live] = notices as [Message, Message]
  expect(notices.map(({ id }) => isLiveNotice(id))).toEqual([false, true])
  return {
    phone,
    desk,
    shop,
    chat: await desk.call('chatGet', { chatId: chat.id }),
    ticket,
    theirs,
    mine,
    stored,
    live,
  }
}

/** A later second: the wire counts in seconds, and words of one second are one change. */
const later = (seconds: number) => ({ at: new Date(Date.now() + seconds * 1000) })

/** What an action on a chat is about: everything up to that message. */
const upTo = ({ at }: Message) => ({ lastMessageTimestamp: Math.floor(at / 1000) })

const refused = (code: ErrorCode) => ({ ok: false, error: { code } })

/** The notice's kind, or a text with who took it away. */
function word({ content, deleted }: Message): string {
  if (content.kind === 'notice') return noticeSays(content).kind
  const text = content.kind === 'text' ? content.text : content.kind
  return deleted === null ? text : `${text} (by ${deleted.by}, ${deleted.kept ? 'kept' : 'gone'})`
}

const words = async (desk: Desk, chat: Chat): Promise<string[]> => (await desk.messages(chat.id)).map(word)

const here = (...rest: string[]): string[] => ['initialHigh', 'liveVerified', ...rest]

/** Waits until everything that the phone was told has been done with: a message behind it in the same stream. */
async function settled({ phone, desk, shop, chat }: Scene): Promise<void> {
  await phone.settled()
  await shop.sendText('behind it', later(6))
  await desk.message(chat.id, 'behind it')
}

describe('a verified business', () => {
  test('nothing of its chat is deleted from here, and each call says why', async () => {
    const all = await scene()
    const { phone, desk, chat, theirs, mine, stored, live } = all
    for (const messageId of [theirs.id, mine.id]) {
      expect(await desk.result('messageDeleteForMe', { messageId })).toMatchObject(refused('KEPT_VERIFIED'))
      expect(await desk.result('messageDeleteForEveryone', { messageId })).toMatchObject(refused('KEPT_VERIFIED'))
    }
    expect(await desk.result('chatClear', { chatId: chat.id })).toMatchObject(refused('KEPT_VERIFIED'))
    expect(await desk.result('chatDelete', { chatId: chat.id })).toMatchObject(refused('KEPT_VERIFIED'))
    const messageIds = [stored.id, theirs.id, live.id, mine.id, 4711]
    expect(await desk.call('messagesDeleteForMe', { messageIds })).toEqual({
      deleted: 0,
      kept: [
        { messageId: stored.id, code: 'NOTICE_KEPT' },
        { messageId: theirs.id, code: 'KEPT_VERIFIED' },
        { messageId: live.id, code: 'NOTICE_KEPT' },
        { messageId: mine.id, code: 'KEPT_VERIFIED' },
        { messageId: 4711, code: 'NOT_FOUND' },
      ],
    })
    expect(await words(desk, chat)).toEqual(here('your ticket', 'thanks'))
    await settled(all)
    expect(phone.receivedOf('mutation')).toEqual([])
    expect(phone.receivedOf('message')).toHaveLength(1)
  })

  test('deleted on the phone, one by one: kept here, and marked', async () => {
    const all = await scene()
    const { phone, desk, chat, ticket } = all
    phone.appState.deleteForMe(ticket)
    await desk.message(chat.id, 'your ticket', message => message.deleted !== null)
    expect(await words(desk, chat)).toEqual(here('your ticket (by phone, kept)', 'thanks'))
    const [shown] = await desk.call('messagesGet', { messageIds: [all.theirs.id] })
    expect(shown?.content).toEqual(all.theirs.content)
  })

  test.each(['clear', 'delete'] as const)(
    'the phone makes it %s: everything is kept and marked, the chat stays',
    async how => {
      const all = await scene()
      const { phone, desk, chat, ticket } = all
      phone.appState[how](all.shop, upTo(all.mine))
      await desk.message(chat.id, 'your ticket', message => message.deleted !== null)
      expect(await words(desk, chat)).toEqual(here('your ticket (by phone, kept)', 'thanks (by phone, kept)'))
      expect((await desk.chats()).map(({ id }) => id)).toEqual([chat.id])
      // The same message once more changes nothing.
      await all.shop.sendAgain(ticket)
      await settled(all)
      expect(await words(desk, chat)).toEqual(
        here('your ticket (by phone, kept)', 'thanks (by phone, kept)', 'behind it'),
      )
    },
  )

  test('what it withdraws stays readable and says so; so does what the user takes back on the phone', async () => {
    const { phone, desk, chat, shop, ticket } = await scene()
    const own = await phone.own.sendText(shop, 'never mind')
    await desk.message(chat.id, 'never mind')
    await shop.revoke(ticket)
    await phone.own.revoke(shop, own)
    await desk.message(chat.id, 'never mind', message => message.deleted !== null)
    const shown = await words(desk, chat)
    expect(shown).toEqual(here('your ticket (by author, kept)', 'thanks', 'never mind (by me, kept)'))
  })
})

describe('when it loses its level', () => {
  test('the notice says so, and ordinary messages can be deleted again', async () => {
    const all = await scene()
    const { phone, desk, chat, shop, theirs, mine, stored, live } = all
    shop.business = { name: 'Lantern Cinemas', level: 'low' }
    await shop.sendText('hello again', later(2))
    await desk.message(chat.id, 'hello again')
    expect(await words(desk, chat)).toEqual(here('your ticket', 'thanks', 'liveVerifiedToConfirmed', 'hello again'))
    await desk.call('messageDeleteForMe', { messageId: theirs.id })
    await phone.waitFor('mutation', entry => entry.index[0] === 'deleteMessageForMe')
    const rest = { messageIds: [mine.id, stored.id, live.id] }
    expect(await desk.call('messagesDeleteForMe', rest)).toEqual({
      deleted: 1,
      kept: [stored, live].map(({ id }) => ({ messageId: id, code: 'NOTICE_KEPT' })),
    })
    await desk.call('chatClear', { chatId: chat.id })
    expect(await words(desk, chat)).toEqual(here('liveVerifiedToConfirmed'))
    await phone.waitFor('mutation', entry => entry.index[0] === 'clearChat')
  })

  test('what was kept before stays kept until somebody deletes it', async () => {
    const { phone, desk, chat, shop, theirs, ticket } = await scene()
    await shop.revoke(ticket)
    await desk.message(chat.id, 'your ticket', message => message.deleted !== null)
    shop.business = null
    await shop.sendText('bye', later(2))
    await desk.call('chatOpened', { chatId: chat.id })
    shop.business = { name: 'Lantern Cinemas', level: 'unknown' }
    await shop.sendText('hello', later(4))
    await desk.message(chat.id, 'hello')
    const lowered = here('your ticket (by author, kept)', 'thanks', 'bye', 'liveVerifiedToUnverified', 'hello')
    expect(await words(desk, chat)).toEqual(lowered)
    phone.appState.delete(shop, upTo(await desk.message(chat.id, 'hello')))
    await desk.until('gone', async () => (await words(desk, chat)).length === 3)
    expect(await words(desk, chat)).toEqual(here('liveVerifiedToUnverified'))
    expect(await desk.call('messagesGet', { messageIds: [theirs.id] })).toEqual([])
  })
})

test('without the setting ordinary messages go, notices never', async () => {
  const all = await scene()
  const { desk, chat, theirs, stored, live } = all
  await desk.call('settingsSet', { keepVerified: false })
  await desk.call('messageDeleteForMe', { messageId: theirs.id })
  for (const { id: messageId } of [stored, live]) {
    expect(await desk.result('messageDeleteForMe', { messageId })).toMatchObject(refused('NOTICE_KEPT'))
  }
  await desk.call('chatClear', { chatId: chat.id })
  expect(await words(desk, chat)).toEqual(here())
  await desk.call('chatDelete', { chatId: chat.id })
  expect(await desk.chats()).toEqual([])
  // It comes back with the next message, and its notices have never been away.
  await settled(all)
  expect(await words(desk, chat)).toEqual(here('behind it'))
})

test('a business that is only confirmed is like anybody, but for its notices', async () => {
  const all = await scene('low')
  const { phone, desk, chat, shop, ticket } = all
  await shop.revoke(ticket)
  await desk.until('blank', async () => (await words(desk, chat)).includes(' (by author, gone)'))
  phone.appState.clear(shop, upTo(all.mine))
  await desk.until('cleared', async () => (await desk.messages(chat.id)).length === 2)
  expect(await words(desk, chat)).toEqual(['initialHigh', 'liveConfirmed'])
  phone.appState.delete(shop, upTo(all.mine))
  await desk.until('out of the list', async () => (await desk.chats()).length === 0)
  expect(await words(desk, chat)).toEqual(['initialHigh', 'liveConfirmed'])
})

test('no call takes a notice away, changes it or answers it', async () => {
  const all = await scene()
  const { desk, chat, stored, live } = all
  await desk.call('settingsSet', { keepVerified: false })
  for (const { id } of [stored, live]) {
    const calls: [string, object, ErrorCode][] = [
      ['messageDeleteForMe', { messageId: id }, 'NOTICE_KEPT'],
      ['messageDeleteForEveryone', { messageId: id }, 'NOTICE_KEPT'],
      ['messageEdit', { messageId: id, text: 'x' } satisfies Input<'messageEdit'>, 'NOTICE_KEPT'],
      ['messageReact', { messageId: id, emoji: '👍' } satisfies Input<'messageReact'>, 'NOT_ALLOWED'],
      ['messageRetry', { messageId: id }, 'NOT_ALLOWED'],
      ['messageCancel', { messageId: id }, 'TOO_LATE'],
      ['messageSend', { chatId: chat.id, text: 'x', replyTo: id } satisfies Input<'messageSend'>, 'NOT_ALLOWED'],
      ['draftSet', { chatId: chat.id, text: 'x', replyTo: id } satisfies Input<'draftSet'>, 'NOT_ALLOWED'],
      ['cardReply', { messageId: id, choice: { button: 0 } } satisfies Input<'cardReply'>, 'BAD_INPUT'],
    ]
    for (const [name, input, code] of calls) {
      expect([name, await desk.result(name, input)]).toMatchObject([name, refused(code)])
    }
    const info = await desk.call('messageInfo', { messageId: id })
    expect(info).toMatchObject({ message: { id, content: { kind: 'notice' } }, receipts: [] })
    await desk.call('chatMarkRead', { chatId: chat.id, upTo: id })
  }
  // A notice stands before the message of its moment: seeing it is not seeing that one.
  expect((await desk.call('messagesGet', { messageIds: [all.theirs.id] }))[0]).toMatchObject({ unread: true })
  expect(await words(desk, chat)).toEqual(here('your ticket', 'thanks'))
  await desk.restart()
  expect(await words(desk, chat)).toEqual(here('your ticket', 'thanks'))
})

test('the wire cannot take a notice away: revoked, deleted on the phone, edited, told anew', async () => {
  const all = await scene()
  const { phone, desk, shop, chat, ticket } = all
  const target = { remoteJid: shop.jid('lid'), fromMe: false, id: 'NOTICE' }
  const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type
  await shop.sendMessage({ protocolMessage: { key: target, type: REVOKE } })
  await shop.sendMessage({
    protocolMessage: { key: target, type: MESSAGE_EDIT, editedMessage: { conversation: 'never verified' } },
  })
  phone.appState.deleteForMe({ ...ticket, id: 'NOTICE', key: { ...ticket.key, id: 'NOTICE' } })
  // The phone's history tells something else under its name.
  const at = Math.floor(all.stored.at / 1000)
  const key = { remoteJid: shop.jid('pn'), fromMe: false, id: 'NOTICE' }
  const others = [
    { messageStubType: proto.WebMessageInfo.StubType.VERIFIED_INITIAL_LOW },
    { message: { conversation: 'never verified' } },
    { messageStubType: proto.WebMessageInfo.StubType.REVOKE },
  ]
  for (const other of others) {
    const messages = [{ message: { key, messageTimestamp: at, ...other } }]
    await phone.sendHistory({ conversations: [{ id: shop.jid('pn'), conversationTimestamp: at, messages }] })
  }
  await settled(all)
  // App state keeps its order: when this is here, so is what came before it.
  phone.appState.deleteForMe(ticket)
  await desk.message(chat.id, 'your ticket', message => message.deleted !== null)
  expect(await words(desk, chat)).toEqual(here('your ticket (by phone, kept)', 'thanks', 'behind it'))
})
