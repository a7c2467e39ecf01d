/** Tells the other side that the user is writing: at the first key, again while it goes on, and once when it stops. */

/** The other side forgets after some 25 s; told again before that. ms */
const AGAIN_AFTER = 10_000
/** Without a key for this long the user has stopped. ms */
const STOPPED_AFTER = 5_000

export interface TypingSignal {
  key: () => void
  stop: () => void
}

export function createTypingSignal(tell: (on: boolean) => void, now: () => number = Date.now): TypingSignal {
  let toldAt: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    if (toldAt === null) return
    toldAt = null
    tell(false)
  }
  return {
    key: () => {
      if (toldAt === null || now() - toldAt >= AGAIN_AFTER) {
        toldAt = now()
        tell(true)
      }
      clearTimeout(timer)
      timer = setTimeout(stop, STOPPED_AFTER)
    },
    stop,
  }
}
