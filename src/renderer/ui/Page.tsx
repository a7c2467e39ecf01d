import type { ReactNode } from 'react'
import css from './Page.module.css'

/** A section that fills the window beside the rail: title and content. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={css.page}>
      <header className={css.head}>
        <h1 className={css.title}>{title}</h1>
      </header>
      {children}
    </main>
  )
}
