import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares digests, so that neither the time nor the length tells anything about the secret. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
