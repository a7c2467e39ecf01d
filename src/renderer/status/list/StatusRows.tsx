import { CircleDashed, SearchX } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { rowsOf } from '../../data/chatPages.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useStatusPages } from '../../data/usePages.ts'
import { useT } from '../../i18n/useT.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusList } from './StatusList.tsx'

/** Those who posted something and whose name matches, in whatever state their reading is. */
export function StatusRows({ query }: { query: string }) {
  const t = useT()
  const pages = useStatusPages(query)
  const { data, fetchNextPage, isFetchingNextPage } = pages
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  const authors = useMemo(() => rowsOf(data), [data])

  if (pages.isPending) return <SkeletonRows rows={6} label={t('common.loading')} />
  if (pages.isError && data === undefined)
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  if (authors.length === 0) return query === '' ? <Nobody /> : <NotFound query={query} />
  return <StatusList query={query} authors={authors} hasMore={pages.hasNextPage} onMore={more} />
}

function Nobody() {
  const t = useT()
  const syncing = useAppState(state => state.sync.state === 'running')
  const connection = useAppState(state => state.connection.state)
  const words =
    connection === 'unlinked'
      ? 'noneUnlinked'
      : connection === 'offline'
        ? 'noneOffline'
        : syncing
          ? 'noneSyncing'
          : 'noneWords'
  return (
    <EmptyState icon={<CircleDashed aria-hidden />} title={t('status.list.none')}>
      {t(`status.list.${words}`)}
    </EmptyState>
  )
}

function NotFound({ query }: { query: string }) {
  const t = useT()
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t('status.list.noneFound', { query })}>
      {t('status.list.noneFoundWords')}
    </EmptyState>
  )
}
