import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { isPressed, watchPressed } from './pressed.ts'

/**
 * For what may come, go or move under the pointer: while a button is pressed, the value it had before. Otherwise the click
 * would belong to whatever lies there when the button is let go, or to nothing at all.
 */
export function useHeld<T>(value: T): T {
  const pressed = useSyncExternalStore(watchPressed, isPressed)
  const before = useRef(value)
  useLayoutEffect(() => {
    if (!pressed) before.current = value
  })
  return pressed ? before.current : value
}
