import { describe, expect, it } from 'vitest'
import { type Projection, project } from '../../../src/main/engine/link/content/projection.ts'
import { proto } from '../../../src/main/engine/link/library.ts'
import { received } from './samples.ts'

const text = { message: { conversation: 'inside' } }
const key = { remoteJid: '12025550100@s.whatsapp.net', id: 'B2', fromMe: false }

/** Every field of `proto.Message`: something for it to hold, and what comes of it. */
const fields: Record<keyof proto.IMessage, [object | string, string]> = {
  conversation: ['hello', 'text'],
  senderKeyDistributionMessage: [{ groupId: 'g' }, 'control senderKey'],
  imageMessage: [{ caption: 'c' }, 'image'],
  contactMessage: [{ displayName: 'Ana' }, 'contacts'],
  locationMessage: [{ degreesLatitude: 1, degreesLongitude: 2 }, 'location'],
  extendedTextMessage: [{ text: 'hello' }, 'text'],
  documentMessage: [{ fileName: 'a.pdf' }, 'document'],
  audioMessage: [{ ptt: true }, 'voice'],
  videoMessage: [{ gifPlayback: true }, 'gif'],
  call: [{}, 'unknown call'],
  chat: [{ displayName: 'x' }, 'unknown chat'],
  protocolMessage: [{ type: 6 }, 'control appStateKeyShare'],
  contactsArrayMessage: [{ contacts: [{ displayName: 'Ana' }] }, 'contacts'],
  highlyStructuredMessage: [{ elementName: 'x' }, 'template'],
  fastRatchetKeySenderKeyDistributionMessage: [{ groupId: 'g' }, 'control senderKey'],
  sendPaymentMessage: [{ noteMessage: { conversation: 'thanks' } }, 'payment'],
  liveLocationMessage: [{ degreesLatitude: 1, degreesLongitude: 2 }, 'location'],
  requestPaymentMessage: [{}, 'payment'],
  declinePaymentRequestMessage: [{}, 'payment'],
  cancelPaymentRequestMessage: [{}, 'payment'],
  templateMessage: [{ hydratedTemplate: { hydratedContentText: 'b' } }, 'template'],
  stickerMessage: [{}, 'sticker'],
  groupInviteMessage: [{ groupName: 'g' }, 'groupInvite'],
  templateButtonReplyMessage: [{ selectedId: '1' }, 'selection'],
  productMessage: [{ product: { title: 'p' } }, 'product'],
  deviceSentMessage: [text, 'text'],
  messageContextInfo: [{}, 'unknown newer'],
  listMessage: [{ title: 't' }, 'list'],
  viewOnceMessage: [{ message: { imageMessage: {} } }, 'viewOnce'],
  orderMessage: [{ itemCount: 2 }, 'order'],
  listResponseMessage: [{ title: 't' }, 'selection'],
  ephemeralMessage: [text, 'text'],
  invoiceMessage: [{ note: 'n' }, 'payment'],
  buttonsMessage: [{ contentText: 'b' }, 'buttons'],
  buttonsResponseMessage: [{ selectedButtonId: '1' }, 'selection'],
  paymentInviteMessage: [{}, 'payment'],
  interactiveMessage: [{ body: { text: 'b' } }, 'interactive'],
  reactionMessage: [{ key, text: '👍' }, 'change react'],
  stickerSyncRmrMessage: [{}, 'control stickerSync'],
  interactiveResponseMessage: [{ body: { text: 'b' } }, 'selection'],
  pollCreationMessage: [{ name: 'q' }, 'poll'],
  pollUpdateMessage: [{ pollCreationMessageKey: key }, 'control pollVote'],
  keepInChatMessage: [{ key }, 'control keepInChat'],
  documentWithCaptionMessage: [{ message: { documentMessage: { caption: 'c' } } }, 'document'],
  requestPhoneNumberMessage: [{}, 'unknown requestPhoneNumberMessage'],
  viewOnceMessageV2: [{ message: { videoMessage: {} } }, 'viewOnce'],
  encReactionMessage: [{ targetMessageKey: key }, 'control encryptedAddOn'],
  editedMessage: [
    { message: { protocolMessage: { key, type: 14, editedMessage: { conversation: 'n' } } } },
    'change edit',
  ],
  viewOnceMessageV2Extension: [{ message: { audioMessage: {} } }, 'viewOnce'],
  pollCreationMessageV2: [{ name: 'q' }, 'poll'],
  scheduledCallCreationMessage: [{ title: 't' }, 'event'],
  groupMentionedMessage: [text, 'text'],
  pinInChatMessage: [{ key }, 'control pinInChat'],
  pollCreationMessageV3: [{ name: 'q' }, 'poll'],
  scheduledCallEditMessage: [{ key }, 'control scheduledCallEdit'],
  ptvMessage: [{}, 'videoNote'],
  botInvokeMessage: [text, 'text'],
  callLogMesssage: [{ callOutcome: 1 }, 'call'],
  messageHistoryBundle: [{}, 'unknown messageHistoryBundle'],
  encCommentMessage: [{ targetMessageKey: key }, 'control encryptedAddOn'],
  bcallMessage: [{ mediaType: 2 }, 'call'],
  lottieStickerMessage: [{ message: { stickerMessage: {} } }, 'sticker'],
  eventMessage: [{ name: 'e' }, 'event'],
  encEventResponseMessage: [{ eventCreationMessageKey: key }, 'control encryptedAddOn'],
  commentMessage: [{ message: { conversation: 'inside' }, targetMessageKey: key }, 'text'],
  newsletterAdminInviteMessage: [{ newsletterName: 'n' }, 'groupInvite'],
  placeholderMessage: [{ type: 0 }, 'unknown placeholderMessage'],
  secretEncryptedMessage: [{ targetMessageKey: key }, 'control encryptedAddOn'],
  albumMessage: [{ expectedImageCount: 3 }, 'album'],
  eventCoverImage: [{ message: { imageMessage: {} } }, 'image'],
  stickerPackMessage: [{ name: 's' }, 'unknown stickerPackMessage'],
  statusMentionMessage: [{ message: { protocolMessage: { key, type: 25 } } }, 'control other'],
  pollResultSnapshotMessage: [{ name: 'q' }, 'poll'],
  pollCreationOptionImageMessage: [{ message: { imageMessage: {} } }, 'image'],
  associatedChildMessage: [{ message: { imageMessage: {} } }, 'image'],
  groupStatusMentionMessage: [{ message: { protocolMessage: { key, type: 25 } } }, 'control other'],
  pollCreationMessageV4: [{ message: { pollCreationMessage: { name: 'q' } } }, 'poll'],
  statusAddYours: [text, 'text'],
  groupStatusMessage: [text, 'text'],
  richResponseMessage: [{ submessages: [{ messageText: 'answer' }] }, 'text'],
  statusNotificationMessage: [{}, 'control statusNotification'],
  limitSharingMessage: [{ message: { protocolMessage: { type: 27 } } }, 'control limitSharing'],
  botTaskMessage: [text, 'text'],
  questionMessage: [text, 'text'],
  messageHistoryNotice: [{}, 'unknown messageHistoryNotice'],
  groupStatusMessageV2: [text, 'text'],
  botForwardedMessage: [text, 'text'],
  statusQuestionAnswerMessage: [{ text: 'a' }, 'text'],
  questionReplyMessage: [text, 'text'],
  questionResponseMessage: [{ text: 'a' }, 'text'],
  statusQuotedMessage: [{ text: 'a' }, 'text'],
  statusStickerInteractionMessage: [{ key }, 'control statusReaction'],
  pollCreationMessageV5: [{ name: 'q' }, 'poll'],
  newsletterFollowerInviteMessageV2: [{ newsletterName: 'n' }, 'groupInvite'],
  pollResultSnapshotMessageV3: [{ name: 'q' }, 'poll'],
}

