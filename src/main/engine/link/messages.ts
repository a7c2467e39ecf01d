import type { Content, ContentKind } from '../../../shared/content.ts'
import { personFrom } from '../../../shared/rules/jid.ts'
import type { ChatRef, DomainEvent, MessageKey, Origin, PersonRef, WireMessage } from '../events.ts'
import { isMe, type Me } from './address.ts'
import { ownStatusOf, reactionsOf, receiptsOf } from './content/history-extras.ts'
import { type ProjectedChange, type ProjectedControl, type ProjectedMessage, project } from './content/projection.ts'
import { targetOf } from './content/target.ts'
import { proto } from './library.ts'

/** Where a message stands: what its key says, in people instead of JIDs. */
export interface Frame {
  /** Null for a status. */
  chat: ChatRef | null
  author: PersonRef
  fromMe: boolean
  origin: Origin
  me: Me
}

/** What came of a message. */
export interface Outcome {
  events: DomainEvent[]
  /** A message for clients only, for the link to act on. */
  control: ProjectedControl | null
}

/** Lines that nobody wrote: they never count as unread. */
const SYSTEM_KINDS: ReadonlySet<ContentKind> = new Set(['groupChange', 'notice', 'security', 'disappearing'])

/** The latest time of `Date`, in s: beyond it a time in ms soon leaves what the database can hold. */
const MAX_SECONDS = 8.64e12

/** @returns a number or a Long as a number; 0 when there is none, or one that is no time in s (nor, until 2243, in ms). */
export function seconds(value: unknown): number {
  const number = Number(value ?? 0)
  return Number.isFinite(number) && number >= 0 && number <= MAX_SECONDS ? Math.floor(number) : 0
}

/**
 * The domain events of a message.
 * @param raw the encoded `info`; made from it when null.
 */
export function eventsOf(info: proto.IWebMessageInfo, raw: Uint8Array | null, frame: Frame): Outcome {
  const projection = project(info)
  if (projection.type === 'ignored') return { events: [], control: null }
  if (projection.type === 'control') return { events: [], control: projection }
  const bytes = () => raw ?? proto.WebMessageInfo.encode(info).finish()
  const chat = frame.chat
  const events =
    projection.type === 'change'
      ? changeEvents(projection, bytes, frame)
      : chat === null
        ? statusEvents(projection, info, bytes(), frame)
        : messageEvents(projection, info, bytes(), frame, chat)
  return { events, control: null }
}

/** The key of a message under its frame. */
export function keyIn(chat: ChatRef, wireId: string, frame: Frame): MessageKey {
  const told = frame.fromMe || chat.kind === 'direct'
  return { chat, wireId, fromMe: frame.fromMe, author: told ? null : frame.author }
}

function messageEvents(
  projected: ProjectedMessage,
  info: proto.IWebMessageInfo,
  raw: Uint8Array,
  frame: Frame,
  chat: ChatRef,
): DomainEvent[] {
  const { origin } = frame
  // Of a group's timer the server tells (a stub here); a member who says so in a message may not have the right.
  if (projected.content.kind === 'disappearing' && chat.kind === 'group' && !frame.fromMe && !info.messageStubType)
    return []
  const at = seconds(info.messageTimestamp) * 1000
  const history = origin === 'history'
  const key = keyIn(chat, info.key?.id ?? '', frame)
  const quote = projected.quote
  const message: WireMessage = {
    key,
    at,
    content: projected.content,
    text: projected.text,
    quote: quote && {
      ...quote,
      author: quote.author !== null && isMe(quote.author, frame.me) ? null : quote.author,
      fromMe: quote.author !== null && isMe(quote.author, frame.me),
    },
    mentions: [...projected.mentions, ...subjectsOf(projected.content)],
    forwarded: projected.forwarded,
    thumbnail: projected.thumbnail,
    raw,
    status: frame.fromMe ? (ownStatusOf(info) ?? 'sent') : null,
    unread: !frame.fromMe && (origin === 'live' || origin === 'offline') && !SYSTEM_KINDS.has(projected.content.kind),
    expiresAt: projected.expiresAt,
    pushName: frame.fromMe ? null : info.pushName || null,
    receipts: history ? receiptsOf(info) : [],
    reactions: history ? reactionsOf(info) : [],
    editedAt: projected.editedAt,
    revokedByAdminAt: projected.revoked?.by === 'admin' ? projected.revoked.at : null,
  }
  const events: DomainEvent[] = [{ type: 'message', message, origin }]
  if (projected.revoked) {
    const { by, at: revokedAt } = projected.revoked
    const author = frame.fromMe ? 'me' : frame.author
    if (by === 'author')
      events.push({ type: 'change', origin, change: { change: 'revoke', target: key, by: author, at: revokedAt } })
  }
  if (projected.content.kind === 'disappearing') {
    events.push({
      type: 'chatState',
      origin,
      at,
      state: { ...nothingOf(chat), disappearingSeconds: projected.content.seconds },
    })
  }
  return events
}

