import type { DomainEvent } from '../events.ts'
import { chatOf, children, isGroup, isMe, type Me, msOf, pairEvents, personOf, STATUS_JID } from './address.ts'
import type { BinaryNode } from './library.ts'

/** Types that say something of a message's way; without a type: delivered. The others are between devices. */
const STATES: Record<string, 'delivered' | 'read' | 'played'> = {
  '': 'delivered',
  inactive: 'delivered',
  read: 'read',
  'read-self': 'read',
  played: 'played',
  'played-self': 'played',
}

/** Events of a `<receipt>`: by others for own messages, or by another own device for what was read there. */
export function receiptEvents(node: BinaryNode, me: Me, now: number): DomainEvent[] {
  const a = node.attrs
  const state = STATES[a.type ?? '']
  const sender = personOf(a.participant ?? a.from, a.participant_pn, a.participant_lid, a.sender_pn, a.sender_lid)
  const from = personOf(a.from, a.sender_pn, a.sender_lid)
  if (state === undefined || !a.id) return []
  const wireIds = [a.id, ...children(children(node, 'list')[0], 'item').flatMap(item => item.attrs.id ?? [])]
  const at = msOf(a.t) ?? now

  const ownDevice = (from !== null && isMe(from, me)) || (sender !== null && isMe(sender, me))
  // Only an own device tells what was read for oneself; from anybody else it would mark chats here as read.
  if (!ownDevice && a.type?.endsWith('-self')) return []
  if (ownDevice) {
    if (state === 'delivered') return []
    const where = a.recipient ?? a.from
    if (where === STATUS_JID) {
      const author = personOf(a.participant)
      return author === null || isMe(author, me)
        ? []
        : wireIds.map(wireId => ({ type: 'statusSeen', author, wireId, at }) as const)
    }
    const chat = chatOf(where, a.recipient_pn ?? a.recipient_lid ?? a.peer_recipient_pn ?? a.peer_recipient_lid)
    return chat === null ? [] : [{ type: 'receipt', chat, wireIds, by: null, state, at }]
  }
  if (sender === null) return []
  if (a.from === STATUS_JID) {
    return state === 'delivered'
      ? []
      : wireIds.map(wireId => ({ type: 'statusViewed', wireId, by: sender, at }) as const)
  }
  const chat = isGroup(a.from) ? chatOf(a.from) : { kind: 'direct' as const, person: sender }
  if (chat === null) return []
  return [...pairEvents(sender), { type: 'receipt', chat, wireIds, by: sender, state, at }]
}
