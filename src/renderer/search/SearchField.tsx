import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './SearchField.module.css'
import { useSearchKey } from './useSearchKey.ts'

/** The search field above a list. Ctrl+K (⌘K) leads to it, Escape empties it, Arrow down goes on to what is below. */
export function SearchField(props: {
  label: string
  placeholder: string
  /** Name of the button that empties it. */
  clearLabel: string
  value: string
  onChange: (value: string) => void
  /** Selector of what Arrow down goes to: the first that is found. */
  below: string
  className?: string | undefined
}) {
  const { label, placeholder, value, onChange, below } = props
  const box = useRef<HTMLInputElement>(null)
  useSearchKey(box)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' && value !== '') {
      event.preventDefault()
      onChange('')
    }
    if (event.key === 'ArrowDown') {
      const first = document.querySelector<HTMLElement>(below)
      if (first === null) return
      event.preventDefault()
      first.focus()
    }
  }

  return (
    <TextField
      ref={box}
      className={cx(css.search, props.className)}
      type="search"
      label={label}
      hideLabel
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      lead={<Search aria-hidden />}
      tail={
        value === '' ? null : (
          <IconButton
            bare
            label={props.clearLabel}
            icon={<X aria-hidden />}
            className={css.clear}
            onClick={() => {
              onChange('')
              box.current?.focus()
            }}
          />
        )
      }
      value={value}
      onChange={event => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  )
}
