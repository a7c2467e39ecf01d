import type { RecipientReceipts } from '../../../shared/rules/message-status.ts'

/** Receipts for own messages, per person; the earliest time of each counts. */
export declare class Receipts {
  /** @returns whether it changed anything. */
  record(messageId: number, personId: number, times: Partial<RecipientReceipts>): boolean
  of(messageId: number): ({ personId: number } & RecipientReceipts)[]
  /** Own messages of a chat that have receipts and are not read by all yet. */
  unsettled(chatId: number): number[]
}
