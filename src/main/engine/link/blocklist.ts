import type { DomainEvent } from '../events.ts'
import { child, children, msOf, pairEvents, personOf } from './address.ts'
import type { BinaryNode } from './library.ts'

/** What an account notification says of the block list. */
export interface BlockNews {
  events: DomainEvent[]
  /** It says only that something changed, or nothing that is understood: fetch the list. */
  refetch: boolean
}

/** Reads a `<notification type="account_sync">`; null when it is not about the block list. */
export function blockNews(node: BinaryNode, now: number): BlockNews | null {
  const list = child(node, 'blocklist')
  if (!list) return null
  const at = msOf(node.attrs.t) ?? now
  const items = children(list, 'item')
  let unclear = items.length === 0
  const events = items.flatMap((item): DomainEvent[] => {
    const person = personOf(item.attrs.jid, item.attrs.pn_jid)
    const { action } = item.attrs
    if (person === null || (action !== 'block' && action !== 'unblock')) {
      unclear = true
      return []
    }
    return [...pairEvents(person), { type: 'block', person, on: action === 'block', at }]
  })
  return { events, refetch: unclear }
}

/** The whole list, from the server's answer. An item that names nobody is left out. */
export function blocklistEvents(answer: BinaryNode): DomainEvent[] {
  const people = children(child(answer, 'list'), 'item').flatMap(({ attrs }) => personOf(attrs.jid, attrs.pn_jid) ?? [])
  return [...pairEvents(...people), { type: 'blocklist', people }]
}
