import { expect, test } from 'vitest'
import { POST_DAY_MS, POST_GAP_MS } from '../../../src/shared/rules/posting.ts'
import type { ReceivedMessage } from '../../phone/api.ts'
import { Desk } from './desk.ts'
import {
  allSent,
  arrived,
  BACKGROUND,
  FONT,
  memberId,
  offline,
  online,
  own,
  post,
  STATUS,
  scene,
  sent,
  wordsOf,
} from './postScene.ts'

const readers = ({ readBy }: ReceivedMessage): string[] => [...readBy].sort()

test('a text post is read by every saved contact and the phone, and by nobody else', async () => {
  const { phone, desk, ada, ben } = await scene()
  const posted = await post(desk, '  Tea at five?  ')
  expect(posted).toMatchObject({
    way: 'pending',
    fromMe: true,
    seen: true,
    content: { kind: 'text', text: 'Tea at five?' },
    backgroundArgb: BACKGROUND,
    font: FONT,
  })
  const message = await arrived(phone, 'Tea at five?')
  expect(message.message.extendedTextMessage).toMatchObject({
    text: 'Tea at five?',
    backgroundArgb: BACKGROUND,
    textArgb: 0xffffffff,
    font: FONT,
  })
  expect(readers(message)).toEqual([phone.own.lid, ada.lid, ben.lid])
  const mine = await sent(desk, posted)
  expect(mine.expiresAt - mine.at).toBe(POST_DAY_MS)
  expect(await desk.chats()).toEqual([])
  expect(allSent(phone)).toHaveLength(1)
  phone.assertClean()
})

test('who is left out cannot read the next post, although they have the key of the one before', async () => {
  const { phone, desk, ada, ben } = await scene()
  await sent(desk, await post(desk, 'for all'))
  const benId = await memberId(desk, 'Ben')
  await desk.call('statusExclude', { personId: benId, on: true })
  expect(await desk.call('statusPosting', {})).toMatchObject({ receiving: 1, excluded: 1 })
  await sent(desk, await post(desk, 'not for Ben'))
  expect(readers(await arrived(phone, 'not for Ben'))).toEqual([phone.own.lid, ada.lid])
  expect([...ben.posts.values()].map(message => message.extendedTextMessage?.text)).toEqual(['for all'])
  // It holds after a restart, and until it is taken back.
  await desk.restart()
  await desk.connected()
  await sent(desk, await post(desk, 'not for Ben either'))
  await desk.call('statusExclude', { personId: benId, on: false })
  await sent(desk, await post(desk, 'for all again'))
  expect(readers(await arrived(phone, 'for all again'))).toEqual([phone.own.lid, ada.lid, ben.lid])
  expect(readers(await arrived(phone, 'not for Ben either'))).toEqual([phone.own.lid, ada.lid])
  // The phone has tried Ben's keys on every post.
  phone.assertClean()
})

test('who is blocked, or not saved any more, gets nothing; nobody left: it says so', async () => {
  const { phone, desk, ada, ben } = await scene()
  phone.own.block(ben)
  await desk.until('one left', async () => (await desk.call('statusPosting', {})).receiving === 1)
  await sent(desk, await post(desk, 'for Ada'))
  expect(readers(await arrived(phone, 'for Ada'))).toEqual([phone.own.lid, ada.lid])
  phone.appState.forgetContact(ada)
  await desk.until('nobody left', async () => (await desk.call('statusPosting', {})).receiving === 0)
  await expect(post(desk, 'for nobody')).rejects.toMatchObject({ code: 'NO_AUDIENCE' })
  expect(allSent(phone)).toHaveLength(1)
  phone.assertClean()
})

test('who is left out while a post waits does not get it', async () => {
  const { phone, desk, ada } = await scene()
  await offline(desk, phone)
  const waiting = await post(desk, 'written offline')
  await desk.call('statusExclude', { personId: await memberId(desk, 'Ben'), on: true })
  expect(await own(desk, waiting.id, ({ way }) => way === 'pending')).toMatchObject({ failure: null })
  await online(desk, phone)
  await sent(desk, waiting)
  expect(readers(await arrived(phone, 'written offline'))).toEqual([phone.own.lid, ada.lid])
  phone.assertClean()
})

