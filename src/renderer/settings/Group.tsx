import { type ReactNode, useId } from 'react'
import css from './Settings.module.css'

/** Settings that belong together, one row each. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={css.group}>
      <h2 id={id} className={css.heading}>
        {title}
      </h2>
      <div className={css.rows}>{children}</div>
    </section>
  )
}

/** A fact, with what explains it and what can be done about it. */
export function Fact(props: { label: string; value: ReactNode; hint?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.fact}>
      <div className={css.words}>
        <span className={css.label}>{props.label}</span>
        <span className={css.value}>{props.value}</span>
        {props.hint ? <span className={css.hint}>{props.hint}</span> : null}
      </div>
      {props.action}
    </div>
  )
}
