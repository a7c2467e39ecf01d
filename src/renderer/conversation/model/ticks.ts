/** How a message's way is drawn and said. */
import type { MessageStatus } from '../../../shared/model.ts'

export type TickShape = 'clock' | 'single' | 'double' | 'failed' | 'cancelled'

export interface Tick {
  shape: TickShape
  /** Drawn in the accent colour: it has been seen. */
  seen: boolean
  word: Exclude<MessageStatus, 'received'>
}

const SHAPES: Readonly<Record<Tick['word'], { shape: TickShape; seen: boolean }>> = {
  pending: { shape: 'clock', seen: false },
  sent: { shape: 'single', seen: false },
  delivered: { shape: 'double', seen: false },
  read: { shape: 'double', seen: true },
  played: { shape: 'double', seen: true },
  failed: { shape: 'failed', seen: false },
  cancelled: { shape: 'cancelled', seen: false },
}

/** Null for incoming messages, which have no ticks. */
export function tickOf(status: MessageStatus): Tick | null {
  return status === 'received' ? null : { word: status, ...SHAPES[status] }
}
