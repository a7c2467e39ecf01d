import type { DomainEvent } from '../events.ts'
import type { Account } from './account.ts'
import { children, isGroup, msOf, personOf } from './address.ts'
import { attestationOf, withName } from './attestations.ts'
import { blockNews } from './blocklist.ts'
import { Calls } from './calls.ts'
import { groupNotification, iconNotification } from './groups.ts'
import { unavailableEvents } from './intake.ts'
import { isReadable } from './journal.ts'
import type { BinaryNode } from './library.ts'
import type { LinkDeps } from './link.ts'
import { errorFacts } from './log.ts'
import { PostRepeats } from './post-repeats.ts'
import { typingOf } from './presence.ts'
import { receiptEvents } from './receipts.ts'
import { refusedMessage } from './refused.ts'

/** What a stanza asks for beyond its events. */
export interface Chores {
  refreshGroup(jid: string): void
  refreshGroups(): void
  /** @param unsaid the news was only that there is some */
  blocklistChanged(unsaid: boolean): void
  acknowledged(node: BinaryNode): void
  /** A device asks for an own post again. */
  postAsked(node: BinaryNode): void
  /** The phone answered a request to upload a file again. */
  reuploaded(node: BinaryNode): void
}

/** Turns stanzas other than encrypted messages into domain events and stores them, before the library acknowledges. */
export interface Dispatch {
  stanza(node: BinaryNode): void
  /** @returns true when the message is to be refused. */
  message(node: BinaryNode): boolean
}

/** Makes the dispatch of one account. */
export function createDispatch(deps: LinkDeps, account: Account, chores: Chores): Dispatch {
  const now = deps.now ?? Date.now
  const calls = new Calls()

  const apply = (events: DomainEvent[]): void => {
    if (events.length === 0) return
    try {
      deps.listener.apply({ events, journal: [] })
    } catch (error) {
      account.storeFailed(error)
    }
  }

  const notification = (node: BinaryNode): void => {
    const me = account.me()
    if (me === null) return
    switch (node.attrs.type) {
      case 'w:gp2': {
        const news = groupNotification(node, me, now())
        apply(news.events)
        if (news.refresh && node.attrs.from) chores.refreshGroup(node.attrs.from)
        return
      }
      case 'account_sync': {
        const news = blockNews(node, now())
        if (news === null) return
        apply(news.events)
        chores.blocklistChanged(news.refetch)
        return
      }
      case 'picture':
        if (isGroup(node.attrs.from)) apply(iconNotification(node, me, now()))
        return
      case 'business':
        apply(businessEvents(node, now()))
        return
      case 'mediaretry':
        chores.reuploaded(node)
    }
  }

  const stanza = (node: BinaryNode): void => {
    const me = account.me()
    if (me === null) return
    switch (node.tag) {
      case 'receipt':
        apply(receiptEvents(node, me, now()))
        if (PostRepeats.isAsked(node)) chores.postAsked(node)
        break
      case 'notification':
        notification(node)
        break
      case 'call':
        apply(calls.take(node, me, now()))
        break
      case 'presence':
      case 'chatstate': {
        const typing = typingOf(node)
        if (typing) deps.listener.typing(typing.chat, typing.person, typing.activity)
        break
      }
      case 'ack':
        chores.acknowledged(node)
        break
      case 'ib':
        if (children(node, 'dirty').some(dirty => dirty.attrs.type === 'groups')) chores.refreshGroups()
    }
  }

  const message = (node: BinaryNode): boolean => {
    if (refusedMessage(node)) {
      deps.log('warn', 'security: an unencrypted message was refused')
      return true
    }
    if (children(node, 'enc').some(isReadable)) {
      account.journal.capture(node)
      return false
    }
    const me = account.me()
    if (me !== null) apply(unavailableEvents(node, me, now()))
    return false
  }

  /** An exception would go through the library's socket and end the engine, and the stanza would come again. */
  const guarded = <T>(node: BinaryNode, otherwise: T, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      deps.log('error', 'a stanza could not be read', { tag: node.tag, ...errorFacts(error) })
      return otherwise
    }
  }

  return {
    stanza: node => guarded(node, undefined, () => stanza(node)),
    message: node => guarded(node, false, () => message(node)),
  }
}

/** The server tells that somebody's business certificate changed. */
function businessEvents(node: BinaryNode, now: number): DomainEvent[] {
  const at = msOf(node.attrs.t) ?? now
  return children(node, 'verified_name').flatMap(name => {
    const person = personOf(name.attrs.jid ?? node.attrs.from)
    return person ? withName(attestationOf(name, person, 'stanza', at)) : []
  })
}
