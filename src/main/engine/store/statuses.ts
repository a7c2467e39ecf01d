import type { Content } from '../../../shared/content.ts'

export interface NewStatus {
  authorId: number
  fromMe: boolean
  wireId: string
  at: number
  content: Content
  text: string | null
  thumbnail: Uint8Array | null
  backgroundArgb: number | null
  font: number | null
  raw: Uint8Array
  seen: boolean
  /** ms; rules/expiry.ts. */
  expiresAt: number
}

/** Status updates (domain.md §10). Seen, viewed and revoked may come before the post. */
export declare class Statuses {
  /** @returns null when it is revoked or over. */
  add(status: NewStatus): number | null
  revoke(authorId: number, wireId: string, at: number): void
  markSeen(authorId: number, wireId: string, at: number): void
  /** Somebody viewed one's own post. */
  recordView(wireId: string, byId: number, at: number): void
  setMuted(personId: number, muted: boolean): void
  unseen(now: number): number
  /**
   * What is over goes: rows, protobufs, and the plaintext in the decrypt journal; then the log is emptied. @returns how many.
   */
  purgeExpired(now: number): number
  nextExpiry(): number | null
}
