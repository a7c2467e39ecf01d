import { ArrowDownWideNarrow } from 'lucide-react'
import { useCallback } from 'react'
import type { BusinessFilter, BusinessSort } from '../../shared/model.ts'
import { DetailsFrame } from '../conversation/details/DetailsFrame.tsx'
import { PersonDetails } from '../conversation/details/PersonDetails.tsx'
import { useT } from '../i18n/useT.ts'
import { SearchField } from '../search/SearchField.tsx'
import { useDebounced } from '../search/useDebounced.ts'
import { SyncStrip } from '../shell/SyncStrip.tsx'
import { Button } from '../ui/Button.tsx'
import { Menu, MenuChoices } from '../ui/Menu.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import css from './Businesses.module.css'
import { BusinessRows } from './BusinessRows.tsx'
import { useDirectory } from './directoryStore.ts'

const filters: readonly BusinessFilter[] = ['all', 'verified', 'confirmed', 'unverified']
const sorts: readonly BusinessSort[] = ['recent', 'name', 'since']
/** How long the words have to stay the same before they are looked for, ms. */
const PAUSE = 150

/** Every business that ever wrote, with its standing; beside them the details of one. */
export function Businesses() {
  const t = useT()
  const { filter, sort, query, personId, setFilter, setSort, setQuery, show } = useDirectory()
  const found = useDebounced(query.trim(), PAUSE)

  const close = useCallback(() => {
    show(null)
    // Back to the row it was opened from, once the list is visible again.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-business="${String(personId)}"]`)?.focus({ preventScroll: true }),
    )
  }, [personId, show])

  return (
    <main className={css.businesses} data-open={personId === null ? undefined : ''}>
      <div className={css.column}>
        <header className={css.head}>
          <h1 className={css.title}>{t('sections.businesses')}</h1>
          <Menu
            trigger={
              <Button look="quiet" icon={<ArrowDownWideNarrow aria-hidden />}>
                {t('businesses.sort', { by: t(`businesses.sortBy.${sort}`) })}
              </Button>
            }
          >
            <MenuChoices
              value={sort}
              choices={sorts.map(value => ({ value, label: t(`businesses.sortBy.${value}`) }))}
              onChange={setSort}
            />
          </Menu>
        </header>
        <SearchField
          className={css.search}
          label={t('businesses.find')}
          placeholder={t('businesses.findPlaceholder')}
          clearLabel={t('businesses.clearFind')}
          value={query}
          onChange={setQuery}
          below='[data-business][tabindex="0"]'
        />
        <SyncStrip />
        <Tabs
          label={t('businesses.filters')}
          value={filter}
          tabs={filters.map(value => ({ value, label: t(`businesses.filter.${value}`) }))}
          onChange={setFilter}
          className={css.tabs}
        >
          <BusinessRows key={`${filter} ${sort}`} filter={filter} sort={sort} query={found} />
        </Tabs>
      </div>
      {personId === null ? null : (
        <div className={css.pane}>
          <Shown key={personId} personId={personId} onClose={close} />
        </div>
      )}
    </main>
  )
}

/** The details of one business. */
function Shown({ personId, onClose }: { personId: number; onClose: () => void }) {
  return (
    <DetailsFrame whole onClose={onClose}>
      <PersonDetails personId={personId} known={null} offerChat />
    </DetailsFrame>
  )
}
