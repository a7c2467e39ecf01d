import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { Chat, StatusAuthor, StatusPost } from '../../../src/shared/model.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import type { Person, Phone, SentMessage } from '../../phone/api.ts'
import { type CallFailure, Desk, newPhone } from './desk.ts'

const STATUS = 'status@broadcast'
const HOUR_MS = 3_600_000
/** The wire counts in seconds: posts of one second stand as they came. */
const secondsAgo = (count: number): Date => new Date(Date.now() - count * 1000)
/** A JPEG as far as its first bytes. */
const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

interface Scene {
  phone: Phone
  desk: Desk
  ada: Person
  ben: Person
}

async function scene(before: (scene: Omit<Scene, 'desk'>) => void = () => undefined): Promise<Scene> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  before({ phone, ada, ben })
  const desk = await Desk.linked(phone)
  return { phone, desk, ada, ben }
}

async function authors(desk: Desk): Promise<StatusAuthor[]> {
  return (await desk.call('statusesPage', { query: '', after: null, limit: 200 })).items
}

/** The author by their displayed name, once they have posted and as wanted. */
function author(
  desk: Desk,
  name: string,
  wanted: (author: StatusAuthor) => boolean = () => true,
): Promise<StatusAuthor> {
  return desk.until(`posts of ${name}`, async () =>
    (await authors(desk)).find(each => each.name.text === name && wanted(each)),
  )
}

async function posts(desk: Desk, name: string): Promise<StatusPost[]> {
  const known = (await authors(desk)).find(each => each.name.text === name)
  return known === undefined ? [] : desk.call('statusPosts', { personId: known.id })
}

function texts(list: readonly StatusPost[]): (string | null)[] {
  return list.map(({ content }) => {
    if (content.kind === 'text') return content.text
    return 'caption' in content ? content.caption : null
  })
}

/** The post with this text or caption. */
function post(desk: Desk, name: string, text: string): Promise<StatusPost> {
  return desk.until(`the post "${text}"`, async () => {
    const list = await posts(desk, name)
    return list[texts(list).indexOf(text)]
  })
}

async function failing(promise: Promise<unknown>): Promise<string> {
  const failure: unknown = await promise.then(
    () => new Error('it did not fail'),
    error => error,
  )
  return (failure as CallFailure).code
}

function own(desk: Desk, text: string): Promise<StatusPost> {
  return desk.until(`the own post "${text}"`, async () => {
    const list = await desk.call('statusMine', {})
    return list[texts(list).indexOf(text)]
  })
}

test('posts come with sender keys from authors by number and by LID; none is ever a chat', async () => {
  const { phone, desk, ada, ben } = await scene()
  const shop = phone.addPerson({
    pn: '15550103',
    lid: '90010103',
    pushName: 'shop',
    business: { name: 'Corner Shop', level: 'high' },
  })
  const byLid = await ada.postStatus('by LID', { addressing: 'lid', at: secondsAgo(9) })
  await ada.postStatus('by number', { addressing: 'pn', at: secondsAgo(8) })
  await ben.postStatus(
    { extendedTextMessage: { text: 'styled', backgroundArgb: 0xff112233, font: 2 } },
    { at: secondsAgo(7) },
  )
  await shop.postStatus('half price')
  // The server delivers twice, and the phone sends once more: one post each.
  await ada.sendAgain(byLid)
  await phone.settled()
  await author(desk, 'Ada Lovelace', ({ seen }) => seen.length === 2)
  const list = await desk.until('three authors', async () => {
    const all = await authors(desk)
    return all.length === 3 && all.every(({ name }) => name.text !== '') ? all : null
  })
  expect(list.map(({ name, group }) => [name.text, group])).toEqual([
    ['Corner Shop', 'recent'],
    ['~ Ben', 'recent'],
    ['Ada Lovelace', 'recent'],
  ])
  expect(list[0]?.standing).toBe('verified')
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['by LID', 'by number'])
  expect(await posts(desk, '~ Ben')).toMatchObject([{ backgroundArgb: 0xff112233, font: 2 }])
  expect((await posts(desk, 'Corner Shop'))[0]?.author.standing).toBe('verified')
  expect((await desk.state()).counts.unseenStatuses).toBe(4)
  expect((await desk.chats()).map(({ name }) => name.text)).toEqual([])
  expect(desk.events.flatMap(event => (event.type === 'chats' ? event.ids : []))).toEqual([])
  phone.assertClean()
})

