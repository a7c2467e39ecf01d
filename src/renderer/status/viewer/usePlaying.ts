import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { Phase } from './PostView.tsx'
import type { Progress } from './progress.ts'

/**
 * Plays a video or a voice while it may run, and tells how far it has come: its own length is that of the post.
 * @param told its length as the post tells it, seconds: for files that do not
 * @returns what the element's events are told to
 */
export function usePlaying(
  media: RefObject<HTMLMediaElement | null>,
  source: string | null,
  running: boolean,
  progress: Progress,
  told: number | null,
  onPhase: (phase: Phase) => void,
  onRefused: () => void,
): { onCanPlay: () => void; onError: () => void } {
  const failed = useEffectEvent((error: unknown) => {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotSupportedError') onPhase('broken')
    // The browser lets nothing sound before the user has touched the page. Pausing or leaving before it began is no failure.
    else if (name === 'NotAllowedError') onRefused()
  })
  useEffect(() => {
    const element = media.current
    if (element === null || source === null) return
    if (!running) {
      element.pause()
      return
    }
    element.play().catch((error: unknown) => failed(error))
    let request = requestAnimationFrame(drawn)
    function drawn(): void {
      if (element === null) return
      const { duration, currentTime } = element
      const length = Number.isFinite(duration) && duration > 0 ? duration : told
      if (length !== null && length > 0) progress.set(currentTime / length)
      request = requestAnimationFrame(drawn)
    }
    return () => cancelAnimationFrame(request)
  }, [media, source, running, progress, told])
  return {
    onCanPlay: () => onPhase('ready'),
    onError: () => onPhase('broken'),
  }
}
