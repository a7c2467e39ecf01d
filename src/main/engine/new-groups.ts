/** Groups that a message came from before anything was told of them: their subject and members are asked for, once. */
import type { EventBatch } from './events.ts'
import type { LinkPort } from './ports.ts'
import type { Store } from './store/store.ts'

export class NewGroups {
  readonly #store: Store
  readonly #link: () => Pick<LinkPort, 'online' | 'refreshGroup'>
  /** Known, or asked for. */
  readonly #settled = new Set<string>()

  constructor(store: Store, link: () => Pick<LinkPort, 'online' | 'refreshGroup'>) {
    this.#store = store
    this.#link = link
  }

  /** After a batch was applied. History tells of its groups itself. */
  meet(batch: EventBatch): void {
    for (const event of batch.events) {
      if (event.type !== 'message' || event.origin === 'history') continue
      const { chat } = event.message.key
      if (chat.kind === 'group' && !this.#settled.has(chat.jid)) this.#ask(chat.jid)
    }
  }

  #ask(jid: string): void {
    const chatId = this.#store.chats.find({ kind: 'group', jid })
    if (chatId !== null && this.#store.members.count(chatId) > 0) {
      this.#settled.add(jid)
      return
    }
    const link = this.#link()
    if (!link.online) return
    this.#settled.add(jid)
    // Asked again with the next message, or when the chat is opened.
    link.refreshGroup(jid).catch(() => this.#settled.delete(jid))
  }
}
