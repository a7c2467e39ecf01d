import type { Content } from '../../../shared/content.ts'
import type { OwnStatus } from '../events.ts'

/** A change whose message has not arrived; people resolved, `me` included. */
export type WaitingChange =
  | { change: 'edit'; byId: number; at: number; content: Content; text: string | null; raw: Uint8Array }
  | { change: 'revoke'; byId: number; at: number }
  | { change: 'react'; byId: number; at: number; emoji: string | null }
  | { change: 'receipt'; byId: number; at: number; state: 'delivered' | 'read' | 'played' }
  | { change: 'ownStatus'; at: number; status: OwnStatus }
  | { change: 'star'; at: number; on: boolean }
  | { change: 'deleteForMe'; at: number }

export interface Target {
  chatId: number
  wireId: string
  /** Null: not known. */
  authorId: number | null
}

/** Changes that came before their message. Kept until it arrives; the same change twice is kept once. */
export declare class Changes {
  wait(target: Target, change: WaitingChange): void
  /** Those for a message that is here now, oldest first; they wait no longer (a `deleteForMe` stays, for replays). */
  take(messageId: number): WaitingChange[]
  /** Messages that are here and that changes wait for: after people or chats were merged, or admins became known. */
  ready(): number[]
  /** How many wait, for tests and diagnosis. */
  count(): number
}
