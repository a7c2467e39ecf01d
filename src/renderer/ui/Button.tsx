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
export function Button({ look = 'plain', icon, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(css.button, css[look], className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <LoaderCircle className={css.spin} aria-hidden /> : icon}
      <span>{children}</span>
    </button>
  )
}
