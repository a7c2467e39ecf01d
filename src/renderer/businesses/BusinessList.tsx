import { useCallback, useState } from 'react'
import type { Business } from '../../shared/model.ts'
import { useT } from '../i18n/useT.ts'
import { useToday } from '../ui/useNow.ts'
import { useRowList } from '../ui/useRowList.ts'
import { BusinessRow } from './BusinessRow.tsx'
import { useDirectory } from './directoryStore.ts'

/** Height of a row, pixels. */
const ROW = 72

const keyOf = (business: Business): number => business.id
const sizeOf = (): number => ROW

/** The rows of the directory. */
export function BusinessList(props: {
  /** Which list this is: it keeps its own place. */
  place: string
  businesses: Business[]
  hasMore: boolean
  onMore: () => void
}) {
  const { place } = props
  const t = useT()
  const now = useToday()
  const shownId = useDirectory(state => state.personId)
  const setOffset = useDirectory(state => state.setOffset)
  const [offset] = useState(() => useDirectory.getState().offsets[place] ?? 0)
  const { scroller, list, shown, onRowFocus, onRowKey } = useRowList({
    rows: props.businesses,
    keyOf,
    sizeOf,
    isStop: null,
    current: shownId,
    hasMore: props.hasMore,
    onMore: props.onMore,
    offset,
    onLeave: useCallback((to: number) => setOffset(place, to), [place, setOffset]),
  })
  return (
    <div {...scroller}>
      <ul aria-label={t('businesses.list')} {...list}>
        {shown.map(({ key, row, tabbable, item }) => (
          <li key={key} {...item}>
            <BusinessRow
              business={row}
              current={key === shownId}
              tabbable={tabbable}
              now={now}
              onFocus={onRowFocus}
              onKeyDown={onRowKey}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
