import type { ContentKind } from '../content.ts'
import type { MessageStatus, Standing } from '../model.ts'

/** Why something stays or may not be done; an `ErrorCode` of the model, so that the screen has words for it. */
type Refusal = 'KEPT_VERIFIED' | 'NOTICE_KEPT' | 'TOO_LATE' | 'NOT_ALLOWED'

export type Decision = { allowed: true } | { allowed: false; reason: Refusal }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How long one's own text may be edited: 15 minutes, as WhatsApp's help page "How to edit messages" says. In ms. */
export const EDIT_WINDOW_MS = 15 * MINUTE

/**
 * How long "delete for everyone" is offered, in ms. WhatsApp's help page says "about 2 days" (phones allow some hours
 * more); the shorter figure, so that what is offered here is honoured there.
 */
export const REVOKE_WINDOW_MS = 2 * DAY

/** The chat a message lies in. */
export interface ChatFacts {
  /** Standing of the other side of a direct chat; `none` for groups. */
  standing: Standing
  /** The setting "Keep messages from verified businesses". */
  keepVerified: boolean
}

export interface MessageFacts {
  kind: ContentKind
  fromMe: boolean
  /** ms */
  at: number
  status: MessageStatus
  /** Its author, an admin or the phone has already taken it away. */
  deleted: boolean
}

const allowed: Decision = { allowed: true }
const refused = (reason: Refusal): Decision => ({ allowed: false, reason })

/** While a business is verified its chat is kept, unless the setting lifts that (domain.md §5). */
export function isKept(chat: ChatFacts): boolean {
  return chat.standing === 'verified' && chat.keepVerified
}

/** A notice is never deleted, by any path (domain.md §4). */
function isNotice(kind: ContentKind): boolean {
  return kind === 'notice'
}

/** Lines that tell of the chat itself. Nobody wrote them, so there is nothing to revoke, edit or react to. */
export function isSystemLine(kind: ContentKind): boolean {
  return (
    kind === 'notice' || kind === 'groupChange' || kind === 'security' || kind === 'disappearing' || kind === 'call'
  )
}

/** "Delete for me", here and (as app state) on the phone. */
export function mayDeleteForMe(chat: ChatFacts, message: Pick<MessageFacts, 'kind'>): Decision {
  if (isNotice(message.kind)) return refused('NOTICE_KEPT')
  return isKept(chat) ? refused('KEPT_VERIFIED') : allowed
}

/** "Delete for everyone": one's own message, or anybody's in a group where the user is an admin. */
export function mayDeleteForEveryone(
  chat: ChatFacts & { iAmGroupAdmin: boolean },
  message: MessageFacts,
  now: number,
): Decision {
  if (isNotice(message.kind)) return refused('NOTICE_KEPT')
  if (isKept(chat)) return refused('KEPT_VERIFIED')
  if (isSystemLine(message.kind) || message.deleted) return refused('NOT_ALLOWED')
  if (!message.fromMe && !chat.iAmGroupAdmin) return refused('NOT_ALLOWED')
  if (message.fromMe && !reachedServer(message.status)) return refused('NOT_ALLOWED')
  return now - message.at <= REVOKE_WINDOW_MS ? allowed : refused('TOO_LATE')
}

/** Clearing or deleting a whole chat. Its notices stay even where this is allowed: see {@link survivesClearing}. */
export function mayClearChat(chat: ChatFacts): Decision {
  return isKept(chat) ? refused('KEPT_VERIFIED') : allowed
}

/** Editing one's own text. */
export function mayEdit(message: MessageFacts, now: number): Decision {
  if (isNotice(message.kind)) return refused('NOTICE_KEPT')
  if (!message.fromMe || message.deleted || message.kind !== 'text') return refused('NOT_ALLOWED')
  if (!reachedServer(message.status)) return refused('NOT_ALLOWED')
  return now - message.at <= EDIT_WINDOW_MS ? allowed : refused('TOO_LATE')
}

/** What stays when a chat is cleared or deleted, here or on the phone. */
export function survivesClearing(chat: ChatFacts, kind: ContentKind): boolean {
  return isNotice(kind) || isKept(chat)
}

/** What a deletion that arrives does to the message here. */
export type DeletionEffect =
  /** The row goes. */
  | 'remove'
  /** The row stays as "deleted", its content goes. */
  | 'blank'
  /** The content stays readable and the fact is shown: "deleted on your phone, kept here", "withdrawn by the business". */
  | 'keep'
  /** Nothing happens: notices, and revokes by somebody who may not. */
  | 'ignore'

/** The phone deleted a message for this account only. */
export function phoneDeletionEffect(chat: ChatFacts, kind: ContentKind): DeletionEffect {
  if (isNotice(kind)) return 'ignore'
  return isKept(chat) ? 'keep' : 'remove'
}

/**
 * A revoke arrived. Who revokes is not checked by the wire's library (facts 1b), so it is here.
 * @param revoke.byAuthor the revoker wrote the message. @param revoke.byAdmin the revoker is an admin of the message's group.
 */
export function revokeEffect(
  chat: ChatFacts,
  kind: ContentKind,
  revoke: { byAuthor: boolean; byAdmin: boolean },
): DeletionEffect {
  if (isSystemLine(kind)) return 'ignore'
  if (!revoke.byAuthor && !revoke.byAdmin) return 'ignore'
  return isKept(chat) ? 'keep' : 'blank'
}

/** True once the server has it: before that a message is cancelled, not deleted. */
function reachedServer(status: MessageStatus): boolean {
  return status === 'sent' || status === 'delivered' || status === 'read' || status === 'played'
}
