import { Switch as Base } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'
import css from './Switch.module.css'

/** A setting that is on or off, with its words and an explanation. */
export function Switch(props: {
  label: string
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) {
  const id = useId()
  return (
    <div className={css.row}>
      <div className={css.words}>
        <span id={id}>{props.label}</span>
        {props.hint ? (
          <span id={`${id}-hint`} className={css.hint}>
            {props.hint}
          </span>
        ) : null}
      </div>
      <Base.Root
        className={css.switch}
        checked={props.checked}
        disabled={props.disabled ?? false}
        onCheckedChange={props.onChange}
        aria-labelledby={id}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
      >
        <Base.Thumb className={css.thumb} />
      </Base.Root>
    </div>
  )
}
