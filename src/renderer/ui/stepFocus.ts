import type { KeyboardEvent } from 'react'

/**
 * Moves the focus with the arrow keys, Home and End among the elements that match the selector, within the nearest
 * ancestor marked `data-steps`.
 */
export function stepFocus(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const all = [...(event.currentTarget.closest('[data-steps]')?.querySelectorAll<HTMLElement>(selector) ?? [])]
  const from = all.indexOf(event.currentTarget)
  const target = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: all.length - 1 }[event.key]
  const element = target === undefined ? undefined : all[target]
  if (element === undefined) return
  event.preventDefault()
  element.focus()
}
