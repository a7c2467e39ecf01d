import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Chat } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { listStep } from '../ui/listStep.ts'
import { useToday } from '../ui/useNow.ts'
import css from './ChatList.module.css'
import { ChatRow } from './ChatRow.tsx'

/** `--row-height` in tokens.css, pixels. */
const ROW = 64
/** The next page is asked for when fewer rows than this are left below. */
const AHEAD = 20

/**
 * The rows of the chat list; only those near the window are in the page. One row is in the tab order, the arrow keys go
 * from row to row.
 */
export function ChatList(props: {
  chats: Chat[]
  hasMore: boolean
  onMore: () => void
  /** Where the list was scrolled to when it was last seen, pixels. */
  offset: number
  onOffset: (offset: number) => void
}) {
  const { chats, hasMore, onMore, onOffset } = props
  const t = useT()
  const now = useToday()
  const scroller = useRef<HTMLDivElement>(null)
  const openId = useUi(state => state.chat?.chatId ?? null)
  const [focusId, setFocusId] = useState<number | null>(null)
  const wanted = useRef<number | null>(null)

  const tabbable = Math.max(
    0,
    chats.findIndex(chat => chat.id === (focusId ?? openId)),
  )
  const virtual = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
    initialOffset: props.offset,
    getItemKey: index => chats[index]?.id ?? index,
    // The row in the tab order stays in the page even when it is scrolled away, so that Tab finds it.
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), tabbable])].sort((a, b) => a - b),
  })
  const items = virtual.getVirtualItems()
  const lastSeen = virtual.range?.endIndex ?? 0

  useEffect(() => {
    if (hasMore && lastSeen >= chats.length - AHEAD) onMore()
  }, [hasMore, lastSeen, chats.length, onMore])

  // Not later: once it is out of the page its scroll position is lost.
  useLayoutEffect(() => {
    const element = scroller.current
    return () => {
      if (element !== null) onOffset(element.scrollTop)
    }
  }, [onOffset])

  useLayoutEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-chat="${wanted.current}"]`)
    if (row === null || row === undefined) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })

  const rowFocused = useCallback((chatId: number) => setFocusId(chatId), [])

  // The rows keep the same handler while the list changes, so that they need not render again.
  const go = useRef((_event: KeyboardEvent): void => {})
  useLayoutEffect(() => {
    go.current = event => {
      const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? ROW) / ROW) - 1)
      const target = listStep(event.key, tabbable, chats.length, page)
      const chat = target === null ? undefined : chats[target]
      if (target === null || chat === undefined) return
      event.preventDefault()
      wanted.current = chat.id
      virtual.scrollToIndex(target)
      setFocusId(chat.id)
    }
  })
  const rowKey = useCallback((event: KeyboardEvent) => go.current(event), [])

  return (
    <div ref={scroller} className={css.scroller}>
      <ul aria-label={t('chats.list')} className={css.list} style={{ blockSize: virtual.getTotalSize() }}>
        {items.map(item => {
          const chat = chats[item.index]
          return chat === undefined ? null : (
            <li
              key={item.key}
              aria-setsize={hasMore ? -1 : chats.length}
              aria-posinset={item.index + 1}
              className={css.item}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ChatRow
                chat={chat}
                current={chat.id === openId}
                tabbable={item.index === tabbable}
                now={now}
                onFocus={rowFocused}
                onKeyDown={rowKey}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
