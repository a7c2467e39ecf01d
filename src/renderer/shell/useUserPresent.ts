import { useEffect } from 'react'
import { bridge } from '../bridge/bridge.ts'

/** The engine forgets it after two and a half minutes (userPresent in the contract), ms. */
const AGAIN_MS = 60_000

/** Tells the engine whether the user is before this window: it is visible and has the focus. */
export function useUserPresent(): void {
  useEffect(() => {
    let said = false
    const tell = (): void => {
      const on = document.visibilityState === 'visible' && document.hasFocus()
      if (!on && !said) return
      said = on
      void bridge.userPresent({ on })
    }
    tell()
    const timer = setInterval(tell, AGAIN_MS)
    window.addEventListener('focus', tell)
    window.addEventListener('blur', tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', tell)
      window.removeEventListener('blur', tell)
      document.removeEventListener('visibilitychange', tell)
      if (said) void bridge.userPresent({ on: false })
    }
  }, [])
}
