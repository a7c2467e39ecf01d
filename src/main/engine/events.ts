/**
 * Domain events: what the link says happened, in the words of domain.md and without a trace of the library that spoke to
 * the wire. Sync applies them to the store. Times are milliseconds unless a comment says otherwise.
 *
 * Applying is idempotent and order does not matter: any order, duplication and grouping of a set of events gives the same
 * store. What refers to a message that has not arrived yet is kept until it does.
 */
import type { Content } from '../../shared/content.ts'

/** One person as the wire names them: normalised JIDs without device (`…@s.whatsapp.net`, `…@lid`). At least one is set. */
export interface PersonRef {
  pn: string | null
  lid: string | null
}

export type ChatRef = { kind: 'direct'; person: PersonRef } | { kind: 'group'; jid: string }

/** Names a message on the wire. `author` null: not known (a receipt for one's own message, say). */
export interface MessageKey {
  chat: ChatRef
  wireId: string
  fromMe: boolean
  /** Null when `fromMe`, or when the chat itself tells the author (direct chats). */
  author: PersonRef | null
}

/** How an event reached this device. `live`: from now; `offline`: waited at the server; `echo`: written on another own device. */
export type Origin = 'live' | 'offline' | 'history' | 'echo'

export interface WireQuote {
  wireId: string
  fromMe: boolean
  author: PersonRef | null
  content: Content
  text: string
  /** The quoted message is a status update. */
  ofStatus: boolean
  /** JPEG, of a status update only: of a message the original has it. */
  thumbnail: Uint8Array | null
}

/** The way of one's own message as the wire knows it. */
export type OwnStatus = 'pending' | 'sent' | 'delivered' | 'read' | 'played' | 'failed'

/** A message as it came, ready for the store. */
export interface WireMessage {
  key: MessageKey
  at: number
  content: Content
  /** Text for search and preview: the text, caption or card body. */
  text: string | null
  quote: WireQuote | null
  mentions: PersonRef[]
  forwarded: boolean
  /** JPEG. */
  thumbnail: Uint8Array | null
  /** The whole WebMessageInfo, encoded. */
  raw: Uint8Array
  /** Own messages only; null for incoming. */
  status: OwnStatus | null
  /** True when it counts as unread (a new incoming message that is no system line). */
  unread: boolean
  /** Disappears at this time, or null. */
  expiresAt: number | null
  pushName: string | null
  /** Own messages: receipts that came along in history. */
  receipts: { person: PersonRef; deliveredAt: number | null; readAt: number | null; playedAt: number | null }[]
  /** Reactions that came along in history. */
  reactions: { by: PersonRef | 'me'; emoji: string; at: number }[]
  /** Edited before this device saw it: time of the edit, or null. */
  editedAt: number | null
  /** A group's admin deleted it before this device saw it (ms), or null. The phone's word: which admin it was is not told. */
  revokedByAdminAt: number | null
}

/** What happened to a message that exists or will. `by` is who did it: sync checks that they may. */
export type MessageChange =
  | {
      change: 'edit'
      target: MessageKey
      by: PersonRef | 'me'
      at: number
      content: Content
      text: string | null
      raw: Uint8Array
    }
  | { change: 'revoke'; target: MessageKey; by: PersonRef | 'me'; at: number }
  | { change: 'react'; target: MessageKey; by: PersonRef | 'me'; at: number; emoji: string | null }
  | { change: 'deleteForMe'; target: MessageKey; at: number }
  | { change: 'star'; target: MessageKey; on: boolean; at: number }

export interface WireStatus {
  /** Null author: one's own post. */
  author: PersonRef | null
  wireId: string
  at: number
  content: Content
  text: string | null
  mentions: PersonRef[]
  thumbnail: Uint8Array | null
  /** `backgroundArgb` and `font` as the wire has them; null for media posts. */
  backgroundArgb: number | null
  font: number | null
  raw: Uint8Array
  seen: boolean
}

export type NameEventSource = 'addressBook' | 'certificate' | 'history' | 'push'

