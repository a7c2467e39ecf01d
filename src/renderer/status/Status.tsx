import { CircleDashed } from 'lucide-react'
import { useT } from '../i18n/useT.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'

/** The place of status updates. Their screen is a later piece of work; it says so. */
export function Status() {
  const t = useT()
  return (
    <Page title={t('sections.status')}>
      <EmptyState icon={<CircleDashed aria-hidden />} title={t('sections.statusLater')}>
        {t('sections.statusLaterWords')}
      </EmptyState>
    </Page>
  )
}
