import { createHash, randomBytes } from 'node:crypto'
import { POST_TEXT_ARGB } from '../../../shared/rules/post-styles.ts'
import type { OutgoingPost } from '../ports.ts'
import { type Me, STATUS_JID } from './address.ts'
import { proto } from './library.ts'
import type { UploadedMedia } from './media-upload.ts'

/** As with any message: lets receivers report it, and encrypts reactions to it. */
const context = (): proto.IMessageContextInfo => ({ messageSecret: randomBytes(32) })

/** A text post as phones write it. */
export function textPost(post: Extract<OutgoingPost, { kind: 'text' }>): proto.IMessage {
  const { text, backgroundArgb, font } = post
  return {
    extendedTextMessage: { text, backgroundArgb, textArgb: POST_TEXT_ARGB, font },
    messageContextInfo: context(),
  }
}

/** An image or video post whose file lies on the media host. */
export function mediaPost(post: Exclude<OutgoingPost, { kind: 'text' }>, uploaded: UploadedMedia): proto.IMessage {
  const { mimetype, caption, width, height, thumbnail: jpegThumbnail } = post
  const file = { ...uploaded, mimetype, caption, width, height, jpegThumbnail }
  const messageContextInfo = context()
  if (post.kind === 'image') return { imageMessage: file, messageContextInfo }
  return { videoMessage: { ...file, seconds: Math.round(post.duration ?? 0) }, messageContextInfo }
}

/** Takes a post back. */
export function postRevoke(wireId: string): proto.IMessage {
  const key = { remoteJid: STATUS_JID, fromMe: true, id: wireId }
  return { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } }
}

/** The id that a post's revoke goes out under: the same each time, so that sending it again is recognised. */
export function revokeId(wireId: string): string {
  // Formed like the library's own ids.
  return `3EB0${createHash('sha256').update(`revoke ${wireId}`).digest('hex').slice(0, 18).toUpperCase()}`
}

/** The post as it is kept: what the phone would have in its history. @param at ms */
export function postInfo(wireId: string, message: proto.IMessage, me: Me, at: number): Uint8Array {
  return proto.WebMessageInfo.encode({
    key: { remoteJid: STATUS_JID, fromMe: true, id: wireId, participant: me.lid ?? me.pn },
    message,
    messageTimestamp: Math.floor(at / 1000),
    status: proto.WebMessageInfo.Status.SERVER_ACK,
  }).finish()
}
