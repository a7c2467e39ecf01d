import type { BinaryNode, proto } from 'baileys'
import type {
  Addressing,
  Business,
  Group,
  Person,
  PersonOptions,
  ReceivedMessage,
  SendOptions,
  SentMessage,
  TypingState,
  ViewOptions,
} from './api.ts'
import { verifiedName, withSerial } from './business.ts'
import type { Core } from './core.ts'
import { ChatGroup } from './groups.ts'
import { STATUS, toJid } from './jids.ts'
import { stanzaType } from './kinds.ts'
import { editOf, reactionTo, revocationOf, textMessage } from './messages.ts'
import { type Outgoing, send } from './outgoing.ts'
import { SignalParty } from './signal.ts'
import { type Attrs, stanza } from './stanza.ts'

type ReceiptType = '' | 'read' | 'played'

/** A simulated person or business with one device. */
export class Contact implements Person {
  readonly pn: string | null
  readonly lid: string | null
  pushName: string | null
  about: string | null
  picture: Uint8Array | null
  readonly posts = new Map<string, proto.IMessage>()
  readonly #core: Core
  #business: Business | null = null
  #party: SignalParty | null = null
  readonly #identityOf: Person | null
  #reachable = true
  #undelivered: ReceivedMessage[] = []
  #failures = 0

  constructor(core: Core, options: PersonOptions) {
    this.#core = core
    this.pn = options.pn === null ? null : toJid(options.pn, 's.whatsapp.net')
    this.lid = options.lid === null ? null : toJid(options.lid, 'lid')
    if (this.pn === null && this.lid === null) throw new Error('a person needs a number or a LID')
    this.pushName = options.pushName ?? null
    this.about = options.about ?? null
    this.picture = options.picture ?? null
    this.business = options.business ?? null
    this.#identityOf = options.identityOf ?? null
  }

  /** Keys are made when first needed: a world may hold thousands of people who never say anything. */
  get party(): SignalParty {
    const other = this.#identityOf
    this.#party ??= new SignalParty(other instanceof Contact ? other.party.creds : undefined)
    return this.#party
  }

  get business(): Business | null {
    return this.#business
  }

  set business(business: Business | null) {
    this.#business = business === null ? null : withSerial(business, this.#core.random)
  }

  jid(addressing: Addressing = 'lid'): string {
    const jid = addressing === 'lid' ? (this.lid ?? this.pn) : (this.pn ?? this.lid)
    if (jid === null) throw new Error('a person needs a number or a LID')
    return jid
  }

  /** The name of this person's device in sessions and sender keys. */
  get address(): string {
    return this.jid('lid')
  }

  sendText(text: string, options: SendOptions = {}): Promise<SentMessage> {
    return this.sendMessage(textMessage(text, options.quoted), options)
  }

