import { useEffect, useEffectEvent, useRef } from 'react'
import { type Clock, fractionOf, frame, isOver, STILL_LENGTH, stand, startClock } from './clock.ts'
import type { Progress } from './progress.ts'

/**
 * Counts the time of a post that has no length of its own, by the frames that are drawn.
 * @param key another one begins anew
 * @param running it stands otherwise
 */
export function useStillClock(key: string, running: boolean, progress: Progress, onOver: () => void): void {
  const clock = useRef<Clock>(startClock(STILL_LENGTH))
  const counted = useRef(key)
  const over = useEffectEvent(onOver)

  useEffect(() => {
    if (counted.current !== key) {
      counted.current = key
      clock.current = startClock(STILL_LENGTH)
    }
    if (!running) return
    const drawn = (now: number): void => {
      clock.current = frame(clock.current, now)
      progress.set(fractionOf(clock.current))
      if (isOver(clock.current)) over()
      else request = requestAnimationFrame(drawn)
    }
    let request = requestAnimationFrame(drawn)
    return () => {
      cancelAnimationFrame(request)
      clock.current = stand(clock.current)
    }
  }, [key, running, progress])
}
