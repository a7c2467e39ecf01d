import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { proto } from 'baileys'
import { describe, expect, it } from 'vitest'
import { project } from '../../../src/main/engine/link/content/projection.ts'
import { normaliseJid } from '../../../src/shared/rules/jid.ts'
import type { HistoryChunk } from '../../phone/api.ts'
import { CAST_CHATS } from '../../phone/world/population.ts'
import { type World, type WorldOptions, world } from '../../phone/world/world.ts'

const now = new Date('2026-02-01T18:00:00Z')
const DAY = 86_400

function make(options: Partial<WorldOptions> = {}): World {
  return world({ now, ...options })
}

function encodedOf({ content }: HistoryChunk): Uint8Array {
  if ('deflated' in content) return inflateSync(content.deflated)
  if ('encoded' in content) return content.encoded
  throw new Error('not encoded')
}

function fingerprint(sample: World): string {
  const hash = createHash('sha256')
  for (const chunk of sample.chunks()) hash.update(encodedOf(chunk))
  return hash.digest('hex')
}

function decoded(sample: World): proto.HistorySync[] {
  return [...sample.chunks()].map(chunk => proto.HistorySync.decode(encodedOf(chunk)))
}

function messagesOf(chunks: proto.HistorySync[]): proto.IWebMessageInfo[] {
  return chunks.flatMap(chunk => chunk.conversations.flatMap(c => (c.messages ?? []).map(m => m.message ?? {})))
}

