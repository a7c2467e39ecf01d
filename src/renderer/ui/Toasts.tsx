import { CircleAlert, X } from 'lucide-react'
import { useT } from '../i18n/useT.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import css from './Toasts.module.css'
import { useToasts } from './toastStore.ts'

/** The place where toasts appear. Always in the page, so that screen readers notice what comes into it. */
export function Toasts() {
  const t = useT()
  const toasts = useToasts(state => state.toasts)
  const dismiss = useToasts(state => state.dismiss)
  return (
    <div role="status" aria-label={t('common.messages')} className={css.toasts}>
      {toasts.map(toast => (
        <div key={toast.id} className={css.toast}>
          {toast.tone === 'error' ? <CircleAlert aria-hidden className={css.error} /> : null}
          <p className={css.words}>{toast.words}</p>
          {toast.action === null ? null : (
            <Button
              look="quiet"
              onClick={() => {
                toast.action?.run()
                dismiss(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton bare label={t('common.dismiss')} icon={<X aria-hidden />} onClick={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  )
}
