import { CircleAlert, UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { StatusPosting } from '../../../shared/model.ts'
import { errorText } from '../../data/errorText.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Audience } from './Audience.tsx'
import css from './AudienceLine.module.css'

/** How many people get a post, and the way to change that. */
export function AudienceLine(props: { posting: StatusPosting | null; error: unknown; onRetry: () => void }) {
  const t = useT()
  const { posting, error } = props
  const [changing, setChanging] = useState(false)
  const nobody = posting?.receiving === 0
  if (error !== null) {
    return (
      <div role="alert" className={css.line}>
        <CircleAlert aria-hidden />
        <div className={css.words}>{errorText(error, t)}</div>
        <Button look="quiet" onClick={props.onRetry}>
          {t('common.tryAgain')}
        </Button>
      </div>
    )
  }
  return (
    <div className={css.line}>
      <UsersRound aria-hidden />
      <div className={css.words}>
        {posting === null ? (
          t('common.loading')
        ) : nobody ? (
          <>
            <strong>{t('status.post.audienceNobody')}</strong>
            <span className={css.why}>
              {t(posting.excluded === 0 ? 'status.post.noContacts' : 'status.post.allLeftOut')}
            </span>
          </>
        ) : (
          t('status.post.audience', { count: posting.receiving })
        )}
      </div>
      <Button look="quiet" aria-label={t('status.post.audienceChangeLabel')} onClick={() => setChanging(true)}>
        {t('status.post.audienceChange')}
      </Button>
      <Audience open={changing} posting={posting} onClose={() => setChanging(false)} />
    </div>
  )
}
