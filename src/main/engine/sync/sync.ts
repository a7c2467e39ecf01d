/**
 * Applies domain events to the store: one transaction per batch, with the journal rows they came from marked done in it.
 * Idempotent, and blind to order: what refers to a message that is not here waits in the store until it is.
 *
 * An event that cannot be applied for a reason of its own must not stop the others, nor come again for ever: it is set aside.
 */
import { statusExpiresAt } from '../../../shared/rules/expiry.ts'
import type { DomainEvent, EventBatch } from '../events.ts'
import type { Store } from '../store/store.ts'
import { isStoreFailure } from '../store/store-failure.ts'
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
  readonly #told: (type: DomainEvent['type'], error: unknown) => void

  /** @param told of an event that was set aside, and what it threw. */
  constructor(store: Store, now: () => number, told: (type: DomainEvent['type'], error: unknown) => void = () => {}) {
    this.#context = { store, now }
    this.#told = told
  }

  /**
   * Returns after the commit. @throws when the store failed: the batch has to come again then. Nothing of it is in the store,
   * or, if one of its events is to be set aside, perhaps some of it: applying it again is harmless.
   */
  apply(batch: EventBatch): void {
    try {
      this.#together(batch.events, () => this.#done(batch))
    } catch (error) {
      if (isStoreFailure(error)) throw error
      this.#apart(batch.events, batch, error)
      this.#context.store.transaction(() => this.#done(batch))
    }
  }

  /**
   * Tries what was set aside again: a newer version may be able to apply it. What came from the journal goes back there, for
   * the link to hand on. @throws when the store failed
   */
  retry(): void {
    const { store } = this.#context
    store.setAside.reopenJournal()
    for (const { id, event } of store.setAside.written()) {
      try {
        this.#together([event], () => store.setAside.drop(id))
      } catch (error) {
        if (isStoreFailure(error)) throw error
      }
    }
  }

  /** What is true once all of the batch is in the store or set aside. */
  #done(batch: EventBatch): void {
    if (batch.journal.length > 0) this.#context.store.journal.markProjected(batch.journal)
    batch.within?.()
  }

  #together(events: readonly DomainEvent[], last: () => void): void {
    const { store } = this.#context
    store.transaction(() => {
      const merges = store.people.merges()
      for (const event of events) this.#one(event)
      // Two rows became one person: a change may now find its message, or prove to be its author's.
      if (store.people.merges() !== merges) applyReady(this.#context)
      last()
    })
  }

  /** These failed together: in halves, until the one that fails is alone. */
  #apart(events: readonly DomainEvent[], batch: EventBatch, failure: unknown): void {
    const [first] = events
    if (first === undefined) return
    if (events.length === 1) {
      this.#setAside(first, batch, failure)
      return
    }
    const middle = Math.ceil(events.length / 2)
    for (const half of [events.slice(0, middle), events.slice(middle)]) {
      try {
        this.#together(half, () => undefined)
      } catch (error) {
        if (isStoreFailure(error)) throw error
        this.#apart(half, batch, error)
      }
    }
  }

  #setAside(event: DomainEvent, batch: EventBatch, failure: unknown): void {
    const { store } = this.#context
    // The journal's bytes are those of the whole stanza: a status beside the event goes in time as well.
    const kept = batch.journal.length > 0 ? batch.events : [event]
    const ends = kept.flatMap(each => this.#endOf(each) ?? [])
    const expiresAt = ends.length > 0 ? Math.min(...ends) : null
    store.setAside.keep(event, { journal: batch.journal, error: nameOf(failure), expiresAt })
    this.#told(event.type, failure)
  }

  /** What disappears, disappears from what was set aside as well. */
  #endOf(event: DomainEvent): number | null {
    if (event.type === 'status') return statusExpiresAt(event.status.at, this.#context.now())
    return event.type === 'message' ? event.message.expiresAt : null
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

/** Name and code of what was thrown. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name
}