test('posts of every kind: media with their picture, people named in them, what is shown on the phone only', async () => {
  const { phone, desk, ada, ben } = await scene()
  const file = phone.media.put(Buffer.from('a picture'), 'image')
  await ada.postStatus(
    {
      imageMessage: {
        ...file,
        mimetype: 'image/jpeg',
        caption: 'the sea',
        width: 4,
        height: 3,
        jpegThumbnail: picture,
      },
    },
    { at: secondsAgo(9) },
  )
  await ada.postStatus(
    {
      videoMessage: { ...file, mimetype: 'video/mp4', caption: 'waves', seconds: 7, jpegThumbnail: picture },
    },
    { at: secondsAgo(8) },
  )
  await ada.postStatus(
    { audioMessage: { ...file, mimetype: 'audio/ogg', seconds: 3, ptt: true } },
    { at: secondsAgo(7) },
  )
  await ada.postStatus(
    {
      extendedTextMessage: { text: `with @${ben.lid?.split('@')[0]}`, contextInfo: { mentionedJid: [ben.jid('lid')] } },
    },
    { at: secondsAgo(6) },
  )
  await ada.postStatus(
    { pollCreationMessage: { name: 'Tea?', options: [{ optionName: 'Yes' }] } },
    { at: secondsAgo(5) },
  )
  await author(desk, 'Ada Lovelace', ({ seen }) => seen.length === 5)
  const list = await posts(desk, 'Ada Lovelace')
  expect(list.map(({ content }) => content.kind)).toEqual(['image', 'video', 'voice', 'text', 'poll'])
  expect(list.map(({ media }) => media.state)).toEqual(['away', 'away', 'away', 'none', 'none'])
  expect(list.map(({ thumbnail }) => thumbnail)).toEqual([
    ...[picture, picture].map(each => each.toString('base64')),
    null,
    null,
    null,
  ])
  expect(list[1]?.content).toMatchObject({ caption: 'waves', media: { duration: 7, mimetype: 'video/mp4' } })
  expect(list[3]?.mentions).toMatchObject([{ token: '90010102', person: { name: { source: 'unknown' } } }])
  await ben.postStatus('mine')
  await author(desk, '~ Ben')
  const [named] = (await posts(desk, 'Ada Lovelace')).flatMap(({ mentions }) => mentions)
  expect(named?.person.name.text).toBe('~ Ben')
  phone.assertClean()
})

test('a revoked post goes, also when the revoke comes first; nobody revokes for another', async () => {
  const { phone, desk, ada, ben } = await scene()
  const first = await ada.postStatus('first', { at: secondsAgo(9) })
  await ada.postStatus('second', { at: secondsAgo(8) })
  await author(desk, 'Ada Lovelace', ({ seen }) => seen.length === 2)
  await ben.revokeStatus(first)
  await ben.postStatus('a stranger')
  await author(desk, '~ Ben')
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['first', 'second'])
  await ada.revokeStatus(first)
  await author(desk, 'Ada Lovelace', ({ seen }) => seen.length === 1)
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['second'])
  // Its id is told before it comes.
  const ghost: SentMessage = { ...first, id: 'GHOST', key: { ...first.key, id: 'GHOST' } }
  await ada.revokeStatus(ghost)
  await ada.postStatus('revoked before', { id: 'GHOST' })
  await ada.sendAgain(first)
  await ada.postStatus('third')
  await post(desk, 'Ada Lovelace', 'third')
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['second', 'third'])
  phone.assertClean()
})

test('the audience changes on the way: posts come with a new sender key, and what came late with the old one is read', async () => {
  const { phone, desk, ada } = await scene()
  await ada.postStatus('before', { at: secondsAgo(9) })
  await post(desk, 'Ada Lovelace', 'before')
  phone.line.hold()
  await ada.postStatus('late', { at: secondsAgo(8) })
  // The user was left out, and is in again: everybody gets another key.
  await ada.renewStatusKey()
  await ada.postStatus('after', { at: secondsAgo(7) })
  await ada.renewStatusKey()
  await ada.postStatus('once more', { addressing: 'pn' })
  phone.line.release()
  await author(desk, 'Ada Lovelace', ({ seen }) => seen.length === 4)
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['before', 'late', 'after', 'once more'])
  expect(phone.receivedOf('receipt').filter(({ type }) => type === 'retry')).toEqual([])
  phone.assertClean()
})

