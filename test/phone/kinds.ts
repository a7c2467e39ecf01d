import type { proto } from 'baileys'

/** The message inside its wrappers (edited, ephemeral, view once …). */
export function unwrap(message: proto.IMessage): proto.IMessage {
  const inner =
    message.editedMessage?.message ??
    message.ephemeralMessage?.message ??
    message.viewOnceMessage?.message ??
    message.viewOnceMessageV2?.message ??
    message.documentWithCaptionMessage?.message
  return inner ? unwrap(inner) : message
}

const MEDIA: [keyof proto.IMessage, string][] = [
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['audioMessage', 'audio'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
  ['contactMessage', 'vcard'],
  ['contactsArrayMessage', 'contact_array'],
  ['locationMessage', 'location'],
  ['liveLocationMessage', 'livelocation'],
  ['listMessage', 'list'],
  ['productMessage', 'product'],
  ['orderMessage', 'order'],
  ['listResponseMessage', 'list_response'],
  ['buttonsResponseMessage', 'buttons_response'],
  ['interactiveResponseMessage', 'native_flow_response'],
]

/** Attribute `mediatype` of `<enc>`; null for plain text. */
export function mediaType(message: proto.IMessage): string | null {
  const inner = unwrap(message)
  const found = MEDIA.find(([field]) => inner[field])
  if (!found) return null
  return found[1] === 'audio' && inner.audioMessage?.ptt ? 'ptt' : found[1]
}

/** Attribute `type` of the message stanza. */
export function stanzaType(message: proto.IMessage): string {
  const inner = unwrap(message)
  if (inner.reactionMessage || inner.encReactionMessage) return 'reaction'
  if (inner.pollCreationMessage || inner.pollCreationMessageV3 || inner.pollUpdateMessage) return 'poll'
  if (inner.eventMessage) return 'event'
  return mediaType(inner) ? 'media' : 'text'
}
