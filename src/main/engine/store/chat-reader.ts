import type { Chat, ChatCounts, ChatFilter, Page } from '../../../shared/model.ts'

export declare class ChatReader {
  get(chatId: number): Chat | null
  many(chatIds: readonly number[]): Chat[]
  /** Pinned chats come first, on the first page only; then by time, newest first. */
  page(input: { filter: ChatFilter; archived: boolean; after: string | null; limit: number }): Page<Chat>
  counts(): ChatCounts
}
