import type { DomainEvent } from '../events.ts'
import type { JournalStore, KeyChange, LinkListener } from '../ports.ts'
import {
  chatOf,
  child,
  isMe,
  type Me,
  msOf,
  pairEvents,
  personJid,
  personOf,
  STATUS_JID,
  type StanzaAddress,
  stanzaAddress,
} from './address.ts'
import { attestationEvents } from './attestations.ts'
import type { ProjectedControl } from './content/projection.ts'
import type { History } from './history.ts'
import { keptMessage } from './history-events.ts'
import type { Intake, OpenedStanza } from './journal.ts'
import { type BinaryNode, proto, unpadRandomMax16 } from './library.ts'
import type { LinkLog } from './link.ts'
import { errorFacts } from './log.ts'
import { eventsOf, keyIn } from './messages.ts'
import { toBytes } from './serialize.ts'

interface Projected {
  events: DomainEvent[]
  control: ProjectedControl | null
}

export interface IntakeDeps {
  listener: Pick<LinkListener, 'apply'>
  journal: Pick<JournalStore, 'markProjected' | 'drop'>
  history: Pick<History, 'add'>
  me(): Me | null
  now(): number
  /** Keys for the app state came and are on disk; the newest one's id. */
  appStateKeys(keyId: string): void
  storeFailed(error: unknown): void
  log: LinkLog
}

/** A part's message, without padding and without the wrapper of a copy from another own device; null for garbage. */
function messageIn(plaintext: Uint8Array): { message: proto.IMessage; destination: string | null } | null {
  let outer: proto.Message
  try {
    outer = proto.Message.decode(unpadRandomMax16(plaintext))
  } catch {
    return null
  }
  const copy = outer.deviceSentMessage
  return copy?.message
    ? { message: copy.message, destination: copy.destinationJid ?? null }
    : { message: outer, destination: null }
}

const keyId = (id: Uint8Array | null | undefined): string => Buffer.from(id ?? []).toString('base64')

/** Turns opened stanzas into domain events, and stores them before the library acknowledges. */
export function createIntake(deps: IntakeDeps): Intake {
  const fromOwnDevice = (node: BinaryNode, me: Me): boolean => {
    // Between own devices there is no group: whoever else is named, it is from the one that it is from.
    const sender = personOf(node.attrs.from)
    return sender !== null && isMe(sender, me)
  }

  /** Acts on a message between own devices. @throws when the store failed. */
  const act = (what: ProjectedControl, node: BinaryNode, me: Me, at: number): void => {
    const message = what.protocol
    if (message === null || !fromOwnDevice(node, me)) return
    if (what.what === 'historySync' && message.historySyncNotification) {
      deps.history.add(node.attrs.id ?? '', message.historySyncNotification, at)
    }
    const newest = what.what === 'appStateKeyShare' ? message.appStateSyncKeyShare?.keys?.at(-1)?.keyId?.keyId : null
    if (newest) deps.appStateKeys(keyId(newest))
  }

  /** Events in a message between own devices. @throws for garbage. */
  const toldByPhone = (what: ProjectedControl, node: BinaryNode, me: Me): DomainEvent[] => {
    const message = what.protocol
    if (message === null || !fromOwnDevice(node, me)) return []
    if (what.what === 'lidMigration') {
      const payload = message.lidMigrationMappingSyncMessage?.encodedMappingPayload
      if (!payload) return []
      const { pnToLidMappings } = proto.LIDMigrationMappingSyncPayload.decode(payload)
      return pairEvents(
        ...pnToLidMappings.map(({ pn, latestLid, assignedLid }) => ({
          pn: `${pn}@s.whatsapp.net`,
          lid: `${latestLid || assignedLid}@lid`,
        })),
      )
    }
    if (what.what !== 'peerResponse') return []
    return (message.peerDataOperationRequestResponseMessage?.peerDataOperationResult ?? []).flatMap(result => {
      const bytes = result.placeholderMessageResendResponse?.webMessageInfoBytes
      return bytes ? resent(bytes, me) : []
    })
  }

  /** A message that this device could not read and asked the phone for. */
  const resent = (bytes: Uint8Array, me: Me): DomainEvent[] => {
    const info = proto.WebMessageInfo.decode(bytes)
    const status = info.key?.remoteJid === STATUS_JID
    const chat = status ? null : chatOf(info.key?.remoteJid)
    return chat === null && !status ? [] : keptMessage(info, bytes, me, chat, 'offline')
  }

  const project = (stanza: OpenedStanza, me: Me, at: number): Projected => {
    const { node } = stanza
    const opened = stanza.plaintexts.flatMap(plaintext => messageIn(plaintext) ?? [])
    const failed = stanza.failed || opened.length < stanza.plaintexts.length
    const address = addressOf(node, me, opened.find(part => part.destination !== null)?.destination ?? null)
    const message: proto.IMessage = Object.assign({}, ...opened.map(part => part.message))
    const { id, notify, offline } = node.attrs
    if (!id || address === null) return { events: [], control: null }
    const { author, fromMe, chat } = address
    const events = pairEvents(author, chat?.kind === 'direct' ? chat.person : null)
    if (!fromMe) {
      if (notify) events.push({ type: 'name', person: author, source: 'push', name: notify, at })
      events.push(...attestationEvents(node, author, at))
    }
    const info = proto.WebMessageInfo.create({
      key: { ...plainKey(node), fromMe, id },
      message: opened.length > 0 ? message : null,
      messageTimestamp: Math.floor(at / 1000),
      pushName: notify ?? null,
      participant: plainKey(node).participant,
      status: fromMe ? proto.WebMessageInfo.Status.SERVER_ACK : null,
    })
    const origin = fromMe ? 'echo' : offline !== undefined ? 'offline' : 'live'
    const frame = { chat, author, fromMe, origin, me } as const
    const says = Object.keys(message).some(field => !COMPANIONS.has(field))
    if (says) {
      const outcome = eventsOf(info, null, frame)
      events.push(...outcome.events)
      return { events, control: outcome.control }
    }
    if (failed && chat !== null && node.attrs.category !== 'peer') {
      const raw = proto.WebMessageInfo.encode(info).finish()
      events.push({
        type: 'undecryptable',
        key: keyIn(chat, id, frame),
        at,
        raw,
        pushName: fromMe ? null : (notify ?? null),
      })
    }
    return { events, control: null }
  }

  return {
    opened(stanza) {
      const me = deps.me()
      if (me === null) return
      const at = msOf(stanza.node.attrs.t) ?? deps.now()
      let events: DomainEvent[]
      let asked: ProjectedControl | null
      try {
        const projected = project(stanza, me, at)
        events = projected.events
        asked = projected.control
        if (asked) events.push(...toldByPhone(asked, stanza.node, me))
      } catch (error) {
        // No message may stop the others: its rows stay in the journal for a version that understands it.
        deps.log('error', 'a message could not be projected', errorFacts(error))
        return
      }
      if (asked) act(asked, stanza.node, me, at)
      if (events.length > 0) deps.listener.apply({ events, journal: stanza.rows })
      else if (stanza.rows.length > 0) deps.journal.markProjected(stanza.rows)
      // The queue has it, and lets it go when it is stored. Its status updates do not live for as long as the journal's rows.
      if (asked?.what === 'historySync') deps.journal.drop(stanza.rows)
    },

    keysIn(node, plaintext) {
      const me = deps.me()
      if (me === null || !fromOwnDevice(node, me)) return []
      const changes: KeyChange[] = []
      for (const key of messageIn(plaintext)?.message.protocolMessage?.appStateSyncKeyShare?.keys ?? []) {
        if (!key.keyId?.keyId || !key.keyData) continue
        changes.push({ type: 'app-state-sync-key', id: keyId(key.keyId.keyId), value: toBytes(key.keyData) })
      }
      return changes
    },

    storeFailed: error => deps.storeFailed(error),
  }
}

