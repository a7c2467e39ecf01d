/** How the page and the browser host speak over their WebSocket. JSON in text frames; the page's first frame is the bare token. */
import type { EngineEvent, Result } from './model.ts'

/** Path of the WebSocket on the host. */
export const SOCKET_PATH = '/bridge'

/** Page → host: a call. `id` is the page's own count. */
export interface ToHost {
  id: number
  name: string
  input: unknown
}

/** Host → page: the token was right (`mediaKey`: what files are asked for by, for as long as the host runs); the answer to a call (`id` null: to something that was no call); a batch of events. */
export type ToPage =
  | { ready: true; mediaKey: string }
  | { id: number | null; result: Result<unknown> }
  | { events: EngineEvent[] }

/** Close codes of the host's own (RFC 6455 leaves 4000–4999 to applications). */
export const closeCode = {
  /** The token was wrong, missing or late: trying again is of no use. */
  refused: 4401,
  /** The host is being closed. */
  leaving: 4503,
} as const
