import { type ChatFacts, isKept } from './deletion.ts'

/** How long a status update lives from the post's time, in ms (domain.md §10). */
export const STATUS_LIFETIME_MS = 24 * 60 * 60_000

/**
 * When a status update is over (ms). The author's clock sets the post's time; one that runs ahead must not keep the post
 * longer, so the time this device learned of it counts when it is earlier.
 */
export function statusExpiresAt(postedAt: number, learnedAt: number): number {
  return Math.min(postedAt, learnedAt) + STATUS_LIFETIME_MS
}

/** Over from the very millisecond it expires. */
export function isExpired(expiresAt: number | null, now: number): boolean {
  return expiresAt !== null && now >= expiresAt
}

/**
 * When a disappearing message goes (ms), or null when it stays.
 * @param startedAt ms: when the clock started, which is when the message was sent.
 * @param seconds the chat's timer; 0 is off.
 */
export function disappearsAt(startedAt: number, seconds: number): number | null {
  return Number.isFinite(seconds) && seconds > 0 ? startedAt + Math.floor(seconds) * 1000 : null
}

/** What becomes of a disappearing message when its time is over: a verified business' chat is kept (domain.md §5). */
export function expiryEffect(chat: ChatFacts): 'remove' | 'keep' {
  return isKept(chat) ? 'keep' : 'remove'
}
