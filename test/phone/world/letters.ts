/** Writes the messages of one chat, a segment at a time. */
import { proto } from 'baileys'
import type { ChangeSheet } from './cast.ts'
import { Dice } from './dice.ts'
import { callLog, pictured, special } from './kinds.ts'
import { type ChatPlan, type Inhabitant, ME } from './population.ts'
import { moment } from './rhythm.ts'
import { scene } from './scenes.ts'
import { reactions, talk } from './talk.ts'

const Stub = proto.WebMessageInfo.StubType
const Status = proto.WebMessageInfo.Status

/** A stretch of a chat's history. */
export interface Segment {
  /** Tells the segment apart from the chat's others. */
  name: string
  /** s */
  from: number
  /** s: time of the segment's last message. */
  to: number
  count: number
  /** Number of its first message in the chat. */
  first: number
  /** Opens the chat: encryption line, group creation, first notices. */
  opens: boolean
  /** So many of its last messages come from others. */
  unread: number
  /** What changed within this time. */
  changes: readonly Change[]
}

/** A change in what stands of a business. */
export interface Change {
  /** s */
  at: number
  stub: number
}

/** What a writer needs to know of the world. */
export interface Era {
  seed: number
  /** s */
  now: number
}

/** A chat with the times (s) of its first and last message. */
type Placed = ChatPlan & { from: number; to: number }

type Author = Inhabitant | 'me'

interface Draft {
  at: number
  author: Author
  message: proto.IMessage | null
  stub: number
  parameters: string[]
}

/** The id of the n-th message of a chat: the same in every run, never twice in a world. */
function messageId(era: Era, plan: ChatPlan, n: number): string {
  const noise = (Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(plan.ordinal + 7, 0x85ebca6b) ^ era.seed) >>> 0
  const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0')
  return `3A${hex(noise, 8)}${hex(plan.ordinal, 4)}${hex(n >>> 0, 8)}`.toUpperCase()
}

/** The messages of a segment, the oldest first. Exactly as many as it says. */
export function write(era: Era, plan: Placed, segment: Segment): proto.IWebMessageInfo[] {
  const dice = new Dice(`${era.seed} ${plan.key} ${segment.name}`)
  const drafts = new Drafts(dice, plan, segment).all()
  const infos: proto.IWebMessageInfo[] = []
  for (const [index, draft] of drafts.entries()) {
    const unread = index >= drafts.length - segment.unread
    infos.push(finish(era, dice, plan, draft, messageId(era, plan, segment.first + index), infos, unread))
  }
  return infos
}

class Drafts {
  readonly #dice: Dice
  readonly #plan: Placed
  readonly #segment: Segment

  constructor(dice: Dice, plan: Placed, segment: Segment) {
    this.#dice = dice
    this.#plan = plan
    this.#segment = segment
  }

