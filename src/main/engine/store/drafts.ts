export declare class Drafts {
  /** An empty text without a reply takes the draft away. */
  set(chatId: number, text: string, replyTo: number | null, at: number): void
  get(chatId: number): { text: string; replyTo: number | null } | null
}
