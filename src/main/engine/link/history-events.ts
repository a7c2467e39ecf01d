import type { ChatRef, DomainEvent, GroupFacts, Origin, PersonRef } from '../events.ts'
import { chatJid, chatOf, contradictsOwn, isMe, type Me, meRef, pairEvents, personJid, personOf } from './address.ts'
import { copiedAttestation } from './history-business.ts'
import { proto } from './library.ts'
import { eventsOf, nothingOf, seconds } from './messages.ts'
import { fieldsOf } from './wire-format.ts'

/** A token that lets this device write to a contact first; it goes to the Signal keys, not to the store. */
export interface ContactToken {
  jid: string
  token: Uint8Array
  /** s */
  timestamp: number
  senderTimestamp: number | null
}

/** A part of a history chunk, small enough for one short transaction. */
export interface Slice {
  events: DomainEvent[]
  tokens: ContactToken[]
  /** For the progress. */
  messages: number
  /** JIDs of the chats that begin in this slice: the LID where it was told. */
  chats: string[]
  /** Messages that could not be read. */
  broken: number
}

export interface ChunkOptions {
  me: Me
  /** ms: when the phone sent the chunk. */
  at: number
  /** Messages per slice; a person or a chat counts as {@link BESIDE} of them. */
  size: number
}

/** What a pair, a name or a chat costs the store, in messages: each is looked up, shown and indexed. */
const BESIDE = 4

/** Numbers of fields in `HistorySync`, `Conversation` and `HistorySyncMsg` (the library's WAProto.proto). */
const CONVERSATIONS = 2
const STATUSES = 3
const MESSAGES = 2
const MESSAGE = 1

const { HistorySyncType } = proto.HistorySync
const Transfer = proto.Conversation.EndOfHistoryTransferType

const emptySlice = (): Slice => ({ events: [], tokens: [], messages: 0, chats: [], broken: 0 })

/**
 * Cuts an inflated history chunk into slices of domain events. The first slices carry what concerns everybody (pairs of
 * numbers and LIDs, push names, who left groups). The same bytes always give the same slices, so a chunk can be resumed.
 * @throws RangeError for bytes that are no history.
 */
export function* slicesOf(chunk: Uint8Array, options: ChunkOptions): Generator<Slice> {
  const rest: Uint8Array[] = []
  const conversations: Uint8Array[] = []
  const statuses: Uint8Array[] = []
  for (const { number, bytes, whole } of fieldsOf(chunk)) {
    if (number === CONVERSATIONS && bytes) conversations.push(bytes)
    else if (number === STATUSES && bytes) statuses.push(bytes)
    else rest.push(whole)
  }
  const common = proto.HistorySync.decode(Buffer.concat(rest))
  const onDemand = common.syncType === HistorySyncType.ON_DEMAND

  let slice = emptySlice()
  let load = 0
  /** What was just added costs this much. @returns the slice when it is full; a new one is begun then. */
  const full = (cost: number): Slice | null => {
    load += cost
    if (load < options.size) return null
    const done = slice
    slice = emptySlice()
    load = 0
    return done
  }
  for (const event of commonEvents(common, options)) {
    slice.events.push(event)
    const done = full(BESIDE)
    if (done !== null) yield done
  }
  for (const bytes of statuses) {
    addMessage(slice, bytes, options, null)
    const done = full(1)
    if (done !== null) yield done
  }
  for (const bytes of conversations) {
    const parts: Uint8Array[] = []
    const messages: Uint8Array[] = []
    for (const field of fieldsOf(bytes)) {
      if (field.number === MESSAGES && field.bytes) messages.push(field.bytes)
      else parts.push(field.whole)
    }
    const conversation = proto.Conversation.decode(Buffer.concat(parts))
    const named = chatOf(conversation.id, chatAlternative(conversation))
    if (named === null) continue
    if (named.kind === 'direct') slice.events.push(...pairEvents(named.person))
    const chat = named.kind === 'direct' && contradictsOwn(named.person, options.me) ? chatOf(conversation.id) : named
    if (chat === null) continue
    slice.chats.push(chatJid(chat))
    slice.events.push(...conversationEvents(conversation, chat, options, onDemand))
    const token = tokenOf(conversation)
    if (token) slice.tokens.push(token)
    const begun = full(BESIDE * (1 + conversation.participant.length))
    if (begun !== null) yield begun
    for (const wrapped of messages) {
      for (const field of fieldsOf(wrapped)) {
        if (field.number !== MESSAGE || !field.bytes) continue
        addMessage(slice, field.bytes, options, chat)
        const done = full(1)
        if (done !== null) yield done
      }
    }
  }
  yield slice
}

const chatAlternative = (c: proto.Conversation): string | null =>
  personJid(c.id)?.endsWith('@lid') ? (c.pnJid ?? null) : (c.lidJid ?? null)

function addMessage(slice: Slice, bytes: Uint8Array, options: ChunkOptions, chat: ChatRef | null): void {
  slice.messages += 1
  try {
    const info = proto.WebMessageInfo.decode(bytes)
    slice.events.push(...keptMessage(info, bytes, options.me, chat))
  } catch {
    slice.broken += 1
  }
}

/**
 * Events of one message as the phone keeps it: from history, or sent again on request.
 * @param chat null for a status.
 */
