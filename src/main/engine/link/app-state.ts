import { createHmac, hkdfSync } from 'node:crypto'
import type { DomainEvent, MessageKey, Origin } from '../events.ts'
import { bytesOf, chatOf, child, children, isMe, type Me, meRef, pairEvents, personOf } from './address.ts'
import { muteEnd } from './history-events.ts'
import { type BinaryNode, proto } from './library.ts'
import type { ReportedMutation } from './log.ts'
import { nothingOf, seconds } from './messages.ts'

const REMOVE = proto.SyncdMutation.SyncdOperation.REMOVE

/** A decoded mutation of the app state: what is set (or taken back) for an index. */
export interface Mutation {
  /** What it is about, e.g. `['pin_v1', chat]`. */
  index: string[]
  value: proto.ISyncActionValue
  removed: boolean
}

/** The last time that a range speaks of, in ms: everything in that second is meant. */
function rangeEnd(range: proto.SyncActionValue.ISyncActionMessageRange | null | undefined): number | null {
  const last = Math.max(seconds(range?.lastMessageTimestamp), seconds(range?.lastSystemMessageTimestamp))
  if (last === 0) return null
  return last < 1e11 ? last * 1000 + 999 : last
}

/**
 * Where an action without a range ends (ms). Messages are dated in whole seconds, so one of the action's own second may have
 * come after it: rather left unread, or left here, than taken along.
 */
function secondBefore(at: number): number {
  return Math.floor(at / 1000) * 1000 - 1
}

/** What is known of a mutation that the library is about to read; null when it is none. */
export function mutationOf(reported: ReportedMutation, removed: (index: Uint8Array) => boolean): Mutation | null {
  const data = reported.syncAction as proto.ISyncActionData | null
  const index = reported.index
  if (!data || !Array.isArray(index) || !index.every(part => typeof part === 'string')) return null
  return { index, value: data.value ?? {}, removed: data.index ? removed(data.index) : false }
}

/**
 * The domain events of a mutation. Actions without a meaning here (labels, settings, muted statuses, which are local) give none.
 * @param now ms, for an action without a time.
 */
export function mutationEvents(mutation: Mutation, origin: Origin, me: Me, now: number): DomainEvent[] {
  const { index, value, removed } = mutation
  const [type, target] = index
  // A removal comes with the value it takes back, time and all: it is the later word.
  const at = (seconds(value.timestamp) || now) + (removed ? 1 : 0)
  if (type === 'contact' || type === 'lid_contact') return contactEvents(mutation, at)
  if (type === 'setting_pushName') {
    const name = value.pushNameSetting?.name
    return name ? [{ type: 'name', person: meRef(me), source: 'push', name, at }] : []
  }
  if (type === 'pnForLidChat') return pairEvents(personOf(target, value.pnForLidChatAction?.pnJid))
  const chat = chatOf(target)
  if (chat === null) return []
  const state = (facts: Partial<ReturnType<typeof nothingOf>>): DomainEvent[] => [
    { type: 'chatState', origin, at, state: { ...nothingOf(chat), ...facts } },
  ]
  switch (type) {
    case 'pin_v1':
      return state({ pinnedAt: !removed && value.pinAction?.pinned ? at : null })
    case 'archive':
      return state({ archived: !removed && value.archiveChatAction?.archived === true })
    case 'mute': {
      const muted = !removed && value.muteAction?.muted === true
      return state({ mutedUntil: muted ? (muteEnd(value.muteAction?.muteEndTimestamp) ?? 'forever') : null })
    }
    case 'markChatAsRead': {
      const action = value.markChatAsReadAction
      if (removed || !action) return []
      if (action.read !== true) return state({ markedUnread: true })
      return [
        ...state({ markedUnread: false }),
        { type: 'chatRead', chat, upTo: rangeEnd(action.messageRange) ?? secondBefore(at) },
      ]
    }
    case 'clearChat':
      if (removed) return []
      return [
        { type: 'chatCleared', chat, upTo: rangeEnd(value.clearChatAction?.messageRange) ?? secondBefore(at), at },
      ]
    case 'deleteChat':
      if (removed) return []
      return [
        { type: 'chatDeleted', chat, upTo: rangeEnd(value.deleteChatAction?.messageRange) ?? secondBefore(at), at },
      ]
    case 'deleteMessageForMe': {
      const key = messageKey(index, me)
      return key && !removed ? [{ type: 'change', origin, change: { change: 'deleteForMe', target: key, at } }] : []
    }
    case 'star': {
      const key = messageKey(index, me)
      const on = !removed && value.starAction?.starred === true
      return key ? [{ type: 'change', origin, change: { change: 'star', target: key, on, at } }] : []
    }
    default:
      return []
  }
}

