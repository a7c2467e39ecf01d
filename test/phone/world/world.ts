import { deflateSync } from 'node:zlib'
import { proto } from 'baileys'
import type { HistoryChunk } from '../api.ts'
import { Dice } from './dice.ts'
import { changeTime, type Era, type Segment, write } from './letters.ts'
import { CAST_CHATS, type ChatPlan, type Inhabitant, ME, populate } from './population.ts'
import { moment } from './rhythm.ts'
import { statusesOf } from './statuses.ts'

const { HistorySyncType } = proto.HistorySync
const Transfer = proto.Conversation.EndOfHistoryTransferType

const DAY = 86_400
/** Messages per segment: what is in memory at once. */
const SEGMENT = 1000
/** Newest messages of a chat that come with the very first chunk. */
const FIRST = 8
/** What is older comes last, in chunks of type FULL, and what is newer in RECENT ones. */
const RECENT_DAYS = 30
/** How much further back a chat goes on the phone than what it sends by itself. */
const OLDER_DAYS = 40
const OLDER_MESSAGES = 120

export interface WorldOptions {
  /** Default 1. */
  seed?: number
  /** Everything lies before this time. */
  now: Date
  /** How many messages the chats have together, statuses not counted. Default 100 a chat. */
  messages?: number
  /** Default: the whole cast, about 40. */
  chats?: number
  /** How far back the history goes. Default 60. */
  days?: number
}

export interface ChunkOptions {
  /** Messages per chunk. Default 700: a phone's progress is seen to move. */
  perChunk?: number
  /** Yield deflated bytes, a quarter of the memory, rather than encoded ones. */
  deflated?: boolean
}

/** A chat of the world and where its messages lie. */
export interface WorldChat extends ChatPlan {
  count: number
  /** s: time of its first and last message. */
  from: number
  to: number
  /** False: its beginning lies before the history. */
  begins: boolean
}

/** A sample world. Messages are made when asked for: a million of them fit, a segment at a time. */
export interface World {
  me: typeof ME
  era: Era
  inhabitants: Inhabitant[]
  /** The newest first. */
  chats: WorldChat[]
  messageCount: number
  /** One chat's messages, the newest first. */
  messages(chat: WorldChat): Generator<proto.IWebMessageInfo>
  /** The chat as history describes it, without messages. */
  conversation(chat: WorldChat): proto.IConversation
  /** The whole history in the order a phone sends it. Every message comes once. */
  chunks(options?: ChunkOptions): Generator<HistoryChunk>
  /** Posts of the last 24 hours. */
  statuses(): proto.IWebMessageInfo[]
  pushNames(): { id: string; pushname: string }[]
  pairs(): { pnJid: string; lidJid: string }[]
  /** What the phone answers to a request for older messages: newest first, empty when there is no more. */
  older(request: { chatJid: string; oldestId: string; count: number }): proto.IWebMessageInfo[]
}

/** Makes the sample world. The same options give the same bytes, on any machine. */
export function world(options: WorldOptions): World {
  return new SampleWorld(options)
}

class SampleWorld implements World {
  readonly me = ME
  readonly era: Era
  readonly inhabitants: Inhabitant[]
  readonly chats: WorldChat[]
  readonly messageCount: number

  constructor({ seed = 1, now, messages, chats = CAST_CHATS, days = 60 }: WorldOptions) {
    this.era = { seed, now: Math.floor(now.getTime() / 1000) }
    const population = populate(seed, chats)
    this.inhabitants = population.inhabitants
    this.messageCount = messages ?? chats * 100
    const counts = shares(population.chats, this.messageCount)
    this.chats = population.chats
      .map((plan, index) => placed(plan, counts[index] ?? 0, this.era, days))
      .sort((a, b) => b.to - a.to || a.ordinal - b.ordinal)
  }

  *messages(chat: WorldChat): Generator<proto.IWebMessageInfo> {
    const parts = Math.ceil(chat.count / SEGMENT)
    for (let part = parts - 1; part >= 0; part--) yield* write(this.era, chat, segment(chat, part, parts)).reverse()
  }

  conversation(chat: WorldChat): proto.IConversation {
    const { traits, other, group } = chat
    const unread = Math.min(traits.unread ?? 0, chat.count)
    return {
      id: chat.jid,
      conversationTimestamp: chat.to,
      lastMsgTimestamp: chat.to,
      unreadCount: unread,
      endOfHistoryTransfer: true,
      endOfHistoryTransferType: chat.begins
        ? Transfer.COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY
        : Transfer.COMPLETE_BUT_MORE_MESSAGES_REMAIN_ON_PRIMARY,
      notSpam: true,
      ...(traits.archived ? { archived: true } : {}),
      ...(traits.markedUnread ? { markedAsUnread: true } : {}),
      ...(traits.pinned === undefined ? {} : { pinned: this.era.now - traits.pinned * DAY }),
      ...muteOf(chat, this.era.now),
      ...(traits.ephemeral === undefined
        ? {}
        : { ephemeralExpiration: traits.ephemeral, ephemeralSettingTimestamp: chat.from }),
      ...(other ? directFacts(chat, other) : {}),
      ...(group
        ? {
            name: group.subject,
            createdAt: chat.from - (chat.begins ? 0 : 200 * DAY),
            ...(group.description === null ? {} : { description: group.description }),
            ...(traits.left ? { readOnly: true } : {}),
            participant: group.members.map(member => ({
              userJid: (group.addressing === 'lid' ? member.lid : member.pn) ?? member.lid ?? '',
              rank: group.admins.includes(member) ? 1 : 0,
            })),
          }
        : {}),
    }
  }

