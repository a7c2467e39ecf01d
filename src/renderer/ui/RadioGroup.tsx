import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import css from './RadioGroup.module.css'

export interface Choice<T extends string> {
  value: T
  label: string
  hint?: ReactNode
}

/** One of a few. `inline` puts short choices beside each other. */
export function RadioGroup<T extends string>(props: {
  label: string
  hideLabel?: boolean
  value: T
  choices: readonly Choice<T>[]
  onChange: (value: T) => void
  inline?: boolean
}) {
  const id = useId()
  return (
    <div className={cx(css.group, props.inline && css.inline)}>
      <span id={id} className={props.hideLabel ? css.hidden : css.label}>
        {props.label}
      </span>
      <Base
        aria-labelledby={id}
        value={props.value}
        onValueChange={value => {
          const choice = props.choices.find(each => each.value === value)
          if (choice) props.onChange(choice.value)
        }}
        className={css.choices}
      >
        {props.choices.map(choice => (
          <div key={choice.value} className={css.choice}>
            <Radio.Root
              id={`${id}-${choice.value}`}
              value={choice.value}
              className={css.radio}
              aria-describedby={choice.hint ? `${id}-${choice.value}-hint` : undefined}
            >
              <Radio.Indicator className={css.dot} />
            </Radio.Root>
            <span className={css.words}>
              <label htmlFor={`${id}-${choice.value}`}>{choice.label}</label>
              {choice.hint ? (
                <span id={`${id}-${choice.value}-hint`} className={css.hint}>
                  {choice.hint}
                </span>
              ) : null}
            </span>
          </div>
        ))}
      </Base>
    </div>
  )
}
