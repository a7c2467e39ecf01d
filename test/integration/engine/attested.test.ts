/** domain.md §3 and §4 over the real wire: what counts as the server's word, and the notices it makes. */
import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Chat, EngineEvent, Message } from '../../../src/shared/model.ts'
import { isLiveNotice } from '../../../src/shared/rules/message-order.ts'
import { noticeSays } from '../../../src/shared/rules/notices.ts'
import type { Person, Phone } from '../../phone/api.ts'
import { Desk, newPhone } from './desk.ts'

const cinema = { name: 'Lantern Cinemas', level: 'high' } as const

async function scene(business: Person['business'] = cinema): Promise<{ phone: Phone; desk: Desk; shop: Person }> {
  const phone = await newPhone()
  const shop = phone.addPerson({ pn: '15550101', lid: '90010101', business })
  return { phone, desk: await Desk.linked(phone), shop }
}

/** A later second: the wire counts in seconds, and words of one second are one change. */
const later = (seconds: number) => ({ at: new Date(Date.now() + seconds * 1000) })

function word({ content }: Message): string {
  if (content.kind === 'text') return content.text
  if (content.kind !== 'notice') return content.kind
  const { kind, name, formerName } = noticeSays(content)
  return [kind, name, formerName].filter(part => part !== null).join(', ')
}

const words = async (desk: Desk, { id }: Chat): Promise<string[]> => (await desk.messages(id)).map(word)

const lookUps = (phone: Phone): number =>
  phone.receivedOf('query').filter(({ name, attrs }) => name === 'usync:usync' && attrs.mode === 'full').length

const refreshed = (desk: Desk, chat: Chat) =>
  desk.call('businessRefresh', { personId: chat.personId ?? 0, force: true })

test('first contact: the badge and the notice come with the first message, once, however often it is sent', async () => {
  const { phone, desk, shop } = await scene()
  const first = await shop.sendText('your ticket')
  const chat = await desk.chat('Lantern Cinemas')
  expect(chat).toMatchObject({ standing: 'verified', unread: 1, last: { text: 'your ticket' } })
  await shop.sendAgain(first)
  await shop.sendText('and another', later(2))
  await desk.message(chat.id, 'and another')
  expect(await words(desk, chat)).toEqual(['liveVerified, Lantern Cinemas', 'your ticket', 'and another'])
  expect((await desk.call('chatGet', { chatId: chat.id })).unread).toBe(2)
  expect(lookUps(phone)).toBe(0)
})

test('an attestation on a status counts; its absence on a message proves nothing', async () => {
  const { phone, desk, shop } = await scene()
  await shop.postStatus('Premiere tonight')
  await phone.settled()
  await shop.sendText('your ticket', { verifiedName: null, ...later(2) })
  const chat = await desk.chat('Lantern Cinemas')
  expect(chat.standing).toBe('verified')
  expect(await words(desk, chat)).toEqual(['liveVerified, Lantern Cinemas', 'your ticket'])
  expect(lookUps(phone)).toBe(0)
})

test('an attestation of a group sender counts, on the sender line and in the chat with it; the group has no notice', async () => {
  const { phone, desk, shop } = await scene()
  const group = phone.addGroup({ subject: 'Film club', members: [shop] })
  await shop.sendText('tickets for all', { to: group })
  const club = await desk.chat('Film club')
  const line = await desk.message(club.id, 'tickets for all')
  expect(line.author).toMatchObject({ name: { text: 'Lantern Cinemas' }, standing: 'verified' })
  expect(club.standing).toBe('none')
  expect((await words(desk, club)).filter(each => each.startsWith('live'))).toEqual([])
  const chat = await desk.call('chatOpenByPerson', { personId: line.author.id })
  expect(chat.standing).toBe('verified')
  expect(await words(desk, chat)).toEqual(['liveVerified, Lantern Cinemas'])
})

