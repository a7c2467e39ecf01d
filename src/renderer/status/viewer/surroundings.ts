import { useSyncExternalStore } from 'react'

const LESS_MOTION = '(prefers-reduced-motion: reduce)'

function followMotion(changed: () => void): () => void {
  const query = window.matchMedia(LESS_MOTION)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

function followVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** The system asks for less motion. */
export function useLessMotion(): boolean {
  return useSyncExternalStore(followMotion, () => window.matchMedia(LESS_MOTION).matches)
}

/** The window can be seen. */
export function usePageShown(): boolean {
  return useSyncExternalStore(followVisibility, () => document.visibilityState === 'visible')
}
