import { type BinaryNode, proto } from 'baileys'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { mediaType } from './kinds.ts'
import { warnWhenLow } from './prekeys.ts'
import type { KeyBundle, SignalParty } from './signal.ts'
import { type Attrs, stanza } from './stanza.ts'

/** A message on its way to the user's linked devices, from a contact or from the user's own phone. */
export type Outgoing = {
  id: string
  party: SignalParty
  message: proto.IMessage
  /** Attributes of the message stanza. */
  attrs: Attrs
  /** Children besides the ciphertexts. */
  extra: BinaryNode[]
  /** For groups and statuses: sent with the sender key. `self` names the sender in it. */
  group: { jid: string; self: string } | null
  corrupt: boolean
  plaintext: boolean
  /** The group ciphertext, made once for all devices. */
  shared: { ciphertext: Uint8Array; distribution: Uint8Array } | null
}

function damaged(ciphertext: Uint8Array): Uint8Array {
  const copy = Buffer.from(ciphertext)
  const at = copy.length - 12
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at)
  return copy
}

function enc(type: string, ciphertext: Uint8Array, message: proto.IMessage, count: number): BinaryNode {
  return stanza('enc', { v: '2', type, mediatype: mediaType(message), count: count > 0 ? count : null }, ciphertext)
}

/** Makes sure the sender has a session with the device; a bundle given starts a new one. */
async function session(party: SignalParty, companion: Companion, bundle: KeyBundle | null): Promise<void> {
  if (bundle) return party.startSession(companion.lid, bundle)
  if (await party.hasSession(companion.lid)) return
  const taken = companion.takeBundle()
  if (!taken) throw new Error(`device ${companion.id} has no keys on the server`)
  await party.startSession(companion.lid, taken)
}

async function ciphertexts(out: Outgoing, companion: Companion): Promise<BinaryNode[]> {
  const { party, message, group } = out
  const encoded = proto.Message.encode(message).finish()
  if (out.plaintext) return [stanza('plaintext', {}, encoded)]
  await session(party, companion, null)
  if (!group) {
    const { type, ciphertext } = await party.encrypt(companion.lid, encoded)
    return [enc(type, out.corrupt ? damaged(ciphertext) : ciphertext, message, 0)]
  }
  out.shared ??= await party.encryptGroup(group.jid, group.self, encoded)
  const { ciphertext, distribution } = out.shared
  const nodes: BinaryNode[] = []
  const given = `${group.jid} ${group.self}`
  if (!companion.senderKeysGiven.has(given)) {
    companion.senderKeysGiven.add(given)
    const key = proto.Message.encode({
      senderKeyDistributionMessage: { groupId: group.jid, axolotlSenderKeyDistributionMessage: distribution },
    }).finish()
    const pairwise = await party.encrypt(companion.lid, key)
    nodes.push(enc(pairwise.type, pairwise.ciphertext, {}, 0))
  }
  nodes.push(enc('skmsg', out.corrupt ? damaged(ciphertext) : ciphertext, message, 0))
  return nodes
}

/** Encrypts for one device, as soon as its keys are known, and puts it into its queue. */
function sendToDevice(core: Core, out: Outgoing, companion: Companion): Promise<void> {
  return companion.building(async () => {
    await companion.whenUploaded()
    if (companion.removed) return
    const content = await out.party.inOrder(() => ciphertexts(out, companion))
    companion.deliver(stanza('message', out.attrs, [...out.extra, ...content]))
    warnWhenLow(core, companion)
  })
}

/** Sends to every linked device, or to those given; resolves when all of them that have keys have it in their queue. */
export async function send(core: Core, out: Outgoing, only: Companion[] | null = null): Promise<void> {
  core.remember(out)
  const targets = only ?? [...core.companions.values()]
  const started = targets.map(companion => {
    const sending = sendToDevice(core, out, companion)
    sending.catch((error: unknown) => core.recorder.problem(`sending ${out.id}: ${String(error)}`))
    return companion.hasKeys ? sending : Promise.resolve()
  })
  await Promise.all(started)
}

/** A device asked for the message again: a new session, the message encrypted for that device alone. */
export async function sendRetry(
  out: Outgoing,
  companion: Companion,
  count: number,
  bundle: KeyBundle | null,
): Promise<void> {
  const content = await out.party.inOrder(async () => {
    await session(out.party, companion, bundle ?? companion.takeBundle())
    const message: proto.IMessage = out.group
      ? {
          ...out.message,
          senderKeyDistributionMessage: {
            groupId: out.group.jid,
            axolotlSenderKeyDistributionMessage: await out.party.distribution(out.group.jid, out.group.self),
          },
        }
      : out.message
    const { type, ciphertext } = await out.party.encrypt(companion.lid, proto.Message.encode(message).finish())
    return [enc(type, ciphertext, out.message, count)]
  })
  companion.deliver(stanza('message', out.attrs, [...out.extra, ...content]))
}
