import { ArrowLeft, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import css from './Details.module.css'

/** The panel beside a list or a conversation. Escape closes it. */
export function DetailsFrame(props: {
  onClose: () => void
  /** Stands in a place of its own; where there is room for one thing only it fills it, with a button that leads back. */
  whole?: boolean
  children: ReactNode
}) {
  const t = useT()
  const whole = props.whole === true
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Where it fills the window, what opened it cannot be seen any more. The button is shown there only.
    if (whole && window.matchMedia('(width < 900px)').matches) back.current?.focus()
  }, [whole])
  return (
    <aside
      className={css.details}
      data-whole={whole ? '' : undefined}
      aria-label={t('conversation.details.title')}
      onKeyDown={event => {
        // A dialog opened from here stands elsewhere in the page, but its keys come by as well.
        const within = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.key === 'Escape' && within) props.onClose()
      }}
    >
      <header className={css.bar}>
        {whole ? (
          <span className={css.back}>
            <IconButton
              ref={back}
              label={t('businesses.backToList')}
              icon={<ArrowLeft aria-hidden data-flip />}
              onClick={props.onClose}
            />
          </span>
        ) : null}
        <h2 className={css.title}>{t('conversation.details.title')}</h2>
        <span className={css.close}>
          <IconButton label={t('conversation.details.close')} icon={<X aria-hidden />} onClick={props.onClose} />
        </span>
      </header>
      {props.children}
    </aside>
  )
}
