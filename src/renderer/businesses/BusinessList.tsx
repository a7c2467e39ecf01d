import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Business } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { listStep } from '../ui/listStep.ts'
import { useToday } from '../ui/useNow.ts'
import css from './BusinessList.module.css'
import { BusinessRow } from './BusinessRow.tsx'
import { useDirectory } from './directoryStore.ts'

/** Height of a row, pixels: `.item` has the same. */
const ROW = 72
/** The next page is asked for when fewer rows than this are left below. */
const AHEAD = 20

/**
 * The rows of the directory; only those near the window are in the page. One row is in the tab order, the arrow keys go
 * from row to row.
 */
export function BusinessList(props: {
  /** Which list this is: it keeps its own place. */
  place: string
  businesses: Business[]
  hasMore: boolean
  onMore: () => void
}) {
  const { place, businesses, hasMore, onMore } = props
  const t = useT()
  const now = useToday()
  const scroller = useRef<HTMLDivElement>(null)
  const shownId = useDirectory(state => state.personId)
  const setOffset = useDirectory(state => state.setOffset)
  const [start] = useState(() => useDirectory.getState().offsets[place] ?? 0)
  const [focusId, setFocusId] = useState<number | null>(null)
  const wanted = useRef<number | null>(null)

  const tabbable = Math.max(
    0,
    businesses.findIndex(business => business.id === (focusId ?? shownId)),
  )
  const virtual = useVirtualizer({
    count: businesses.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
    initialOffset: start,
    getItemKey: index => businesses[index]?.id ?? index,
    // The row in the tab order stays in the page even when it is scrolled away, so that Tab finds it.
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), tabbable])].sort((a, b) => a - b),
  })
  const lastSeen = virtual.range?.endIndex ?? 0

  useEffect(() => {
    if (hasMore && lastSeen >= businesses.length - AHEAD) onMore()
  }, [hasMore, lastSeen, businesses.length, onMore])

  // Not later: once it is out of the page its scroll position is lost.
  useLayoutEffect(() => {
    const element = scroller.current
    return () => {
      if (element !== null) setOffset(place, element.scrollTop)
    }
  }, [place, setOffset])

  useLayoutEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-business="${wanted.current}"]`)
    if (row === null || row === undefined) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })

  // The rows keep the same handler while the list changes, so that they need not render again.
  const go = useRef((_event: KeyboardEvent): void => {})
  useLayoutEffect(() => {
    go.current = event => {
      const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? ROW) / ROW) - 1)
      const target = listStep(event.key, tabbable, businesses.length, page)
      const business = target === null ? undefined : businesses[target]
      if (target === null || business === undefined) return
      event.preventDefault()
      wanted.current = business.id
      virtual.scrollToIndex(target)
      setFocusId(business.id)
    }
  })
  const rowKey = useCallback((event: KeyboardEvent) => go.current(event), [])
  const rowFocused = useCallback((personId: number) => setFocusId(personId), [])

  return (
    <div ref={scroller} className={css.scroller}>
      <ul aria-label={t('businesses.list')} className={css.list} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(item => {
          const business = businesses[item.index]
          return business === undefined ? null : (
            <li
              key={item.key}
              aria-setsize={hasMore ? -1 : businesses.length}
              aria-posinset={item.index + 1}
              className={css.item}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <BusinessRow
                business={business}
                current={business.id === shownId}
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