/** Fields that go along with a message and say nothing. */
const COMPANIONS: ReadonlySet<string> = new Set(['senderKeyDistributionMessage', 'messageContextInfo'])

/** The stanza's JIDs as a kept key has them: without devices. */
function plainKey({ attrs }: BinaryNode): { remoteJid: string | null; participant: string | null } {
  const remote = attrs.recipient ?? attrs.from ?? null
  return { remoteJid: personJid(remote) ?? remote, participant: personJid(attrs.participant) }
}

/** A copy of what another own device sent names the chat inside when the stanza does not. */
function addressOf(node: BinaryNode, me: Me, destination: string | null): StanzaAddress | null {
  if (destination === null || node.attrs.recipient) return stanzaAddress(node, me)
  const address = stanzaAddress(node, me)
  if (!address?.fromMe || address.status || address.chat?.kind === 'group') return address
  if (destination === STATUS_JID) return { ...address, status: true, chat: null }
  const chat = chatOf(destination)
  return chat === null ? null : { ...address, chat }
}

/**
 * What a `<message>` without any encrypted part means. The server tells that there is a message which this device is not
 * given: view-once content (its content stays on the phone), or one that it asks the phone for.
 */
export function unavailableEvents(node: BinaryNode, me: Me, now: number): DomainEvent[] {
  const address = stanzaAddress(node, me)
  const { id, notify } = node.attrs
  if (!address || address.chat === null || !id || node.attrs.category === 'peer') return []
  const { chat, author, fromMe } = address
  const at = msOf(node.attrs.t) ?? now
  const once = child(node, 'unavailable')?.attrs.type?.startsWith('view_once') === true
  const info = proto.WebMessageInfo.create({
    key: { ...plainKey(node), fromMe, id },
    messageTimestamp: Math.floor(at / 1000),
    messageStubType: once ? proto.WebMessageInfo.StubType.VIEWED_ONCE : proto.WebMessageInfo.StubType.CIPHERTEXT,
    pushName: notify ?? null,
  })
  const raw = proto.WebMessageInfo.encode(info).finish()
  const origin = fromMe ? 'echo' : node.attrs.offline !== undefined ? 'offline' : 'live'
  const frame = { chat, author, fromMe, origin, me } as const
  const events = pairEvents(author)
  if (!fromMe) events.push(...attestationEvents(node, author, at))
  if (once) events.push(...eventsOf(info, raw, frame).events)
  else
    events.push({
      type: 'undecryptable',
      key: keyIn(chat, id, frame),
      at,
      raw,
      pushName: fromMe ? null : (notify ?? null),
    })
  return events
}
