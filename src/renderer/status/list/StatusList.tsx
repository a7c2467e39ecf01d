import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { StatusAuthor } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Hidden } from '../../ui/Hidden.tsx'
import { useNow } from '../../ui/useNow.ts'
import { useRowList } from '../../ui/useRowList.ts'
import { postTime, TIME_STEP } from '../postTime.ts'
import { type Entry, entriesOf } from './entries.ts'
import css from './StatusList.module.css'
import { StatusRow } from './StatusRow.tsx'

/** Heights of rows, pixels: `--row-height` in tokens.css, and `.heading`. */
const ROW = 64
const HEADING = 36
/** Under this name the list's place is kept. */
const PLACE = 'status'

const keyOf = (entry: Entry): number => entry.key
const sizeOf = (entry: Entry): number => (entry.kind === 'heading' ? HEADING : ROW)
const isStop = (entry: Entry): boolean => entry.kind === 'author'

/** Those who posted something, by group. */
export function StatusList(props: {
  /** What they were looked for by; others begin at the top. */
  query: string
  authors: StatusAuthor[]
  hasMore: boolean
  onMore: () => void
}) {
  const { query, authors, hasMore } = props
  const t = useT()
  const language = useLanguage()
  const now = useNow(TIME_STEP)
  const setOffset = useUi(state => state.setOffset)
  const [offset] = useState(() => useUi.getState().offsets[PLACE] ?? 0)
  const { scroller, list, shown, onRowFocus, onRowKey } = useRowList({
    rows: useMemo(() => entriesOf(authors, hasMore), [authors, hasMore]),
    keyOf,
    sizeOf,
    isStop,
    current: null,
    hasMore,
    onMore: props.onMore,
    offset,
    onLeave: useCallback((to: number) => setOffset(PLACE, to), [setOffset]),
  })
  const sought = useRef(query)
  useLayoutEffect(() => {
    if (sought.current === query) return
    sought.current = query
    scroller.ref.current?.scrollTo({ top: 0 })
  }, [query, scroller.ref])
  return (
    <div {...scroller}>
      <ul aria-label={t('status.list.label')} {...list}>
        {shown.map(({ key, row, tabbable, item }) => (
          <li key={key} {...item}>
            {row.kind === 'heading' ? (
              <Heading {...row} />
            ) : (
              <StatusRow
                author={row.author}
                time={postTime(row.author.newestAt, now, language, t)}
                tabbable={tabbable}
                onFocus={onRowFocus}
                onKeyDown={onRowKey}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A group's name and how many are in it, as far as that is known. */
function Heading({ group, count, open }: Extract<Entry, { kind: 'heading' }>) {
  const t = useT()
  return (
    <div className={css.heading}>
      <h2>{t(`status.list.${group}`)}</h2>
      <span aria-hidden className={css.count}>
        {open ? t('status.list.more', { count }) : count}
      </span>
      <Hidden>{open ? t('status.list.authorsMore', { count }) : t('status.list.authors', { count })}</Hidden>
    </div>
  )
}
