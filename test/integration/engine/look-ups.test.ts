import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Phone, ReceivedOf } from '../../phone/api.ts'
import { settle } from '../../phone/world/settle.ts'
import { world } from '../../phone/world/world.ts'
import { Desk, newPhone } from './desk.ts'

/** The queries about businesses; others of the same namespace have another mode. */
const lookUps = (phone: Phone): ReceivedOf<'query'>[] =>
  phone.receivedOf('query').filter(({ name, attrs }) => name === 'usync:usync' && attrs.mode === 'full')

test('after the history, verified businesses get their badge without writing; within a day nobody is asked twice', {
  timeout: 120_000,
}, async () => {
  const sample = world({ now: new Date(), messages: 600 })
  const phone = await newPhone({ me: sample.me })
  settle(phone, sample, { perChunk: 400 })
  const desk = new Desk(phone)
  await desk.link()
  const firms = sample.inhabitants.filter(
    ({ key, business }) => business !== null && sample.chats.some(c => c.key === key),
  )
  const verified = firms.filter(({ business }) => business?.level === 'high').length
  expect(verified).toBeGreaterThan(2)
  const shown = await desk.until('the badges', async () => {
    const filter = { filter: 'verified', archived: false, after: null, limit: 200 } as const
    const { items } = await desk.call('chatsPage', filter)
    const { items: archived } = await desk.call('chatsPage', { ...filter, archived: true })
    return items.length + archived.length >= verified && [...items, ...archived]
  })
  expect(shown.map(chat => chat.standing)).toEqual(shown.map(() => 'verified'))
  expect(shown).toHaveLength(verified)
  const before = lookUps(phone)
  expect(before.length).toBeGreaterThan(0)
  for (const { users } of before) expect(users).toBeLessThanOrEqual(50)

  await desk.restart()
  await desk.connected()
  const stranger = phone.addPerson({ pn: '15550190', lid: '90010190', pushName: 'Sam' })
  await stranger.sendText('Is this Robin?')
  await desk.until('a question about the stranger', async () => lookUps(phone).length > before.length)
  expect(lookUps(phone).slice(before.length)).toMatchObject([{ users: 1 }])
  phone.assertClean()
})

test('many businesses of a history are asked about in batches, two seconds apart', { timeout: 60_000 }, async () => {
  const phone = await newPhone()
  const firms = Array.from({ length: 60 }, (_, n) =>
    phone.addPerson({ pn: `155501${n + 10}`, lid: `900101${n + 10}`, business: { name: `Shop ${n}`, level: 'high' } }),
  )
  const at = Math.floor(Date.now() / 1000) - 86_400
  phone.setHistory({
    chunks: [
      {
        syncType: proto.HistorySync.HistorySyncType.RECENT,
        progress: 100,
        content: {
          conversations: firms.map((firm, n) => ({
            id: firm.jid('pn'),
            conversationTimestamp: at,
            messages: [
              {
                message: {
                  key: { remoteJid: firm.jid('pn'), fromMe: false, id: `H${n}` },
                  messageTimestamp: at,
                  message: { conversation: 'Welcome' },
                  verifiedBizName: `Shop ${n}`,
                },
              },
            ],
          })),
        },
      },
    ],
  })
  const desk = await Desk.linked(phone)
  await desk.until('all badges', async () => {
    const page = await desk.call('chatsPage', { filter: 'verified', archived: false, after: null, limit: 100 })
    return page.items.length === firms.length
  })
  const queries = lookUps(phone)
  expect(queries.reduce((sum, { users }) => sum + users, 0)).toBe(firms.length)
  expect(Math.max(...queries.map(({ users }) => users))).toBeLessThanOrEqual(50)
  expect(queries.length).toBeGreaterThan(1)
  for (const [n, { at: when }] of queries.entries()) {
    const last = queries[n - 1]
    if (last) expect(when.getTime() - last.at.getTime()).toBeGreaterThan(1_800)
  }
  phone.assertClean()
})

