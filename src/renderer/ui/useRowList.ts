import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { listStep } from './listStep.ts'
import css from './RowList.module.css'
import { stopsOf, toReveal } from './rowStops.ts'
import { useHeld } from './useHeld.ts'

/** The next page is asked for when fewer rows than this are left below. */
const AHEAD = 20

export interface RowListOptions<T, K extends number | string> {
  rows: readonly T[]
  /** A row's identity. The same function at every render, as are the two below. */
  keyOf: (row: T) => K
  /** A row's height, pixels. */
  sizeOf: (row: T) => number
  /** Whether a row can have the focus; null: all can. Headings between the rows cannot. */
  isStop: ((row: T) => boolean) | null
  /** The row of what is open: it is in the tab order until another one has had the focus. */
  current: K | null
  hasMore: boolean
  /** Asks for the next page; may be called while it is on its way. The same function while nothing changes for it. */
  onMore: () => void
  /** Where the list is scrolled to at first, pixels. */
  offset: number
  /** Told where the list was scrolled to when it goes. The same function at every render. */
  onLeave: (offset: number) => void
}

/** A row that is in the page. */
export interface ShownRow<T, K> {
  key: K
  row: T
  /** Whether it is the one in the tab order: its buttons have tabIndex 0, those of all others -1. */
  tabbable: boolean
  /** For the list item around it. */
  item: {
    'data-row': K
    'aria-setsize': number | undefined
    'aria-posinset': number | undefined
    className: string | undefined
    style: CSSProperties
  }
}

export interface RowList<T, K> {
  /** For the element that scrolls. */
  scroller: { ref: RefObject<HTMLDivElement | null>; className: string | undefined }
  /** For the list in it. */
  list: { className: string | undefined; style: CSSProperties }
  shown: ShownRow<T, K>[]
  /** To be called by a row that gets the focus. The same function at every render, so that rows need not render again. */
  onRowFocus: (key: K) => void
  /** To be called for a key pressed on a row: arrows, pages, Home and End lead to others. The same at every render. */
  onRowKey: (event: KeyboardEvent) => void
}

/**
 * A long list of rows; only those near the window are in the page. One row is in the tab order, the arrow keys go from row to
 * row. While a button is pressed the list stands still: what changes meanwhile is shown when it is let go.
 */
export function useRowList<T, K extends number | string>(options: RowListOptions<T, K>): RowList<T, K> {
  const { keyOf, sizeOf, isStop, current, hasMore, onMore, onLeave } = options
  const rows = useHeld(options.rows)
  const scroller = useRef<HTMLDivElement>(null)
  const [focusKey, setFocusKey] = useState<K | null>(null)
  const wanted = useRef<K | null>(null)

  const stops = useMemo(() => stopsOf(rows, isStop), [rows, isStop])
  const inOrder = focusKey ?? current
  const found = inOrder === null ? -1 : rows.findIndex(row => keyOf(row) === inOrder)
  const tabbable = found === -1 ? (stops.at[0] ?? -1) : found
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => {
      const row = rows[index]
      return row === undefined ? 0 : sizeOf(row)
    },
    overscan: 6,
    initialOffset: options.offset,
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? index : keyOf(row)
      },
      [rows, keyOf],
    ),
    // The row in the tab order stays in the page even when it is scrolled away, so that Tab finds it.
    rangeExtractor: (range: Range) => {
      const near = defaultRangeExtractor(range)
      return tabbable === -1 ? near : [...new Set([...near, tabbable])].sort((a, b) => a - b)
    },
  })
  const lastSeen = virtual.range?.endIndex ?? 0

  useEffect(() => {
    if (hasMore && lastSeen >= rows.length - AHEAD) onMore()
  }, [hasMore, lastSeen, rows.length, onMore])

  // Not later: once it is out of the page its scroll position is lost.
  useLayoutEffect(() => {
    const element = scroller.current
    return () => {
      if (element !== null) onLeave(element.scrollTop)
    }
  }, [onLeave])

  useLayoutEffect(() => {
    const key = wanted.current
    if (key === null) return
    const place = `[data-row="${CSS.escape(String(key))}"] [tabindex="0"]`
    const target = scroller.current?.querySelector<HTMLElement>(place) ?? null
    // A row that is gone meanwhile is waited for no longer.
    if (target !== null || !rows.some(row => keyOf(row) === key)) wanted.current = null
    target?.focus({ preventScroll: true })
  })

  // The rows keep the same handler while the list changes, so that they need not render again.
  const go = useRef((_event: KeyboardEvent): void => {})
  useLayoutEffect(() => {
    go.current = event => {
      const from = rows[tabbable]
      const place = stops.place[tabbable]
      if (from === undefined || place === undefined) return
      const size = sizeOf(from)
      const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? size) / size) - 1)
      const step = listStep(event.key, place, stops.at.length, page)
      const to = step === null ? undefined : stops.at[step]
      const row = to === undefined ? undefined : rows[to]
      if (to === undefined || row === undefined) return
      event.preventDefault()
      wanted.current = keyOf(row)
      virtual.scrollToIndex(toReveal(stops, tabbable, to))
      setFocusKey(keyOf(row))
    }
  })
  const onRowKey = useCallback((event: KeyboardEvent) => go.current(event), [])
  const onRowFocus = useCallback((key: K) => setFocusKey(key), [])

  const shown = virtual.getVirtualItems().flatMap(({ index, start, size }): ShownRow<T, K>[] => {
    const row = rows[index]
    if (row === undefined) return []
    const key = keyOf(row)
    const place = stops.place[index] ?? -1
    return [
      {
        key,
        row,
        tabbable: index === tabbable,
        item: {
          'data-row': key,
          'aria-setsize': place === -1 ? undefined : hasMore ? -1 : stops.at.length,
          'aria-posinset': place === -1 ? undefined : place + 1,
          className: css.item,
          style: { blockSize: size, transform: `translateY(${start}px)` },
        },
      },
    ]
  })
  return {
    scroller: { ref: scroller, className: css.scroller },
    list: { className: css.list, style: { blockSize: virtual.getTotalSize() } },
    shown,
    onRowFocus,
    onRowKey,
  }
}
