import { withoutOver } from './link/history-statuses.ts'
import type { Store } from './store/store.ts'

/**
 * Status updates that came with history and are over before it could be stored: they go from what waits, everything else stays. To
 * be called while nothing of it is being stored; of what is half stored nothing is taken, its parts are counted.
 */
export function purgeWaitingHistory({ history, statusExpiry }: Store, now: number): void {
  let changed = false
  for (const { id, notification, slicesDone } of history.pending()) {
    const rest = slicesDone === 0 ? withoutOver(notification, now) : null
    if (rest === null) continue
    history.replace(id, rest)
    changed = true
  }
  if (changed) statusExpiry.emptyLog()
}