  async sendMessage(message: proto.IMessage, options: SendOptions = {}): Promise<SentMessage> {
    const { out, sent } = this.#compose(message, options, false)
    this.#core.archive.add(sent, this)
    await send(this.#core, out)
    return sent
  }

  async sendPlaintext(message: proto.IMessage, options: SendOptions = {}): Promise<SentMessage> {
    const { out, sent } = this.#compose(message, options, true)
    await send(this.#core, out)
    return sent
  }

  async sendAgain(message: SentMessage): Promise<void> {
    for (const companion of this.#core.companions.values()) companion.deliverAgain(message.id)
  }

  react(target: SentMessage | ReceivedMessage, emoji: string, options: SendOptions = {}): Promise<SentMessage> {
    return this.sendMessage(reactionTo(target, emoji, this, this.#core.me.lid), options)
  }

  edit(target: SentMessage, text: string, options: SendOptions = {}): Promise<SentMessage> {
    return this.sendMessage(editOf(target, text), { ...options, attrs: { edit: '1', ...options.attrs } })
  }

  revoke(target: SentMessage, options: SendOptions = {}): Promise<SentMessage> {
    const admin = target.author !== this
    return this.sendMessage(revocationOf(target, admin), {
      ...options,
      attrs: { edit: admin ? '8' : '7', ...options.attrs },
    })
  }

  postStatus(content: string | proto.IMessage, options: SendOptions = {}): Promise<SentMessage> {
    const message = typeof content === 'string' ? { extendedTextMessage: { text: content } } : content
    return this.#sendStatus(message, options)
  }

  async renewStatusKey(): Promise<void> {
    await this.party.inOrder(() => this.party.forgetSenderKey(STATUS, this.address))
    for (const companion of this.#core.companions.values())
      companion.senderKeysGiven.delete(`${STATUS} ${this.address}`)
  }

  revokeStatus(status: SentMessage): Promise<SentMessage> {
    return this.#sendStatus(revocationOf(status, false), { attrs: { edit: '7' } })
  }

  async #sendStatus(message: proto.IMessage, options: SendOptions): Promise<SentMessage> {
    const addressing = options.addressing ?? 'lid'
    const participant = this.jid(addressing)
    const id = options.id ?? this.#core.newId()
    const at = options.at ?? new Date()
    const out: Outgoing = {
      id,
      party: this.party,
      message,
      attrs: {
        ...this.#common(message, id, at, options),
        from: STATUS,
        participant,
        ...this.#alternative('participant', participant, options),
      },
      extra: [...this.#attestation(options), ...(options.children ?? [])],
      group: { jid: STATUS, self: this.address },
      corrupt: options.corrupt ?? false,
      plaintext: false,
      shared: null,
    }
    const key = { remoteJid: STATUS, fromMe: false, id, participant }
    const sent: SentMessage = { id, key, chatJid: STATUS, message, at, author: this }
    this.#core.archive.add(sent, this)
    await send(this.#core, out)
    return sent
  }

  #common(message: proto.IMessage, id: string, at: Date, options: SendOptions): Attrs {
    return {
      id,
      type: stanzaType(message),
      t: Math.floor(at.getTime() / 1000),
      notify: options.pushName === undefined ? this.pushName : options.pushName,
      ...options.attrs,
    }
  }

  #alternative(prefix: 'sender' | 'participant', used: string, options: SendOptions): Attrs {
    if (options.hideAlternative) return {}
    return used.endsWith('@lid') ? { [`${prefix}_pn`]: this.pn } : { [`${prefix}_lid`]: this.lid }
  }

  #attestation(options: SendOptions): BinaryNode[] {
    const business = options.verifiedName === undefined ? this.#business : options.verifiedName
    return business === null ? [] : [verifiedName(withSerial(business, this.#core.random))]
  }

  #compose(message: proto.IMessage, options: SendOptions, plaintext: boolean): { out: Outgoing; sent: SentMessage } {
    const id = options.id ?? this.#core.newId()
    const at = options.at ?? new Date()
    const group = options.to instanceof ChatGroup ? options.to : null
    const addressing = options.addressing ?? group?.addressing ?? 'lid'
    const self = this.jid(addressing)
    const attrs: Attrs = group
      ? {
          from: group.jid,
          participant: self,
          addressing_mode: addressing,
          ...this.#alternative('participant', self, options),
        }
      : {
          from: self,
          ...(self.endsWith('@lid') ? { addressing_mode: 'lid' } : {}),
          ...this.#alternative('sender', self, options),
        }
    const out: Outgoing = {
      id,
      party: this.party,
      message,
      attrs: { ...attrs, ...this.#common(message, id, at, options) },
      extra: [...this.#attestation(options), ...(options.children ?? [])],
      group: group ? { jid: group.jid, self: this.address } : null,
      corrupt: options.corrupt ?? false,
      plaintext,
      shared: null,
    }
    const chatJid = group?.jid ?? self
    const key: proto.IMessageKey = { remoteJid: chatJid, fromMe: false, id, ...(group ? { participant: self } : {}) }
    return { out, sent: { id, key, chatJid, message, at, author: this } }
  }

  typing(state: TypingState, options: { to?: Group; addressing?: Addressing } = {}): void {
    const self = this.jid(options.addressing ?? options.to?.addressing ?? 'lid')
    const attrs = options.to ? { from: options.to.jid, participant: self } : { from: self }
    const inner = state === 'recording' ? stanza('composing', { media: 'audio' }) : stanza(state)
    this.#core.tellAvailable(stanza('chatstate', attrs, [inner]))
  }

  presence(state: 'available' | 'unavailable', last: Date | null = null): void {
    this.lastPresence = { state, last }
    for (const jid of [this.lid, this.pn]) {
      if (jid !== null && this.#core.subscriptions.has(jid)) this.#core.tellAvailable(this.presenceNode(jid))
    }
  }

  lastPresence: { state: 'available' | 'unavailable'; last: Date | null } = { state: 'unavailable', last: null }

  presenceNode(jid: string): BinaryNode {
    const { state, last } = this.lastPresence
    const seen = state === 'available' ? null : last === null ? 'deny' : Math.floor(last.getTime() / 1000)
    return stanza('presence', { from: jid, type: state === 'available' ? null : state, last: seen })
  }

  read(messages: ReceivedMessage | ReceivedMessage[]): void {
    this.#receipt('read', messages)
  }

  viewStatus(post: { id: string }, { addressing = 'lid', played = false, at = new Date() }: ViewOptions = {}): void {
    const participant = this.jid(addressing)
    this.#core.deliver(
      stanza('receipt', {
        from: STATUS,
        participant,
        ...this.#alternative('participant', participant, {}),
        id: post.id,
        type: played ? 'played' : 'read',
        t: Math.floor(at.getTime() / 1000),
      }),
    )
  }

  deliver(messages: ReceivedMessage | ReceivedMessage[]): void {
    this.#receipt('', messages)
  }

  played(messages: ReceivedMessage | ReceivedMessage[]): void {
    this.#receipt('played', messages)
  }

  #receipt(type: ReceiptType, messages: ReceivedMessage | ReceivedMessage[]): void {
    const byChat = new Map<string, string[]>()
    for (const message of Array.isArray(messages) ? messages : [messages]) {
      byChat.set(message.to, [...(byChat.get(message.to) ?? []), message.id])
    }
    for (const [to, ids] of byChat) {
      const [id, ...rest] = ids
      const shared = to === STATUS || to.endsWith('@g.us')
      const group = this.#core.groups.get(to)
      this.#core.deliver(
        stanza(
          'receipt',
          {
            from: to,
            participant: shared ? this.jid(group?.addressing ?? 'lid') : null,
            id,
            type: type === '' ? null : type,
            t: Math.floor(Date.now() / 1000),
          },
          rest.length > 0
            ? [
                stanza(
                  'list',
                  {},
                  rest.map(item => stanza('item', { id: item })),
                ),
              ]
            : undefined,
        ),
      )
    }
  }

  setReachable(reachable: boolean): void {
    this.#reachable = reachable
    if (reachable) for (const message of this.#undelivered.splice(0)) this.#acknowledge(message)
  }

  failNextDecrypt(count = 1): void {
    this.#failures = count
  }

  /** True (once per call of failNextDecrypt) when this person is to pretend it cannot decrypt. */
  takeFailure(): boolean {
    if (this.#failures === 0) return false
    this.#failures--
    return true
  }

  /** The message has arrived: receipts go back by the behaviour set. */
  arrived(message: ReceivedMessage): void {
    if (this.#reachable) this.#acknowledge(message)
    else this.#undelivered.push(message)
  }

  #acknowledge(message: ReceivedMessage): void {
    const { deliveryReceipts, readReceipts } = this.#core.behaviour
    if (deliveryReceipts && message.to !== STATUS) this.deliver(message)
    if (readReceipts) this.read(message)
  }

  /** Asks the client to send the message again. */
  askRetry(id: string, to: string, companion: { jid: string; lid: string }, count: number): void {
    const shared = to === STATUS || to.endsWith('@g.us')
    const t = Math.floor(Date.now() / 1000)
    const registration = Buffer.alloc(4)
    registration.writeUInt32BE(this.party.creds.registrationId)
    const bundle = this.party.bundleNodes(false)
    this.#core.deliver(
      stanza('receipt', { from: to, participant: shared ? this.jid() : null, id, type: 'retry', t }, [
        stanza('retry', { count, id, t, v: '1', error: '0' }),
        stanza('registration', {}, registration),
        ...(count > 1
          ? [
              stanza(
                'keys',
                {},
                bundle.filter(n => n.tag !== 'registration'),
              ),
            ]
          : []),
      ]),
      companion,
    )
  }

  close(): void {
    this.#party?.close()
  }
}
