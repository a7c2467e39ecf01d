import { Eye, RotateCw } from 'lucide-react'
import type { StatusPost } from '../../../shared/model.ts'
import { useAppState } from '../../data/useAppState.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { hasFailed, wayWords } from '../post/ownPost.ts'
import { useMediaPercent } from '../progress.ts'
import css from './OwnFoot.module.css'

/** Below an own post: who has seen it, or how far it has come. */
export function OwnFoot({ post, onViewers }: { post: StatusPost; onViewers: () => void }) {
  const t = useT()
  const retry = useCommand('statusRetry')
  const percent = useMediaPercent(post.id)
  const connected = useAppState(state => state.connection.state === 'connected')
  const words = wayWords(post, percent, connected, t)
  if (hasFailed(post)) {
    return (
      <div className={css.foot} role="alert">
        <span>{words}</span>
        <Button
          icon={<RotateCw aria-hidden />}
          busy={retry.isPending}
          onClick={() => retry.mutate({ statusId: post.id })}
        >
          {t('common.tryAgain')}
        </Button>
      </div>
    )
  }
  if (post.way !== 'sent') {
    return (
      <p className={css.foot} role="status">
        {words}
      </p>
    )
  }
  return (
    <div className={css.foot}>
      <Button look="quiet" icon={<Eye aria-hidden />} onClick={onViewers}>
        {words}
      </Button>
    </div>
  )
}
