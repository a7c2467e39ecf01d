import type { proto } from 'baileys'
import type { Person, ReceivedMessage, SentMessage } from './api.ts'

/** What the phone itself remembers of its chats: the given history and what was written since. */
export class Archive {
  readonly #chats = new Map<string, proto.IWebMessageInfo[]>()
  readonly #alias: (jid: string) => string

  /** @param alias the one JID under which a chat is filed, whichever it is asked by */
  constructor(alias: (jid: string) => string) {
    this.#alias = alias
  }

  add(sent: SentMessage, author: Person | null): void {
    this.#chat(sent.chatJid).push({
      key: sent.key,
      message: sent.message,
      messageTimestamp: Math.floor(sent.at.getTime() / 1000),
      ...(author ? { pushName: author.pushName } : {}),
    })
  }

  /** What a linked device sent. */
  addSent({ id, to, message, at }: ReceivedMessage): void {
    const key = { remoteJid: to, fromMe: true, id }
    this.#chat(to).push({ key, message, messageTimestamp: Math.floor(at.getTime() / 1000) })
  }

  addAll(chatJid: string, messages: proto.IWebMessageInfo[]): void {
    const chat = this.#chat(chatJid)
    for (const message of messages) chat.push(message)
  }

  find(id: string): proto.IWebMessageInfo | null {
    for (const messages of this.#chats.values()) {
      const found = messages.find(message => message.key?.id === id)
      if (found) return found
    }
    return null
  }

  /** At most `count` messages before the given one, newest first as history has them. */
  before(chatJid: string, id: string, count: number): proto.IWebMessageInfo[] {
    const messages = [...this.#chat(chatJid)].sort((a, b) => Number(b.messageTimestamp) - Number(a.messageTimestamp))
    const at = messages.findIndex(message => message.key?.id === id)
    return at < 0 ? [] : messages.slice(at + 1, at + 1 + count)
  }

  #chat(jid: string): proto.IWebMessageInfo[] {
    const key = this.#alias(jid)
    const found = this.#chats.get(key) ?? []
    this.#chats.set(key, found)
    return found
  }
}
