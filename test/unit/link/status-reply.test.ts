import { describe, expect, test } from 'vitest'
import { proto } from '../../../src/main/engine/link/library.ts'
import { wireForm } from '../../../src/main/engine/link/outgoing.ts'
import { quoteIn, statusReply } from '../../../src/main/engine/link/status-reply.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
const author = { pn: '15550101@s.whatsapp.net', lid: '90010101@lid' }
const chat = { kind: 'direct', person: author } as const
const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const secrets = {
  url: 'https://mmg.whatsapp.net/x',
  directPath: '/x',
  mediaKey: new Uint8Array(32).fill(7),
  fileSha256: new Uint8Array(32).fill(8),
  fileEncSha256: new Uint8Array(32).fill(9),
}

function replyTo(message: proto.IMessage): Uint8Array {
  const key = { remoteJid: 'status@broadcast', id: 'S1', participant: author.lid }
  const raw = proto.WebMessageInfo.encode({ key, message, messageTimestamp: 1 }).finish()
  return statusReply(chat, 'OWN1', 'nice', { author, wireId: 'S1', raw })
}

const quoted = (message: proto.IMessage): unknown => {
  const { quotedMessage } = quoteIn(replyTo(message))
  return quotedMessage ? proto.Message.toObject(proto.Message.fromObject(quotedMessage)) : quotedMessage
}

describe('what a reply quotes of a status update', () => {
  test('names the post and its author, where posts are', () => {
    expect(quoteIn(replyTo({ conversation: 'hello' }))).toMatchObject({
      stanzaId: 'S1',
      participant: author.lid,
      remoteJid: 'status@broadcast',
      quotedMessage: { conversation: 'hello' },
    })
  })

  test('keeps text, look and picture; never where the file is, nor its key, nor what came along', () => {
    const contextInfo = { isForwarded: true, mentionedJid: ['1@lid'] }
    const distribution = { groupId: 'status@broadcast', axolotlSenderKeyDistributionMessage: new Uint8Array([1]) }
    expect(
      quoted({
        senderKeyDistributionMessage: distribution,
        messageContextInfo: { messageSecret: new Uint8Array(32) },
        extendedTextMessage: { text: 'Hi', backgroundArgb: 0xff112233, font: 2, contextInfo },
      }),
    ).toEqual({ extendedTextMessage: { text: 'Hi', backgroundArgb: 0xff112233, font: 2 } })
    const image = { mimetype: 'image/jpeg', caption: 'The sea', width: 4, height: 3, jpegThumbnail: picture }
    expect(quoted({ imageMessage: { ...image, ...secrets, contextInfo } })).toEqual({
      imageMessage: { ...image, jpegThumbnail: Buffer.from(picture) },
    })
    const video = { mimetype: 'video/mp4', caption: 'Waves', seconds: 7, gifPlayback: true }
    expect(quoted({ ephemeralMessage: { message: { videoMessage: { ...video, ...secrets } } } })).toEqual({
      videoMessage: video,
    })
    const voice = { mimetype: 'audio/ogg', seconds: 3, ptt: true }
    expect(quoted({ audioMessage: { ...voice, ...secrets, waveform: picture } })).toEqual({ audioMessage: voice })
  })

  test('is bounded: a long text, a picture that is none; of other kinds only the kind', () => {
    expect(quoted({ conversation: 'x'.repeat(5000) })).toEqual({ conversation: 'x'.repeat(1000) })
    expect(quoted({ imageMessage: { caption: 'a', jpegThumbnail: new Uint8Array(100_000).fill(1) } })).toEqual({
      imageMessage: { caption: 'a' },
    })
    expect(quoted({ pollCreationMessage: { name: 'Tea?', options: [{ optionName: 'Yes' }] } })).toEqual({
      pollCreationMessage: {},
    })
    expect(quoteIn(replyTo({})).quotedMessage).toEqual({})
  })

  test('goes out with the chat’s timer as it is then', () => {
    const reply = replyTo({ conversation: 'hello' })
    const sent = wireForm(
      { kind: 'text', text: 'nice', quoted: { reply }, mentions: [], disappearingSeconds: 60 },
      me,
      1,
    )
    expect(sent.message.extendedTextMessage).toMatchObject({
      text: 'nice',
      contextInfo: { stanzaId: 'S1', remoteJid: 'status@broadcast', expiration: 60 },
    })
  })
})
