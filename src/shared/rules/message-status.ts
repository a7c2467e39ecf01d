import type { MessageStatus } from '../model.ts'

/**
 * Ranks of an own message's status. A receipt proves that a message went out, so the ticks outrank `failed` and
 * `cancelled`; the user's cancelling outranks a failure.
 */
const rank: Readonly<Record<MessageStatus, number>> = {
  pending: 0,
  failed: 1,
  cancelled: 2,
  sent: 3,
  delivered: 4,
  read: 5,
  played: 6,
  received: 7,
}

/** The status after another one was learned: it never goes backwards, whatever the order they arrive in. */
export function mergeStatus(known: MessageStatus, learned: MessageStatus): MessageStatus {
  return rank[learned] > rank[known] ? learned : known
}

/** One recipient's receipts; a time (ms) or null. A later step implies the earlier ones: receipts get lost. */
export interface RecipientReceipts {
  deliveredAt: number | null
  readAt: number | null
  playedAt: number | null
}

/** How far a message came with one recipient. */
export function recipientStatus(receipts: RecipientReceipts): 'sent' | 'delivered' | 'read' | 'played' {
  if (receipts.playedAt !== null) return 'played'
  if (receipts.readAt !== null) return 'read'
  return receipts.deliveredAt !== null ? 'delivered' : 'sent'
}

/**
 * The ticks of a message in a group: the least far recipient's.
 * @param expected how many it was sent to; recipients without a receipt yet need not be listed.
 */
export function groupStatus(
  receipts: readonly RecipientReceipts[],
  expected: number,
): 'sent' | 'delivered' | 'read' | 'played' {
  if (receipts.length === 0 || receipts.length < expected) return 'sent'
  let least: MessageStatus = 'played'
  for (const receipt of receipts) {
    const status = recipientStatus(receipt)
    if (rank[status] < rank[least]) least = status
  }
  return least === 'played' || least === 'read' || least === 'delivered' ? least : 'sent'
}
