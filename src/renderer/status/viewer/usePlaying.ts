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
): { onCanPlay: () => void; onWaiting: () => void; onPlaying: () => void; onError: () => void } {
  const broken = useEffectEvent(() => onPhase('broken'))
  useEffect(() => {
    const element = media.current
    if (element === null || source === null) return
    if (!running) {
      element.pause()
      return
    }
    element.play().catch((error: unknown) => {
      // Pausing or leaving before it began is no failure.
      if (error instanceof DOMException && error.name === 'NotSupportedError') broken()
    })
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
    onWaiting: () => {
      // At its end it waits for nothing.
      if (media.current?.ended === false) onPhase('loading')
    },
    onPlaying: () => onPhase('ready'),
    onError: () => onPhase('broken'),
  }
}
