import { useT } from '../i18n/useT.ts'
import css from './Badge.module.css'
import { cx } from './cx.ts'
import { Tooltip } from './Tooltip.tsx'

/**
 * The green badge of a verified business. It is drawn, never text, and says in words what it stands for: on hover always,
 * on focus where it may take the focus (not inside another control, whose name carries it there). `inText`: after a name in
 * a line of words.
 */
export function Badge({ focusable = false, inText = false }: { focusable?: boolean; inText?: boolean }) {
  const t = useT()
  const focus = focusable ? { tabIndex: 0 } : {}
  return (
    <Tooltip words={t('standing.verifiedExplained')} staysOnClick>
      <span role="img" aria-label={t('standing.verified')} className={cx(css.badge, inText && css.inText)} {...focus}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path
            className={css.seal}
            d="M8 0.6l1.75 1.2 2.1-.3.83 1.96 1.97.83-.3 2.1L15.4 8l-1.2 1.75.3 2.1-1.97.83-.83 1.97-2.1-.3L8 15.4l-1.75-1.2-2.1.3-.83-1.97-1.97-.83.3-2.1L.6 8l1.2-1.75-.3-2.1 1.97-.83.83-1.97 2.1.3z"
          />
          <path className={css.mark} d="M4.9 8.2l2.2 2.2 4.1-4.5" />
        </svg>
      </span>
    </Tooltip>
  )
}
