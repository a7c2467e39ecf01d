import type { ReactNode } from 'react'
import css from './Announcer.module.css'

/** Words for screen readers only, said politely when they change. */
export function Announcer({ children }: { children: ReactNode }) {
  return (
    <div className={css.unseen} aria-live="polite" aria-atomic="true">
      {children}
    </div>
  )
}
