/** What an outbox row carries beside its message: JSON, written and read here only. */
import type { Content } from '../../../shared/content.ts'
import type { CardReply } from '../../../shared/rules/cards.ts'
import type { MessageKey } from '../events.ts'
import type { LastMessages } from '../ports.ts'
import type { ChatFlags } from '../store/chat-words.ts'

/** A chat command without its chat: the row names it, and it is named for the wire when it goes out. */
export type CommandPayload =
  | { kind: 'pin'; on: boolean }
  | { kind: 'archive'; on: boolean; last: LastMessages }
  | { kind: 'mute'; until: number | 'forever' | null }
  | { kind: 'markRead'; read: boolean; last: LastMessages }
  | { kind: 'clear'; last: LastMessages }
  | { kind: 'delete'; last: LastMessages }
  | { kind: 'deleteForMe'; target: MessageKey; at: number }

export interface Payloads {
  /** The text lies in the message's row. */
  text: { replyTo: number | null }
  /** An answer to a card. `card` is its row, `key` its name on the wire: it is named even when the row is gone by then. */
  selection: { card: number; key: MessageKey; reply: CardReply }
  /** `at` (ms): the edit's time here. `before`: what stands again if the server refuses. */
  edit: { text: string; at: number; before: { content: Content; text: string | null; editedAt: number | null } }
  revoke: Record<string, never>
  /** `before`: the user's own reaction until then. */
  react: { emoji: string | null; before: string | null }
  read: { keys: MessageKey[]; toSender: boolean }
  /** `before`: what the chat's flags were, for when the phone does not take the change; null: it cannot be put back. */
  command: CommandPayload & { before: ChatFlags | null }
}

export function pack<K extends keyof Payloads>(_kind: K, payload: Payloads[K]): string {
  return JSON.stringify(payload)
}

export function unpack<K extends keyof Payloads>(_kind: K, payload: string): Payloads[K] {
  return JSON.parse(payload) as Payloads[K]
}
