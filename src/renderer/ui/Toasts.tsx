import { CircleAlert, X } from 'lucide-react'
import { type FocusEvent, useRef } from 'react'
import { useT } from '../i18n/useT.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import css from './Toasts.module.css'
import { useToasts } from './toastStore.ts'
import { useHeld } from './useHeld.ts'

/** The place where toasts appear. Always in the page, so that screen readers notice what comes into it. */
export function Toasts() {
  const t = useT()
  const toasts = useHeld(useToasts(state => state.toasts))
  const dismiss = useToasts(state => state.dismiss)
  // What had the focus before a toast's button took it: it has it again when the button goes.
  const before = useRef<HTMLElement | null>(null)
  const remember = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const from = relatedTarget instanceof HTMLElement ? relatedTarget : null
    if (!currentTarget.contains(from)) before.current = from
  }
  const close = (id: number): void => {
    if (before.current?.isConnected === true) before.current.focus()
    dismiss(id)
  }

  return (
    <div role="status" aria-label={t('common.messages')} className={css.toasts} onFocus={remember}>
      {toasts.map(toast => (
        <div key={toast.id} className={css.toast}>
          {toast.tone === 'error' ? <CircleAlert aria-hidden className={css.error} /> : null}
          <p className={css.words}>{toast.words}</p>
          {toast.action === null ? null : (
            <Button
              look="quiet"
              onClick={() => {
                toast.action?.run()
                close(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton bare label={t('common.dismiss')} icon={<X aria-hidden />} onClick={() => close(toast.id)} />
        </div>
      ))}
    </div>
  )
}
