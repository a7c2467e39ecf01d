import { SearchX } from 'lucide-react'
import type { Chat, SearchHit } from '../../shared/model.ts'
import { rowsOfHits } from '../data/chatPages.ts'
import { useCall } from '../data/useCall.ts'
import { useMessageHits } from '../data/usePages.ts'
import { useT } from '../i18n/useT.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { EndMark } from '../ui/EndMark.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { useToday } from '../ui/useNow.ts'
import { ChatHit } from './ChatHit.tsx'
import { MessageHit } from './MessageHit.tsx'
import css from './SearchResults.module.css'
import { useDebounced } from './useDebounced.ts'

/** How long the words have to stay the same before they are looked for, ms. */
const PAUSE = 150
const MOST_CHATS = 20

/** What was found: chats by name first, then messages by their words. */
export function SearchResults({ query }: { query: string }) {
  const t = useT()
  const now = useToday()
  const settled = useDebounced(query, PAUSE)
  const chats = useCall('searchChats', { query: settled, limit: MOST_CHATS })
  const messages = useMessageHits(settled, null)
  const waiting = chats.isPending || messages.isPending
  const foundChats: Chat[] = chats.data ?? []
  const hits: SearchHit[] = rowsOfHits(messages.data)
  const count = foundChats.length + hits.length
  const error = chats.error ?? messages.error

  if (waiting && count === 0) return <SkeletonRows rows={6} label={t('chats.search.searching')} />
  if (error !== null && count === 0) {
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void chats.refetch()
          void messages.refetch()
        }}
      />
    )
  }
  return (
    <div className={css.results} data-steps>
      <p role="status" className={css.count}>
        {messages.hasNextPage ? t('chats.search.resultCountMore', { count }) : t('chats.search.resultCount', { count })}
      </p>
      {count === 0 ? (
        <EmptyState icon={<SearchX aria-hidden />} title={t('chats.search.nothing', { query: settled })}>
          {t('chats.search.nothingWords')}
        </EmptyState>
      ) : null}
      {foundChats.length > 0 ? (
        <section>
          <h2 className={css.heading}>{t('chats.search.chats')}</h2>
          <ul aria-label={t('chats.search.chats')}>
            {foundChats.map(chat => (
              <li key={chat.id}>
                <ChatHit chat={chat} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {hits.length > 0 ? (
        <section>
          <h2 className={css.heading}>{t('chats.search.messages')}</h2>
          <ul aria-label={t('chats.search.messages')}>
            {hits.map(hit => (
              <li key={hit.message.id} className={css.item}>
                <MessageHit hit={hit} query={settled} now={now} />
              </li>
            ))}
          </ul>
          {messages.hasNextPage && !messages.isFetchingNextPage ? (
            <EndMark key={hits.length} onNear={() => void messages.fetchNextPage()} />
          ) : null}
        </section>
      ) : null}
    </div>
  )
}
