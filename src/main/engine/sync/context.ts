import type { MessageKey, PersonRef } from '../events.ts'
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

/**
 * Learns everybody an event names before anything is looked up: a reference that joins two rows may join two chats as well,
 * and a row number found before that would lead to the one that went.
 */
export function meetAll({ store }: SyncContext, refs: Iterable<PersonRef | 'me' | null>): void {
  for (const ref of refs) if (ref !== null && ref !== 'me') store.people.resolve(ref)
}

/** Everybody a message's key names. */
export function peopleIn(key: MessageKey): (PersonRef | null)[] {
  return [key.author, key.chat.kind === 'direct' ? key.chat.person : null]
}
