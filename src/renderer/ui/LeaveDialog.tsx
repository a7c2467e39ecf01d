import { ExternalLink } from 'lucide-react'
import { useT } from '../i18n/useT.ts'
import buttonCss from './Button.module.css'
import { Button } from './Button.tsx'
import { cx } from './cx.ts'
import { Dialog } from './Dialog.tsx'
import css from './LeaveDialog.module.css'

/** A website somebody else wants the user to open: its whole address and its host, before anything is opened. */
export function LeaveDialog(props: {
  /** http or https, checked. Null: closed. */
  site: { href: string; host: string } | null
  onClose: () => void
}) {
  const t = useT()
  const { site } = props
  return (
    <Dialog
      open={site !== null}
      onClose={props.onClose}
      title={t('businesses.leave.title')}
      description={t('businesses.leave.words')}
      actions={
        site === null ? null : (
          <>
            <Button onClick={props.onClose}>{t('common.cancel')}</Button>
            <a
              className={cx(buttonCss.button, buttonCss.primary, css.go)}
              href={site.href}
              target="_blank"
              rel="noreferrer"
              onClick={props.onClose}
            >
              <ExternalLink aria-hidden />
              <span>{t('businesses.leave.open', { host: site.host })}</span>
            </a>
          </>
        )
      }
    >
      {site === null ? null : (
        <p className={css.address}>
          <bdi dir="ltr">{site.href}</bdi>
        </p>
      )}
    </Dialog>
  )
}
