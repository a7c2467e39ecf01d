import type { proto } from 'baileys'
import type { Group, OwnPhone, Person, ReceivedMessage, SendOptions, SentMessage } from './api.ts'
import type { Core } from './core.ts'
import { STATUS } from './jids.ts'
import { stanzaType } from './kinds.ts'
import { editOf, reactionTo, revocationOf, textMessage } from './messages.ts'
import { type Outgoing, send } from './outgoing.ts'
import { blockNotification } from './settings.ts'
import { type Attrs, stanza } from './stanza.ts'

/** The user with the phone in his hand: what he writes there reaches the linked devices as copies. */
export class PrimaryPhone implements OwnPhone {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  get pn(): string {
    return this.#core.me.pn
  }

  get lid(): string {
    return this.#core.me.lid
  }

  get pushName(): string {
    return this.#core.me.pushName
  }

  set pushName(name: string) {
    this.#core.me.pushName = name
  }

  sendText(to: Person | Group, text: string, options: SendOptions = {}): Promise<SentMessage> {
    return this.sendMessage(to, textMessage(text, options.quoted), options)
  }

  async sendMessage(to: Person | Group, message: proto.IMessage, options: SendOptions = {}): Promise<SentMessage> {
    const id = options.id ?? this.#core.newId()
    const at = options.at ?? new Date()
    const group = 'members' in to ? to : null
    const addressing = options.addressing ?? (group ? group.addressing : 'lid')
    const chatJid = 'members' in to ? to.jid : to.jid(addressing)
    const lid = group ? addressing === 'lid' : chatJid.endsWith('@lid')
    const self = lid ? this.lid : this.pn
    const attrs: Attrs = group
      ? {
          from: group.jid,
          participant: self,
          addressing_mode: addressing,
          ...(lid ? { participant_pn: this.pn } : { participant_lid: this.lid }),
        }
      : { from: self, recipient: chatJid, ...this.#alternative(to, lid, options) }
    const copy: proto.IMessage = group
      ? message
      : {
          deviceSentMessage: { destinationJid: chatJid, message },
          messageContextInfo: message.messageContextInfo ?? null,
        }
    const sent: SentMessage = {
      id,
      key: { remoteJid: chatJid, fromMe: true, id, ...(group ? { participant: self } : {}) },
      chatJid,
      message,
      at,
      author: null,
    }
    this.#core.archive.add(sent, null)
    await send(this.#core, this.#outgoing(id, copy, attrs, at, options, group ? group.jid : null, stanzaType(message)))
    this.#arrived(to, sent)
    return sent
  }

  #alternative(to: Person | Group, lid: boolean, options: SendOptions): Attrs {
    if (options.hideAlternative || 'members' in to) return {}
    return lid ? { peer_recipient_pn: to.pn } : { peer_recipient_lid: to.lid }
  }

  /** The receivers' devices acknowledge what the phone sent, as they do for linked devices. */
  #arrived(to: Person | Group, sent: SentMessage): void {
    const people = 'members' in to ? to.members : [to]
    const received: ReceivedMessage = {
      kind: 'message',
      id: sent.id,
      at: sent.at,
      to: sent.chatJid,
      device: 0,
      message: sent.message,
      readBy: [],
      attrs: {},
    }
    for (const person of people) this.#core.findContact(person.jid())?.arrived(received)
  }

  #outgoing(
    id: string,
    message: proto.IMessage,
    attrs: Attrs,
    at: Date,
    options: SendOptions,
    groupJid: string | null,
    type: string,
  ): Outgoing {
    return {
      id,
      party: this.#core.party,
      message,
      attrs: {
        ...attrs,
        id,
        type,
        t: Math.floor(at.getTime() / 1000),
        notify: this.#core.me.pushName,
        ...options.attrs,
      },
      extra: [],
      group: groupJid === null ? null : { jid: groupJid, self: this.lid },
      corrupt: options.corrupt ?? false,
      plaintext: false,
      shared: null,
    }
  }

  react(to: Person | Group, target: SentMessage | ReceivedMessage, emoji: string): Promise<SentMessage> {
    return this.sendMessage(to, reactionTo(target, emoji, null, this.lid))
  }

  edit(to: Person | Group, target: SentMessage, text: string): Promise<SentMessage> {
    return this.sendMessage(to, editOf(target, text), { attrs: { edit: '1' } })
  }

  revoke(to: Person | Group, target: SentMessage): Promise<SentMessage> {
    const admin = target.author !== null
    return this.sendMessage(to, revocationOf(target, admin), { attrs: { edit: admin ? '8' : '7' } })
  }

  postStatus(content: string | proto.IMessage, options: SendOptions = {}): Promise<SentMessage> {
    const message = typeof content === 'string' ? { extendedTextMessage: { text: content } } : content
    return this.#sendStatus(message, options)
  }

  revokeStatus(status: SentMessage): Promise<SentMessage> {
    return this.#sendStatus(revocationOf(status, false), { attrs: { edit: '7' } })
  }

  /** Own statuses name their author by number: that is how the client knows them as its own. */
  async #sendStatus(message: proto.IMessage, options: SendOptions): Promise<SentMessage> {
    const id = options.id ?? this.#core.newId()
    const at = options.at ?? new Date()
    const attrs = { from: STATUS, participant: this.pn, participant_lid: this.lid }
    const key = { remoteJid: STATUS, fromMe: true, id, participant: this.pn }
    const sent: SentMessage = { id, key, chatJid: STATUS, message, at, author: null }
    this.#core.archive.add(sent, null)
    await send(this.#core, this.#outgoing(id, message, attrs, at, options, STATUS, stanzaType(message)))
    return sent
  }

  read(messages: SentMessage | SentMessage[]): void {
    const type = this.#core.privacy.get('readreceipts') === 'all' ? 'read' : 'read-self'
    for (const { id, chatJid, key } of Array.isArray(messages) ? messages : [messages]) {
      const group = chatJid.endsWith('@g.us')
      const self = chatJid.endsWith('@s.whatsapp.net') ? this.pn : this.lid
      const where = group
        ? { from: chatJid, participant: self, recipient: key.participant }
        : { from: self, recipient: chatJid, participant: chatJid === STATUS ? key.participant : null }
      this.#core.deliver(stanza('receipt', { ...where, id, type, t: Math.floor(Date.now() / 1000) }))
    }
  }

  block(person: Person): void {
    this.#setBlocked(person, true)
  }

  unblock(person: Person): void {
    this.#setBlocked(person, false)
  }

  #setBlocked(person: Person, blocked: boolean): void {
    const jid = person.jid('lid')
    if (blocked) this.#core.blocked.add(jid)
    else this.#core.blocked.delete(jid)
    this.#core.deliver(blockNotification(this.#core, jid, blocked))
  }

  sendPeer(message: proto.Message.IProtocolMessage): Promise<string> {
    return this.#core.sendPeer(message)
  }
}
