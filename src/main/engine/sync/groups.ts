import type { DomainEvent } from '../events.ts'
import { meetAll, type SyncContext } from './context.ts'
import { settleTicks } from './receipts.ts'
import { applyReady } from './waiting.ts'

export function applyGroup(context: SyncContext, event: Extract<DomainEvent, { type: 'group' }>): void {
  const { store } = context
  const { group } = event
  meetAll(context, [group.owner, ...(group.members ?? []).map(({ person }) => person)])
  const chatId = store.chats.resolve({ kind: 'group', jid: group.jid })
  store.members.setFacts(
    chatId,
    {
      subject: group.subject,
      createdAt: group.createdAt,
      ownerId: group.owner === null ? null : store.people.resolve(group.owner),
      announce: group.announce,
      description: group.description,
      members: group.members?.map(({ person, admin }) => ({ personId: store.people.resolve(person), admin })) ?? null,
    },
    event.at,
  )
  // An admin's revoke may have come before it was known that they are one.
  if (group.members !== null) {
    applyReady(context)
    settleTicks(context, chatId)
  }
}

export function applyGroupMembers(context: SyncContext, event: Extract<DomainEvent, { type: 'groupMembers' }>): void {
  const { store } = context
  meetAll(context, event.members)
  const chatId = store.chats.resolve({ kind: 'group', jid: event.jid })
  const people = event.members.map(person => store.people.resolve(person))
  store.members.change(chatId, people, event.change, event.at)
  if (event.change === 'promote') applyReady(context)
  if (event.change === 'remove') settleTicks(context, chatId)
}
