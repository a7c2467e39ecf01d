import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useT } from '../i18n/useT.ts'
import { cx } from './cx.ts'
import css from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** Said after the title when the dialog opens. */
  description?: ReactNode
  children?: ReactNode
  /** Buttons at the end. */
  actions?: ReactNode
  size?: 'small' | 'medium'
  /** What gets the focus first; else the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Where the focus goes after closing; else back to where it was. */
  finalFocus?: RefObject<HTMLElement | null>
}

/** A modal dialog: focus stays inside, Escape and a press outside close it. */
export function Dialog(props: DialogProps) {
  const t = useT()
  return (
    <Base.Root
      open={props.open}
      onOpenChange={open => {
        if (!open) props.onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={css.scrim} />
        <Base.Popup
          className={cx(css.dialog, css[props.size ?? 'small'])}
          {...(props.initialFocus ? { initialFocus: props.initialFocus } : {})}
          {...(props.finalFocus ? { finalFocus: props.finalFocus } : {})}
        >
          <header className={css.head}>
            <Base.Title className={css.title}>{props.title}</Base.Title>
            <Base.Close render={<IconButton bare label={t('common.close')} icon={<X aria-hidden />} />} />
          </header>
          {props.description ? (
            <Base.Description className={css.description}>{props.description}</Base.Description>
          ) : null}
          {props.children ? <div className={css.body}>{props.children}</div> : null}
          {props.actions ? <footer className={css.actions}>{props.actions}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
