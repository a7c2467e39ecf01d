import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** A place with nothing in it yet: what it is for, and what can be done. */
export function EmptyState(props: { icon?: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={css.empty}>
      {props.icon ? <span className={css.icon}>{props.icon}</span> : null}
      <h2 className={css.title}>{props.title}</h2>
      {props.children ? <p className={css.words}>{props.children}</p> : null}
      {props.actions ? <div className={css.actions}>{props.actions}</div> : null}
    </div>
  )
}
