import { SearchX, Store } from 'lucide-react'
import { useCallback } from 'react'
import type { BusinessFilter, BusinessSort } from '../../shared/model.ts'
import { rowsOf } from '../data/chatPages.ts'
import { useAppState } from '../data/useAppState.ts'
import { useBusinessPages } from '../data/usePages.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { BusinessList } from './BusinessList.tsx'
import { useDirectory } from './directoryStore.ts'

/** The businesses of one filter, in whatever state their reading is. */
export function BusinessRows(props: { filter: BusinessFilter; sort: BusinessSort; query: string }) {
  const t = useT()
  const { filter, sort, query } = props
  const pages = useBusinessPages(filter, sort, query)
  const { fetchNextPage, isFetchingNextPage } = pages
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])

  if (pages.isPending) return <SkeletonRows rows={8} label={t('common.loading')} />
  if (pages.isError && pages.data === undefined)
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  const rows = rowsOf(pages.data)
  if (rows.length === 0) return query === '' ? <Nobody filter={filter} /> : <NotFound filter={filter} query={query} />
  return <BusinessList place={`${filter} ${sort}`} businesses={rows} hasMore={pages.hasNextPage} onMore={more} />
}

function Nobody({ filter }: { filter: BusinessFilter }) {
  const t = useT()
  const syncing = useAppState(state => state.sync.state === 'running')
  return (
    <EmptyState icon={<Store aria-hidden />} title={t(`businesses.empty.${filter}`)}>
      {t(syncing ? 'businesses.empty.syncing' : `businesses.empty.${filter}Words`)}
    </EmptyState>
  )
}

function NotFound({ filter, query }: { filter: BusinessFilter; query: string }) {
  const t = useT()
  const setFilter = useDirectory(state => state.setFilter)
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={t('businesses.empty.found', { query })}
      actions={
        filter === 'all' ? null : <Button onClick={() => setFilter('all')}>{t('businesses.empty.showAll')}</Button>
      }
    >
      {t(filter === 'all' ? 'businesses.empty.foundWords' : 'businesses.empty.foundIn')}
    </EmptyState>
  )
}