test('a post whose answer was lost goes out again under its id, and is one post', async () => {
  const { phone, desk, ada } = await scene()
  await sent(desk, await post(desk, 'first'))
  phone.line.dropAfterReceiving(1)
  const posted = await post(desk, 'did it go?')
  await sent(desk, posted)
  const again = allSent(phone).filter(entry => wordsOf(entry) === 'did it go?')
  expect(new Set(again.map(entry => entry.id)).size).toBe(1)
  expect(ada.posts.size).toBe(2)
  expect(await desk.call('statusMine', {})).toHaveLength(2)
  phone.assertClean()
})

test('written offline, over a restart: it goes out once', async () => {
  const { phone, desk } = await scene()
  await offline(desk, phone)
  await post(desk, 'over a restart')
  await desk.restart()
  await online(desk, phone)
  await arrived(phone, 'over a restart')
  const [mine] = await desk.call('statusMine', {})
  if (mine === undefined) throw new Error('the post is gone')
  await sent(desk, mine)
  expect(allSent(phone)).toHaveLength(1)
})

test('several written offline go out ten seconds apart', async () => {
  const { phone, desk } = await scene()
  await offline(desk, phone)
  const first = await post(desk, 'first')
  const second = await post(desk, 'second')
  await online(desk, phone)
  await sent(desk, first)
  expect(await own(desk, second.id, () => true)).toMatchObject({ way: 'pending' })
  desk.skew += POST_GAP_MS
  // Whatever is done next finds that the time has come.
  await desk.call('statusDelete', { statusId: first.id })
  await sent(desk, second)
})

test('refused by the server: it says so, and goes when tried again', async () => {
  const { phone, desk } = await scene()
  phone.refuseNextMessage(479)
  const posted = await post(desk, 'refused')
  const failed = await own(desk, posted.id, ({ way }) => way === 'failed')
  expect(failed.failure).toBe('SERVER_REFUSED')
  desk.skew += POST_GAP_MS
  await desk.call('statusRetry', { statusId: posted.id })
  expect(await sent(desk, posted)).toMatchObject({ failure: null })
  expect(await desk.result('statusRetry', { statusId: posted.id })).toMatchObject({ error: { code: 'NOT_ALLOWED' } })
})

test('a contact whose device could not read a post gets it again, alone; others who ask do not', async () => {
  const { phone, desk, ada, ben, stranger } = await scene()
  ben.failNextDecrypt()
  const posted = await post(desk, 'once more, please')
  const again = await phone.waitFor('message', entry => entry.to === STATUS && entry.attrs.participant !== undefined)
  expect(again).toMatchObject({ readBy: [ben.lid], attrs: { participant: ben.lid } })
  expect(again.message.extendedTextMessage?.text).toBe('once more, please')
  expect(again.message.senderKeyDistributionMessage ?? null).toBeNull()
  expect([...ada.posts.keys()]).toEqual([...ben.posts.keys()])
  await sent(desk, posted)

  const retry = (participant: string | null) => ({
    tag: 'receipt',
    attrs: { from: STATUS, participant: participant ?? '', id: again.id, type: 'retry', t: '1' },
    content: [{ tag: 'retry', attrs: { count: '1', id: again.id, t: '1', v: '1' } }],
  })
  phone.sendRaw(retry(stranger.lid))
  await phone.settled()
  // Also from the store, after a restart.
  await desk.restart()
  await desk.connected()
  phone.sendRaw(retry(ada.lid))
  await phone.waitFor('message', entry => entry.attrs.participant === ada.lid)
  await desk.call('statusDelete', { statusId: posted.id })
  await desk.until('gone', async () => (await desk.call('statusMine', {})).length === 0)
  const before = allSent(phone).length
  phone.sendRaw(retry(ben.lid))
  await phone.settled()
  expect(allSent(phone)).toHaveLength(before)
  expect(allSent(phone).flatMap(entry => entry.readBy)).not.toContain(stranger.lid)
  phone.assertClean()
})

