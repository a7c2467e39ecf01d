import { Inbox } from 'lucide-react'
import { useCallback } from 'react'
import type { ChatFilter } from '../../shared/model.ts'
import { rowsOf } from '../data/chatPages.ts'
import { useAppState } from '../data/useAppState.ts'
import { useChatPages } from '../data/usePages.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { ChatList } from './ChatList.tsx'

/** The chats of one filter or of the archive, in whatever state their reading is. */
export function ChatRows({ filter, archived }: { filter: ChatFilter; archived: boolean }) {
  const t = useT()
  const query = useChatPages(filter, archived)
  const { fetchNextPage, isFetchingNextPage } = query
  const place = archived ? 'archive' : filter
  const offset = useUi(state => state.offsets[place] ?? 0)
  const setOffset = useUi(state => state.setOffset)
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  const keepOffset = useCallback((to: number) => setOffset(place, to), [place, setOffset])

  if (query.isPending) return <SkeletonRows rows={9} label={t('common.loading')} />
  if (query.isError && query.data === undefined)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const chats = rowsOf(query.data)
  if (chats.length === 0) return <NoChats filter={filter} archived={archived} />
  return <ChatList chats={chats} hasMore={query.hasNextPage} onMore={more} offset={offset} onOffset={keepOffset} />
}

function NoChats({ filter, archived }: { filter: ChatFilter; archived: boolean }) {
  const t = useT()
  const syncing = useAppState(state => state.sync.state === 'running')
  if (archived) {
    return (
      <EmptyState icon={<Inbox aria-hidden />} title={t('chats.empty.archived')}>
        {t('chats.empty.archivedWords')}
      </EmptyState>
    )
  }
  const words =
    filter === 'all'
      ? t(syncing ? 'chats.empty.syncing' : 'chats.empty.allWords')
      : filter === 'unread'
        ? t('chats.empty.unreadWords')
        : t(syncing ? 'chats.empty.syncing' : `businesses.emptyChats.${filter}`)
  return (
    <EmptyState icon={<Inbox aria-hidden />} title={t(`chats.empty.${filter}`)}>
      {words}
    </EmptyState>
  )
}
