import { type KeyboardEvent, type ReactNode, useCallback } from 'react'
import { useRowList } from './useRowList.ts'

/** What a row of {@link EvenRows} hands on to its button or box. */
export interface RowWalk {
  tabbable: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** Where it was scrolled to is of no interest: a dialog begins at the top. */
const leave = (): void => {}

/** A list of rows of one height, as it stands in a dialog: walked with the arrow keys, only those near the window in the page. */
export function EvenRows<T>(props: {
  label: string
  rows: T[]
  /** A row's identity. The same function at every render. */
  keyOf: (row: T) => number
  /** Of each row, pixels. */
  height: number
  hasMore: boolean
  onMore: () => void
  children: (row: T, key: number, walk: RowWalk) => ReactNode
}) {
  const { height } = props
  const sizeOf = useCallback(() => height, [height])
  const { scroller, list, shown, onRowFocus, onRowKey } = useRowList({
    rows: props.rows,
    keyOf: props.keyOf,
    sizeOf,
    isStop: null,
    current: null,
    hasMore: props.hasMore,
    onMore: props.onMore,
    offset: 0,
    onLeave: leave,
  })
  return (
    <div {...scroller}>
      <ul aria-label={props.label} {...list}>
        {shown.map(({ key, row, tabbable, item }) => (
          <li key={key} {...item}>
            {props.children(row, key, { tabbable, onFocus: () => onRowFocus(key), onKeyDown: onRowKey })}
          </li>
        ))}
      </ul>
    </div>
  )
}