test('posts by LID and by number, neither with the other, are one author’s: unseen or muted as before', async () => {
  const { phone, desk, ben } = await scene()
  await ben.postStatus('by LID', { addressing: 'lid', hideAlternative: true, pushName: null, at: secondsAgo(9) })
  const first = await desk.until('an author', async () => (await authors(desk))[0])
  expect(first.name.source).toBe('unknown')
  await desk.call('statusMute', { personId: first.id, on: true })
  await ben.postStatus('by number', { addressing: 'pn', hideAlternative: true, at: secondsAgo(8) })
  const one = await author(desk, '~ Ben', ({ seen }) => seen.length === 2)
  expect([one.group, one.seen]).toEqual(['muted', [false, false]])
  expect((await authors(desk)).length).toBe(1)
  expect(texts(await desk.call('statusPosts', { personId: first.id }))).toEqual(['by LID', 'by number'])
  expect(await desk.chats()).toEqual([])
  phone.assertClean()
})

test('a post that cannot be read comes again, and is one', async () => {
  const { phone, desk, ada } = await scene()
  await ada.postStatus('whole', { at: secondsAgo(9) })
  await ada.postStatus('damaged', { corrupt: true })
  await post(desk, 'Ada Lovelace', 'damaged')
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['whole', 'damaged'])
  expect(phone.receivedOf('receipt').some(({ type }) => type === 'retry')).toBe(true)
  expect((await desk.chats()).length).toBe(0)
})

test("the backlog: inline and downloaded, what was read on the phone, one's own with viewers, and nothing that is over", async () => {
  const now = Math.floor(Date.now() / 1000)
  const READ = proto.WebMessageInfo.Status.READ
  const { phone, desk, ada } = await scene(({ phone, ada, ben }) => {
    const info = (
      jid: string,
      id: string,
      hoursAgo: number,
      more: proto.IWebMessageInfo = { key: {} },
    ): proto.IWebMessageInfo => ({
      messageTimestamp: now - hoursAgo * 3600,
      message: { extendedTextMessage: { text: id, backgroundArgb: 0xff223344, font: 1 } },
      ...more,
      key: { remoteJid: STATUS, fromMe: false, id, participant: jid, ...more.key },
    })
    const type = proto.HistorySync.HistorySyncType.INITIAL_STATUS_V3
    const statuses = (list: proto.IWebMessageInfo[], inline: boolean) => ({
      syncType: type,
      inline,
      content: { statusV3Messages: list },
    })
    phone.setHistory({
      chunks: [
        {
          syncType: proto.HistorySync.HistorySyncType.PUSH_NAME,
          content: {
            pushnames: [{ id: ben.jid('pn'), pushname: 'Ben' }],
            phoneNumberToLidMappings: [ada, ben].map(each => ({ pnJid: each.jid('pn'), lidJid: each.jid('lid') })),
          },
        },
        statuses(
          [
            info(ada.jid('pn'), 'inline', 3),
            info(ada.jid('pn'), 'read', 4, { key: {}, status: READ }),
            info(ada.jid('pn'), 'over', 25),
            info(ada.jid('pn'), 'revoked', 2, {
              key: {},
              message: null,
              messageStubType: proto.WebMessageInfo.StubType.REVOKE,
            }),
            info(phone.own.pn, 'mine', 2, {
              key: { fromMe: true },
              userReceipt: [{ userJid: ben.jid('pn'), readTimestamp: now - 3600 }],
            }),
          ],
          true,
        ),
        statuses(
          [info(ada.jid('lid'), 'downloaded', 1), info(ada.jid('pn'), 'inline', 3), info(ben.jid('lid'), 'ahead', -2)],
          false,
        ),
      ],
    })
  })
  await author(desk, 'Ada Lovelace', ({ seen }) => seen.length === 3)
  await author(desk, '~ Ben')
  expect((await posts(desk, 'Ada Lovelace')).map(each => [texts([each])[0], each.seen])).toEqual([
    ['read', true],
    ['inline', false],
    ['downloaded', false],
  ])
  const [ahead] = await posts(desk, '~ Ben')
  expect(Math.abs((ahead?.at ?? 0) - now * 1000)).toBeLessThan(60_000)
  expect((ahead?.expiresAt ?? 0) - (ahead?.at ?? 0)).toBe(STATUS_LIFETIME_MS)
  const mine = await own(desk, 'mine')
  expect(mine).toMatchObject({ viewers: 1, fromMe: true, way: 'sent', seen: true })
  const viewers = await desk.call('statusViewers', { statusId: mine.id, after: null, limit: 9 })
  expect(viewers.items.map(({ person, at }) => [person.name.text, at])).toEqual([['~ Ben', (now - 3600) * 1000]])
  // Live, it is the same post.
  const again = (await posts(desk, 'Ada Lovelace')).at(-1)
  await ada.postStatus('downloaded', { id: 'downloaded', at: new Date((now - 3600) * 1000) })
  await ada.postStatus('live')
  await post(desk, 'Ada Lovelace', 'live')
  expect((await posts(desk, 'Ada Lovelace')).map(({ id }) => id)).toContain(again?.id)
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['read', 'inline', 'downloaded', 'live'])
  expect(await desk.chats()).toEqual([])
  phone.assertClean()
})