  all(): Draft[] {
    const { from, to, count, opens, changes } = this.#segment
    const kind = this.#plan.trade !== null || this.#plan.key === 'work' ? 'office' : 'private'
    const exchanges: Draft[][] = opens ? [this.#opening(from).slice(0, count)] : []
    const room = count - (exchanges[0]?.length ?? 0)
    for (const { at, stub } of changes.slice(0, room)) exchanges.push([this.#notice(at, stub)])
    let length = exchanges.reduce((sum, exchange) => sum + exchange.length, 0)
    while (length < count) {
      const exchange = this.#exchange(moment(this.#dice, from, to, kind)).slice(0, count - length)
      exchanges.push(exchange)
      length += exchange.length
    }
    return this.#settled(exchanges)
  }

  /** In their order, within the segment's time; the last one at its very end. */
  #settled(exchanges: Draft[][]): Draft[] {
    const { to } = this.#segment
    exchanges.sort((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0))
    let end = 0
    for (const exchange of exchanges) {
      // One talk after the other, unless the chat is too busy for that.
      const start = exchange[0]?.at ?? 0
      const wait = end + 20 - start
      if (wait > 0 && wait < 600) for (const draft of exchange) draft.at += wait
      end = Math.max(end, exchange.at(-1)?.at ?? 0)
    }
    const drafts = exchanges.flat().sort((a, b) => a.at - b.at)
    for (const draft of drafts) draft.at = Math.min(draft.at, to)
    const last = drafts.at(-1)
    if (last) last.at = to
    return drafts
  }

  #opening(at: number): Draft[] {
    const { other, group, notices } = this.#plan
    if (other) {
      const beginning = line(at, other, Stub.E2E_ENCRYPTED)
      return [beginning, ...notices.map((stub, index) => this.#notice(at + index, stub))]
    }
    const creator = group?.members[0] ?? 'me'
    const people = (group?.members ?? []).slice(1, 6).map(member => jidIn(this.#plan, member))
    return [
      line(at, creator, Stub.GROUP_CREATE, [group?.subject ?? '']),
      line(at + 1, creator, Stub.GROUP_PARTICIPANT_ADD, people),
    ]
  }

  #notice(at: number, stub: number): Draft {
    return line(at, this.#someone(), stub, [calledAt(this.#plan, this.#plan.other?.business?.name ?? '', at)])
  }

  #exchange(start: number): Draft[] {
    const dice = this.#dice
    const { trade, group } = this.#plan
    let at = start
    if (trade !== null) {
      return scene(trade, dice).map(({ fromMe, message }, index) => {
        at += index === 0 ? 0 : dice.int(20, 1500)
        return { ...line(at, fromMe ? 'me' : this.#someone(), 0), message }
      })
    }
    if (dice.chance(0.03)) return [this.#system(at)]
    const { exchanges, words } = talk[this.#plan.language]
    const filled = new Map<string, string>()
    let speaker = this.#someone()
    return dice.pick(exchanges).map((spoken, index) => {
      const mine = spoken.startsWith('>')
      const text = (mine ? spoken.slice(1) : spoken).replace(/\{(\w+)\}/g, (_, word: string) => {
        const known = filled.get(word) ?? dice.pick(words[word] ?? ['…'])
        filled.set(word, known)
        return known
      })
      if (!mine && group && dice.chance(0.6)) speaker = this.#someone()
      const author = mine && (group === null || dice.chance(0.4)) ? 'me' : speaker
      at += index === 0 ? 0 : dice.int(8, 190)
      return { ...line(at, author, 0), message: this.#varied(text) }
    })
  }

  /** Most lines stay the text they are. */
  #varied(text: string): proto.IMessage {
    const dice = this.#dice
    if (dice.chance(0.05)) return pictured(dice)
    if (dice.chance(0.06)) return special(dice, this.#plan.group !== null)
    if (dice.chance(0.02))
      return { extendedTextMessage: { text, contextInfo: { isForwarded: true, forwardingScore: 1 } } }
    return { conversation: text }
  }

  #system(at: number): Draft {
    const dice = this.#dice
    const { group, other } = this.#plan
    const someone = this.#someone()
    if (!group) {
      const roll = dice.next()
      if (roll < 0.25) return line(at, other ?? 'me', Stub.CALL_MISSED_VOICE)
      if (roll < 0.35) return line(at, other ?? 'me', Stub.E2E_IDENTITY_CHANGED, [this.#plan.jid])
      return { ...line(at, roll < 0.7 ? 'me' : someone, 0), message: callLog(dice) }
    }
    const admin = group.admins[0] ?? 'me'
    const about = someone === 'me' ? [] : [jidIn(this.#plan, someone)]
    switch (dice.int(0, 4)) {
      case 0:
        return line(at, admin, Stub.GROUP_CHANGE_ICON, ['1'])
      case 1:
        return line(at, admin, Stub.GROUP_CHANGE_DESCRIPTION, [group.description ?? group.subject])
      case 2:
        return line(at, admin, Stub.GROUP_PARTICIPANT_PROMOTE, about)
      case 3:
        return line(at, someone, Stub.GROUP_PARTICIPANT_INVITE, about)
      default:
        return line(at, admin, Stub.GROUP_PARTICIPANT_ADD, about)
    }
  }

  #someone(): Author {
    const { other, group } = this.#plan
    return other ?? this.#dice.pick(group?.members ?? [])
  }
}

function line(at: number, author: Author, stub: number, parameters: string[] = []): Draft {
  return { at, author, message: null, stub, parameters }
}

/** A person as this chat names them. */
function jidIn(plan: ChatPlan, person: Inhabitant): string {
  const byLid = plan.group ? plan.group.addressing === 'lid' : plan.jid.endsWith('@lid')
  return (byLid ? (person.lid ?? person.pn) : (person.pn ?? person.lid)) ?? ''
}

function finish(
  era: Era,
  dice: Dice,
  plan: Placed,
  draft: Draft,
  id: string,
  earlier: proto.IWebMessageInfo[],
  unread: boolean,
): proto.IWebMessageInfo {
  const stands = unread && draft.author === 'me' ? (plan.other ?? plan.group?.members[0] ?? 'me') : draft.author
  const author = stands === 'me' ? null : stands
  const participant = plan.group && author ? jidIn(plan, author) : null
  const info: proto.IWebMessageInfo = {
    key: { remoteJid: plan.jid, fromMe: author === null, id, ...(participant === null ? {} : { participant }) },
    messageTimestamp: draft.at,
    ...(participant === null ? {} : { participant }),
  }
  if (author?.pushName) info.pushName = author.pushName
  if (author?.business) {
    info.verifiedBizName = calledAt(plan, author.business.name, draft.at)
    info.bizPrivacyStatus = author.business.actualActors === 'bsp' ? 1 : 0
  }
  if (draft.stub !== 0) {
    info.messageStubType = draft.stub
    info.messageStubParameters = draft.parameters
    return info
  }
  info.message = draft.message
  if (author === null) tick(info, dice, plan, era.now - draft.at)
  if (plan.trade === null) embellish(info, dice, plan, earlier)
  if (plan.traits.ephemeral !== undefined) {
    info.ephemeralDuration = plan.traits.ephemeral
    info.ephemeralStartTimestamp = draft.at
  }
  return info
}

/** What a business called itself at a time (s). */
function calledAt(plan: Placed, name: string, at: number): string {
  const later = plan.changes.find(change => change.formerName !== undefined && changeTime(plan, change) > at)
  return later?.formerName ?? name
}

/** When something changed, s. */
export function changeTime({ from, to }: Pick<Placed, 'from' | 'to'>, change: ChangeSheet): number {
  return Math.floor(from + (to - from) * change.at)
}

/** How far an own message got: not far in the last minutes, read after a while. */
function tick(info: proto.IWebMessageInfo, dice: Dice, plan: ChatPlan, age: number): void {
  const at = Number(info.messageTimestamp)
  const read = age > 86_400 || (age > 900 && dice.chance(0.8))
  info.status = read ? Status.READ : age > 60 ? Status.DELIVERY_ACK : Status.SERVER_ACK
  if (!plan.group || !dice.chance(0.3)) return
  info.userReceipt = plan.group.members.slice(0, 5).map((member, index) => ({
    userJid: jidIn(plan, member),
    receiptTimestamp: at + 2 + index,
    ...(read ? { readTimestamp: at + 60 + index * 30 } : {}),
  }))
}

/** Replies, mentions, reactions, edits and deletions. */
function embellish(info: proto.IWebMessageInfo, dice: Dice, plan: ChatPlan, earlier: proto.IWebMessageInfo[]): void {
  const text = info.message?.conversation
  if (dice.chance(0.05)) info.reactions = reactionsFor(info, dice, plan)
  if (typeof text !== 'string') return
  const target = dice.chance(0.06) ? earlier.at(-dice.int(1, Math.min(12, earlier.length || 1))) : undefined
  if (target?.message) {
    info.message = { extendedTextMessage: { text, contextInfo: quoting(target, plan) } }
  } else if (plan.group && dice.chance(0.03)) {
    const named = jidIn(plan, dice.pick(plan.group.members))
    const mentioned = `@${named.split('@')[0] ?? ''} ${text}`
    info.message = { extendedTextMessage: { text: mentioned, contextInfo: { mentionedJid: [named] } } }
  } else if (dice.chance(0.02)) {
    // In the place of the original stands its edit, under the same id.
    const protocolMessage = {
      key: { ...info.key },
      type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT,
      editedMessage: { conversation: `${text} ✏️` },
      timestampMs: Number(info.messageTimestamp) * 1000 + 45_000,
    }
    info.message = { editedMessage: { message: { protocolMessage } } }
  } else if (dice.chance(0.012)) {
    info.message = null
    info.messageStubType = Stub.REVOKE
    info.revokeMessageTimestamp = Number(info.messageTimestamp) + 90
  }
}

function quoting(target: proto.IWebMessageInfo, plan: ChatPlan): proto.IContextInfo {
  const byLid = plan.group ? plan.group.addressing === 'lid' : plan.jid.endsWith('@lid')
  const participant = target.key?.fromMe ? (byLid ? ME.lid : ME.pn) : (target.key?.participant ?? plan.jid)
  return {
    stanzaId: target.key?.id ?? '',
    participant,
    ...(target.message ? { quotedMessage: withoutContext(target.message) } : {}),
  }
}

/** A quote does not carry what its original quoted. */
function withoutContext(message: proto.IMessage): proto.IMessage {
  const text = message.extendedTextMessage?.text
  return typeof text === 'string' ? { conversation: text } : message
}

function reactionsFor(info: proto.IWebMessageInfo, dice: Dice, plan: ChatPlan): proto.IReaction[] {
  const at = Number(info.messageTimestamp)
  const people = plan.group ? dice.shuffled(plan.group.members).slice(0, dice.int(1, 4)) : [plan.other]
  const chosen: (Inhabitant | null)[] = info.key?.fromMe ? people : [null, ...people.slice(1)]
  return chosen.map((person, index) => ({
    key: {
      remoteJid: plan.jid,
      fromMe: person === null,
      id: `${info.key?.id ?? ''}R${index}`,
      ...(plan.group && person ? { participant: jidIn(plan, person) } : {}),
    },
    text: dice.pick(reactions),
    senderTimestampMs: (at + 30 + index * 20) * 1000,
  }))
}