  *chunks({ perChunk = 700, deflated = false }: ChunkOptions = {}): Generator<HistoryChunk> {
    const pack = (
      syncType: number,
      chunkOrder: number,
      progress: number,
      content: proto.IHistorySync,
    ): HistoryChunk => {
      const encoded = proto.HistorySync.encode({ ...content, syncType, chunkOrder, progress }).finish()
      return { syncType, chunkOrder, progress, content: deflated ? { deflated: deflateSync(encoded) } : { encoded } }
    }
    yield pack(HistorySyncType.INITIAL_BOOTSTRAP, 1, 100, {
      phoneNumberToLidMappings: this.pairs(),
      conversations: this.chats.map(chat => ({
        ...this.conversation(chat),
        messages: wrapped(take(this.messages(chat), FIRST)),
      })),
    })
    yield pack(HistorySyncType.PUSH_NAME, 1, 100, { pushnames: this.pushNames() })
    yield pack(HistorySyncType.INITIAL_STATUS_V3, 1, 100, { statusV3Messages: this.statuses() })

    for (const age of ['recent', 'older'] as const) {
      const type = age === 'recent' ? HistorySyncType.RECENT : HistorySyncType.FULL
      let order = 0
      // One is held back: only the last one says that it is all.
      let held: proto.IConversation[] | null = null
      let done = 0
      for (const { conversations, share } of this.#parcels(age, perChunk)) {
        if (held) yield pack(type, order, Math.min(99, Math.floor(100 * done)), { conversations: held })
        order += 1
        done = share
        held = conversations
      }
      if (held) yield pack(type, order, 100, { conversations: held })
    }
    yield pack(HistorySyncType.NON_BLOCKING_DATA, 1, 100, { pastParticipants: this.#pastParticipants() })
  }

  /** What follows the first messages, in parcels for one chunk each, and how much (0–1) of it all is done with each. */
  *#parcels(age: 'recent' | 'older', size: number): Generator<{ conversations: proto.IConversation[]; share: number }> {
    let conversations: proto.IConversation[] = []
    let inParcel = 0
    for (const [index, chat] of this.chats.entries()) {
      let batch: proto.IWebMessageInfo[] = []
      for (const info of this.#rest(chat, age)) {
        batch.push(info)
        inParcel += 1
        if (inParcel < size) continue
        conversations.push({ ...this.conversation(chat), messages: wrapped(batch) })
        yield { conversations, share: (index + 0.5) / this.chats.length }
        batch = []
        conversations = []
        inParcel = 0
      }
      if (batch.length > 0) conversations.push({ ...this.conversation(chat), messages: wrapped(batch) })
    }
    if (inParcel > 0) yield { conversations, share: 1 }
  }

  /** A chat's messages of the last days or those before, without the first ones, the newest first. */
  *#rest(chat: WorldChat, age: 'recent' | 'older'): Generator<proto.IWebMessageInfo> {
    const border = this.era.now - RECENT_DAYS * DAY
    const parts = Math.ceil(chat.count / SEGMENT)
    let seen = 0
    for (let part = parts - 1; part >= 0; part--) {
      const stretch = segment(chat, part, parts)
      if (age === 'recent' && stretch.to < border) return
      if (age === 'older' && stretch.from >= border) {
        seen += stretch.count
        continue
      }
      for (const info of write(this.era, chat, stretch).reverse()) {
        seen += 1
        const recent = Number(info.messageTimestamp) >= border
        if (seen > FIRST && recent === (age === 'recent')) yield info
      }
    }
  }