function contactEvents({ index, value, removed }: Mutation, at: number): DomainEvent[] {
  const contact = value.contactAction
  const named = contact ?? value.lidContactAction
  const person = personOf(index[1], contact?.pnJid, contact?.lidJid)
  if (person === null) return []
  const name = removed ? null : named?.fullName || named?.firstName || null
  return [...pairEvents(person), { type: 'name', person, source: 'addressBook', name, at }]
}

/** Index parts: type, chat, id, from me (`1`/`0`), author (`0` where the chat tells). */
function messageKey(index: string[], me: Me): MessageKey | null {
  const [, jid, wireId, fromMe, participant] = index
  const chat = chatOf(jid)
  if (chat === null || !wireId) return null
  const author = chat.kind === 'group' ? personOf(participant) : null
  const mine = fromMe === '1' || (author !== null && isMe(author, me))
  return { chat, wireId, fromMe: mine, author: mine ? null : author }
}

/**
 * Remembers which mutations of the server's answers take something back: the library reads a removal as if it were set.
 * An answer names each mutation by the HMAC of its index.
 */
export class Removals {
  readonly #key: (id: string) => Uint8Array | null
  /** By the HMAC of the index, in base64. */
  readonly #operations = new Map<string, boolean>()
  /** The keys that the HMACs were made with. */
  readonly #keyIds = new Set<string>()
  readonly #indexKeys = new Map<string, Buffer>()
  /** Code of a collection that the server refused in its last answer; null when it took all. */
  refused: string | null = null

  /** @param key the app-state key with this id, in base64; null when it is not known. */
  constructor(key: (id: string) => Uint8Array | null) {
    this.#key = key
  }

  /** Reads an answer before the library does. */
  note(answer: BinaryNode): void {
    for (const collection of children(child(answer, 'sync'), 'collection')) {
      if (collection.attrs.type === 'error') this.refused = child(collection, 'error')?.attrs.code ?? '0'
      const patches = child(collection, 'patches') ?? collection
      for (const node of children(patches, 'patch')) {
        const bytes = bytesOf(node)
        if (!bytes) continue
        try {
          this.#notePatch(proto.SyncdPatch.decode(bytes))
        } catch {
          // The library says so itself when a patch cannot be read.
        }
      }
    }
  }

  #notePatch(patch: proto.SyncdPatch): void {
    for (const { operation, record } of patch.mutations) {
      const index = record?.index?.blob
      const keyId = record?.keyId?.id
      if (!index || !keyId) continue
      this.#operations.set(Buffer.from(index).toString('base64'), operation === REMOVE)
      this.#keyIds.add(Buffer.from(keyId).toString('base64'))
    }
  }

  /** @param index the index as encoded in the mutation. */
  removed(index: Uint8Array): boolean {
    for (const keyId of this.#keyIds) {
      const key = this.#indexKey(keyId)
      if (!key) continue
      const removed = this.#operations.get(createHmac('sha256', key).update(index).digest('base64'))
      if (removed !== undefined) return removed
    }
    return false
  }

  /** Forgets what was noted; the mutations are in the store. */
  clear(): void {
    this.#operations.clear()
    this.#keyIds.clear()
    this.refused = null
  }

  /** The first 32 of the 160 bytes that an app-state key is expanded to. */
  #indexKey(keyId: string): Buffer | null {
    const known = this.#indexKeys.get(keyId)
    if (known) return known
    const data = this.#key(keyId)
    if (!data) return null
    const expanded = Buffer.from(hkdfSync('sha256', data, new Uint8Array(0), 'WhatsApp Mutation Keys', 160))
    const key = expanded.subarray(0, 32)
    this.#indexKeys.set(keyId, key)
    return key
  }
}
