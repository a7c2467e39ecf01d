import { ArrowDown } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Chat, Message } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { dayTitle } from '../../ui/time.ts'
import { useToday } from '../../ui/useNow.ts'
import { useMessageActions } from '../message/actions.ts'
import { Line } from '../message/Line.tsx'
import { MessageArticle } from '../message/MessageArticle.tsx'
import { buildRows, isLine, type Row } from '../model/rows.ts'
import type { Selection } from '../model/selection.ts'
import type { Session, View } from '../model/session.ts'
import css from './MessageList.module.css'
import { moveFocus } from './moveFocus.ts'
import { Scrolling } from './scrolling.ts'
import { useAttention } from './useAttention.ts'
import { type Edge, WindowEdge } from './WindowEdge.tsx'

/** Pages are asked for when less than this many views of content are left beyond the view. */
const AHEAD = 1.5
/** A message counts as read after it has been on the screen this long, ms. */
const READ_AFTER = 350
/** How long a message that was jumped to lights up, ms. */
const LIT = 1700

/** The messages, virtual by windows: the session holds a bounded stretch of the chat and this shows all of it. */
export function MessageList(props: {
  chat: Chat
  /** In words, for notices. */
  chatName: string
  session: Session
  view: View
  onSeen: (upTo: number | null) => void
  onEscape: () => void
  /** The messages that are marked; null: none are being selected. */
  selection: Selection | null
}) {
  const { chat, session, view, selection } = props
  const t = useT()
  const actions = useMessageActions()
  const attention = useAttention()
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const scrolling = useRef<Scrolling | null>(null)
  const [activeId, setActiveId] = useState<number | null>(null)
  const [away, setAway] = useState(false)
  const [litId, setLitId] = useState<number | null>(null)
  const rows = useMemo(() => buildRows(view.window.items, view.mark), [view.window.items, view.mark])
  const locked = !chat.canWrite

  /** The mark's row, while nobody looks: new messages must not push it out of the view. */
  const guard = useEffectEvent((): HTMLElement | null =>
    attention ? null : (content.current?.querySelector<HTMLElement>(':scope > [data-mark]') ?? null),
  )

  /** After anything moved: tell the session, ask for pages. */
  const moved = useEffectEvent(() => {
    const now = scrolling.current
    if (now === null || view.phase !== 'ready') return
    const { atEnd, firstId } = now.seen()
    session.observe({ atEnd, anchorId: firstId, attention })
    setAway(!atEnd || view.window.newer.more)
    const ahead = (scroller.current?.clientHeight ?? 0) * AHEAD
    const room = now.room()
    if (room.above < ahead && view.failed.older === null) void session.load('older')
    if (room.below < ahead && view.failed.newer === null) void session.load('newer')
  })

  useLayoutEffect(() => {
    if (scroller.current === null || content.current === null) return
    const mine = new Scrolling(scroller.current, content.current)
    scrolling.current = mine
    const observer = new ResizeObserver(() => {
      mine.restore(guard())
      moved()
    })
    observer.observe(scroller.current)
    observer.observe(content.current)
    return () => observer.disconnect()
  }, [])

  const stay = useEffectEvent((_shown: readonly [Row[], View]) => {
    scrolling.current?.restore(guard())
    moved()
  })

  // Content first, then where it was asked to stand.
  useLayoutEffect(() => stay([rows, view]), [rows, view])

  const target = view.target
  useLayoutEffect(() => {
    const now = scrolling.current
    if (target === null || now === null) return
    if (target.to === 'end') {
      now.toEnd()
    } else {
      const mark = content.current?.querySelector<HTMLElement>(':scope > [data-mark]')
      const row = target.align === 'start' && mark ? mark : now.row(target.id)
      if (row !== null && row !== undefined) now.toRow(row, target.align)
      setActiveId(target.id)
      if (target.flash) setLitId(target.id)
    }
    moved()
  }, [target])

  const looked = useEffectEvent((_attention: boolean) => moved())
  useEffect(() => looked(attention), [attention])

  useEffect(() => {
    if (litId === null) return
    const timer = setTimeout(() => setLitId(null), LIT)
    return () => clearTimeout(timer)
  }, [litId])

  useSeen({
    scrolling,
    items: view.window.items,
    attention,
    markedUnread: chat.markedUnread,
    onSeen: props.onSeen,
    scroller,
  })

  const active = tabStop(view.window.items, activeId)

  const onKeyDown = (event: KeyboardEvent): void => {
    const article = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('article') : null
    const message = messageOf(article, view.window.items)
    if (event.key === 'Escape') {
      props.onEscape()
    } else if (article !== null && message !== null && event.target === article) {
      if (selection !== null && (event.key === 'Enter' || event.key === ' ')) {
        event.preventDefault()
        actions.toggleSelected(message)
        return
      }
      const opens = event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
      if (opens) actions.openMenu(message, article)
      else if (event.key === 'End') void session.toEnd()
      else if (!moveFocus(article, event.key)) return
    } else {
      return
    }
    event.preventDefault()
  }

  /** While messages are being selected a press on one marks it, whatever else it would do. */
  const onPress = (event: MouseEvent): void => {
    if (selection === null || !(event.target instanceof Element) || event.target.matches('input')) return
    const article = event.target.closest('[data-chosen]')?.querySelector(':scope > article') ?? null
    const message = messageOf(article, view.window.items)
    if (message === null) return
    event.preventDefault()
    event.stopPropagation()
    actions.toggleSelected(message)
  }

  const onContextMenu = (event: MouseEvent): void => {
    const target = event.target
    if (selection !== null || !(target instanceof Element) || target.closest('a') !== null) return
    const article = target.closest<HTMLElement>('article')
    const message = messageOf(article, view.window.items)
    // Marked text keeps the system's menu, which can copy it.
    if (message === null || !(window.getSelection()?.isCollapsed ?? true)) return
    event.preventDefault()
    const at = new DOMRect(event.clientX, event.clientY, 0, 0)
    actions.openMenu(message, event.detail === 0 && article !== null ? article : { getBoundingClientRect: () => at })
  }

  return (
    <div className={css.frame}>
      <div
        ref={scroller}
        role="log"
        aria-label={t('conversation.messages')}
        aria-live="off"
        aria-busy={view.loading.older || view.loading.newer}
        className={css.log}
        onScroll={() => {
          scrolling.current?.moved()
          moved()
        }}
        onKeyDown={onKeyDown}
        onClickCapture={onPress}
        onContextMenu={onContextMenu}
        onFocus={event => {
          const message = messageOf(event.target.closest('article'), view.window.items)
          if (message !== null) setActiveId(message.id)
        }}
      >
        <Edges side="older" view={view} session={session} />
        <div ref={content} className={css.rows}>
          {rows.map(row => (
            <RowView
              key={row.key}
              row={row}
              active={row.type === 'message' && row.message.id === active}
              lit={row.type === 'message' && row.message.id === litId}
              named={chat.kind === 'group'}
              locked={locked}
              business={chat.standing !== 'none'}
              chatName={props.chatName}
              chosen={row.type === 'message' && selection !== null ? selection.has(row.message.id) : null}
            />
          ))}
        </div>
        <Edges side="newer" view={view} session={session} />
      </div>
      {away ? (
        <button
          type="button"
          className={css.toEnd}
          aria-label={view.below > 0 ? t('conversation.toEndNew', { count: view.below }) : t('conversation.toEnd')}
          onClick={() => void session.toEnd()}
        >
          <ArrowDown aria-hidden />
          {view.below > 0 ? <span className={css.count}>{view.below}</span> : null}
        </button>
      ) : null}
    </div>
  )
}

