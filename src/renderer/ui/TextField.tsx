import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import css from './TextField.module.css'

export interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'children'> {
  label: string
  /** The label is read out but not shown. */
  hideLabel?: boolean
  hint?: ReactNode
  /** What is wrong with the value; read out when it appears. */
  error?: string | null
  /** Stands before the text, e.g. a magnifying glass. */
  lead?: ReactNode
  /** Stands after the text, e.g. a button. */
  tail?: ReactNode
}

/** One line of text with its label. */
export function TextField({ label, hideLabel = false, hint, error, lead, tail, className, ...rest }: TextFieldProps) {
  const id = useId()
  const describedBy = cx(hint && !error ? `${id}-hint` : null, error ? `${id}-error` : null)
  return (
    <div className={cx(css.field, className)}>
      <label htmlFor={id} className={hideLabel ? css.hidden : css.label}>
        {label}
      </label>
      <div className={css.box} data-invalid={error ? '' : undefined}>
        {lead}
        <input
          {...rest}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy === '' ? undefined : describedBy}
        />
        {tail}
      </div>
      {hint && !error ? (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      ) : null}
      <p id={`${id}-error`} role="alert" className={css.error}>
        {error}
      </p>
    </div>
  )
}
