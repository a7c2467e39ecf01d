import { type BinaryNode, proto } from 'baileys'
import type { Companion } from './companion.ts'
import type { Contact } from './contact.ts'
import type { Core } from './core.ts'
import { deviceOf, STATUS } from './jids.ts'
import { bytes, stanza } from './stanza.ts'

/** One addressee's ciphertext. */
type Parcel = { jid: string; enc: BinaryNode }

/** Who was ever given a key for the posts of a linked device. */
const keyHolders = new WeakMap<Companion, Set<Contact>>()

/** The contact was given the key of the device's posts. */
export function holdsPostKey(companion: Companion, contact: Contact): void {
  const holders = keyHolders.get(companion) ?? new Set()
  keyHolders.set(companion, holders.add(contact))
}

/** Whom a post is for: those that its key was sent along to. */
export function postReaders(core: Core, list: Parcel[]): Contact[] {
  return [...new Set(list.map(({ jid }) => core.findContact(jid)).filter(contact => contact !== null))]
}

/** True when the user's phone itself is among those a post is for. */
export function isForPhone(core: Core, list: Parcel[]): boolean {
  return list.some(({ jid }) => core.isMe(jid) && deviceOf(jid) === 0)
}

/**
 * What must not be: a post without the user's own phone, to somebody blocked, or one that somebody could read whom it was not sent
 * to, with a key of an earlier post.
 */
export async function checkPost(core: Core, companion: Companion, node: BinaryNode, list: Parcel[]): Promise<void> {
  const { id, edit } = node.attrs
  const readers = postReaders(core, list)
  if (!isForPhone(core, list)) core.recorder.problem(`post ${id} leaves out the user's phone`)
  for (const contact of readers) {
    // Whoever was blocked since may still have a post that is taken back.
    if (edit === undefined && core.blocked.has(contact.jid()))
      core.recorder.problem(`post ${id} to ${contact.jid()}: blocked`)
  }
  const [skmsg] = Array.isArray(node.content) ? node.content.filter(({ attrs }) => attrs.type === 'skmsg') : []
  if (skmsg === undefined) return
  for (const contact of keyHolders.get(companion) ?? []) {
    if (readers.includes(contact)) continue
    const read = contact.party.inOrder(() => contact.party.decryptGroup(STATUS, companion.lid, bytes(skmsg)))
    const couldRead = await read.then(
      () => true,
      () => false,
    )
    if (couldRead) core.recorder.problem(`${contact.jid()} could read post ${id}, which is not for them`)
  }
}

/** The user's other linked devices get a post like any reader: key and content. */
export function forwardPost(
  core: Core,
  companion: Companion,
  node: BinaryNode,
  list: Parcel[],
  skmsg: BinaryNode,
): void {
  const { id, type, edit } = node.attrs
  const t = Math.floor(Date.now() / 1000)
  for (const { jid, enc } of list) {
    const device = deviceOf(jid)
    if (!core.isMe(jid) || device === 0 || device === companion.id) continue
    const attrs = { from: STATUS, participant: companion.lid, id, type, t, edit }
    core.companions.get(device)?.deliver(stanza('message', attrs, [enc, skmsg]))
  }
}

/** What a reader has of the user's posts after this message: a new one, or one less. */
export function keepPost(posts: Map<string, proto.IMessage>, id: string, message: proto.IMessage): void {
  const { key, type } = message.protocolMessage ?? {}
  if (type === proto.Message.ProtocolMessage.Type.REVOKE) posts.delete(key?.id ?? '')
  else posts.set(id, message)
}