test('deleted for everyone: at those who have it, also who was left out since; here when the server took it', async () => {
  const { phone, desk, ada, ben } = await scene()
  const posted = await post(desk, 'regretted')
  await sent(desk, posted)
  await desk.call('statusExclude', { personId: await memberId(desk, 'Ben'), on: true })
  await offline(desk, phone)
  await desk.call('statusDelete', { statusId: posted.id })
  expect(await own(desk, posted.id, () => true)).toMatchObject({ way: 'deleting' })
  expect(ada.posts.size).toBe(1)
  await online(desk, phone)
  await desk.until('gone', async () => (await desk.call('statusMine', {})).length === 0)
  expect([ada.posts.size, ben.posts.size]).toEqual([0, 0])
  expect(readers(allSent(phone).at(-1) ?? ({ readBy: [] } as unknown as ReceivedMessage))).toEqual([
    phone.own.lid,
    ada.lid,
    ben.lid,
  ])
  await desk.restart()
  await desk.connected()
  expect(await desk.call('statusMine', {})).toEqual([])
  phone.assertClean()
})

test('a deletion that the server refuses is told, the post stays, and it can be tried again', async () => {
  const { phone, desk, ada } = await scene()
  const posted = await post(desk, 'stays for now')
  await sent(desk, posted)
  phone.refuseNextMessage(479)
  await desk.call('statusDelete', { statusId: posted.id })
  expect(await own(desk, posted.id, ({ failure }) => failure !== null)).toMatchObject({
    way: 'sent',
    failure: 'SERVER_REFUSED',
  })
  expect(ada.posts.size).toBe(1)
  await desk.call('statusRetry', { statusId: posted.id })
  await desk.until('gone', async () => (await desk.call('statusMine', {})).length === 0)
  expect(ada.posts.size).toBe(0)
})

test('a post that has not gone out is dropped at once, and nobody hears of it', async () => {
  const { phone, desk } = await scene()
  await offline(desk, phone)
  const waiting = await post(desk, 'better not')
  await desk.call('statusDelete', { statusId: waiting.id })
  expect(await desk.call('statusMine', {})).toEqual([])
  await online(desk, phone)
  await phone.settled()
  expect(allSent(phone)).toEqual([])
})

test('a post of the phone can be deleted here: everybody who may have it is told', async () => {
  const { phone, desk, ada, ben } = await scene()
  await desk.call('statusExclude', { personId: await memberId(desk, 'Ben'), on: true })
  const posted = await phone.own.postStatus('from the phone')
  const mine = await desk.until('the post', async () => (await desk.call('statusMine', {}))[0])
  expect(mine).toMatchObject({ way: 'sent', fromMe: true })
  await desk.call('statusDelete', { statusId: mine.id })
  const revoke = await phone.waitFor('message', entry => entry.message.protocolMessage?.key?.id === posted.id)
  expect(readers(revoke)).toEqual([phone.own.lid, ada.lid, ben.lid])
  await desk.until('gone', async () => (await desk.call('statusMine', {})).length === 0)
})

test('one post per ten seconds, twenty a day, deleted ones and a restart included', async () => {
  const { phone, desk } = await scene()
  await offline(desk, phone)
  const first = await post(desk, 'one')
  await desk.call('statusDelete', { statusId: first.id })
  const now = (): number => Date.now() + desk.skew
  const { nextAt, left } = await desk.call('statusPosting', {})
  expect(left).toBe(19)
  expect((nextAt ?? 0) - now()).toBeGreaterThan(0)
  const quick = { kind: 'text', text: 'at once', backgroundArgb: BACKGROUND, font: FONT } as const
  await expect(desk.call('statusPost', quick)).rejects.toMatchObject({ code: 'TOO_OFTEN' })
  // A clock that was set back keeps nobody waiting for longer.
  desk.skew -= 3 * 60 * 60_000
  const back = await desk.call('statusPosting', {})
  expect((back.nextAt ?? 0) - now()).toBeLessThanOrEqual(POST_GAP_MS)
  for (let n = 2; n <= 20; n++) await post(desk, `number ${n}`)
  await desk.restart()
  desk.skew += POST_GAP_MS
  await expect(desk.call('statusPost', quick)).rejects.toMatchObject({ code: 'TOO_OFTEN' })
  expect(await desk.call('statusPosting', {})).toMatchObject({ left: 0 })
  desk.skew += POST_DAY_MS
  expect(await desk.call('statusPosting', {})).toMatchObject({ left: 20, nextAt: null })
  await desk.call('statusPost', quick)
})