/** Whom a group's line is about: they go along as mentions do, so that the screen has names for them. */
function subjectsOf(content: Content): PersonRef[] {
  return content.kind === 'groupChange' ? content.subjects.flatMap(jid => personFrom(jid) ?? []) : []
}

/** A chat state that says nothing yet. */
export function nothingOf(chat: ChatRef): Extract<DomainEvent, { type: 'chatState' }>['state'] {
  return {
    chat,
    pinnedAt: undefined,
    mutedUntil: undefined,
    archived: undefined,
    markedUnread: undefined,
    unreadCount: undefined,
    disappearingSeconds: undefined,
    lastActivityAt: undefined,
    name: undefined,
    member: undefined,
    endOfHistory: undefined,
  }
}

function statusEvents(
  projected: ProjectedMessage,
  info: proto.IWebMessageInfo,
  raw: Uint8Array,
  frame: Frame,
): DomainEvent[] {
  const author = frame.fromMe ? null : frame.author
  const wireId = info.key?.id ?? ''
  const at = seconds(info.messageTimestamp) * 1000
  if (projected.revoked) return [{ type: 'statusRevoked', author, wireId, at: projected.revoked.at }]
  const READ = proto.WebMessageInfo.Status.READ
  const status = {
    author,
    wireId,
    at,
    content: projected.content,
    text: projected.text,
    mentions: projected.mentions,
    thumbnail: projected.thumbnail,
    backgroundArgb: projected.backgroundArgb,
    font: projected.font,
    raw,
    seen: !frame.fromMe && frame.origin === 'history' && (info.status ?? 0) >= READ,
  }
  const events: DomainEvent[] = [{ type: 'status', status, origin: frame.origin }]
  if (frame.fromMe) {
    for (const receipt of receiptsOf(info)) {
      const viewed = receipt.readAt ?? receipt.playedAt
      if (viewed !== null) events.push({ type: 'statusViewed', wireId, by: receipt.person, at: viewed })
    }
  }
  return events
}

function changeEvents(projected: ProjectedChange, raw: () => Uint8Array, frame: Frame): DomainEvent[] {
  const { chat, origin, me } = frame
  const by = frame.fromMe ? 'me' : frame.author
  if (chat === null) {
    const wireId = projected.key.id
    if (projected.change !== 'revoke' || !wireId) return []
    return [{ type: 'statusRevoked', author: frame.fromMe ? null : frame.author, wireId, at: projected.at }]
  }
  const target = targetOf(projected.key, chat, by, person => isMe(person, me))
  if (target === null) return []
  const { at } = projected
  switch (projected.change) {
    case 'edit':
      return [
        {
          type: 'change',
          origin,
          change: { change: 'edit', target, by, at, content: projected.content, text: projected.text, raw: raw() },
        },
      ]
    case 'revoke':
      return [{ type: 'change', origin, change: { change: 'revoke', target, by, at } }]
    default:
      return [{ type: 'change', origin, change: { change: 'react', target, by, at, emoji: projected.emoji } }]
  }
}
