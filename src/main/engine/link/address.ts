import type { ChatRef, DomainEvent, PersonRef } from '../events.ts'
import type { BinaryNode } from './library.ts'

/** Who this device is: its own JIDs without device. */
export interface Me {
  pn: string
  lid: string | null
}

const JID = /^([^@:_]+)(?:_\d+)?(?::\d+)?@([a-z.]+)$/

/** Servers that stand for a phone number and for a LID; `hosted` ones are a business' devices at a provider. */
const PN_SERVERS = new Set(['s.whatsapp.net', 'c.us', 'hosted'])
const LID_SERVERS = new Set(['lid', 'hosted.lid'])

export const STATUS_JID = 'status@broadcast'

/** @returns the JID without device and agent, with the canonical server; null when it is no person's. */
export function personJid(jid: string | null | undefined): string | null {
  const match = jid ? JID.exec(jid) : null
  if (!match) return null
  const [, user = '', server = ''] = match
  if (PN_SERVERS.has(server)) return `${user}@s.whatsapp.net`
  if (LID_SERVERS.has(server)) return `${user}@lid`
  return server === 'bot' ? `${user}@bot` : null
}

export const isLid = (jid: string): boolean => jid.endsWith('@lid')

export const isGroup = (jid: string | null | undefined): boolean => jid?.endsWith('@g.us') === true

/** The person named by these JIDs (any order, any of them may be missing); null when none names one. */
export function personOf(...jids: (string | null | undefined)[]): PersonRef | null {
  let pn: string | null = null
  let lid: string | null = null
  for (const jid of jids) {
    const clean = personJid(jid)
    if (clean === null) continue
    if (isLid(clean)) lid ??= clean
    else pn ??= clean
  }
  return pn === null && lid === null ? null : { pn, lid }
}

export function isMe(person: PersonRef, me: Me): boolean {
  return (person.pn !== null && person.pn === me.pn) || (person.lid !== null && person.lid === me.lid)
}

/**
 * True for a pair of which one half is the account's own and the other somebody else's: whoever tells it, it is wrong, and
 * believing it would lose the sessions with one's own phone.
 */
export function contradictsOwn({ pn, lid }: PersonRef, me: Me): boolean {
  return pn !== null && lid !== null && me.lid !== null && (pn === me.pn) !== (lid === me.lid)
}

/** As {@link personOf}; of a pair that contradicts the account's own only the JID that was named first is believed. */
function believed(me: Me, first: string | undefined, ...others: (string | undefined)[]): PersonRef | null {
  const person = personOf(first, ...others)
  return person !== null && contradictsOwn(person, me) ? personOf(first) : person
}

export const meRef = (me: Me): PersonRef => ({ pn: me.pn, lid: me.lid })

/** The chat of a JID; null for what is no chat here (broadcast lists, channels, status). */
export function chatOf(jid: string | null | undefined, other: string | null | undefined = null): ChatRef | null {
  if (jid && isGroup(jid)) return { kind: 'group', jid }
  const person = personOf(jid, other)
  return person === null ? null : { kind: 'direct', person }
}

/** The JID to use on the wire for a person: the LID where it is known, as the service prefers. */
export function wireJid(person: PersonRef): string {
  const jid = person.lid ?? person.pn
  if (jid === null) throw new Error('A person without JID')
  return jid
}

export const chatJid = (chat: ChatRef): string => (chat.kind === 'group' ? chat.jid : wireJid(chat.person))

/** Who sent a stanza, and to which chat it belongs. */
export interface StanzaAddress {
  /** Status posts have no chat. */
  chat: ChatRef | null
  status: boolean
  author: PersonRef
  fromMe: boolean
}

/**
 * Reads the addresses of a `<message>`. The sender's other JID stands in `sender_pn`/`sender_lid` or
 * `participant_pn`/`participant_lid`; the receiver's, on copies of what another own device sent, in
 * `recipient_pn`/`recipient_lid` or `peer_recipient_pn`/`peer_recipient_lid`.
 * @returns null for what is no chat message (channels, own broadcast lists) or makes no sense.
 */
export function stanzaAddress(node: BinaryNode, me: Me): StanzaAddress | null {
  const { from, participant, recipient } = node.attrs
  const a = node.attrs
  const senderAlternatives = [a.sender_pn, a.sender_lid, a.participant_pn, a.participant_lid]
  // Of a direct message the sender is who it is from, as the library has it when it decrypts.
  const shared = isGroup(from) || from?.endsWith('@broadcast') === true
  const author = believed(me, shared ? (participant ?? from) : from, ...senderAlternatives)
  if (author === null) return null
  const fromMe = isMe(author, me)
  if (from === STATUS_JID) return { chat: null, status: true, author, fromMe }
  if (from && isGroup(from)) return { chat: { kind: 'group', jid: from }, status: false, author, fromMe }
  if (from?.endsWith('@broadcast')) {
    // Somebody's broadcast list: a direct message to everybody on it.
    return fromMe ? null : { chat: { kind: 'direct', person: author }, status: false, author, fromMe }
  }
  if (recipient) {
    if (!fromMe) return null
    if (recipient === STATUS_JID) return { chat: null, status: true, author, fromMe }
    const chat = chatOf(recipient, null)
    if (chat === null) return null
    if (chat.kind === 'group') return { chat, status: false, author, fromMe }
    const person = believed(
      me,
      recipient,
      a.recipient_pn,
      a.recipient_lid,
      a.peer_recipient_pn,
      a.peer_recipient_lid,
    ) as PersonRef
    return { chat: { kind: 'direct', person }, status: false, author, fromMe }
  }
  return { chat: { kind: 'direct', person: author }, status: false, author, fromMe }
}

/** The children of a node with this tag. */
export function children(node: BinaryNode | undefined, tag: string): BinaryNode[] {
  return Array.isArray(node?.content) ? node.content.filter(child => child.tag === tag) : []
}

export const child = (node: BinaryNode | undefined, tag: string): BinaryNode | undefined => children(node, tag)[0]

/** A node's content as bytes, or null. */
export const bytesOf = (node: BinaryNode | undefined): Uint8Array | null =>
  node?.content instanceof Uint8Array ? node.content : null

/** A node's content as text, or null. */
export function textOf(node: BinaryNode | undefined): string | null {
  if (typeof node?.content === 'string') return node.content
  const bytes = bytesOf(node)
  return bytes === null ? null : Buffer.from(bytes).toString('utf8')
}

/** Seconds of an attribute as ms; null when it is missing or no number. */
export function msOf(seconds: string | undefined): number | null {
  const value = Number(seconds)
  return seconds !== undefined && Number.isFinite(value) && value > 0 ? value * 1000 : null
}

/** Two people's JIDs seen together are one person. */
export function pairEvents(...people: (PersonRef | null)[]): DomainEvent[] {
  return people.flatMap(person =>
    person?.pn && person.lid ? [{ type: 'identity' as const, pn: person.pn, lid: person.lid }] : [],
  )
}
