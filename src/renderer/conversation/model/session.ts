/**
 * One open chat: holds its window of messages, loads pages at either end, follows the engine's events and says where the
 * list should stand. No React and no DOM, so that every order of events can be tested.
 */
import type { Bridge } from '../../../shared/contract.ts'
import type { EngineEvent, ErrorCode, Message, MessagePage, Result } from '../../../shared/model.ts'
import type { UnreadMark } from './rows.ts'
import { isLine } from './rows.ts'
import {
  compareMessages,
  emptyWindow,
  extend,
  fromPage,
  isLive,
  type MessageWindow,
  nextPage,
  PAGE,
  remove,
  reopenOlder,
  type Side,
  upsert,
} from './window.ts'

export type SessionCalls = Pick<Bridge, 'messagesPage' | 'messagesGet' | 'chatGet' | 'chatLoadOlder'>

/** The contract's limit of ids in one `messagesGet`. */
const GET_MAX = 200

/** Where the list is asked to stand. A new `nonce` is a new request. */
export type Target =
  | { nonce: number; to: 'end' }
  | { nonce: number; to: 'message'; id: number; align: 'start' | 'center'; flash: boolean }

export interface View {
  phase: 'loading' | 'ready' | 'failed'
  /** Why opening failed. */
  error: ErrorCode | null
  window: MessageWindow
  mark: UnreadMark | null
  loading: { older: boolean; newer: boolean }
  failed: { older: ErrorCode | null; newer: ErrorCode | null }
  /** Asking the phone for older messages. */
  phone: { state: 'idle' } | { state: 'asking' } | { state: 'failed'; error: ErrorCode } | { state: 'none' }
  /** New incoming messages below what is on the screen. */
  below: number
  target: Target | null
}

export interface Session {
  subscribe: (listener: () => void) => () => void
  view: () => View
  /** Calls back with incoming messages as they arrive, once each. */
  onArrived: (listener: (messages: Message[]) => void) => () => void
  /** Calls back with business notices that appear at the end of the chat, once each. */
  onNoticed: (listener: (notices: Message[]) => void) => () => void
  open: (jumpTo: number | null) => Promise<void>
  load: (side: Side) => Promise<void>
  askPhone: () => Promise<void>
  /** Answers the error when the message can't be shown. */
  jumpTo: (messageId: number) => Promise<ErrorCode | null>
  toEnd: () => Promise<void>
  /** One's own message, just written: shown at once, at the end. */
  sent: (message: Message) => Promise<void>
  receive: (events: readonly EngineEvent[]) => void
  /** What the list sees: whether it stands at the end, which message is at its top, whether anybody is looking. */
  observe: (state: { atEnd: boolean; anchorId: number | null; attention: boolean }) => void
  /** Drops every answer still on its way. It may be opened again. */
  close: () => void
}

/** A notice that is so much older than the newest message is one of the past (ms): the clocks that date them are not one. */
const NOTICE_OF_NOW_MS = 60_000

const initial: View = {
  phase: 'loading',
  error: null,
  window: emptyWindow,
  mark: null,
  loading: { older: false, newer: false },
  failed: { older: null, newer: null },
  phone: { state: 'idle' },
  below: 0,
  target: null,
}

