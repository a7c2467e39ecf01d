import { type BinaryNode, proto } from 'baileys'
import type { ReceivedMessage } from './api.ts'
import { checkAnswer } from './cards.ts'
import type { Companion } from './companion.ts'
import type { Contact } from './contact.ts'
import type { Core } from './core.ts'
import { bare, deviceOf, isGroup, STATUS } from './jids.ts'
import { answerPeer } from './peer.ts'
import { checkPost, forwardPost, holdsPostKey, isForPhone, keepPost, postReaders } from './posts.ts'
import type { SignalParty } from './signal.ts'
import { bytes, child, children, stanza } from './stanza.ts'

/** One addressee's ciphertext. */
type Parcel = { jid: string; enc: BinaryNode }

function parcels(node: BinaryNode): Parcel[] {
  return children(child(node, 'participants'), 'to').flatMap(to => {
    const enc = child(to, 'enc')
    return enc ? [{ jid: to.attrs.jid ?? '', enc }] : []
  })
}

async function open(party: SignalParty, companion: Companion, enc: BinaryNode): Promise<proto.IMessage> {
  const plain = await party.inOrder(() => party.decrypt(companion.lid, enc.attrs.type ?? '', bytes(enc)))
  return proto.Message.decode(plain)
}

/** Takes a sender key out of a message and remembers it for this reader. */
async function learnKey(party: SignalParty, companion: Companion, message: proto.IMessage): Promise<void> {
  const { groupId, axolotlSenderKeyDistributionMessage } = message.senderKeyDistributionMessage ?? {}
  if (!groupId || !axolotlSenderKeyDistributionMessage) return
  await party.inOrder(() => party.learnSenderKey(groupId, companion.lid, axolotlSenderKeyDistributionMessage))
}

function hasContent(message: proto.IMessage): boolean {
  const { senderKeyDistributionMessage, messageContextInfo, ...rest } = proto.Message.toObject(
    proto.Message.fromObject(message),
  )
  return Object.keys(rest).length > 0
}

/** A message of the client on its way to its readers. */
class Delivery {
  readonly readBy: string[] = []
  readonly readers = new Set<Contact>()
  /** Could not open what came for them alone, the key of a post say, and have asked for the message again. */
  readonly #asking = new Set<Contact>()
  message: proto.IMessage | null = null
  readonly #core: Core
  readonly #companion: Companion
  readonly #node: BinaryNode
  readonly #to: string

  constructor(core: Core, companion: Companion, node: BinaryNode) {
    this.#core = core
    this.#companion = companion
    this.#node = node
    this.#to = node.attrs.to ?? ''
  }