test("one's own posts made on the phone stand with one's own, and go when they are revoked there", async () => {
  const { phone, desk, ada } = await scene()
  const made = await phone.own.postStatus('on the phone')
  const mine = await own(desk, 'on the phone')
  expect(mine).toMatchObject({ fromMe: true, way: 'sent', seen: true, viewers: 0 })
  ada.viewStatus(made)
  await desk.until('a viewer', async () => (await own(desk, 'on the phone')).viewers === 1)
  expect(await authors(desk)).toEqual([])
  expect((await desk.state()).counts.unseenStatuses).toBe(0)
  await phone.own.revokeStatus(made)
  await desk.until('it is gone', async () => (await desk.call('statusMine', {})).length === 0)
  phone.assertClean()
})

test('a post that was over when it came is not kept', async () => {
  const { desk, ada } = await scene()
  await ada.postStatus('over', { at: new Date(Date.now() - STATUS_LIFETIME_MS - 1_000) })
  await ada.postStatus('just not', { at: new Date(Date.now() - STATUS_LIFETIME_MS + HOUR_MS) })
  await post(desk, 'Ada Lovelace', 'just not')
  expect(texts(await posts(desk, 'Ada Lovelace'))).toEqual(['just not'])
})

test('shown here: seen at once and told to the author; seen on the phone: nothing is told from here', async () => {
  const { phone, desk, ada, ben } = await scene()
  const shown = await ada.postStatus('shown here')
  const elsewhere = await ben.postStatus('shown there')
  const here = await post(desk, 'Ada Lovelace', 'shown here')
  const there = await post(desk, '~ Ben', 'shown there')
  await desk.call('statusSeen', { statusId: here.id })
  await desk.call('statusSeen', { statusId: here.id })
  expect((await author(desk, 'Ada Lovelace')).group).toBe('viewed')
  await phone.waitFor('receipt', each => each.to === STATUS && each.ids.includes(shown.id) && each.type === 'read')
  phone.own.read(elsewhere)
  await author(desk, '~ Ben', ({ group }) => group === 'viewed')
  await desk.call('statusSeen', { statusId: there.id })
  await phone.settled()
  const told = phone.receivedOf('receipt').filter(each => each.to === STATUS && each.type.startsWith('read'))
  expect(told.map(({ ids }) => ids)).toEqual([[shown.id]])
})

