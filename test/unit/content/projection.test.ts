import { describe, expect, it } from 'vitest'
import { project } from '../../../src/main/engine/link/content/projection.ts'
import { JPEG, messageOf, received, SENT } from './samples.ts'

const key = { remoteJid: '12025550100@s.whatsapp.net', id: 'B2', fromMe: true }

describe('texts', () => {
  it('reads a link with its preview and thumbnail', () => {
    const message = messageOf({
      extendedTextMessage: {
        text: 'See https://example.org/a',
        matchedText: 'https://example.org/a',
        title: 'A page',
        description: 'About it',
        jpegThumbnail: JPEG,
      },
    })
    expect(message.content).toEqual({
      kind: 'text',
      text: 'See https://example.org/a',
      preview: { url: 'https://example.org/a', title: 'A page', description: 'About it' },
    })
    expect(message.text).toBe('See https://example.org/a')
    expect(message.thumbnail).toEqual(JPEG)
  })

  it('reads quote, mentions and forwarding', () => {
    const message = messageOf({
      extendedTextMessage: {
        text: '@77123456789 yes',
        contextInfo: {
          stanzaId: 'Q1',
          participant: '12025550101:3@s.whatsapp.net',
          quotedMessage: { ephemeralMessage: { message: { imageMessage: { caption: 'The sea' } } } },
          mentionedJid: ['77123456789@lid', '77123456789:2@lid', 'nonsense', '12025550102@s.whatsapp.net'],
          isForwarded: true,
        },
      },
    })
    expect(message.quote).toMatchObject({
      wireId: 'Q1',
      author: { pn: '12025550101@s.whatsapp.net', lid: null },
      content: { kind: 'image', caption: 'The sea' },
      text: 'The sea',
      ofStatus: false,
    })
    expect(message.mentions).toEqual([
      { pn: null, lid: '77123456789@lid' },
      { pn: '12025550102@s.whatsapp.net', lid: null },
    ])
    expect(message.forwarded).toBe(true)
  })

  it('knows a reply to a status update, and a quote without its content', () => {
    const contextInfo = { stanzaId: 'S1', remoteJid: 'status@broadcast' }
    const quote = messageOf({ imageMessage: { contextInfo } }).quote
    expect(quote).toMatchObject({
      ofStatus: true,
      author: null,
      content: { kind: 'unknown', type: 'quoted' },
      text: '',
    })
  })

  it('keeps picture and first line of a quoted status update, and no picture of a quoted message', () => {
    const quotedMessage = { imageMessage: { caption: ' \n The sea \r\nand more', jpegThumbnail: JPEG } }
    const quoteOf = (remoteJid: string | null) =>
      messageOf({ extendedTextMessage: { text: 'nice', contextInfo: { stanzaId: 'S1', remoteJid, quotedMessage } } })
        .quote
    expect(quoteOf('status@broadcast')).toMatchObject({ ofStatus: true, text: 'The sea', thumbnail: JPEG })
    expect(quoteOf(null)).toMatchObject({ ofStatus: false, text: ' \n The sea \r\nand more', thumbnail: null })
  })

  it('carries the look of a text status', () => {
    const message = messageOf({ extendedTextMessage: { text: 'Hi', backgroundArgb: 0xff123456, font: 2 } })
    expect([message.backgroundArgb, message.font]).toEqual([0xff123456, 2])
  })
})

