import type { DomainEvent, Origin } from '../events.ts'
import { chatOf, isMe, type Me, msOf, personOf } from './address.ts'
import { type BinaryNode, proto } from './library.ts'
import { eventsOf } from './messages.ts'

const Stub = proto.WebMessageInfo.StubType

/** Watches `<call>` stanzas for calls that nobody took: each becomes one line in the chat. */
export class Calls {
  readonly #offers = new Map<string, { video: boolean; groupJid: string | null }>()

  /** @returns the line for a missed call, or nothing. */
  take(node: BinaryNode, me: Me, now: number): DomainEvent[] {
    const step = Array.isArray(node.content) ? node.content[0] : undefined
    const id = step?.attrs['call-id']
    if (!step || !id) return []
    if (step.tag === 'offer' || step.tag === 'offer_notice') {
      const video = Array.isArray(step.content) && step.content.some(part => part.tag === 'video')
      this.#offers.set(id, { video: video || step.attrs.media === 'video', groupJid: step.attrs['group-jid'] ?? null })
      return []
    }
    if (step.tag !== 'terminate' && step.tag !== 'reject' && step.tag !== 'accept') return []
    const offer = this.#offers.get(id) ?? { video: false, groupJid: null }
    this.#offers.delete(id)
    if (step.tag !== 'terminate' || step.attrs.reason !== 'timeout') return []
    const caller = personOf(step.attrs['call-creator'] ?? node.attrs.from, step.attrs.caller_pn, node.attrs.from)
    if (caller === null || isMe(caller, me)) return []
    const chat = chatOf(offer.groupJid) ?? { kind: 'direct' as const, person: caller }
    const origin: Origin = node.attrs.offline === undefined ? 'live' : 'offline'
    const at = msOf(node.attrs.t) ?? now
    const group = chat.kind === 'group'
    const stub = offer.video
      ? group
        ? Stub.CALL_MISSED_GROUP_VIDEO
        : Stub.CALL_MISSED_VIDEO
      : group
        ? Stub.CALL_MISSED_GROUP_VOICE
        : Stub.CALL_MISSED_VOICE
    const info = proto.WebMessageInfo.create({
      key: { remoteJid: node.attrs.from ?? null, fromMe: false, id },
      messageTimestamp: Math.floor(at / 1000),
      messageStubType: stub,
    })
    return eventsOf(info, null, { chat, author: caller, fromMe: false, origin, me }).events
  }
}
