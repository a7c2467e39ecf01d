/**
 * The stretch of a chat that is held in memory: messages in the store's order, and what lies beyond either end. Pure: the
 * session loads, this decides what the window looks like afterwards. However long the chat is, the window stays bounded.
 */
import type { Cursor, Message, MessagePage } from '../../../shared/model.ts'
import { compareLines } from '../../../shared/rules/message-order.ts'

/** Messages kept at most. Beyond it the end farther from the reader is dropped and loaded again when needed. */
export const WINDOW_MAX = 300
/** Messages asked for at a time. */
export const PAGE = 60

/** `cursor` null: there is more, but no cursor for it (the window was trimmed there); ask around the outermost message. */
export type Edge = { more: false } | { more: true; cursor: Cursor | null }
export type Side = 'older' | 'newer'

export interface MessageWindow {
  items: readonly Message[]
  older: Edge
  newer: Edge
  phoneHasOlder: boolean
}

const CLOSED: Edge = { more: false }
const TRIMMED: Edge = { more: true, cursor: null }

export const emptyWindow: MessageWindow = { items: [], older: CLOSED, newer: CLOSED, phoneHasOlder: false }

/** The store's order. */
export const compareMessages: (a: Message, b: Message) => number = compareLines

const edge = (cursor: Cursor | null): Edge => (cursor === null ? CLOSED : { more: true, cursor })

export function fromPage(page: MessagePage): MessageWindow {
  return {
    items: page.items,
    older: edge(page.older),
    newer: edge(page.newer),
    phoneHasOlder: page.phoneHasOlder,
  }
}

/** True when the newest message of the chat is in the window, so that new ones may be added to it. */
export function isLive(window: MessageWindow): boolean {
  return !window.newer.more
}

function merge(items: readonly Message[], fresh: readonly Message[]): Message[] {
  const byId = new Map(items.map(message => [message.id, message]))
  for (const message of fresh) byId.set(message.id, message)
  return [...byId.values()].sort(compareMessages)
}

/** Keeps the `side` that is being read and drops from the other end what exceeds `max`. */
export function trim(window: MessageWindow, side: Side, max: number = WINDOW_MAX): MessageWindow {
  if (window.items.length <= max) return window
  return side === 'older'
    ? { ...window, items: window.items.slice(0, max), newer: TRIMMED }
    : { ...window, items: window.items.slice(-max), older: TRIMMED }
}

/** What to ask the store for to go on at `side`; null when there is nothing there. */
export function nextPage(
  window: MessageWindow,
  side: Side,
): { around: number } | { older: Cursor } | { newer: Cursor } | null {
  const at = window[side]
  if (!at.more) return null
  if (at.cursor !== null) return side === 'older' ? { older: at.cursor } : { newer: at.cursor }
  const outermost = window.items.at(side === 'older' ? 0 : -1)
  return outermost === undefined ? null : { around: outermost.id }
}

/** Adds a page loaded at `side`. What is held already stays: changes reach it by themselves, the page may be older. */
export function extend(window: MessageWindow, page: MessagePage, side: Side): MessageWindow {
  const items = merge(page.items, window.items)
  const next: MessageWindow = { ...window, items, phoneHasOlder: page.phoneHasOlder, [side]: edge(page[side]) }
  return trim(next, side)
}

/**
 * Takes in messages as they are now: those held are replaced, new ones are put in their place if that place is inside the
 * window. `keep` is the end being read, should the window grow too long.
 */
export function upsert(window: MessageWindow, messages: readonly Message[], keep: Side): MessageWindow {
  const held = new Set(window.items.map(message => message.id))
  const first = window.items.at(0)
  const last = window.items.at(-1)
  const taken: Message[] = []
  let older = window.older
  for (const message of messages) {
    if (held.has(message.id)) {
      taken.push(message)
    } else if (last !== undefined && !isLive(window) && compareMessages(message, last) > 0) {
      // Newer than a window that does not reach the newest: loaded when the reader gets there.
    } else if (first !== undefined && compareMessages(message, first) < 0) {
      // History that arrived behind what is shown: it is loaded when the reader gets there.
      older = older.more ? older : TRIMMED
    } else {
      taken.push(message)
    }
  }
  const items = taken.length === 0 ? window.items : merge(window.items, taken)
  return trim({ ...window, items, older }, keep)
}

export function remove(window: MessageWindow, ids: ReadonlySet<number>): MessageWindow {
  const items = window.items.filter(message => !ids.has(message.id))
  return items.length === window.items.length ? window : { ...window, items }
}

/** After the phone sent older messages: there is more at the top whatever was believed. */
export function reopenOlder(window: MessageWindow): MessageWindow {
  return window.older.more ? window : { ...window, older: TRIMMED }
}
