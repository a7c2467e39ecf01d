import type { Content } from '../../../../shared/content.ts'
import { disappearsAt } from '../../../../shared/rules/expiry.ts'
import type { PersonRef } from '../../events.ts'
import type { proto } from '../library.ts'
import { count, searchText, seconds } from './bounds.ts'
import { contextOf, type ProjectedQuote } from './context.ts'
import { contentOf, unknown } from './kinds.ts'
import { type Control, type Protocol, protocolOf } from './protocol.ts'
import { isRevokeStub, stubContent } from './stubs.ts'
import { thumbnailOf } from './thumbnail.ts'
import { type Body, isKeyOnly, unwrap } from './unwrap.ts'

/** What the fields of a `WireMessage` (events.ts) that come from the message itself are. */
export interface ProjectedMessage {
  type: 'message'
  content: Content
  /** Text for search and preview. */
  text: string | null
  quote: ProjectedQuote | null
  mentions: PersonRef[]
  forwarded: boolean
  /** JPEG; a copy. */
  thumbnail: Uint8Array | null
  /** ms: when a disappearing message goes; null when it stays. */
  expiresAt: number | null
  /** Only in history: edited before this device saw it. ms, or null. */
  editedAt: number | null
  /** Only in history: deleted for everyone before this device saw it, so that the content says nothing. */
  revoked: { by: 'author' | 'admin'; at: number } | null
  /** How a text or voice status is to be drawn; nulls elsewhere. */
  backgroundArgb: number | null
  font: number | null
}

/** A change to another message. `key` is as the sender wrote it: `targetOf` (target.ts) tells whose message it means. */
export type ProjectedChange =
  | {
      type: 'change'
      change: 'edit'
      key: proto.IMessageKey
      /** ms */
      at: number
      content: Content
      text: string | null
      mentions: PersonRef[]
    }
  | { type: 'change'; change: 'revoke'; key: proto.IMessageKey; at: number }
  | { type: 'change'; change: 'react'; key: proto.IMessageKey; at: number; emoji: string | null }

/** Nothing for the screen. `name` is the wire's word; `protocol` what came, for the link to act on. */
export interface ProjectedControl {
  type: 'control'
  what: Control
  name: string
  protocol: proto.Message.IProtocolMessage | null
}

export type Projection = ProjectedMessage | ProjectedChange | ProjectedControl | { type: 'ignored'; why: string }

/** Sorts a message by what it is and reads it. Never throws, whatever the wire brought. */
export function project(info: proto.IWebMessageInfo): Projection {
  const id: unknown = info.key?.id
  if (typeof id !== 'string' || id === '') return { type: 'ignored', why: 'no id' }
  const at = seconds(info.messageTimestamp) ?? 0
  const message = info.message
  const body = typeof message === 'object' && message !== null ? unwrap(message) : null
  const stub = count(info.messageStubType) ?? 0
  if (stub > 0 && body === null) return fromStub(stub, info, at)
  if (body === null) {
    if (!message) return { type: 'ignored', why: 'empty' }
    if (isKeyOnly(message)) return { type: 'control', what: 'senderKey', name: 'senderKey', protocol: null }
    // All there was are fields that this version of the protobuf does not know.
    return plain(unknown('newer'), null)
  }
  const protocol = protocolOf(body)
  if (protocol === null) return ordinary(body, info, at, body.edited ? at : null)
  return fromProtocol(protocol, id, info, at)
}

function fromProtocol(protocol: Protocol, id: string, info: proto.IWebMessageInfo, at: number): Projection {
  switch (protocol.type) {
    case 'edit': {
      const edited = unwrap(protocol.message)
      if (edited === null) return { type: 'ignored', why: 'an edit without content' }
      // In history an edit may stand in the place of its original.
      if (protocol.key.id === id) return ordinary(edited, info, at, protocol.at ?? at)
      const content = contentOf(edited)
      return {
        type: 'change',
        change: 'edit',
        key: protocol.key,
        at: protocol.at ?? at,
        content,
        text: searchText(content),
        mentions: contextOf(edited).mentions,
      }
    }
    case 'revoke':
      return { type: 'change', change: 'revoke', key: protocol.key, at }
    case 'react':
      return { type: 'change', change: 'react', key: protocol.key, at: protocol.at ?? at, emoji: protocol.emoji }
    case 'content':
      return plain(protocol.content, null)
    default:
      return protocol
  }
}

function ordinary(body: Body, info: proto.IWebMessageInfo, at: number, editedAt: number | null): ProjectedMessage {
  const content = contentOf(body)
  const context = contextOf(body)
  return {
    ...plain(content, null),
    quote: context.quote,
    mentions: context.mentions,
    forwarded: context.forwarded,
    thumbnail: thumbnailOf(body),
    expiresAt: expiryOf(info, context.timerSeconds, at),
    editedAt,
    ...styleOf(body),
  }
}

function fromStub(stub: number, info: proto.IWebMessageInfo, at: number): ProjectedMessage {
  if (!isRevokeStub(stub)) return plain(stubContent(stub, info), null)
  return plain(unknown('revoked'), {
    by: stub === 1 ? 'author' : 'admin',
    at: seconds(info.revokeMessageTimestamp) ?? at,
  })
}

function plain(content: Content, revoked: ProjectedMessage['revoked']): ProjectedMessage {
  return {
    type: 'message',
    content,
    text: searchText(content),
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    expiresAt: null,
    editedAt: null,
    revoked,
    backgroundArgb: null,
    font: null,
  }
}

/** History tells start and length; a live message carries the chat's timer. What somebody keeps does not go. */
function expiryOf(info: proto.IWebMessageInfo, timerSeconds: number | null, at: number): number | null {
  // KeepType.KEEP_FOR_ALL
  if (info.keepInChat?.keepType === 1) return null
  const length = count(info.ephemeralDuration) ?? timerSeconds
  return length === null ? null : disappearsAt(seconds(info.ephemeralStartTimestamp) ?? at, length)
}

function styleOf(body: Body): { backgroundArgb: number | null; font: number | null } {
  if (typeof body.value !== 'object') return { backgroundArgb: null, font: null }
  const { backgroundArgb, font } = body.value as { backgroundArgb?: unknown; font?: unknown }
  return { backgroundArgb: count(backgroundArgb), font: count(font) }
}