test('what cannot be posted is refused in words', async () => {
  const { desk } = await scene()
  const text = { kind: 'text', text: 'fine', backgroundArgb: BACKGROUND, font: FONT } as const
  await expect(desk.call('statusPost', { ...text, text: '  \n ' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(desk.call('statusPost', { ...text, text: 'x'.repeat(701) })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(desk.call('statusPost', { ...text, backgroundArgb: 1 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(desk.call('statusPost', { ...text, font: 9 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(desk.call('statusRetry', { statusId: 999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(desk.call('statusDelete', { statusId: 999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(desk.call('statusExclude', { personId: 999, on: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('the audience by name, with search, page by page; oneself is not in it', async () => {
  const { phone, desk } = await scene()
  for (const [index, name] of ['Élodie', 'Zoe', 'Anton'].entries()) {
    phone.addPerson({ pn: `1555011${index}`, lid: `9001011${index}`, savedName: name })
  }
  phone.appState.set('critical_unblock_low', ['contact', phone.own.pn], { contactAction: { fullName: 'Me' } }, 2)
  await desk.until('the address book', async () => (await desk.call('statusPosting', {})).receiving === 5)
  const names: string[] = []
  let after: string | null = null
  do {
    const page: { items: { name: { text: string } }[]; next: string | null } = await desk.call('statusAudience', {
      query: '',
      after,
      limit: 2,
    })
    names.push(...page.items.map(item => item.name.text))
    after = page.next
  } while (after !== null)
  expect(names).toEqual(['Ada Lovelace', 'Anton', 'Ben Franklin', 'Élodie', 'Zoe'])
  const found = await desk.call('statusAudience', { query: 'elo', after: null, limit: 10 })
  expect(found.items).toMatchObject([{ name: { text: 'Élodie' }, excluded: false, phone: expect.any(String) }])
})

test('contacts known by their number alone get a post; a second linked device has it as well', async () => {
  const { phone, desk, ada, ben } = await scene()
  const cleo = phone.addPerson({ pn: '15550104', lid: '90010104', pushName: 'Cleo' })
  phone.appState.set('critical_unblock_low', ['contact', cleo.pn ?? ''], { contactAction: { fullName: 'Cleo' } }, 2)
  await desk.until('three', async () => (await desk.call('statusPosting', {})).receiving === 3)
  const other = await Desk.linked(phone)
  const posted = await post(desk, 'for everybody')
  await sent(desk, posted)
  expect(new Set((await arrived(phone, 'for everybody')).readBy)).toEqual(
    new Set([phone.own.lid, ada.lid, ben.lid, cleo.lid]),
  )
  const there = await other.until('the post there', async () => (await other.call('statusMine', {}))[0])
  expect(there).toMatchObject({ fromMe: true, way: 'sent', backgroundArgb: BACKGROUND, font: FONT })
  await desk.call('statusDelete', { statusId: posted.id })
  await other.until('gone there', async () => (await other.call('statusMine', {})).length === 0)
  phone.assertClean()
})

test('a post to hundreds of contacts', async () => {
  const { phone, desk, ada } = await scene()
  for (let n = 0; n < 300; n++) {
    const digits = String(n).padStart(3, '0')
    phone.addPerson({ pn: `4477009${'00'}${digits}`, lid: `91000${digits}`, savedName: `Person ${n}`, identityOf: ada })
  }
  await desk.until('all of them', async () => (await desk.call('statusPosting', {})).receiving === 302)
  await sent(desk, await post(desk, 'for hundreds'))
  expect((await arrived(phone, 'for hundreds')).readBy).toHaveLength(303)
  phone.assertClean()
})
