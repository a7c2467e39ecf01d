/** What the user does with the status updates of others (domain.md §10). */
import type { Input } from '../../../shared/contract.ts'
import type { ActionContext } from './context.ts'
import { found } from './refusal.ts'

/**
 * The post was shown. Its author is told by the courier, once, and only of what is shown while read receipts are on. One that
 * was seen before, went meanwhile, or is one's own: nothing happens.
 */
export function seen({ store }: ActionContext, { statusId }: Input<'statusSeen'>): null {
  store.statuses.seeHere(statusId, store.settings.get().readReceipts)
  return null
}

/** Only here: neither the author nor the phone hears of it. @throws {Refusal} NOT_FOUND */
export function mute({ store }: ActionContext, { personId, on }: Input<'statusMute'>): null {
  store.statuses.setMuted(found(store.people.current(personId), 'person'), on)
  return null
}
