/**
 * Applies domain events to the store: one transaction per batch, with the journal rows they came from marked done in it.
 * Idempotent, and blind to order: what refers to a message that is not here waits in the store until it is.
 */
import type { DomainEvent, EventBatch } from '../events.ts'
import type { Store } from '../store/store.ts'
import { applyChange } from './changes.ts'
import { applyChatState, applyCleared, applyRead } from './chats.ts'
import type { SyncContext } from './context.ts'
import { applyGroup, applyGroupMembers } from './groups.ts'
import { applyLoneEdit, applyMessage, applyUndecryptable } from './messages.ts'
import { applyAttestation, applyBlock, applyBlocklist, applyIdentity, applyName } from './people.ts'
import { applyOwnStatus, applyReceipt } from './receipts.ts'
import { applyStatus, applyStatusRevoked, applyStatusSeen, applyStatusViewed } from './statuses.ts'
import { applyReady } from './waiting.ts'

export class Sync {
  readonly #context: SyncContext

  constructor(store: Store, now: () => number) {
    this.#context = { store, now }
  }

  /** Returns after the commit. @throws when the store failed; nothing of the batch is in it then. */
  apply(batch: EventBatch): void {
    const { store } = this.#context
    store.transaction(() => {
      const merges = store.people.merges()
      for (const event of batch.events) this.#one(event)
      // Two rows became one person: a change may now find its message, or prove to be its author's.
      if (store.people.merges() !== merges) applyReady(this.#context)
      if (batch.journal.length > 0) store.journal.markProjected(batch.journal)
    })
  }

  #one(event: DomainEvent): void {
    const context = this.#context
    switch (event.type) {
      case 'message':
        applyMessage(context, event.message)
        break
      case 'change':
        if (event.origin !== 'history' || !applyLoneEdit(context, event.change)) applyChange(context, event.change)
        break
      case 'receipt':
        applyReceipt(context, event)
        break
      case 'ownStatus':
        applyOwnStatus(context, event)
        break
      case 'name':
        applyName(context, event)
        break
      case 'identity':
        applyIdentity(context, event)
        break
      case 'attestation':
        applyAttestation(context, event.attestation)
        break
      case 'chatState':
        applyChatState(context, event)
        break
      case 'chatCleared':
      case 'chatDeleted':
        applyCleared(context, event)
        break
      case 'chatRead':
        applyRead(context, event)
        break
      case 'group':
        applyGroup(context, event)
        break
      case 'groupMembers':
        applyGroupMembers(context, event)
        break
      case 'status':
        applyStatus(context, event.status)
        break
      case 'statusRevoked':
        applyStatusRevoked(context, event)
        break
      case 'statusViewed':
        applyStatusViewed(context, event)
        break
      case 'statusSeen':
        applyStatusSeen(context, event)
        break
      case 'blocklist':
        applyBlocklist(context, event)
        break
      case 'block':
        applyBlock(context, event)
        break
      case 'undecryptable':
        applyUndecryptable(context, event)
        break
    }
  }
}