function RowView(props: {
  row: Row
  active: boolean
  lit: boolean
  named: boolean
  locked: boolean
  business: boolean
  chatName: string
  chosen: boolean | null
}) {
  const { row } = props
  switch (row.type) {
    case 'day':
      return <Day at={row.at} />
    case 'unread':
      return <Unread count={row.count} />
    case 'line':
      return <Line message={row.message} chatName={props.chatName} />
    case 'message':
      return (
        <MessageArticle
          message={row.message}
          first={row.first}
          last={row.last}
          named={props.named}
          active={props.active}
          lit={props.lit}
          locked={props.locked}
          business={props.business}
          chosen={props.chosen}
        />
      )
  }
}

function Day({ at }: { at: number }) {
  const language = useLanguage()
  return <Separator words={dayTitle(at, useToday(), language)} className={css.day} />
}

function Unread({ count }: { count: number }) {
  const t = useT()
  return <Separator words={t('conversation.unread', { count })} className={css.unread} mark />
}

function Separator(props: { words: string; className: string | undefined; mark?: boolean }) {
  return (
    <div className={props.className} data-mark={props.mark ? '' : undefined}>
      <hr aria-label={props.words} />
      <span aria-hidden>{props.words}</span>
    </div>
  )
}

function Edges({ side, view, session }: { side: 'older' | 'newer'; view: View; session: Session }) {
  const edge: Edge = {
    side,
    loading: view.loading[side],
    failed: view.failed[side],
    more: view.window[side].more,
    phoneHasOlder: view.window.phoneHasOlder,
    phone: view.phone,
  }
  return <WindowEdge edge={edge} onRetry={() => void session.load(side)} onPhone={() => void session.askPhone()} />
}

/** Reports the last message that has been on the screen for a moment, while somebody looks. */
function useSeen(props: {
  scrolling: { readonly current: Scrolling | null }
  scroller: { readonly current: HTMLElement | null }
  items: readonly Message[]
  attention: boolean
  markedUnread: boolean
  onSeen: (upTo: number | null) => void
}): void {
  const { items, attention, markedUnread } = props
  /** The chat was marked unread when it was opened: looking at it takes that back, once. */
  const clearMark = useRef(markedUnread)
  const report = useEffectEvent((shown: readonly Message[]) => {
    const lastId = props.scrolling.current?.seen().lastId ?? null
    // A chat without messages has the mark alone.
    const markAlone = clearMark.current && shown.length === 0
    if ((lastId === null && !markAlone) || !attention) return
    const index = shown.findIndex(message => message.id === lastId)
    if (!clearMark.current && !shown.slice(0, index + 1).some(message => message.unread)) return
    clearMark.current = false
    props.onSeen(lastId)
  })
  useEffect(() => {
    if (!attention) return
    let timer = setTimeout(() => report(items), READ_AFTER)
    const again = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => report(items), READ_AFTER)
    }
    const element = props.scroller.current
    element?.addEventListener('scroll', again, { passive: true })
    return () => {
      clearTimeout(timer)
      element?.removeEventListener('scroll', again)
    }
  }, [attention, items, props.scroller])
}

/** The message that Tab reaches: the one last used, else the newest. */
function tabStop(items: readonly Message[], activeId: number | null): number | null {
  if (activeId !== null && items.some(message => message.id === activeId && !isLine(message))) return activeId
  return items.findLast(message => !isLine(message))?.id ?? null
}

function messageOf(article: Element | null, items: readonly Message[]): Message | null {
  const id = Number(article?.parentElement?.dataset.id)
  return items.find(message => message.id === id) ?? null
}