test('muted and blocked authors never count; muting is told to nobody', async () => {
  const { phone, desk, ada, ben } = await scene()
  await ada.postStatus('loud')
  await ben.postStatus('quiet')
  const muted = await author(desk, 'Ada Lovelace')
  const blocked = await author(desk, '~ Ben')
  const unseen = async (): Promise<number> => (await desk.state()).counts.unseenStatuses
  expect(await unseen()).toBe(2)
  const before = phone.receivedOf('mutation').length
  await desk.call('statusMute', { personId: muted.id, on: true })
  expect((await author(desk, 'Ada Lovelace')).group).toBe('muted')
  expect(await unseen()).toBe(1)
  await desk.call('personBlock', { personId: blocked.id, on: true })
  expect((await authors(desk)).map(({ id }) => id)).toEqual([muted.id])
  expect(await desk.call('statusPosts', { personId: blocked.id })).toEqual([])
  expect(await unseen()).toBe(0)
  await desk.until('the screen was told', async () =>
    desk.events.some(event => event.type === 'counts' && event.counts.unseenStatuses === 0),
  )
  await desk.call('statusMute', { personId: muted.id, on: false })
  expect((await author(desk, 'Ada Lovelace')).group).toBe('recent')
  expect(await unseen()).toBe(1)
  expect(phone.receivedOf('mutation').length).toBe(before)
  expect(await failing(desk.call('statusMute', { personId: 99_999, on: true }))).toBe('NOT_FOUND')
})

test('a reply is a direct message that quotes the post, with its picture and without the way to its file', async () => {
  const { phone, desk, ada } = await scene()
  const file = phone.media.put(Buffer.from('a picture'), 'image')
  const made = await ada.postStatus({
    imageMessage: {
      ...file,
      mimetype: 'image/jpeg',
      caption: 'The sea\nand more of it',
      width: 4,
      height: 3,
      jpegThumbnail: picture,
      contextInfo: { isForwarded: true },
    },
  })
  const shown = await post(desk, 'Ada Lovelace', 'The sea\nand more of it')
  const reply = await desk.call('statusReply', { statusId: shown.id, text: '😍' })
  const quote = {
    ofStatus: true,
    fromMe: false,
    kind: 'image',
    text: 'The sea',
    thumbnail: picture.toString('base64'),
    author: { name: { text: 'Ada Lovelace' } },
  }
  expect(reply).toMatchObject({ fromMe: true, status: 'pending', content: { kind: 'text', text: '😍' }, quote })
  const sent = await phone.waitFor('message', each => each.message.extendedTextMessage?.text === '😍')
  expect(sent.readBy).toContain(ada.lid)
  const context = sent.message.extendedTextMessage?.contextInfo
  expect(context).toMatchObject({ stanzaId: made.id, participant: ada.lid, remoteJid: STATUS })
  const quoted = context?.quotedMessage?.imageMessage
  expect(quoted).toMatchObject({ caption: 'The sea\nand more of it', mimetype: 'image/jpeg', width: 4, height: 3 })
  expect(Buffer.from(quoted?.jpegThumbnail ?? [])).toEqual(picture)
  for (const name of ['url', 'directPath', 'mediaKey', 'fileSha256', 'fileEncSha256', 'contextInfo'] as const) {
    expect([name, quoted !== undefined && quoted !== null && Object.hasOwn(quoted, name)]).toEqual([name, false])
  }
  const chat = await desk.chat('Ada Lovelace')
  expect(await desk.message(chat.id, '😍', ({ status }) => status !== 'pending')).toMatchObject({ quote })
  expect(texts(await posts(desk, 'Ada Lovelace'))).toHaveLength(1)
  phone.assertClean()
})

test('a reply written without a line goes out when the post is over, and shows what it quotes for good', async () => {
  const { phone, desk, ada } = await scene()
  const made = await ada.postStatus({
    extendedTextMessage: { text: '\n  First line \nsecond', backgroundArgb: 0xff112233, font: 2 },
  })
  const shown = await post(desk, 'Ada Lovelace', '\n  First line \nsecond')
  phone.line.cut()
  await desk.until('the line is gone', async () => (await desk.state()).connection.state !== 'connected')
  await desk.call('statusReply', { statusId: shown.id, text: 'too late?' })
  desk.skew = STATUS_LIFETIME_MS
  await desk.restart()
  expect(await authors(desk)).toEqual([])
  expect(await failing(desk.call('statusReply', { statusId: shown.id, text: 'later' }))).toBe('NOT_FOUND')
  phone.line.restore()
  await desk.call('reconnect', {})
  const sent = await phone.waitFor('message', each => each.message.extendedTextMessage?.text === 'too late?')
  expect(sent.message.extendedTextMessage?.contextInfo).toMatchObject({
    stanzaId: made.id,
    participant: ada.lid,
    remoteJid: STATUS,
    quotedMessage: { extendedTextMessage: { text: '\n  First line \nsecond', backgroundArgb: 0xff112233, font: 2 } },
  })
  const chat = await desk.chat('Ada Lovelace')
  expect(await desk.message(chat.id, 'too late?', ({ status }) => status !== 'pending')).toMatchObject({
    quote: { ofStatus: true, text: 'First line', kind: 'text', thumbnail: null, statusId: null },
  })
  await desk.restart()
  expect((await desk.messages(chat.id)).at(-1)?.quote).toMatchObject({ ofStatus: true, text: 'First line' })
})

