import type { RefObject } from 'react'

/**
 * Focuses what takes the place of something that had the focus. Two frames later: in the one between them the dialog takes the
 * lost focus to itself. @returns what calls it off
 */
export function focusSoon(target: RefObject<HTMLElement | null>): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => target.current?.focus())
  })
  return () => cancelAnimationFrame(frame)
}
