/** A chat held in memory that answers the conversation's calls as the engine does. */
import type { SessionCalls } from '../../../src/renderer/conversation/model/session.ts'
import type { Content } from '../../../src/shared/content.ts'
import type { Chat, Message, MessagePage, PersonLine, Result } from '../../../src/shared/model.ts'

export const CHAT = 7

export function person(id: number, name = `Person ${id}`): PersonLine {
  return { id, name: { source: 'addressBook', text: name }, standing: 'none' }
}

export function text(words: string): Content {
  return { kind: 'text', text: words, preview: null }
}

export function message(id: number, over: Partial<Message> = {}): Message {
  return {
    id,
    chatId: CHAT,
    fromMe: false,
    author: person(2),
    at: Date.UTC(2026, 2, 10, 12) + id * 1000,
    content: text(`message ${id}`),
    status: over.fromMe === true ? 'sent' : 'received',
    failure: null,
    quote: null,
    reactions: [],
    editedAt: null,
    deleted: null,
    forwarded: false,
    thumbnail: null,
    mentions: [],
    unread: false,
    ...over,
  }
}

const chat: Chat = {
  id: CHAT,
  kind: 'direct',
  personId: 2,
  isSelf: false,
  name: { source: 'addressBook', text: 'Person 2' },
  standing: 'none',
  pinnedAt: null,
  muted: null,
  archived: false,
  unread: 0,
  markedUnread: false,
  draft: null,
  last: null,
  at: 0,
  members: 0,
  canWrite: true,
  blocked: false,
  impostorOf: null,
}

export interface MemoryChat {
  calls: SessionCalls
  /** The store's rows, ascending; change them freely. */
  rows: Message[]
  /** Pages asked for. */
  asked: unknown[]
  /** Holds every answer until released, to try orders of events. */
  hold: () => () => void
  /** How many messages the phone sends when asked for older ones. */
  phone: Message[]
}

export function memoryChat(rows: Message[]): MemoryChat {
  let gate: Promise<void> = Promise.resolve()
  const ok = async <T>(read: () => T): Promise<Result<T>> => {
    // Read when asked, answered when the gate opens: a page may be out of date when it comes.
    const value = read()
    await gate
    return { ok: true, value }
  }
  const self: MemoryChat = {
    rows,
    asked: [],
    phone: [],
    hold: () => {
      let open = (): void => {}
      gate = new Promise(resolve => {
        open = resolve
      })
      return () => open()
    },
    calls: {
      chatGet: () => ok(() => ({ ...chat, unread: self.rows.filter(row => row.unread).length })),
      messagesGet: ({ messageIds }) => ok(() => self.rows.filter(row => messageIds.includes(row.id))),
      chatLoadOlder: () =>
        ok(() => {
          const added = self.phone.length
          self.rows.unshift(...self.phone)
          self.phone = []
          return { added }
        }),
      messagesPage: async ({ from, limit }) => {
        self.asked.push(from)
        const firstUnread = self.rows.find(row => row.unread)?.id ?? null
        const place = (id: number): number => self.rows.findIndex(row => row.id === id)
        let start: number
        if (from === 'end' || (from === 'unread' && firstUnread === null)) start = self.rows.length - limit
        else if (from === 'unread') start = place(firstUnread ?? 0) - Math.floor(limit / 2)
        else if ('around' in from) {
          if (place(from.around) < 0) return { ok: false, error: { code: 'NOT_FOUND', message: 'no such message' } }
          start = place(from.around) - Math.floor(limit / 2)
        } else if ('older' in from) start = place(Number(from.older)) - limit
        else start = place(Number(from.newer)) + 1
        const end = Math.min(self.rows.length, start + limit)
        start = Math.max(0, start)
        return ok((): MessagePage => {
          const items = self.rows.slice(start, end)
          return {
            items,
            older: start > 0 ? String(items[0]?.id) : null,
            newer: end < self.rows.length ? String(items.at(-1)?.id) : null,
            firstUnread,
            phoneHasOlder: self.phone.length > 0,
          }
        })
      },
    },
  }
  return self
}