test('a reply that was taken back is sent again with its quote', async () => {
  const { phone, desk, ada } = await scene()
  const made = await ada.postStatus('hello')
  const shown = await post(desk, 'Ada Lovelace', 'hello')
  phone.line.cut()
  await desk.until('the line is gone', async () => (await desk.state()).connection.state !== 'connected')
  const reply = await desk.call('statusReply', { statusId: shown.id, text: 'hello yourself' })
  await desk.call('messageCancel', { messageId: reply.id })
  await ada.revokeStatus(made)
  phone.line.restore()
  await desk.call('reconnect', {})
  await desk.until('it was taken back', async () => (await authors(desk)).length === 0)
  expect(await failing(desk.call('statusReply', { statusId: shown.id, text: 'again' }))).toBe('NOT_FOUND')
  await desk.call('messageRetry', { messageId: reply.id })
  const sent = await phone.waitFor('message', each => each.message.extendedTextMessage?.text === 'hello yourself')
  expect(sent.message.extendedTextMessage?.contextInfo).toMatchObject({ stanzaId: made.id, remoteJid: STATUS })
})

test('nobody replies to themselves, or to whom they have blocked', async () => {
  const { phone, desk, ada } = await scene()
  await phone.own.postStatus('mine')
  await ada.postStatus('theirs')
  const mine = await own(desk, 'mine')
  const theirs = await post(desk, 'Ada Lovelace', 'theirs')
  expect(await failing(desk.call('statusReply', { statusId: mine.id, text: 'x' }))).toBe('NOT_ALLOWED')
  await desk.call('personBlock', { personId: theirs.author.id, on: true })
  expect(await failing(desk.call('statusReply', { statusId: theirs.id, text: 'x' }))).toBe('NOT_ALLOWED')
  expect(await desk.chats()).toEqual([])
  expect(await failing(desk.call('statusReply', { statusId: 99_999, text: 'x' }))).toBe('NOT_FOUND')
})

test('what others reply to an own post shows its picture and first line, also when the post is over', async () => {
  const { phone, desk, ada } = await scene()
  const made = await phone.own.postStatus({ imageMessage: { caption: 'Mine\nall mine', jpegThumbnail: picture } })
  const quoted = { imageMessage: { caption: 'Mine\nall mine', jpegThumbnail: picture } }
  await ada.sendMessage({
    extendedTextMessage: {
      text: 'nice',
      contextInfo: { stanzaId: made.id, participant: phone.own.lid, remoteJid: STATUS, quotedMessage: quoted },
    },
  })
  const chat: Chat = await desk.chat('Ada Lovelace')
  const quote = { ofStatus: true, fromMe: true, kind: 'image', text: 'Mine', thumbnail: picture.toString('base64') }
  expect(await desk.message(chat.id, 'nice')).toMatchObject({ quote })
  // Of a message that is quoted the picture is not kept twice.
  await ada.sendMessage({
    extendedTextMessage: {
      text: 'that',
      contextInfo: { stanzaId: 'M1', participant: ada.jid(), quotedMessage: quoted },
    },
  })
  expect((await desk.message(chat.id, 'that')).quote).toMatchObject({ ofStatus: false, thumbnail: null })
  desk.skew = STATUS_LIFETIME_MS
  await desk.restart()
  expect(await desk.call('statusMine', {})).toEqual([])
  expect(await desk.message(chat.id, 'nice')).toMatchObject({ quote: { ...quote, statusId: null } })
})