  /** Those who have left the user's groups, which comes when everything else is there. */
  #pastParticipants(): proto.IPastParticipants[] {
    const gone = this.inhabitants.filter(({ lid }) => lid !== null).slice(-2)
    return this.chats.flatMap(({ group, from }) => {
      if (group === null) return []
      const pastParticipants = gone
        .filter(person => !group.members.includes(person))
        .map(({ lid }) => ({ userJid: lid ?? '', leaveReason: 0, leaveTs: from + DAY }))
      return [{ groupJid: group.jid, pastParticipants }]
    })
  }

  statuses(): proto.IWebMessageInfo[] {
    return statusesOf(this.era, this.inhabitants)
  }

  pushNames(): { id: string; pushname: string }[] {
    const names: { id: string; pushname: string }[] = []
    for (const { pn, lid, pushName } of this.inhabitants) {
      const id = pn ?? lid
      if (id !== null && pushName !== null) names.push({ id, pushname: pushName })
    }
    return names
  }

  pairs(): { pnJid: string; lidJid: string }[] {
    const pairs: { pnJid: string; lidJid: string }[] = []
    for (const { pn, lid } of this.inhabitants) if (pn !== null && lid !== null) pairs.push({ pnJid: pn, lidJid: lid })
    return pairs
  }

  older({ chatJid, oldestId, count }: Parameters<World['older']>[0]): proto.IWebMessageInfo[] {
    const chat = this.chats.find(({ jid, other }) => [jid, other?.pn, other?.lid].includes(chatJid))
    if (!chat || chat.begins) return []
    const before: Segment = {
      name: 'before',
      from: chat.from - OLDER_DAYS * DAY,
      to: chat.from - 60,
      count: OLDER_MESSAGES,
      // Far above the numbers of the history's own messages.
      first: 0x40000000,
      opens: true,
      unread: 0,
      changes: [],
    }
    const messages = write(this.era, chat, before).reverse()
    const at = messages.findIndex(info => info.key?.id === oldestId)
    return messages.slice(at + 1, at + 1 + count)
  }
}

function directFacts(chat: WorldChat, other: Inhabitant): proto.IConversation {
  return {
    ...(chat.jid.endsWith('@lid')
      ? { ...(other.pn === null ? {} : { pnJid: other.pn }) }
      : { ...(other.lid === null ? {} : { lidJid: other.lid }) }),
    ...(other.savedName === null ? {} : { name: other.savedName, displayName: other.savedName }),
  }
}

function muteOf({ traits }: WorldChat, now: number): proto.IConversation {
  if (traits.muted === undefined) return {}
  // The phone writes "for ever" as -1, which an unsigned field holds as the largest number; a far date says the same.
  return { muteEndTime: traits.muted === 'forever' ? now + 100 * 365 * DAY : now + 7 * DAY }
}

/** Splits the messages by the chats' weights, each at least one, and exactly that many in all. */
function shares(plans: readonly ChatPlan[], total: number): number[] {
  if (total < plans.length) throw new Error('a world needs a message a chat at least')
  const weights = plans.reduce((sum, plan) => sum + plan.weight, 0)
  const counts = plans.map(plan => 1 + Math.floor(((total - plans.length) * plan.weight) / weights))
  let missing = total - counts.reduce((sum, count) => sum + count, 0)
  for (let index = 0; missing > 0; index = (index + 1) % counts.length) {
    counts[index] = (counts[index] ?? 0) + 1
    missing -= 1
  }
  return counts
}

/** Lively and unread chats were active last; some began within the history. */
function placed(plan: ChatPlan, count: number, era: Era, days: number): WorldChat {
  const dice = new Dice(`${era.seed} place of ${plan.key}`)
  const start = era.now - days * DAY
  // Where messages disappear some are there still.
  const lively = plan.traits.unread !== undefined || plan.traits.ephemeral !== undefined
  const quiet = lively ? dice.int(120, DAY / 3) : Math.floor(days * DAY * 0.5 * dice.next() ** (1 + plan.weight / 2))
  const kind = plan.trade === null ? 'private' : 'office'
  const end = era.now - Math.max(60, quiet)
  const to = moment(dice, Math.max(start + DAY, end - DAY / 2), end, kind)
  const begins = plan.trade !== null || plan.notices.length > 0 || dice.chance(0.25)
  const from = begins ? start + Math.floor((to - start) * dice.next() * 0.4) : start + dice.int(0, DAY)
  return { ...plan, count, from: Math.min(from, to - 1), to, begins }
}

function segment(chat: WorldChat, part: number, parts: number): Segment {
  const first = Math.floor((chat.count * part) / parts)
  const next = Math.floor((chat.count * (part + 1)) / parts)
  const span = chat.to - chat.from
  const from = chat.from + Math.floor((span * part) / parts)
  const to = chat.from + Math.floor((span * (part + 1)) / parts)
  const changes = chat.changes.map(change => ({ at: changeTime(chat, change), stub: change.stub }))
  return {
    name: `part ${part}`,
    from,
    to,
    count: next - first,
    first,
    opens: part === 0 && chat.begins,
    unread: part === parts - 1 ? Math.min(chat.traits.unread ?? 0, next - first) : 0,
    changes: changes.filter(({ at }) => at >= from && at < to),
  }
}

function wrapped(messages: proto.IWebMessageInfo[]): proto.IHistorySyncMsg[] {
  return messages.map(message => ({ message }))
}

function take<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = []
  for (const item of items) {
    taken.push(item)
    if (taken.length === count) break
  }
  return taken
}
