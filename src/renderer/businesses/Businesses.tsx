import { Store } from 'lucide-react'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'

/** The place of the businesses. Their screen is a later piece of work; it says so and leads to what there is. */
export function Businesses() {
  const t = useT()
  const setSection = useUi(state => state.setSection)
  const setArchive = useUi(state => state.setArchive)
  const setFilter = useUi(state => state.setFilter)
  return (
    <Page title={t('sections.businesses')}>
      <EmptyState
        icon={<Store aria-hidden />}
        title={t('sections.businessesLater')}
        actions={
          <Button
            onClick={() => {
              setArchive(false)
              setFilter('businesses')
              setSection('chats')
            }}
          >
            {t('sections.showBusinessChats')}
          </Button>
        }
      >
        {t('sections.businessesLaterWords')}
      </EmptyState>
    </Page>
  )
}
