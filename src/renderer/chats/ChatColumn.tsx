import { Archive, ArrowLeft, SquarePen } from 'lucide-react'
import { useCallback } from 'react'
import { useAppState } from '../data/useAppState.ts'
import { useT } from '../i18n/useT.ts'
import { SearchBox } from '../search/SearchBox.tsx'
import { SearchResults } from '../search/SearchResults.tsx'
import { SyncStrip } from '../shell/SyncStrip.tsx'
import { useUi } from '../shell/uiStore.ts'
import { Hidden } from '../ui/Hidden.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useHeld } from '../ui/useHeld.ts'
import css from './ChatColumn.module.css'
import { ChatQuestion } from './ChatQuestion.tsx'
import { ChatRows } from './ChatRows.tsx'

const filters = ['all', 'unread', 'people', 'businesses', 'verified', 'groups'] as const

/** The list column: search, filters, chats, or the archive. */
export function ChatColumn() {
  const t = useT()
  const { archive, filter, search, setArchive, setFilter, setNewChat } = useUi()
  const archived = useHeld(useAppState(state => state.counts.archivedChats))
  const leaveArchive = useCallback(() => setArchive(false), [setArchive])
  return (
    <div className={css.column}>
      <header className={css.head}>
        {archive ? (
          <>
            <IconButton
              label={t('chats.backFromArchived')}
              icon={<ArrowLeft aria-hidden data-flip />}
              onClick={leaveArchive}
            />
            <h1 className={css.title}>{t('chats.archived')}</h1>
          </>
        ) : (
          <h1 className={css.title}>{t('sections.chats')}</h1>
        )}
        <IconButton
          label={t('chats.newChat')}
          icon={<SquarePen aria-hidden />}
          className={css.new}
          onClick={() => setNewChat(true)}
        />
      </header>
      {archive ? null : <SearchBox />}
      <SyncStrip />
      {search.trim() !== '' && !archive ? (
        <SearchResults query={search.trim()} />
      ) : archive ? (
        <ChatRows key="archive" filter="all" archived />
      ) : (
        <Tabs
          label={t('chats.filters')}
          value={filter}
          tabs={filters.map(value => ({ value, label: t(`chats.filter.${value}`) }))}
          onChange={setFilter}
          className={css.tabs}
        >
          {filter === 'all' && archived > 0 ? (
            <button type="button" className={css.archive} onClick={() => setArchive(true)}>
              <Archive aria-hidden />
              <span>
                {t('chats.archived')}
                <Hidden>, {t('chats.archivedCount', { count: archived })}</Hidden>
              </span>
              <span aria-hidden className={css.number}>
                {archived}
              </span>
            </button>
          ) : null}
          <ChatRows key={filter} filter={filter} archived={false} />
        </Tabs>
      )}
      <ChatQuestion />
    </div>
  )
}
