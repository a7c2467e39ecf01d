import { deflateSync, inflateSync } from 'node:zlib'
import { isExpired, statusExpiresAt } from '../../../shared/rules/expiry.ts'
import { proto } from './library.ts'
import { type Field, fieldsOf } from './wire-format.ts'

/** Numbers of fields in the wire's own definition (WAProto). */
const INLINE_PAYLOAD = 11
const STATUS = 3
/** An inline payload has some dozens of kilobytes; more than this (bytes) is none. */
const MOST = 64 * 1024 * 1024

/**
 * A history notification without the status updates in its inline payload that are over (domain.md §10), else as it was.
 * @param notification encoded, with whatever stands behind it
 * @returns null when there is nothing to take out of it
 */
export function withoutOver(notification: Uint8Array, now: number): Uint8Array | null {
  try {
    const fields = [...fieldsOf(notification)]
    const inline = fields.find(({ number }) => number === INLINE_PAYLOAD)?.bytes
    if (inline === undefined || inline === null || inline.length === 0) return null
    const content = [...fieldsOf(inflateSync(inline, { maxOutputLength: MOST }))]
    const kept = content.filter(field => !isOver(field, now))
    if (kept.length === content.length) return null
    const payload = deflateSync(Buffer.concat(kept.map(({ whole }) => whole)))
    const encoded = proto.Message.HistorySyncNotification.encode({
      initialHistBootstrapInlinePayload: payload,
    }).finish()
    return Buffer.concat(fields.map(({ number, whole }) => (number === INLINE_PAYLOAD ? encoded : whole)))
  } catch {
    // Nothing that can be read, by nobody.
    return null
  }
}

function isOver({ number, bytes }: Field, now: number): boolean {
  if (number !== STATUS || bytes === null) return false
  const at = Number(proto.WebMessageInfo.decode(bytes).messageTimestamp ?? 0) * 1000
  return isExpired(statusExpiresAt(at, now), now)
}
