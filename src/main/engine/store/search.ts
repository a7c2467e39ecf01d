import type { Chat, Page, SearchHit } from '../../../shared/model.ts'

export declare class Search {
  /** Chats whose name or number matches, best first. */
  chats(query: string, limit: number): Chat[]
  /** Messages whose text has all the words (the last one may be a beginning), newest first. */
  messages(input: { query: string; chatId: number | null; after: string | null; limit: number }): Page<SearchHit>
  /** Indexes messages from history for at most about `budget` ms. @returns whether there is more. */
  indexSome(budget: number): boolean
}