  /** A ciphertext for one device. */
  async pairwise({ jid, enc }: Parcel): Promise<void> {
    const device = deviceOf(jid)
    if (this.#core.isMe(jid) && device !== 0) {
      // Of a post each of them gets key and content together.
      if (this.#to === STATUS) return
      // In groups the client addresses its own LID device too; the server sends nothing back to the sender.
      if (device !== this.#companion.id) this.#forward(device, enc)
      return
    }
    const contact = this.#core.isMe(jid) ? null : this.#core.findContact(jid)
    if (!contact && !this.#core.isMe(jid)) {
      this.#core.recorder.problem(`message ${this.#node.attrs.id} to ${jid}, which nobody has`)
      return
    }
    const party = contact?.party ?? this.#core.party
    try {
      if (contact?.takeFailure()) return this.#retry(contact, enc)
      const message = await open(party, this.#companion, enc)
      await learnKey(party, this.#companion, message)
      if (contact && this.#to === STATUS) holdsPostKey(this.#companion, contact)
      const inner = message.deviceSentMessage?.message ?? message
      if (hasContent(inner)) this.#read(contact, inner)
    } catch (error) {
      this.#unreadable(jid, error)
    }
  }

  /** A post, for those its key was sent along to. */
  async post(enc: BinaryNode, list: Parcel[]): Promise<void> {
    const readers = postReaders(this.#core, list).filter(contact => !this.#asking.has(contact))
    await this.group(enc, readers)
    if (isForPhone(this.#core, list)) {
      const { party } = this.#core
      try {
        const plain = await party.inOrder(() => party.decryptGroup(STATUS, this.#companion.lid, bytes(enc)))
        this.#read(null, proto.Message.decode(plain))
      } catch (error) {
        this.#unreadable(this.#core.me.lid, error)
      }
    }
    forwardPost(this.#core, this.#companion, this.#node, list, enc)
    await checkPost(this.#core, this.#companion, this.#node, list)
  }

  /** The group ciphertext, for each member that has the sender key. */
  async group(enc: BinaryNode, members: Contact[]): Promise<void> {
    const group = bare(this.#to)
    for (const member of members) {
      try {
        if (member.takeFailure()) {
          this.#retry(member, enc)
          continue
        }
        const plain = await member.party.inOrder(() =>
          member.party.decryptGroup(group, this.#companion.lid, bytes(enc)),
        )
        this.#read(member, proto.Message.decode(plain))
      } catch (error) {
        this.#unreadable(member.address, error)
      }
    }
  }

  #retry(contact: Contact, enc: BinaryNode): void {
    this.#asking.add(contact)
    const count = Number(enc.attrs.count ?? 0) + 1
    contact.askRetry(this.#node.attrs.id ?? '', bare(this.#to), this.#companion, count)
  }

  #read(contact: Contact | null, message: proto.IMessage): void {
    this.readBy.push(contact?.address ?? this.#core.me.lid)
    if (contact) {
      this.message = message
      this.readers.add(contact)
      if (this.#to === STATUS) keepPost(contact.posts, this.#node.attrs.id ?? '', message)
    } else this.message ??= message
  }

  #unreadable(jid: string, error: unknown): void {
    this.#core.recorder.problem(`${jid} cannot decrypt message ${this.#node.attrs.id}: ${String(error)}`)
  }

  /** Another device of the user gets its own copy. */
  #forward(device: number, enc: BinaryNode): void {
    const { id, type } = this.#node.attrs
    const to = this.#to
    const shared = isGroup(to) || to === STATUS
    const self = this.#companion.lid
    const attrs = shared ? { from: to, participant: self } : { from: self, recipient: to }
    const t = Math.floor(Date.now() / 1000)
    this.#core.companions.get(device)?.deliver(stanza('message', { ...attrs, id, type, t }, [enc]))
  }
}

/** A `<message>` of a linked device. */
export async function takeMessage(core: Core, companion: Companion, node: BinaryNode): Promise<void> {
  const { id = '', to = '', participant } = node.attrs
  const ack = { class: 'message', id, from: to, participant, t: Math.floor(Date.now() / 1000) }
  if (core.refuseNext !== null) {
    companion.connection?.send(stanza('ack', { ...ack, error: core.refuseNext }))
    core.refuseNext = null
    return
  }
  const direct = children(node, 'enc')
  if (node.attrs.category === 'peer') {
    const [enc] = direct
    companion.connection?.send(stanza('ack', ack))
    if (enc) await takePeer(core, companion, id, enc)
    return
  }
  const delivery = new Delivery(core, companion, node)
  const list = parcels(node)
  for (const parcel of list) await delivery.pairwise(parcel)
  for (const enc of direct) {
    if (enc.attrs.type !== 'skmsg') {
      await delivery.pairwise({ jid: participant ?? to, enc })
      continue
    }
    if (to === STATUS) await delivery.post(enc, list)
    else await delivery.group(enc, core.groups.get(to)?.members ?? [])
  }
  companion.connection?.send(stanza('ack', ack))
  if (delivery.message === null) return
  const received: ReceivedMessage = {
    kind: 'message',
    id,
    at: new Date(),
    to: bare(to),
    device: companion.id,
    message: delivery.message,
    readBy: delivery.readBy,
    attrs: node.attrs,
  }
  checkAnswer(core, received)
  core.archive.addSent(received)
  core.recorder.add(received)
  for (const contact of delivery.readers) contact.arrived(received)
}

async function takePeer(core: Core, companion: Companion, id: string, enc: BinaryNode): Promise<void> {
  const message = await open(core.party, companion, enc)
  const peer = message.deviceSentMessage?.message?.protocolMessage ?? message.protocolMessage
  if (!peer) {
    core.recorder.problem(`peer message ${id} without protocol message`)
    return
  }
  core.recorder.add({ kind: 'peer', id, message: peer, device: companion.id })
  await answerPeer(core, companion, id, peer)
}