function named(projection: Projection): string {
  if (projection.type === 'change') return `change ${projection.change}`
  if (projection.type === 'control') return `control ${projection.what}`
  if (projection.type === 'ignored') return `ignored ${projection.why}`
  const { content } = projection
  return content.kind === 'unknown' ? `unknown ${content.type}` : content.kind
}

/** All fields the protobuf has, as its class knows them. */
const known = Object.entries(Object.getOwnPropertyDescriptors(proto.Message.prototype))
  .filter(([, property]) => 'value' in property && property.value === null)
  .map(([name]) => name)

describe('every field of a message', () => {
  it('is in the table', () => {
    expect(known.length).toBeGreaterThan(90)
    expect([...known].sort()).toEqual(Object.keys(fields).sort())
  })

  it.each(Object.entries(fields))('%s', (field, [value, expected]) => {
    expect(named(project(received({ [field]: value } as proto.IMessage)))).toBe(expected)
  })

  it.each(known)('%s, empty or with nonsense in it, gives something named', field => {
    const values: unknown[] = [
      {},
      '',
      'x',
      0,
      7,
      true,
      [],
      [[]],
      Number.NaN,
      { message: {} },
      { message: { message: {} } },
    ]
    for (const value of [...values, { key: 1, contextInfo: 'x', text: {}, contacts: 'x' }, () => 1, 12n]) {
      const info = { key: { id: 'A1' }, message: { [field]: value } } as unknown as proto.IWebMessageInfo
      expect(named(project(info))).not.toBe('')
    }
    const decoded = named(project(received({ [field]: field === 'conversation' ? 'x' : {} } as proto.IMessage)))
    expect(decoded).toMatch(/\w/)
  })
})

describe('containers', () => {
  it.each(
    Object.entries(fields)
      .filter(([, [value]]) => typeof value === 'object' && 'message' in value)
      .map(([f]) => f),
  )('%s without anything inside keeps its name', field => {
    expect(named(project(received({ [field]: {} } as proto.IMessage)))).toBe(
      field.startsWith('viewOnce') ? 'viewOnce' : `unknown ${field}`,
    )
  })

  it('unwraps what clients nest', () => {
    const message = {
      deviceSentMessage: {
        message: {
          ephemeralMessage: {
            message: { documentWithCaptionMessage: { message: { documentMessage: { title: 't' } } } },
          },
        },
      },
    }
    expect(named(project(received(message)))).toBe('document')
  })

  it('stops at a depth no client reaches', () => {
    let message: proto.IMessage = { conversation: 'deep' }
    for (let depth = 0; depth < 1000; depth++) message = { ephemeralMessage: { message } }
    expect(named(project(received(message)))).toBe('unknown ephemeralMessage')
  })
})
