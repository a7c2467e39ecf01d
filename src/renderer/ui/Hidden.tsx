import type { ReactNode } from 'react'
import css from './Hidden.module.css'

/** Words that are read out but not shown. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={css.hidden}>{children}</span>
}
