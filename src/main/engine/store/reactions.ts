/** One reaction per message and person; the newest counts (same time: the greater emoji, and taking back last). */
export declare class Reactions {
  /** Null or empty takes it back. @returns whether it changed anything. */
  set(messageId: number, personId: number, emoji: string | null, at: number): boolean
  /** A person's own reaction now. */
  of(messageId: number, personId: number): string | null
}