export function keptMessage(
  info: proto.IWebMessageInfo,
  raw: Uint8Array | null,
  me: Me,
  chat: ChatRef | null,
  origin: Origin = 'history',
): DomainEvent[] {
  const key = info.key
  const fromMe = key?.fromMe === true
  const named = personOf(key?.participant, info.participant)
  const other = chat?.kind === 'direct' ? chat.person : named
  const author = fromMe ? meRef(me) : other
  if (author === null) {
    // A group's system line may name nobody; the line itself still says what happened.
    if (chat?.kind !== 'group' || !info.messageStubType) return []
  }
  const who: PersonRef = author ?? meRef(me)
  const frame = { chat, author: who, fromMe: fromMe || (author !== null && isMe(who, me)), origin, me }
  const { events } = eventsOf(info, raw, frame)
  if (!frame.fromMe && author !== null) events.push(...copiedAttestation(info, who, chat?.kind === 'direct'))
  return events
}

/** A person's name comes right behind their pair: in one transaction, so that what is shown of them is worked out once. */
function commonEvents(common: proto.HistorySync, { at, me }: ChunkOptions): DomainEvent[] {
  const events: DomainEvent[] = []
  const names = new Map<string, DomainEvent[]>()
  for (const { id, pushname } of common.pushnames) {
    const person = personOf(id)
    const jid = person?.lid ?? person?.pn
    if (!person || !jid || !pushname || isMe(person, me)) continue
    const name: DomainEvent = { type: 'name', person, source: 'push', name: pushname, at }
    names.set(jid, [...(names.get(jid) ?? []), name])
  }
  for (const { pnJid, lidJid } of common.phoneNumberToLidMappings) {
    const person = personOf(pnJid, lidJid)
    events.push(...pairEvents(person))
    for (const jid of [person?.pn, person?.lid]) {
      if (!jid) continue
      events.push(...(names.get(jid) ?? []))
      names.delete(jid)
    }
  }
  events.push(...[...names.values()].flat())
  for (const { groupJid, pastParticipants } of common.pastParticipants) {
    for (const { userJid, leaveTs } of groupJid ? (pastParticipants ?? []) : []) {
      const person = personOf(userJid)
      if (!person || !groupJid) continue
      events.push({
        type: 'groupMembers',
        jid: groupJid,
        members: [person],
        change: 'remove',
        at: seconds(leaveTs) * 1000,
      })
    }
  }
  return events
}

function conversationEvents(
  c: proto.Conversation,
  chat: ChatRef,
  { at, me }: ChunkOptions,
  onDemand: boolean,
): DomainEvent[] {
  const events: DomainEvent[] = []
  const ended = c.endOfHistoryTransferType
  const endOfHistory =
    typeof ended === 'number' ? ended === Transfer.COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY : undefined
  // What the phone sends on request says nothing of the chat but how far its history goes.
  if (onDemand) {
    if (endOfHistory !== undefined) {
      events.push({ type: 'chatState', origin: 'history', at, state: { ...nothingOf(chat), endOfHistory } })
    }
    return events
  }
  const name = c.displayName || c.name || null
  const active = c.conversationTimestamp ?? c.lastMsgTimestamp
  events.push({
    type: 'chatState',
    origin: 'history',
    at,
    state: {
      chat,
      pinnedAt: typeof c.pinned === 'number' ? (c.pinned > 0 ? c.pinned * 1000 : null) : undefined,
      mutedUntil: c.muteEndTime === null || c.muteEndTime === undefined ? undefined : muteEnd(c.muteEndTime),
      archived: c.archived ?? undefined,
      markedUnread: c.markedAsUnread ?? undefined,
      unreadCount: c.unreadCount ?? undefined,
      disappearingSeconds: c.ephemeralExpiration ?? undefined,
      lastActivityAt: active === null || active === undefined ? undefined : seconds(active) * 1000,
      name: chat.kind === 'group' ? name : undefined,
      member: chat.kind === 'group' ? c.readOnly !== true : undefined,
      endOfHistory,
    },
  })
  if (chat.kind === 'direct') {
    if (name !== null && !isMe(chat.person, me)) {
      events.push({ type: 'name', person: chat.person, source: 'history', name, at })
    }
    return events
  }
  const members = c.participant.flatMap(({ userJid, rank }) => {
    const person = personOf(userJid)
    return person ? [{ person, admin: (rank ?? 0) > 0 }] : []
  })
  const group: GroupFacts = {
    jid: chat.jid,
    subject: name,
    createdAt: c.createdAt ? seconds(c.createdAt) * 1000 : null,
    owner: personOf(c.createdBy),
    members: members.length > 0 ? members : null,
    announce: null,
    description: c.description ?? null,
  }
  events.push({ type: 'group', group, at })
  return events
}

/**
 * When a mute ends. Conversations tell seconds, app-state actions milliseconds; "for ever" is −1, which an unsigned field
 * shows as a number beyond all dates.
 * @returns null: not muted.
 */
export function muteEnd(value: unknown): number | 'forever' | null {
  const number = Number(value ?? 0)
  if (number === 0 || Number.isNaN(number)) return null
  if (number < 0 || number > 1e14) return 'forever'
  return number < 1e11 ? number * 1000 : number
}

function tokenOf(c: proto.Conversation): ContactToken | null {
  const timestamp = seconds(c.tcTokenTimestamp)
  if (!c.tcToken?.length || timestamp <= 0) return null
  const jid = personJid(c.lidJid) ?? personJid(c.id)
  const sender = seconds(c.tcTokenSenderTimestamp)
  return jid === null ? null : { jid, token: c.tcToken, timestamp, senderTimestamp: sender > 0 ? sender : null }
}
