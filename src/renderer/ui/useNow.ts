import { useEffect, useState } from 'react'
import { nextMidnight } from './time.ts'

/** The present moment, renewed every `step` ms while the component is on the screen. */
export function useNow(step: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), step)
    return () => clearInterval(timer)
  }, [step])
  return now
}

/** A moment of today, renewed when the day changes: for "yesterday" and weekdays. */
export function useToday(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    // A second late rather than a moment early.
    const timer = setTimeout(() => setNow(Date.now()), nextMidnight(now) - Date.now() + 1000)
    return () => clearTimeout(timer)
  }, [now])
  return now
}