export function createSession(chatId: number, calls: SessionCalls): Session {
  let view = initial
  let closed = false
  /** Counts replacements of the whole window: an answer to a question asked before one is dropped. */
  let epoch = 0
  let nonce = 0
  let atEnd = true
  let attention = true
  let anchorId: number | null = null
  /** The unread mark was made by arrivals nobody has looked at yet: it counts on. */
  let markGrows = false
  const listeners = new Set<() => void>()
  const arrivals = new Set<(messages: Message[]) => void>()
  const notices = new Set<(messages: Message[]) => void>()

  /** Ids to read again, and those that changed while a page was on its way (the page may show them as they were). */
  let dirty = new Set<number>()
  let draining = false
  let pagesUnderway = 0
  const changedMeanwhile = new Set<number>()
  /** New messages and notices that were counted and announced: never twice. */
  const counted = new Set<number>()

  const set = (patch: Partial<View>): void => {
    if (closed) return
    view = { ...view, ...patch }
    for (const listener of listeners) listener()
  }
  const target = (
    to: { to: 'end' } | { to: 'message'; id: number; align: 'start' | 'center'; flash: boolean },
  ): Target => {
    nonce += 1
    return { nonce, ...to }
  }

  async function page(
    from: Parameters<SessionCalls['messagesPage']>[0]['from'],
    limit = PAGE,
  ): Promise<Result<MessagePage>> {
    pagesUnderway += 1
    try {
      return await calls.messagesPage({ chatId, from, limit })
    } finally {
      pagesUnderway -= 1
    }
  }

  /** To be called after a page was taken in. */
  function settle(): void {
    if (pagesUnderway > 0 || changedMeanwhile.size === 0) return
    const ids = [...changedMeanwhile]
    changedMeanwhile.clear()
    readAgain(ids)
  }

  async function open(jumpTo: number | null): Promise<void> {
    closed = false
    epoch += 1
    const mine = epoch
    set({ ...initial, phase: 'loading' })
    const [answer, chat] = await Promise.all([
      page(jumpTo === null ? 'unread' : { around: jumpTo }),
      calls.chatGet({ chatId }),
    ])
    if (mine !== epoch || closed) return
    if (!answer.ok) {
      if (jumpTo !== null && answer.error.code === 'NOT_FOUND') return open(null)
      set({ phase: 'failed', error: answer.error.code })
      return
    }
    const { firstUnread } = answer.value
    const window = fromPage(answer.value)
    const unread = chat.ok ? chat.value.unread : 0
    const marked = firstUnread !== null && window.items.some(message => message.id === firstUnread)
    markGrows = false
    set({
      phase: 'ready',
      window,
      mark: marked && unread > 0 ? { beforeId: firstUnread, count: unread } : null,
      target:
        jumpTo !== null
          ? target({ to: 'message', id: jumpTo, align: 'center', flash: true })
          : marked
            ? target({ to: 'message', id: firstUnread, align: 'start', flash: false })
            : target({ to: 'end' }),
    })
    settle()
  }

  /** Replaces the window. Answers the error, or null. */
  async function replace(from: 'end' | { around: number }, next: Target | null): Promise<ErrorCode | null> {
    epoch += 1
    const mine = epoch
    const answer = await page(from)
    if (mine !== epoch || closed) return null
    if (!answer.ok) return answer.error.code
    const window = fromPage(answer.value)
    set({
      window,
      loading: initial.loading,
      failed: initial.failed,
      ...(isLive(window) ? { below: 0 } : {}),
      ...(next === null ? {} : { target: next }),
    })
    settle()
    return null
  }

  async function load(side: Side): Promise<void> {
    if (view.phase !== 'ready' || view.loading[side]) return
    const from = nextPage(view.window, side)
    if (from === null) return
    const mine = epoch
    set({ loading: { ...view.loading, [side]: true }, failed: { ...view.failed, [side]: null } })
    // Around the outermost message only half of the page lies on the side asked for.
    const answer = await page(from, 'around' in from ? PAGE * 2 : PAGE)
    if (mine !== epoch || closed) return
    const loading = { ...view.loading, [side]: false }
    if (answer.ok) set({ loading, window: extend(view.window, answer.value, side) })
    else if (answer.error.code === 'NOT_FOUND') await reload()
    else set({ loading, failed: { ...view.failed, [side]: answer.error.code } })
    settle()
  }

  /** Reads the window anew where the reader is, after more changed than can be followed one by one. */
  async function reload(): Promise<void> {
    const there = atEnd || anchorId === null ? 'end' : { around: anchorId }
    const error = await replace(there, there === 'end' ? target({ to: 'end' }) : null)
    if (error === 'NOT_FOUND') await replace('end', target({ to: 'end' }))
  }

  async function askPhone(): Promise<void> {
    if (view.phone.state === 'asking') return
    set({ phone: { state: 'asking' } })
    const answer = await calls.chatLoadOlder({ chatId })
    if (closed) return
    if (!answer.ok) {
      set({ phone: { state: 'failed', error: answer.error.code } })
      return
    }
    set({ phone: { state: answer.value.added === 0 ? 'none' : 'idle' }, window: reopenOlder(view.window) })
    await load('older')
  }

  async function jumpTo(id: number): Promise<ErrorCode | null> {
    const next = target({ to: 'message', id, align: 'center', flash: true })
    if (view.window.items.some(message => message.id === id)) {
      set({ target: next })
      return null
    }
    return replace({ around: id }, next)
  }

  async function toEnd(): Promise<void> {
    if (isLive(view.window)) set({ target: target({ to: 'end' }), below: 0 })
    else await replace('end', target({ to: 'end' }))
  }

  async function sent(message: Message): Promise<void> {
    markGrows = false
    set({ mark: null })
    if (!isLive(view.window)) {
      await replace('end', target({ to: 'end' }))
      return
    }
    set({ window: upsert(view.window, [message], 'newer'), target: target({ to: 'end' }), below: 0 })
  }

  /** Takes in messages as the store has them now. */
  function takeIn(messages: readonly Message[]): void {
    const held = new Set(view.window.items.map(message => message.id))
    const last = view.window.items.at(-1)
    const window = upsert(view.window, messages, atEnd ? 'newer' : 'older')
    // Counted by themselves, not by what is held: a long window gives its far end up again.
    const arrived = messages.filter(
      message =>
        !held.has(message.id) &&
        !counted.has(message.id) &&
        !message.fromMe &&
        message.unread &&
        !isLine(message) &&
        (last === undefined || compareMessages(message, last) > 0),
    )
    const noticed = messages.filter(
      message =>
        message.content.kind === 'notice' &&
        !held.has(message.id) &&
        !counted.has(message.id) &&
        (last === undefined || message.at > last.at - NOTICE_OF_NOW_MS),
    )
    for (const message of [...arrived, ...noticed]) counted.add(message.id)
    const patch: Partial<View> = { window }
    const first = arrived[0]
    if (first !== undefined) {
      if (!attention || !atEnd) {
        const mark = markGrows ? view.mark : null
        patch.mark =
          mark === null
            ? { beforeId: first.id, count: arrived.length }
            : { ...mark, count: mark.count + arrived.length }
        markGrows = true
      }
      if (!atEnd) patch.below = view.below + arrived.length
    }
    set(patch)
    if (first !== undefined) for (const listener of arrivals) listener(arrived)
    if (noticed.length > 0) for (const listener of notices) listener(noticed)
  }

  function readAgain(ids: readonly number[]): void {
    for (const id of ids) dirty.add(id)
    if (!draining) void drain()
  }

  async function drain(): Promise<void> {
    draining = true
    while (dirty.size > 0 && !closed) {
      const ids = [...dirty]
      dirty = new Set()
      if (ids.length > GET_MAX) {
        await reload()
        continue
      }
      const mine = epoch
      const answer = await calls.messagesGet({ messageIds: ids })
      if (closed) break
      // The window was replaced meanwhile: what it holds now may have been read before the change.
      if (mine !== epoch) for (const id of ids) dirty.add(id)
      else if (answer.ok) {
        const here = answer.value.filter(message => message.chatId === chatId)
        const found = new Set(here.map(message => message.id))
        const gone = new Set(ids.filter(id => !found.has(id)))
        if (gone.size > 0) set({ window: remove(view.window, gone) })
        if (here.length > 0) takeIn(here)
      }
    }
    draining = false
  }

  function receive(events: readonly EngineEvent[]): void {
    for (const event of events) {
      if (event.type === 'messages' && event.chatId === chatId) {
        if (pagesUnderway > 0) for (const id of event.ids) changedMeanwhile.add(id)
        if (view.phase !== 'ready') continue
        if (event.ids.length === 0) void reload()
        else readAgain(event.added ? event.ids : heldOf(event.ids))
      } else if (event.type === 'missed') {
        void (view.phase === 'ready' ? reload() : open(null))
      } else if (event.type === 'persons' && view.phase === 'ready') {
        const persons = new Set(event.ids)
        readAgain(view.window.items.filter(message => concerns(message, persons)).map(message => message.id))
      }
    }
  }

  function heldOf(ids: readonly number[]): number[] {
    const held = new Set(view.window.items.map(message => message.id))
    return ids.filter(id => held.has(id))
  }

  return {
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    view: () => view,
    onArrived: listener => {
      arrivals.add(listener)
      return () => arrivals.delete(listener)
    },
    onNoticed: listener => {
      notices.add(listener)
      return () => notices.delete(listener)
    },
    open,
    load,
    askPhone,
    jumpTo,
    toEnd,
    sent,
    receive,
    observe: state => {
      anchorId = state.anchorId
      atEnd = state.atEnd && isLive(view.window)
      attention = state.attention
      if (atEnd && attention) markGrows = false
      if (atEnd && view.below > 0) set({ below: 0 })
    },
    close: () => {
      closed = true
      epoch += 1
    },
  }
}

/** A name in this message belongs to one of these people. */
function concerns(message: Message, persons: ReadonlySet<number>): boolean {
  return (
    persons.has(message.author.id) ||
    (message.quote?.author != null && persons.has(message.quote.author.id)) ||
    message.mentions.some(mention => persons.has(mention.person.id)) ||
    message.reactions.some(reaction => persons.has(reaction.person.id))
  )
}