/** An attestation of a business (domain.md §3). */
export interface AttestationEvent {
  person: PersonRef
  /** `stanza` and `lookup` come from the server; `history` never makes `verified`. */
  source: 'stanza' | 'lookup' | 'history'
  level: 'high' | 'low' | 'unknown' | null
  /** False: the server said that this is no business (a look-up without a business node). */
  business: boolean
  chosenName: string | null
  issuer: string | null
  serial: string | null
  hostStorage: string | null
  actualActors: string | null
  privacyModeAt: number | null
  at: number
}

export interface GroupFacts {
  jid: string
  subject: string | null
  createdAt: number | null
  owner: PersonRef | null
  /** Null: not told. */
  members: { person: PersonRef; admin: boolean }[] | null
  /** Only admins write. */
  announce: boolean | null
  description: string | null
}

/** What the phone (or this device, for itself) says of a chat. Null fields say nothing. */
export interface ChatState {
  chat: ChatRef
  pinnedAt: number | null | undefined
  /** ms, `forever`, or null for not muted. */
  mutedUntil: number | 'forever' | null | undefined
  archived: boolean | undefined
  markedUnread: boolean | undefined
  /** History only: the phone's count of unread messages. */
  unreadCount: number | undefined
  /** Seconds; 0 off. */
  disappearingSeconds: number | undefined
  /** History only: time of the chat's last activity on the phone. */
  lastActivityAt: number | undefined
  /** History only: a name of `Conversation.name` or a group's subject. */
  name: string | null | undefined
  /** History only: false when the user is no member of this group (any more). */
  member: boolean | undefined
  /** History only: the phone said there is nothing older than what it sent. */
  endOfHistory: boolean | undefined
}

export type DomainEvent =
  | { type: 'message'; message: WireMessage; origin: Origin }
  | { type: 'change'; change: MessageChange; origin: Origin }
  /** Receipts by a person for own messages. */
  | {
      type: 'receipt'
      chat: ChatRef
      wireIds: string[]
      /** Null: by oneself on another device (then `read` means: the chat was read there). */
      by: PersonRef | null
      state: 'delivered' | 'read' | 'played'
      at: number
    }
  /** The server took (or refused) an own message. */
  | { type: 'ownStatus'; key: MessageKey; status: OwnStatus; at: number }
  | { type: 'name'; person: PersonRef; source: NameEventSource; name: string | null; at: number }
  | { type: 'identity'; pn: string; lid: string }
  | { type: 'attestation'; attestation: AttestationEvent }
  | { type: 'chatState'; state: ChatState; origin: Origin; at: number }
  /** The phone cleared or deleted a chat: everything up to `upTo` (ms) goes; null: everything that is here. */
  | { type: 'chatCleared'; chat: ChatRef; upTo: number | null; at: number }
  | { type: 'chatDeleted'; chat: ChatRef; upTo: number | null; at: number }
  /** Read on another own device up to and with this time. */
  | { type: 'chatRead'; chat: ChatRef; upTo: number | null }
  /** `at`: when the facts held (the fetch, or the history chunk's time): an older member list never undoes a newer change. */
  | { type: 'group'; group: GroupFacts; at: number }
  | {
      type: 'groupMembers'
      jid: string
      members: PersonRef[]
      change: 'add' | 'remove' | 'promote' | 'demote'
      at: number
    }
  | { type: 'status'; status: WireStatus; origin: Origin }
  | { type: 'statusRevoked'; author: PersonRef | null; wireId: string; at: number }
  | { type: 'statusViewed'; wireId: string; by: PersonRef; at: number }
  | { type: 'statusSeen'; author: PersonRef; wireId: string; at: number }
  /** The whole block list. */
  | { type: 'blocklist'; people: PersonRef[] }
  | { type: 'block'; person: PersonRef; on: boolean; at: number }
  /** A message that could not be read at all: kept as a line in the chat, replaced when it comes again. */
  | { type: 'undecryptable'; key: MessageKey; at: number; raw: Uint8Array; pushName: string | null }

/** Which journal row a batch of events came from; sync marks it projected in the same transaction. */
export interface EventBatch {
  events: DomainEvent[]
  /** Rows of the decrypt journal that are done with once these events are in the store. */
  journal: number[]
  /** Writes what must be on disk exactly when these events are: it runs last in their transaction. */
  within?: () => void
}
