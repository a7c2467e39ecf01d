export type OutboxKind = 'text' | 'edit' | 'revoke' | 'react' | 'read' | 'command'

export interface OutboxEntry {
  id: number
  kind: OutboxKind
  chatId: number
  messageId: number | null
  /** The wire id it goes out under, fixed when it was written: sending again is recognised as the same. */
  wireId: string | null
  /** JSON of the caller's. */
  payload: string
  createdAt: number
  attempts: number
  /** It was handed to the link at least once, so it may be out. */
  started: boolean
}

/** What waits to go out, in order. Survives restarts. */
export declare class Outbox {
  add(entry: {
    kind: OutboxKind
    chatId: number
    messageId: number | null
    wireId: string | null
    payload: string
    at: number
  }): number
  /** Oldest first. */
  pending(limit: number): OutboxEntry[]
  get(id: number): OutboxEntry | null
  ofMessage(messageId: number): OutboxEntry[]
  /** About to be handed to the link. */
  start(id: number): void
  done(id: number): void
  /** Takes it back if it was not started. */
  cancel(id: number): boolean
  count(): number
}
