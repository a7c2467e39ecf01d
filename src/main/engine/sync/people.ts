import type { AttestationEvent, DomainEvent } from '../events.ts'
import { meetAll, type SyncContext } from './context.ts'

export function applyIdentity(context: SyncContext, event: Extract<DomainEvent, { type: 'identity' }>): void {
  context.store.people.resolve({ pn: event.pn, lid: event.lid })
}

export function applyName(context: SyncContext, event: Extract<DomainEvent, { type: 'name' }>): void {
  const { store } = context
  store.names.learn(store.people.resolve(event.person), event.source, event.name, event.at)
}

/** What the server, or a copy in history, says about a business; the name it chose is a name like the others (domain.md §2). */
export function applyAttestation(context: SyncContext, attestation: AttestationEvent): void {
  const { store } = context
  const { person, ...said } = attestation
  const personId = store.people.resolve(person)
  // What ran out in a kept chat is written down as kept before its level may go.
  if (said.source !== 'history') store.messages.purgeExpired(context.now())
  store.attestations.record(personId, said)
  if (said.business && said.chosenName !== null) {
    store.names.learn(personId, 'certificate', said.chosenName, said.at)
  }
}

export function applyBlocklist(context: SyncContext, event: Extract<DomainEvent, { type: 'blocklist' }>): void {
  const { store } = context
  meetAll(context, event.people)
  store.blocklist.replace(
    event.people.map(person => store.people.resolve(person)),
    context.now(),
  )
}

export function applyBlock(context: SyncContext, event: Extract<DomainEvent, { type: 'block' }>): void {
  const { store } = context
  store.blocklist.set(store.people.resolve(event.person), event.on, event.at)
}
