import { CircleAlert } from 'lucide-react'
import { errorText } from '../data/errorText.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'

/** A place whose content could not be read: why, and "Try again". */
export function ErrorState({ error, onRetry, level = 2 }: { error: unknown; onRetry: () => void; level?: 1 | 2 }) {
  const t = useT()
  return (
    <div role="alert" style={{ display: 'contents' }}>
      <EmptyState
        level={level}
        icon={<CircleAlert aria-hidden />}
        title={t('errors.title')}
        actions={<Button onClick={onRetry}>{t('common.tryAgain')}</Button>}
      >
        {errorText(error, t)}
      </EmptyState>
    </div>
  )
}
