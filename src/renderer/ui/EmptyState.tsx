import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** A place with nothing in it yet: what it is for, and what can be done. `level` 1 where it is the whole window. */
export function EmptyState(props: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
  level?: 1 | 2
}) {
  const Heading = props.level === 1 ? 'h1' : 'h2'
  return (
    <div className={css.empty}>
      {props.icon ? <span className={css.icon}>{props.icon}</span> : null}
      <Heading className={css.title}>{props.title}</Heading>
      {props.children ? <p className={css.words}>{props.children}</p> : null}
      {props.actions ? <div className={css.actions}>{props.actions}</div> : null}
    </div>
  )
}
