/** Replies to status updates: direct messages that quote one, and keep what of it may be kept when it is over. */
import { STATUS_JID } from '../../../shared/rules/jid.ts'
import { wellFormedCut } from '../../../shared/rules/preview.ts'
import type { ChatRef } from '../events.ts'
import type { QuotedPost } from '../ports.ts'
import { chatJid, wireJid } from './address.ts'
import { thumbnailOf } from './content/thumbnail.ts'
import { type Body, unwrap } from './content/unwrap.ts'
import { proto } from './library.ts'

/** Longest text that is quoted, in UTF-16 code units: more than any phone lets one post. */
const MAX_QUOTE = 1000

/** What is quoted of a post beside its picture: never where its file is, nor the key to it. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  extendedTextMessage: ['text', 'matchedText', 'title', 'textArgb', 'backgroundArgb', 'font'],
  imageMessage: ['mimetype', 'caption', 'width', 'height'],
  videoMessage: ['mimetype', 'caption', 'width', 'height', 'seconds', 'gifPlayback'],
  audioMessage: ['mimetype', 'seconds', 'ptt', 'backgroundArgb'],
}

/** The reply as it will stand in history: an encoded WebMessageInfo, with the quote in it. */
export function statusReply(chat: ChatRef, wireId: string, text: string, post: QuotedPost): Uint8Array {
  const quoted = proto.WebMessageInfo.decode(post.raw).message
  const contextInfo: proto.IContextInfo = {
    stanzaId: post.wireId,
    participant: wireJid(post.author),
    remoteJid: STATUS_JID,
    quotedMessage: quoted ? trimmed(quoted) : {},
  }
  return proto.WebMessageInfo.encode({
    key: { remoteJid: chatJid(chat), fromMe: true, id: wireId },
    message: { extendedTextMessage: { text, contextInfo } },
  }).finish()
}

/** The quote of a reply made by {@link statusReply}. */
export function quoteIn(reply: Uint8Array): proto.IContextInfo {
  const info = proto.WebMessageInfo.decode(reply).message?.extendedTextMessage?.contextInfo
  const { stanzaId = null, participant = null, remoteJid = null, quotedMessage = null } = info ?? {}
  return { stanzaId, participant, remoteJid, quotedMessage }
}

function trimmed(message: proto.IMessage): proto.IMessage {
  const body = unwrap(message)
  if (body === null) return {}
  if (typeof body.value === 'string') return { [body.field]: wellFormedCut(body.value, MAX_QUOTE) }
  const thumbnail = thumbnailOf(body)
  return { [body.field]: { ...keptOf(body), ...(thumbnail === null ? {} : { jpegThumbnail: thumbnail }) } }
}

function keptOf({ field, value }: Body): Record<string, unknown> {
  const all = value as unknown as Record<string, unknown>
  const kept = (KEPT[field] ?? []).flatMap(name => {
    const found = Object.hasOwn(all, name) ? all[name] : null
    if (found === null || found === undefined) return []
    return [[name, typeof found === 'string' ? wellFormedCut(found, MAX_QUOTE) : found]]
  })
  return Object.fromEntries(kept)
}
