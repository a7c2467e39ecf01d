import { LoaderCircle } from 'lucide-react'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import css from './Button.module.css'
import { cx } from './cx.ts'

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** `primary` once per view; `danger` for what destroys. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: ReactNode
  /** Shows that the action is under way and takes no second press. */
  busy?: boolean
}

/** A push button with words on it. */
export function Button({ look = 'plain', icon, busy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(css.button, css[look], className)}
      // Not `disabled`: that would take the focus away from whoever pressed it.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={event => {
        // Also keeps a form from being sent again.
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? <LoaderCircle className={css.spin} aria-hidden /> : icon}
      <span>{children}</span>
    </button>
  )
}
