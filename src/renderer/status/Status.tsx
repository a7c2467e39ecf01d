import { CirclePlus, Images } from 'lucide-react'
import { useCallback } from 'react'
import { DetailsFrame } from '../conversation/details/DetailsFrame.tsx'
import { PersonDetails } from '../conversation/details/PersonDetails.tsx'
import { useT } from '../i18n/useT.ts'
import { useDebounced } from '../search/useDebounced.ts'
import { SyncStrip } from '../shell/SyncStrip.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { MyStatus } from './list/MyStatus.tsx'
import { StatusRows } from './list/StatusRows.tsx'
import { StatusSearch } from './list/StatusSearch.tsx'
import { MyPane } from './post/MyPane.tsx'
import { NewStatus } from './post/NewStatus.tsx'
import css from './Status.module.css'
import { useStatus } from './statusStore.ts'

/** How long the words have to stay the same before they are looked for, ms. */
const PAUSE = 150

/** What contacts and businesses posted in the last 24 hours; beside it what the section is for, or a business' details. */
export function Status() {
  const t = useT()
  const compose = useStatus(state => state.compose)
  const search = useStatus(state => state.search)
  const detailsOf = useStatus(state => state.detailsOf)
  const query = useDebounced(search.trim(), PAUSE)
  return (
    <main className={css.status} data-open={detailsOf === null ? undefined : ''}>
      <div className={css.column}>
        <header className={css.head}>
          <h1 className={css.title}>{t('sections.status')}</h1>
          <Button icon={<CirclePlus aria-hidden />} onClick={compose}>
            {t('status.list.new')}
          </Button>
        </header>
        <StatusSearch />
        <SyncStrip />
        {query === '' ? <MyStatus /> : null}
        <StatusRows query={query} />
      </div>
      <div className={css.pane}>
        {detailsOf === null ? (
          <MyPane>
            <EmptyState icon={<Images aria-hidden />} title={t('status.list.about')}>
              {t('status.list.aboutWords')}
            </EmptyState>
          </MyPane>
        ) : (
          <Shown key={detailsOf} personId={detailsOf} />
        )}
      </div>
      <NewStatus />
    </main>
  )
}

/** The details of one author. */
function Shown({ personId }: { personId: number }) {
  const showDetails = useStatus(state => state.showDetails)
  const close = useCallback(() => {
    showDetails(null)
    // Back to the row it was opened from, once the list is visible again.
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`[data-row="${String(personId)}"] [tabindex="0"]`)
        ?.focus({ preventScroll: true }),
    )
  }, [personId, showDetails])
  return (
    <DetailsFrame whole onClose={close}>
      <PersonDetails personId={personId} known={null} offerChat />
    </DetailsFrame>
  )
}
