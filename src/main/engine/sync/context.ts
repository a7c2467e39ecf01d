import type { PersonRef } from '../events.ts'
import type { Store } from '../store/store.ts'

/** What the appliers work with. All of them run inside the batch's transaction. */
export interface SyncContext {
  store: Store
  /** ms; the system's clock, or a test's. */
  now: () => number
}

/** The row of who did something; `me` is the account's own. */
export function personOf(context: SyncContext, who: PersonRef | 'me'): number {
  return who === 'me' ? context.store.accounts.me() : context.store.people.resolve(who)
}