test('up, renamed, who reads, down: each said where it happened', async () => {
  const { desk, shop } = await scene({ ...cinema, level: 'low' })
  await shop.sendText('one')
  const chat = await desk.chat('Lantern Cinemas')
  shop.business = cinema
  await shop.sendText('two', later(2))
  shop.business = { ...cinema, name: 'Lantern Film' }
  await shop.sendText('three', later(4))
  shop.business = { ...cinema, name: 'Lantern Film', hostStorage: 'facebook', actualActors: 'bsp' }
  await shop.sendText('four', later(6))
  shop.business = { name: 'Lantern Film', level: 'unknown' }
  await shop.sendText('five', later(8))
  await desk.message(chat.id, 'five')
  expect(await words(desk, chat)).toEqual([
    'liveConfirmed, Lantern Cinemas',
    'one',
    'liveBecameVerified, Lantern Cinemas',
    'two',
    'liveRenamed, Lantern Film, Lantern Cinemas',
    'three',
    'liveReadByBoth, Lantern Film',
    'four',
    'liveVerifiedToUnverified, Lantern Film',
    'five',
  ])
})

test('a look-up without a business takes the badge away; the screen hears of the notice without a message', async () => {
  const { desk, shop } = await scene()
  await shop.sendText('your ticket', later(-5))
  const chat = await desk.chat('Lantern Cinemas')
  const ticket = await desk.message(chat.id, 'your ticket')
  shop.business = null
  await refreshed(desk, chat)
  await desk.until('no badge', async () => (await desk.call('chatGet', { chatId: chat.id })).standing === 'none')
  expect(await words(desk, chat)).toEqual(['liveVerified, Lantern Cinemas', 'your ticket', 'liveVerifiedToOrdinary'])
  const notices = async () => (await desk.messages(chat.id)).filter(({ id }) => isLiveNotice(id))
  const lost = (await notices()).at(-1)?.id ?? 0
  const isTold = (event: EngineEvent) => event.type === 'messages' && event.added && event.ids.includes(lost)
  await desk.until('the event', async () => desk.events.some(isTold))
  expect(await desk.call('messagesDeleteForMe', { messageIds: [ticket.id] })).toEqual({ deleted: 1, kept: [] })
})

test('history that claims the highest level makes nobody verified', async () => {
  const phone = await newPhone()
  const shop = phone.addPerson({ pn: '15550101', lid: '90010101', business: { ...cinema, level: 'unknown' } })
  const at = Math.floor(Date.now() / 1000) - 86_400
  const { VERIFIED_INITIAL_HIGH, VERIFIED_TRANSITION_ANY_TO_HIGH, BLUE_MSG_SELF_PREMISE_VERIFIED } =
    proto.WebMessageInfo.StubType
  // The last came into use after this was written.
  const stubs = [VERIFIED_INITIAL_HIGH, VERIFIED_TRANSITION_ANY_TO_HIGH, BLUE_MSG_SELF_PREMISE_VERIFIED, 4711]
  phone.setHistory({
    bootstrap: 0,
    conversations: [
      {
        id: shop.jid('pn'),
        conversationTimestamp: at,
        messages: stubs.map((messageStubType, n) => ({
          message: {
            key: { remoteJid: shop.jid('pn'), fromMe: false, id: `H${n}` },
            messageTimestamp: at + n,
            messageStubType,
            verifiedBizName: 'Lantern Cinemas',
          },
        })),
      },
    ],
  })
  const desk = await Desk.linked(phone)
  const chat = await desk.chat('Lantern Cinemas')
  expect(chat.standing).toBe('unverified')
  await desk.until('the look-up', async () => (await words(desk, chat)).length === 5)
  expect(await words(desk, chat)).toEqual([
    'initialHigh',
    'anyToHigh',
    'selfPremiseVerified',
    'neutral',
    'liveUnverified, Lantern Cinemas',
  ])
  expect((await desk.call('chatGet', { chatId: chat.id })).standing).toBe('unverified')
  const page = { filter: 'verified', archived: false, after: null, limit: 10 } as const
  expect((await desk.call('chatsPage', page)).items).toEqual([])
})

test('attested under its number and under its LID: one business, one notice, as soon as they are known to be one', async () => {
  const { phone, desk, shop } = await scene()
  await shop.sendText('one', { addressing: 'lid', hideAlternative: true })
  await shop.sendText('two', { addressing: 'pn', hideAlternative: true, ...later(2) })
  await phone.settled()
  await shop.sendText('three', { addressing: 'lid', ...later(4) })
  const chats = await desk.until('one chat', async () => {
    const all = await desk.chats()
    return all.length === 1 && all[0]?.last?.text === 'three' && all
  })
  expect(chats[0]?.standing).toBe('verified')
  expect(await words(desk, chats[0] as Chat)).toEqual(['liveVerified, Lantern Cinemas', 'one', 'two', 'three'])
})
