/** What the phone adds to a message in history: how far it got, who received it, who reacted. */
import { personFrom } from '../../../../shared/rules/jid.ts'
import type { OwnStatus, WireMessage } from '../../events.ts'
import type { proto } from '../library.ts'
import { list, milliseconds, seconds, text } from './bounds.ts'

/** A group has at most 1024 members. */
const MAX_PEOPLE = 1024

/** Receipts of an own message. */
export function receiptsOf(info: proto.IWebMessageInfo): WireMessage['receipts'] {
  const receipts: WireMessage['receipts'] = []
  for (const receipt of list(info.userReceipt, MAX_PEOPLE)) {
    const person = personFrom(receipt.userJid)
    if (person === null) continue
    receipts.push({
      person,
      deliveredAt: seconds(receipt.receiptTimestamp),
      readAt: seconds(receipt.readTimestamp),
      playedAt: seconds(receipt.playedTimestamp),
    })
  }
  return receipts
}

/** Reactions that hold now; their keys are written from this account's point of view. */
export function reactionsOf(info: proto.IWebMessageInfo): WireMessage['reactions'] {
  const reactions: WireMessage['reactions'] = []
  for (const reaction of list(info.reactions, MAX_PEOPLE)) {
    const emoji = text(reaction.text, 40)
    const key = reaction.key
    if (emoji === null || !key) continue
    const by = key.fromMe === true ? 'me' : (personFrom(key.participant) ?? personFrom(key.remoteJid))
    if (by === null) continue
    reactions.push({ by, emoji, at: milliseconds(reaction.senderTimestampMs) ?? seconds(info.messageTimestamp) ?? 0 })
  }
  return reactions
}

/** `WebMessageInfo.Status`, in the order of its numbers. */
const statuses: readonly OwnStatus[] = ['failed', 'pending', 'sent', 'delivered', 'read', 'played']

/** How far an own message got; null when history does not say. */
export function ownStatusOf(info: proto.IWebMessageInfo): OwnStatus | null {
  const status: unknown = info.status
  return typeof status === 'number' ? (statuses[status] ?? null) : null
}