describe('the sample world', () => {
  it('is the same, byte for byte, for the same options, and another for another seed', () => {
    const first = fingerprint(make())
    expect(fingerprint(make())).toBe(first)
    expect(fingerprint(make({ seed: 2 }))).not.toBe(first)
    expect(fingerprint(make({ now: new Date('2026-02-02T18:00:00Z') }))).not.toBe(first)
  })

  it.each<[Partial<WorldOptions>, number, number]>([
    [{}, CAST_CHATS, CAST_CHATS * 100],
    [{ chats: 3, messages: 10 }, 3, 10],
    [{ chats: 120, messages: 9_999 }, 120, 9_999],
    [{ chats: 1, messages: 2_500 }, 1, 2_500],
  ])('%j has so many chats and messages, each once', (options, chats, messages) => {
    const sample = make(options)
    const infos = messagesOf(decoded(sample))
    expect(sample.chats).toHaveLength(chats)
    expect(sample.messageCount).toBe(messages)
    expect(infos).toHaveLength(messages)
    expect(new Set(infos.map(info => info.key?.id)).size).toBe(messages)
  })

  it('sends chunks as a phone does', () => {
    const chunks = decoded(make())
    const Type = proto.HistorySync.HistorySyncType
    expect(chunks.slice(0, 3).map(chunk => chunk.syncType)).toEqual([
      Type.INITIAL_BOOTSTRAP,
      Type.PUSH_NAME,
      Type.INITIAL_STATUS_V3,
    ])
    const rest = chunks.slice(3)
    const border = now.getTime() / 1000 - 30 * DAY
    const kinds = [Type.RECENT, Type.FULL].map(type => rest.filter(chunk => chunk.syncType === type))
    for (const [index, kind] of kinds.entries()) {
      expect(kind.length).toBeGreaterThan(1)
      expect(kind.map(chunk => chunk.chunkOrder)).toEqual(kind.map((_, position) => position + 1))
      const progress = kind.map(chunk => chunk.progress ?? 0)
      expect(progress).toEqual([...progress].sort((a, b) => a - b))
      expect(progress.indexOf(100)).toBe(progress.length - 1)
      const older = messagesOf(kind).filter(info => Number(info.messageTimestamp) < border)
      expect(older.length).toBe(index === 0 ? 0 : messagesOf(kind).length)
    }
    expect(rest.map(chunk => chunk.syncType)).toEqual([...kinds.flat().map(chunk => chunk.syncType), 5])
    expect(rest.at(-1)?.pastParticipants.length).toBeGreaterThan(3)
    expect(chunks[0]?.conversations).toHaveLength(CAST_CHATS)
  })

  it('lies in the last sixty days, each chat from new to old, with nothing in the future', () => {
    const sample = make()
    const end = now.getTime() / 1000
    for (const chat of sample.chats) {
      const times = [...sample.messages(chat)].map(info => Number(info.messageTimestamp))
      expect(times).toEqual([...times].sort((a, b) => b - a))
      expect(times[0]).toBe(chat.to)
      expect(Math.min(...times)).toBeGreaterThanOrEqual(end - 60 * DAY)
      expect(Math.max(...times)).toBeLessThan(end)
    }
  })

  it('rests at night', () => {
    const hours = messagesOf(decoded(make())).map(info => new Date(Number(info.messageTimestamp) * 1000).getUTCHours())
    const between = (from: number, to: number) => hours.filter(hour => hour >= from && hour < to).length
    expect(between(1, 5) * 6).toBeLessThan(between(17, 21))
  })

  it('has everything the screens want to show', () => {
    const sample = make()
    const kinds = new Set<string>()
    for (const info of messagesOf(decoded(sample))) {
      const projection = project(info)
      if (projection.type !== 'message') throw new Error(`not a message: ${JSON.stringify(info)}`)
      const { content } = projection
      if (content.kind === 'unknown') expect(content.type).toBe('revoked')
      kinds.add(projection.revoked ? 'revoked' : content.kind)
      if (projection.quote) kinds.add('reply')
      if (projection.editedAt !== null) kinds.add('edited')
      if (projection.mentions.length > 0) kinds.add('mention')
      if (projection.forwarded) kinds.add('forwarded')
      if (projection.thumbnail) kinds.add('thumbnail')
      if (projection.expiresAt !== null) kinds.add('expires')
      if (info.reactions?.length) kinds.add('reaction')
      if (info.userReceipt?.length) kinds.add('receipts')
    }
    const wanted = [
      ...['text', 'image', 'video', 'voice', 'sticker', 'document', 'location', 'contacts', 'poll', 'event', 'call'],
      ...['template', 'buttons', 'list', 'interactive', 'selection', 'product', 'order', 'notice', 'security'],
      ...['groupChange', 'viewOnce', 'revoked', 'reply', 'edited', 'mention', 'forwarded', 'thumbnail', 'expires'],
      ...['reaction', 'receipts'],
    ]
    expect(wanted.filter(kind => !kinds.has(kind))).toEqual([])
  })

  it('has thumbnails on about one message in twenty', () => {
    const infos = messagesOf(decoded(make({ messages: 20_000, chats: 100 })))
    const pictured = infos.filter(info => {
      const projection = project(info)
      return projection.type === 'message' && projection.thumbnail !== null
    })
    expect(pictured.length / infos.length).toBeGreaterThan(0.03)
    expect(pictured.length / infos.length).toBeLessThan(0.09)
  })

  it('has unread messages from others, exactly as many as it says', () => {
    const sample = make()
    for (const chat of sample.chats) {
      const { unreadCount } = sample.conversation(chat)
      const newest = [...sample.messages(chat)].slice(0, unreadCount ?? 0)
      expect(newest.every(info => info.key?.fromMe === false)).toBe(true)
    }
    expect(sample.chats.filter(chat => sample.conversation(chat).unreadCount).length).toBeGreaterThan(6)
  })

  it('has disappearing messages whose time is over, and others whose time is not', () => {
    const end = now.getTime() / 1000
    const ends = messagesOf(decoded(make()))
      .filter(info => info.ephemeralDuration)
      .map(info => Number(info.ephemeralStartTimestamp) + Number(info.ephemeralDuration))
    expect(ends.filter(time => time < end).length).toBeGreaterThan(5)
    expect(ends.filter(time => time > end).length).toBeGreaterThan(0)
  })

  it('tells by notices which business has another name now and which has lost its level', () => {
    const sample = make()
    const told = (key: string): proto.IWebMessageInfo[] => {
      const chat = sample.chats.find(one => one.key === key)
      if (!chat) throw new Error('no such chat')
      return [...sample.messages(chat)].reverse()
    }
    const bakery = told('bakery')
    const renamed = bakery.findIndex(info => info.messageStubType === 64)
    const names = (infos: proto.IWebMessageInfo[]) =>
      new Set(infos.filter(info => !info.key?.fromMe).map(info => info.verifiedBizName))
    expect(bakery[renamed]?.messageStubParameters).toEqual(['Padaria do Canto'])
    expect(names(bakery.slice(0, renamed))).toEqual(new Set(['Padaria da Esquina']))
    expect(names(bakery.slice(renamed))).toEqual(new Set(['Padaria do Canto']))
    const courier = told('courier').filter(info => info.messageStubType === 14)
    expect(courier).toHaveLength(1)
  })

  it('gives businesses a profile: words, address, websites, and hours with their time zone', () => {
    const profiles = make().inhabitants.flatMap(({ business }) => business?.profile ?? [])
    expect(profiles.length).toBeGreaterThan(6)
    expect(profiles.filter(({ description, website }) => description && website).length).toBeGreaterThan(5)
    expect(profiles.some(({ website }) => Array.isArray(website) && website.length > 1)).toBe(true)
    for (const { hours, timezone } of profiles) {
      expect(hours?.length).toBeGreaterThan(0)
      expect(() => new Intl.DateTimeFormat('en', { timeZone: timezone ?? '' })).not.toThrow()
    }
    const modes = new Set(profiles.flatMap(({ hours }) => hours ?? []).map(({ mode }) => mode))
    expect(modes).toEqual(new Set(['specific_hours', 'open_24h', 'appointment_only']))
  })

  it('sends every kind of card', () => {
    const buttons = new Set<string>()
    const types = new Set<string>()
    for (const info of messagesOf(decoded(make({ messages: 12_000 })))) {
      const message = info.message ?? {}
      const { nativeFlowMessage, collectionMessage } = message.interactiveMessage ?? {}
      if (collectionMessage) types.add('catalog')
      if (message.listMessage?.productListInfo) types.add('products')
      for (const type of ['listMessage', 'buttonsMessage', 'productMessage', 'orderMessage'] as const)
        if (message[type]) types.add(type)
      for (const { name } of nativeFlowMessage?.buttons ?? []) buttons.add(name ?? '')
      for (const button of message.templateMessage?.hydratedTemplate?.hydratedButtons ?? [])
        for (const kind of ['urlButton', 'callButton', 'quickReplyButton'] as const) if (button[kind]) buttons.add(kind)
      for (const reply of ['listResponseMessage', 'buttonsResponseMessage', 'templateButtonReplyMessage'] as const)
        if (message[reply]) types.add(reply)
    }
    expect([...types].sort()).toEqual([
      'buttonsMessage',
      'buttonsResponseMessage',
      'catalog',
      'listMessage',
      'listResponseMessage',
      'orderMessage',
      'productMessage',
      'products',
      'templateButtonReplyMessage',
    ])
    expect([...buttons].sort()).toEqual([
      'callButton',
      'cta_call',
      'cta_copy',
      'cta_url',
      'quickReplyButton',
      'quick_reply',
      'single_select',
      'urlButton',
    ])
  })

  it('knows pinned, muted, archived, disappearing and left chats', () => {
    const sample = make()
    const conversations = sample.chats.map(chat => sample.conversation(chat))
    expect(conversations.filter(c => c.pinned)).toHaveLength(3)
    expect(conversations.filter(c => c.muteEndTime).length).toBeGreaterThan(3)
    expect(conversations.filter(c => c.archived).length).toBeGreaterThan(2)
    expect(conversations.filter(c => c.ephemeralExpiration)).toHaveLength(1)
    expect(conversations.filter(c => c.readOnly)).toHaveLength(1)
    expect(conversations.filter(c => c.markedAsUnread)).toHaveLength(1)
    expect(Math.max(...sample.chats.map(chat => chat.group?.members.length ?? 0))).toBe(60)
  })

  it('gives everybody a JID of their own, on numbers for fiction', () => {
    const sample = make({ chats: 2_000, messages: 2_000 })
    const jids = sample.inhabitants.flatMap(({ pn, lid }) => [pn, lid]).filter(jid => jid !== null)
    expect(new Set(jids).size).toBe(jids.length)
    expect(jids.every(jid => normaliseJid(jid) === jid)).toBe(true)
    const fictional = /^(?:447700900\d{3}|1\d{3}55501\d{2}|3363998\d{4}|3319900\d{4}|61491570\d{3})@s/
    expect(sample.inhabitants.filter(({ pn }) => pn !== null && !fictional.test(pn))).toEqual([])
  })

  it('names businesses at every level and an impostor who is none', () => {
    const { inhabitants } = make()
    const levels = new Set(inhabitants.map(({ business }) => (business ? business.level : 'none')))
    expect(levels).toEqual(new Set(['high', 'low', 'unknown', null, 'none']))
    const impostor = inhabitants.find(({ key }) => key === 'impostor')
    expect(impostor).toMatchObject({ business: null, savedName: null, pushName: 'BookMyShow ✅' })
  })

  it('has statuses of the last 24 hours, of every kind, some seen, one about to go, and the user’s with viewers', () => {
    const sample = make()
    const statuses = sample.statuses()
    const times = statuses.map(info => Number(info.messageTimestamp))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBeGreaterThan(now.getTime() / 1000 - DAY)
    expect(times[0]).toBeLessThan(now.getTime() / 1000 - DAY + 3_600)
    expect(times.at(-1)).toBeLessThan(now.getTime() / 1000)
    const own = statuses.filter(info => info.key?.fromMe)
    expect(own.map(info => (info.userReceipt?.length ?? 0) > 2)).toEqual([true, true])
    expect(new Set(statuses.map(info => info.key?.id)).size).toBe(statuses.length)
    const kinds = statuses.map(info => {
      const projection = project(info)
      return projection.type === 'message' ? projection.content.kind : projection.type
    })
    expect(new Set(kinds)).toEqual(new Set(['text', 'image', 'video', 'voice', 'location']))
    const texts = statuses.flatMap(info => info.message?.extendedTextMessage ?? [])
    expect(new Set(texts.map(({ backgroundArgb }) => backgroundArgb)).size).toBeGreaterThan(5)
    expect(new Set(texts.map(({ font }) => font)).size).toBeGreaterThan(5)
    expect(texts.some(({ contextInfo }) => contextInfo?.mentionedJid?.length)).toBe(true)
    expect(texts.some(({ matchedText }) => matchedText)).toBe(true)
    expect(texts.some(({ text }) => (text?.length ?? 0) > 200)).toBe(true)
    const seen = statuses.filter(info => !info.key?.fromMe && info.status === proto.WebMessageInfo.Status.READ)
    expect(seen.length).toBeGreaterThan(3)
    const authors = new Set(statuses.flatMap(info => info.participant ?? []))
    const posting = sample.inhabitants.filter(({ lid }) => authors.has(lid ?? ''))
    expect(new Set(posting.map(({ business }) => business?.level ?? 'person'))).toEqual(
      new Set(['person', 'high', 'low', 'unknown']),
    )
    // A world too small for its authors has the posts of those who are there.
    expect(make({ chats: 3, messages: 10 }).statuses().length).toBeGreaterThan(1)
  })

  it('answers requests for older messages page by page until there is no more', () => {
    const sample = make()
    const chat = sample.chats.find(({ begins }) => !begins)
    if (!chat) throw new Error('every chat begins within the history')
    let oldestId = [...sample.messages(chat)].at(-1)?.key?.id ?? ''
    const ids: string[] = []
    for (let page = 0; page < 10; page++) {
      const infos = sample.older({ chatJid: chat.jid, oldestId, count: 50 })
      if (infos.length === 0) break
      expect(Number(infos[0]?.messageTimestamp)).toBeLessThan(chat.from)
      for (const info of infos) ids.push(info.key?.id ?? '')
      oldestId = ids.at(-1) ?? ''
    }
    expect(ids).toHaveLength(120)
    expect(new Set(ids).size).toBe(120)
    const begun = sample.chats.find(({ begins }) => begins)
    expect(sample.older({ chatJid: begun?.jid ?? '', oldestId: 'x', count: 50 })).toEqual([])
    expect(sample.older({ chatJid: 'nobody@lid', oldestId: 'x', count: 50 })).toEqual([])
  })

  it('makes a large world chunk by chunk, without keeping it', () => {
    const sample = make({ messages: 1_000_000, chats: 400 })
    const chunks = sample.chunks({ perChunk: 5_000 })
    let messages = 0
    for (const chunk of chunks) {
      const { conversations } = proto.HistorySync.decode(encodedOf(chunk))
      messages += conversations.reduce((sum, c) => sum + (c.messages?.length ?? 0), 0)
      // The beginning of a million is enough here; the benches take all of it.
      if (messages > 30_000) break
    }
    expect(sample.messageCount).toBe(1_000_000)
    expect(messages).toBeGreaterThan(30_000)
  })
})
