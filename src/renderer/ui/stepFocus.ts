import type { KeyboardEvent } from 'react'

/** Moves the focus with the arrow keys, Home and End among the elements inside that match the selector. */
export function stepFocus(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const from = all.findIndex(element => element === document.activeElement)
  const target = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: all.length - 1 }[event.key]
  const element = target === undefined ? undefined : all[target]
  if (from === -1 || element === undefined) return
  event.preventDefault()
  element.focus()
}
