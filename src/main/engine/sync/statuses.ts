import { isExpired, statusExpiresAt } from '../../../shared/rules/expiry.ts'
import type { DomainEvent, WireStatus } from '../events.ts'
import { meetAll, personOf, type SyncContext } from './context.ts'
import { mentionOf } from './messages.ts'

/** A post lives 24 hours (domain.md §10); one that is over is not stored at all. */
export function applyStatus(context: SyncContext, status: WireStatus): void {
  const now = context.now()
  const expiresAt = statusExpiresAt(status.at, now)
  if (isExpired(expiresAt, now)) return
  meetAll(context, [status.author, ...status.mentions])
  context.store.statuses.add({
    authorId: personOf(context, status.author ?? 'me'),
    fromMe: status.author === null,
    wireId: status.wireId,
    // By a clock that runs ahead it would stand above everything until it is over.
    at: Math.min(status.at, now),
    content: status.content,
    text: status.text,
    mentions: status.mentions.map(ref => mentionOf(context, ref)),
    thumbnail: status.thumbnail,
    backgroundArgb: status.backgroundArgb,
    font: status.font,
    raw: status.raw,
    seen: status.seen,
    expiresAt,
  })
}

export function applyStatusRevoked(context: SyncContext, event: Extract<DomainEvent, { type: 'statusRevoked' }>): void {
  context.store.statuses.revoke(personOf(context, event.author ?? 'me'), event.wireId, event.at)
}

export function applyStatusSeen(context: SyncContext, event: Extract<DomainEvent, { type: 'statusSeen' }>): void {
  const { store } = context
  store.statuses.markSeen(store.people.resolve(event.author), event.wireId, event.at)
}

export function applyStatusViewed(context: SyncContext, event: Extract<DomainEvent, { type: 'statusViewed' }>): void {
  const { store } = context
  store.statuses.recordView(event.wireId, store.people.resolve(event.by), event.at)
}
