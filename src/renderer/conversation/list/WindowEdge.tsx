import { LoaderCircle, Smartphone } from 'lucide-react'
import type { ErrorCode } from '../../../shared/model.ts'
import { errorText } from '../../data/errorText.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import type { View } from '../model/session.ts'
import css from './MessageList.module.css'

export interface Edge {
  side: 'older' | 'newer'
  loading: boolean
  failed: ErrorCode | null
  /** The store has more. */
  more: boolean
  phoneHasOlder: boolean
  phone: View['phone']
}

/** What stands at an end of the window: a page on its way, why it did not come, or the offer to ask the phone. */
export function WindowEdge({ edge, onRetry, onPhone }: { edge: Edge; onRetry: () => void; onPhone: () => void }) {
  const t = useT()
  if (edge.failed !== null) {
    return (
      <div className={css.edge} role="alert">
        <span>{t('conversation.pageFailed', { reason: errorText({ code: edge.failed }, t) })}</span>
        <Button look="quiet" onClick={onRetry}>
          {t('common.tryAgain')}
        </Button>
      </div>
    )
  }
  if (edge.loading || edge.more) {
    const words = edge.side === 'older' ? t('conversation.loadingOlder') : t('conversation.loadingNewer')
    return (
      <div className={css.edge} data-quiet={!edge.loading}>
        <LoaderCircle className={css.spin} role="img" aria-label={words} />
      </div>
    )
  }
  if (edge.side === 'newer') return null
  const { phone } = edge
  if (!edge.phoneHasOlder && phone.state !== 'asking' && phone.state !== 'none') return null
  return (
    <div className={css.edge}>
      {phone.state === 'none' ? (
        <span>{t('conversation.phone.none')}</span>
      ) : (
        <>
          {phone.state === 'failed' ? (
            <span role="alert">{t('conversation.phone.failed', { reason: errorText({ code: phone.error }, t) })}</span>
          ) : null}
          <Button look="quiet" icon={<Smartphone aria-hidden />} busy={phone.state === 'asking'} onClick={onPhone}>
            {phone.state === 'asking' ? t('conversation.phone.asking') : t('conversation.phone.load')}
          </Button>
        </>
      )}
    </div>
  )
}
