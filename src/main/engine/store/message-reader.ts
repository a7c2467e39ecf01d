import type { Message, MessageInfo, MessagePage } from '../../../shared/model.ts'

export type PageStart = 'end' | 'unread' | { around: number } | { older: string } | { newer: string }

export declare class MessageReader {
  /** Ascending by time. Null when there is no such chat. A page of a message that is gone answers the newest. */
  page(input: { chatId: number; from: PageStart; limit: number }): MessagePage | null
  get(id: number): Message | null
  /** In the order asked for; those not here are left out. */
  many(ids: readonly number[]): Message[]
  info(id: number): MessageInfo | null
}
