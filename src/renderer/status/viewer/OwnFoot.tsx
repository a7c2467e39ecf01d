import { Eye, RotateCw } from 'lucide-react'
import type { StatusPost } from '../../../shared/model.ts'
import { errorText } from '../../data/errorText.ts'
import { useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { useMediaPercent } from '../progress.ts'
import css from './OwnFoot.module.css'

/** Below an own post: who has seen it, or how far it has come. */
export function OwnFoot({ post, onViewers }: { post: StatusPost; onViewers: () => void }) {
  const t = useT()
  const retry = useCommand('statusRetry')
  const percent = useMediaPercent(post.id)
  switch (post.way) {
    case 'failed':
      return (
        <div className={css.foot} role="alert">
          <span>
            {t('status.viewer.own.failed', {
              reason: post.failure === null ? '' : errorText({ code: post.failure }, t),
            })}
          </span>
          <Button
            icon={<RotateCw aria-hidden />}
            busy={retry.isPending}
            onClick={() => retry.mutate({ statusId: post.id })}
          >
            {t('common.tryAgain')}
          </Button>
        </div>
      )
    case 'pending':
      return (
        <p className={css.foot} role="status">
          {percent === null ? t('status.viewer.own.pending') : t('status.viewer.own.percent', { percent })}
        </p>
      )
    case 'deleting':
      return (
        <p className={css.foot} role="status">
          {t('status.viewer.own.deleting')}
        </p>
      )
    case 'sent':
      return (
        <div className={css.foot}>
          <Button look="quiet" icon={<Eye aria-hidden />} onClick={onViewers}>
            {t('status.viewer.own.viewers', { count: post.viewers })}
          </Button>
        </div>
      )
  }
}
