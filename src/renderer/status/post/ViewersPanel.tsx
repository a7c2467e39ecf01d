import { Eye } from 'lucide-react'
import { useCallback } from 'react'
import type { StatusViewer } from '../../../shared/model.ts'
import { useCommand } from '../../data/useCall.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { EvenRows, type RowWalk } from '../../ui/EvenRows.tsx'
import { Name } from '../../ui/Name.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { fullTime, listTime } from '../../ui/time.ts'
import { useToday } from '../../ui/useNow.ts'
import { useStatus } from '../statusStore.ts'
import { useViewerPages } from './postPages.ts'
import css from './ViewersPanel.module.css'

/** Height of a row, pixels. */
export const VIEWER_ROW = 48

/** Who has seen an own post and when, newest first; those who see it meanwhile come in. Fills the height it is given. */
export function ViewersPanel({ statusId }: { statusId: number }) {
  const t = useT()
  const query = useViewerPages(statusId)
  const { fetchNextPage, isFetchingNextPage } = query
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage])
  if (query.isPending) return <SkeletonRows rows={3} label={t('common.loading')} />
  if (query.isError && query.data === undefined)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const viewers = viewersOf(query.data?.pages ?? [])
  if (viewers.length === 0) {
    return (
      <EmptyState icon={<Eye aria-hidden />} title={t('status.post.viewersEmpty')}>
        {t('status.post.viewersEmptyWords')}
      </EmptyState>
    )
  }
  return (
    <EvenRows
      label={t('status.post.viewersList')}
      rows={viewers}
      keyOf={keyOf}
      height={VIEWER_ROW}
      hasMore={query.hasNextPage}
      onMore={more}
    >
      {(viewer, _, walk) => <Viewer {...walk} viewer={viewer} />}
    </EvenRows>
  )
}

/** Each viewer once: one who came while the pages were read moves the others down. */
function viewersOf(pages: readonly { items: StatusViewer[] }[]): StatusViewer[] {
  return [...new Map(pages.flatMap(page => page.items).map(viewer => [viewer.person.id, viewer])).values()]
}

const keyOf = (viewer: StatusViewer): number => viewer.person.id
/** A press leads to the chat with them. */
function Viewer(props: RowWalk & { viewer: StatusViewer }) {
  const { person, at } = props.viewer
  const language = useLanguage()
  const today = useToday()
  const open = useCommand('chatOpenByPerson')
  return (
    <button
      type="button"
      className={css.viewer}
      tabIndex={props.tabbable ? 0 : -1}
      disabled={open.isPending}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onClick={() =>
        open.mutate(
          { personId: person.id },
          {
            onSuccess: chat => {
              useStatus.getState().closeViewer()
              useUi.getState().openChat(chat.id)
            },
          },
        )
      }
    >
      <Avatar seed={person.id} name={person.name} size={32} />
      <span className={css.name}>
        <Name name={person.name} standing={person.standing} label />
      </span>
      <time className={css.time} dateTime={new Date(at).toISOString()} title={fullTime(at, language)}>
        {listTime(at, today, language)}
      </time>
    </button>
  )
}
