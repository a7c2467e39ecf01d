/** Messages marked to do something with them together. Pure. */
import type { ErrorCode, Message } from '../../../shared/model.ts'
import { copyableText } from './rights.ts'
import { isLine } from './rows.ts'
import { compareMessages } from './window.ts'

/** By row number. Messages stay marked when the window goes on and no longer holds them. */
export type Selection = ReadonlyMap<number, Message>

/** The contract takes no more in one call. */
export const MOST_SELECTED = 200

/** Marks the message or takes its mark away. Lines take none; `full`: there was no room for it. */
export function toggled(selection: Selection, message: Message): { selection: Selection; full: boolean } {
  if (isLine(message)) return { selection, full: false }
  const next = new Map(selection)
  if (next.delete(message.id)) return { selection: next, full: false }
  if (next.size >= MOST_SELECTED) return { selection, full: true }
  return { selection: next.set(message.id, message), full: false }
}

/** In the order of the chat. */
export function inOrder(selection: Selection): Message[] {
  return [...selection.values()].sort(compareMessages)
}

/** What "Copy" takes: one message as it is, several with their authors. Empty when none has words. */
export function selectionText(messages: readonly Message[], authorOf: (message: Message) => string): string {
  const texts = messages.map(message => ({ message, text: copyableText(message) })).filter(({ text }) => text !== '')
  const only = texts[0]
  if (texts.length === 1 && only !== undefined) return only.text
  return texts.map(({ message, text }) => `${authorOf(message)}: ${text}`).join('\n')
}

/** The reasons why some were kept, each once, the most frequent first. */
export function keptReasons(kept: readonly { code: ErrorCode }[]): ErrorCode[] {
  const counts = new Map<ErrorCode, number>()
  for (const { code } of kept) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([code]) => code)
}
