import type { PersonRef } from '../events.ts'
import type { Account } from './account.ts'
import { child, isMe, personOf, STATUS_JID } from './address.ts'
import { type BinaryNode, encodeSignedDeviceIdentity, encodeWAMessage, proto, type WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'

/** What went to the audience of a post, and who that was. */
interface Sent {
  message: proto.IMessage
  audience: readonly PersonRef[]
}

/** Posts and revokes that are kept in memory; older posts are asked of the store. */
const REMEMBERED = 50
/** A device that asks more often will not understand the next answer either. WhatsApp's own clients stop there. */
const MOST_REPEATS = 5

/**
 * Sends a post again to a device that could not read it. The library would send it to nobody (it knows no audience then), or as a
 * direct message. Only devices of the audience get it, for themselves, and without the sender key, which is another one for each
 * post (posts.ts).
 */
export class PostRepeats {
  readonly #deps: LinkDeps
  readonly #account: Account
  readonly #sent = new Map<string, Sent>()
  readonly #repeats = new Map<string, number>()

  constructor(deps: LinkDeps, account: Account) {
    this.#deps = deps
    this.#account = account
  }

  /** About to be sent. */
  remember(wireId: string, message: proto.IMessage, audience: readonly PersonRef[]): void {
    this.#sent.set(wireId, { message, audience })
    const oldest = this.#sent.keys().next().value
    if (this.#sent.size > REMEMBERED && oldest !== undefined) this.#sent.delete(oldest)
  }

  /** It was taken back: nobody gets it any more. */
  forget(wireId: string): void {
    this.#sent.delete(wireId)
  }

  /** True for a receipt by which a device asks for a post again. */
  static isAsked({ tag, attrs }: BinaryNode): boolean {
    return tag === 'receipt' && attrs.type === 'retry' && (attrs.from === STATUS_JID || attrs.recipient === STATUS_JID)
  }

  /** Answers a receipt that {@link isAsked}. */
  async answer(wa: WASocket, node: BinaryNode): Promise<void> {
    const { id, participant = node.attrs.from } = node.attrs
    if (!id || !participant) return
    const person = personOf(participant, node.attrs.participant_pn, node.attrs.participant_lid)
    const sent = this.#sent.get(id) ?? this.#stored(id)
    if (person === null || sent === null || !this.#mayRead(person, sent.audience)) {
      this.#deps.log('warn', 'a post was asked for again by a device that it did not go to')
      return
    }
    const name = `${id} ${participant}`
    const repeats = (this.#repeats.get(name) ?? 0) + 1
    if (repeats > MOST_REPEATS) return
    if (this.#repeats.size >= 10_000) this.#repeats.clear()
    this.#repeats.set(name, repeats)
    // Whatever was wrong with the session: a new one.
    await wa.assertSessions([participant], true)
    const { type, ciphertext } = await wa.signalRepository.encryptMessage({
      jid: participant,
      data: encodeWAMessage(sent.message),
    })
    const count = child(node, 'retry')?.attrs.count ?? '1'
    const content: BinaryNode[] = [{ tag: 'enc', attrs: { v: '2', type, count }, content: ciphertext }]
    const { account } = wa.authState.creds
    if (type === 'pkmsg' && account) {
      content.push({ tag: 'device-identity', attrs: {}, content: encodeSignedDeviceIdentity(account, true) })
    }
    const { imageMessage, videoMessage } = sent.message
    await wa.sendNode({
      tag: 'message',
      attrs: { to: STATUS_JID, participant, id, type: imageMessage || videoMessage ? 'media' : 'text' },
      content,
    })
  }

  #stored(wireId: string): Sent | null {
    const post = this.#deps.sentPost(wireId)
    const message = post === null ? null : proto.WebMessageInfo.decode(post.raw).message
    return post === null || !message ? null : { message, audience: post.audience }
  }

  #mayRead(person: PersonRef, audience: readonly PersonRef[]): boolean {
    const me = this.#account.me()
    if (me !== null && isMe(person, me)) return true
    return audience.some(
      ({ pn, lid }) =>
        (pn !== null && pn === person.pn) || (lid !== null && lid === person.lid) || this.#isPair(person, pn),
    )
  }

  /** The pair may have been learned only now, from the answer about the devices of a number. */
  #isPair({ lid }: PersonRef, pn: string | null): boolean {
    if (lid === null || pn === null) return false
    const known = this.#account.keys.read('lid-mapping', pn.slice(0, pn.indexOf('@')))
    return typeof known === 'string' && `${known}@lid` === lid
  }
}
