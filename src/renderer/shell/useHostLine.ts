import { useSyncExternalStore } from 'react'
import { host } from '../bridge/bridge.ts'

/** Whether the page reaches Pillion itself. Always up in the desktop app. */
export function useHostLine() {
  return useSyncExternalStore(host.onLine, host.line)
}
