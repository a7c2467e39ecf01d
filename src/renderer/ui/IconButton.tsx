import type { ComponentPropsWithRef, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './IconButton.module.css'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  /** The accessible name, also shown as a tooltip. */
  label: string
  icon: ReactNode
  /** Leaves the tooltip out, for instance where a menu opens from the button. */
  bare?: boolean
}

/** A square button that carries an icon only. */
export function IconButton({ label, icon, bare = false, className, ...rest }: IconButtonProps) {
  const button = (
    <button type="button" aria-label={label} {...rest} className={cx(css.button, className)}>
      {icon}
    </button>
  )
  return bare ? button : <Tooltip words={label}>{button}</Tooltip>
}