test('a number that the user types and a LID that blocking needs go before what waits, at the same pace', {
  timeout: 60_000,
}, async () => {
  const phone = await newPhone()
  const firms = Array.from({ length: 120 }, (_, n) =>
    phone.addPerson({
      pn: `1${n + 201}5550150`,
      lid: `90010${n + 400}`,
      business: { name: `Shop ${n}`, level: 'high' },
    }),
  )
  phone.addPerson({ pn: '12025550121', lid: '90010121', pushName: 'Sam' })
  const at = Math.floor(Date.now() / 1000) - 86_400
  const conversations = firms.map((firm, n) => {
    const key = { remoteJid: firm.jid('pn'), fromMe: false, id: `H${n}` }
    const message = { key, messageTimestamp: at, message: { conversation: 'Hi' }, verifiedBizName: `Shop ${n}` }
    return { id: firm.jid('pn'), conversationTimestamp: at, messages: [{ message }] }
  })
  phone.setHistory({ conversations })
  const desk = new Desk(phone)
  await desk.link()
  await desk.until('the first batch', async () => lookUps(phone).length === 1)
  const asked = lookUps(phone)[0]?.at.getTime() ?? 0
  await desk.call('chatOpenByNumber', { phone: '+1 202 555 0121' })
  const { personId } = await desk.chat('Shop 119')
  await desk.call('personBlock', { personId: personId ?? 0, on: true })
  await desk.until('every batch', async () => lookUps(phone).length === 3)
  const all = phone
    .receivedOf('query')
    .filter(({ name, at: when }) => name === 'usync:usync' && when.getTime() >= asked)
    .map(({ attrs, at: when }) => ({ background: attrs.mode === 'full', when: when.getTime() }))
  expect(all.map(({ background }) => background)).toEqual([true, false, false, true, true])
  for (const [n, { when }] of all.slice(1).entries()) expect(when - (all[n]?.when ?? 0)).toBeGreaterThan(1_800)
  phone.assertClean()
})

test('a stranger is looked up with the first message, once', async () => {
  const phone = await newPhone()
  const sam = phone.addPerson({ pn: '15550121', lid: '90010121', pushName: 'Sam' })
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const desk = await Desk.linked(phone)
  await sam.sendText('Hello')
  const chat = await desk.chat('~ Sam')
  await desk.until('a look-up', async () => lookUps(phone).length === 1)
  await desk.call('chatOpened', { chatId: chat.id })
  await sam.sendText('Again')
  await desk.message(chat.id, 'Again')
  await ada.sendText('Hi')
  await desk.message((await desk.chat('Ada Lovelace')).id, 'Hi')
  // The next stranger's look-up is about nobody else.
  const kim = phone.addPerson({ pn: '15550122', lid: '90010122', pushName: 'Kim' })
  await kim.sendText('Hey')
  await desk.until('another', async () => lookUps(phone).length > 1)
  expect(lookUps(phone).map(({ users }) => users)).toEqual([1, 1])
  expect((await desk.call('chatGet', { chatId: chat.id })).standing).toBe('none')
  phone.assertClean()
})

test('an acquaintance whose account became one of a business is one when their details are opened', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550120', lid: '90010120', pushName: 'Ada' })
  const desk = await Desk.linked(phone)
  phone.appState.saveContact(ada, 'Ada')
  await desk.until('saved', async () => {
    const { items } = await desk.call('peoplePage', { query: 'Ada', after: null, limit: 10 })
    return items.length === 1
  })
  await ada.sendText('I open a shop')
  const { personId } = await desk.chat('Ada')
  expect(lookUps(phone)).toEqual([])
  ada.business = { name: 'Ada Books', level: 'low' }
  await desk.call('businessDetails', { personId: personId ?? 0 })
  const shown = await desk.until('a business', async () => {
    const { person } = await desk.call('businessDetails', { personId: personId ?? 0 })
    return person.standing === 'confirmed' && person
  })
  expect(shown.name.text).toBe('Ada')
  phone.assertClean()
})
