import type { ActionContext } from '../../../src/main/engine/actions/context.ts'
import { Outbox } from '../../../src/main/engine/actions/outbox.ts'
import type { LinkPort } from '../../../src/main/engine/ports.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'

/** What actions work with, over a real store and outbox; nobody is asked about a business, and nothing was uploaded. */
export function actionContext(store: Store, link: LinkPort, now: () => number): ActionContext {
  const outbox = new Outbox({
    store,
    link,
    now,
    log: () => undefined,
    failed: () => undefined,
    refused: () => undefined,
  })
  return {
    store,
    link,
    outbox,
    courier: { kick: () => undefined },
    lookUps: { want: () => undefined },
    businesses: { want: () => undefined, refresh: async () => undefined },
    uploads: { claim: () => Promise.reject(new Error('nothing was uploaded')), release: () => undefined },
    now,
  }
}