describe('media', () => {
  it('tells what is known of the file', () => {
    const message = messageOf({
      videoMessage: {
        caption: 'Look',
        mimetype: 'video/mp4',
        fileLength: 123456,
        width: 640,
        height: 480,
        seconds: 12,
        jpegThumbnail: JPEG,
      },
    })
    expect(message.content).toEqual({
      kind: 'video',
      caption: 'Look',
      media: { mimetype: 'video/mp4', size: 123456, width: 640, height: 480, duration: 12, fileName: null },
    })
    expect(message.thumbnail).toEqual(JPEG)
  })

  it('shows nothing of what may be seen once, in a container or marked', () => {
    const photo = { jpegThumbnail: JPEG, caption: 'secret' }
    for (const message of [
      messageOf({ viewOnceMessageV2: { message: { imageMessage: photo } } }),
      messageOf({ imageMessage: { ...photo, viewOnce: true } }),
    ]) {
      expect(message.content).toEqual({ kind: 'viewOnce', of: 'image' })
      expect(message.text).toBeNull()
      expect(message.thumbnail).toBeNull()
    }
    expect(messageOf({ audioMessage: { ptt: true, viewOnce: true } }).content).toEqual({
      kind: 'viewOnce',
      of: 'voice',
    })
  })

  it.each([
    ['not a JPEG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])],
    ['too short', Uint8Array.from([0xff, 0xd8])],
    ['too large', Uint8Array.from({ length: 65_537 }, (_, i) => [0xff, 0xd8, 0xff][i] ?? 0)],
  ])('takes no thumbnail that is %s', (_, jpegThumbnail) => {
    expect(messageOf({ imageMessage: { jpegThumbnail } }).thumbnail).toBeNull()
  })

  it('copies the thumbnail out of the chunk it came in', () => {
    const thumbnail = messageOf({ imageMessage: { jpegThumbnail: JPEG } }).thumbnail
    expect(thumbnail?.buffer.byteLength).toBe(JPEG.length)
  })

  it.each([
    ['product', { productMessage: { product: { productImage: { jpegThumbnail: JPEG } } } }],
    ['order', { orderMessage: { thumbnail: JPEG } }],
    ['template', { templateMessage: { hydratedTemplate: { imageMessage: { jpegThumbnail: JPEG } } } }],
    ['interactive', { interactiveMessage: { header: { jpegThumbnail: JPEG } } }],
    ['interactive with a photo', { interactiveMessage: { header: { imageMessage: { jpegThumbnail: JPEG } } } }],
    ['invite', { groupInviteMessage: { jpegThumbnail: JPEG } }],
    ['event', { eventMessage: { location: { jpegThumbnail: JPEG } } }],
  ])('finds the thumbnail of a %s', (_, message) => {
    expect(messageOf(message).thumbnail).toEqual(JPEG)
  })
})

describe('disappearing messages', () => {
  it.each([
    ['the chat’s timer on a live message', { conversation: '' }, {}, null],
    ['a timer', { extendedTextMessage: { text: 'x', contextInfo: { expiration: 60 } } }, {}, (SENT + 60) * 1000],
    [
      'start and length from history',
      { conversation: 'x' },
      { ephemeralStartTimestamp: SENT + 5, ephemeralDuration: 60 },
      (SENT + 65) * 1000,
    ],
    ['kept by somebody', { conversation: 'x' }, { ephemeralDuration: 60, keepInChat: { keepType: 1 } }, null],
    ['a timer of nothing', { extendedTextMessage: { text: 'x', contextInfo: { expiration: 0 } } }, {}, null],
  ])('%s', (_, message, more, expiresAt) => {
    expect(messageOf(message, more).expiresAt).toBe(expiresAt)
  })

  it('tells when the timer was set', () => {
    const set = { protocolMessage: { type: 3, ephemeralExpiration: 604_800 } }
    expect(messageOf(set).content).toEqual({ kind: 'disappearing', seconds: 604_800 })
    expect(messageOf({ protocolMessage: { type: 3 } }).content).toEqual({ kind: 'disappearing', seconds: 0 })
  })
})

describe('changes', () => {
  it('reads an edit, bare or in its container', () => {
    const protocolMessage = {
      key,
      type: 14,
      timestampMs: SENT * 1000 + 7,
      editedMessage: { extendedTextMessage: { text: 'new', contextInfo: { mentionedJid: ['77123456789@lid'] } } },
    }
    for (const message of [{ protocolMessage }, { editedMessage: { message: { protocolMessage } } }]) {
      expect(project(received(message))).toMatchObject({
        type: 'change',
        change: 'edit',
        key: { id: 'B2', fromMe: true },
        at: SENT * 1000 + 7,
        content: { kind: 'text', text: 'new' },
        text: 'new',
        mentions: [{ pn: null, lid: '77123456789@lid' }],
      })
    }
  })

  it('takes an edit in the place of its original for the message', () => {
    const protocolMessage = { key: { id: 'A1' }, type: 14, timestampMs: 5000, editedMessage: { conversation: 'new' } }
    const message = messageOf({ editedMessage: { message: { protocolMessage } } })
    expect([message.content, message.editedAt]).toEqual([{ kind: 'text', text: 'new', preview: null }, 5000])
    expect(messageOf({ editedMessage: { message: { conversation: 'new' } } }).editedAt).toBe(SENT * 1000)
  })

  it('reads a revoke, a reaction and its withdrawal', () => {
    expect(project(received({ protocolMessage: { key, type: 0 } }))).toMatchObject({
      type: 'change',
      change: 'revoke',
      key: { id: 'B2' },
      at: SENT * 1000,
    })
    expect(project(received({ reactionMessage: { key, text: '❤️', senderTimestampMs: 9000 } }))).toMatchObject({
      type: 'change',
      change: 'react',
      emoji: '❤️',
      at: 9000,
    })
    expect(project(received({ reactionMessage: { key, text: '' } }))).toMatchObject({ change: 'react', emoji: null })
  })

  it('does not take a protocol message without a type for a revoke', () => {
    expect(project(received({ protocolMessage: { key } }))).toMatchObject({ type: 'control', what: 'other' })
  })

  it.each([
    ['a revoke of nothing', { protocolMessage: { type: 0 } }],
    ['an edit of nothing', { protocolMessage: { key, type: 14 } }],
    ['an edit without content', { protocolMessage: { key, type: 14, editedMessage: {} } }],
    ['a reaction to nothing', { reactionMessage: { text: '👍' } }],
  ])('ignores %s', (why, message) => {
    expect(project(received(message))).toEqual({ type: 'ignored', why })
  })

  it('hands history notifications on', () => {
    const historySyncNotification = { syncType: 3, chunkOrder: 2 }
    expect(project(received({ protocolMessage: { type: 5, historySyncNotification } }))).toMatchObject({
      type: 'control',
      what: 'historySync',
      name: 'HISTORY_SYNC_NOTIFICATION',
      protocol: { historySyncNotification: { chunkOrder: 2 } },
    })
  })
})

describe('what is no message', () => {
  it.each([
    ['no key', {}],
    ['an empty id', { key: { id: '' } }],
    ['a number for an id', { key: { id: 5 } }],
    ['nothing at all', { key: { id: 'A' } }],
  ])('ignores %s', (_, info) => {
    expect(project(JSON.parse(JSON.stringify(info))).type).toBe('ignored')
  })

  it('keeps the line of a message whose fields are newer than this protobuf', () => {
    expect(messageOf({}).content).toEqual({ kind: 'unknown', type: 'newer' })
  })

  it('does not take a message that brings a sender key along for the key', () => {
    const message = { senderKeyDistributionMessage: { groupId: 'g' }, conversation: 'hi' }
    expect(messageOf(message).content).toMatchObject({ kind: 'text', text: 'hi' })
  })
})
