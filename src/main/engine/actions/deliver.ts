/** One outbox row on its way: what it sends, what the store says afterwards, and what if it was refused for good. */
import type { ErrorCode, RefusedAction } from '../../../shared/model.ts'
import { isKept } from '../../../shared/rules/deletion.ts'
import type { MessageKey } from '../events.ts'
import { LinkError, type LinkPort, type Outgoing } from '../ports.ts'
import type { MessageFacts } from '../store/messages.ts'
import type { OutboxEntry } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import { pack, unpack } from './payload.ts'

interface Delivery {
  store: Store
  link: LinkPort
  now: () => number
}

/** Sends and takes the row off in one transaction with what it changes. @throws {LinkError} as the link does. */
export async function deliver(delivery: Delivery, entry: OutboxEntry): Promise<void> {
  switch (entry.kind) {
    case 'text':
    case 'selection':
      return deliverMessage(delivery, entry)
    case 'edit':
    case 'revoke':
    case 'react':
      return deliverChange(delivery, entry)
    case 'read': {
      const { keys, toSender } = unpack('read', entry.payload)
      const silent = toSender ? keys.filter(key => isBlockedAuthor(delivery.store, key)) : keys
      const told = keys.filter(key => !silent.includes(key))
      // Whoever is blocked does not hear of it; one's own devices do.
      if (silent.length > 0) await delivery.link.sendRead(silent, false)
      if (told.length > 0) await delivery.link.sendRead(told, true)
      break
    }
    case 'command': {
      const chat = delivery.store.chats.ref(entry.chatId)
      const { before: _, ...command } = unpack('command', entry.payload)
      await delivery.link.chatCommand({ ...command, chat })
      break
    }
  }
  delivery.store.outbox.done(entry.id)
}

async function deliverMessage({ store, link }: Delivery, entry: OutboxEntry): Promise<void> {
  const facts = entry.messageId === null ? null : store.messages.facts(entry.messageId)
  if (facts === null || entry.wireId === null || facts.status !== 'pending') {
    store.outbox.done(entry.id)
    return
  }
  demandUnblocked(store, entry.chatId)
  const message = entry.kind === 'selection' ? selectionOf(store, entry) : textOf(store, entry, facts)
  const sent = await link.send(store.chats.ref(entry.chatId), entry.wireId, message)
  store.transaction(() => {
    store.messages.sent(facts.id, sent)
    store.outbox.done(entry.id)
  })
}

/** Whoever was blocked since it was written gets nothing any more (domain.md §6). @throws {LinkError} NOT_ALLOWED */
function demandUnblocked(store: Store, chatId: number): void {
  if (isBlocked(store, chatId)) throw new LinkError('NOT_ALLOWED', 'blocked')
}

function isBlocked(store: Store, chatId: number): boolean {
  const personId = store.chats.facts(chatId)?.personId ?? null
  return personId !== null && store.blocklist.has(personId)
}

/** As it stands now: it may be so since the deletion was asked for. */
function isKeptChat(store: Store, chatId: number): boolean {
  const standing = store.chats.facts(chatId)?.standing ?? 'none'
  return isKept({ standing, keepVerified: store.settings.get().keepVerified })
}

function isBlockedAuthor(store: Store, { chat, author }: MessageKey): boolean {
  const ref = chat.kind === 'direct' ? chat.person : author
  const personId = ref === null ? null : store.people.find(ref)
  return personId !== null && store.blocklist.has(personId)
}

function textOf(store: Store, entry: OutboxEntry, { id, text }: MessageFacts): Outgoing {
  const { replyTo } = unpack('text', entry.payload)
  const disappearingSeconds = store.chats.facts(entry.chatId)?.disappearingSeconds ?? 0
  // Of what has not gone out, only a reply to a status update has its protobuf: what it quotes may be over by now.
  const reply = store.messages.raw(id)
  const quoted = reply === null ? quotedOf(store, replyTo) : { reply }
  return { kind: 'text', text: text ?? '', quoted, mentions: [], disappearingSeconds }
}

function selectionOf(store: Store, entry: OutboxEntry): Outgoing {
  const { card, key, reply } = unpack('selection', entry.payload)
  const disappearingSeconds = store.chats.facts(entry.chatId)?.disappearingSeconds ?? 0
  return { kind: 'selection', reply, quoted: { key, raw: store.messages.raw(card) }, disappearingSeconds }
}

/** A quoted message that is gone by now is not quoted; the reply's own row keeps its words. */
function quotedOf(store: Store, replyTo: number | null): Extract<Outgoing, { kind: 'text' }>['quoted'] {
  if (replyTo === null) return null
  const raw = store.messages.raw(replyTo)
  return raw === null ? null : { key: store.messages.key(replyTo), raw }
}

async function deliverChange({ store, link, now }: Delivery, entry: OutboxEntry): Promise<void> {
  const { messageId, wireId } = entry
  if (messageId === null || wireId === null || store.messages.facts(messageId) === null) {
    store.outbox.done(entry.id)
    return
  }
  // What one said oneself may be taken back all the same, but not from a business that was verified since (domain.md §5).
  if (entry.kind !== 'revoke') demandUnblocked(store, entry.chatId)
  else if (isKeptChat(store, entry.chatId)) throw new LinkError('NOT_ALLOWED', 'the chat is kept')
  const target = store.messages.key(messageId)
  const { at } = await link.send(store.chats.ref(entry.chatId), wireId, outgoing(entry, target))
  store.transaction(() => {
    // Only what was taken back at the others' goes here: until then its text must not be lost.
    if (entry.kind === 'revoke') {
      const [by, kept] = [target.fromMe ? 'me' : 'admin', isKeptChat(store, entry.chatId)] as const
      store.messages.markDeleted(messageId, { by, at: at || now(), kept })
    }
    store.outbox.done(entry.id)
  })
}

function outgoing(entry: OutboxEntry, target: Extract<Outgoing, { kind: 'revoke' }>['target']): Outgoing {
  if (entry.kind === 'edit') return { kind: 'edit', target, text: unpack('edit', entry.payload).text }
  if (entry.kind === 'react') return { kind: 'react', target, emoji: unpack('react', entry.payload).emoji }
  return { kind: 'revoke', target }
}

/** The server will not have it: the message says so, and what was shown ahead of the answer goes back. */
export function giveUp({ store, now }: Delivery, entry: OutboxEntry, code: ErrorCode): void {
  store.transaction(() => {
    const { messageId } = entry
    if (messageId !== null && store.messages.facts(messageId) !== null) {
      if (entry.kind === 'text' || entry.kind === 'selection') store.messages.setStatus(messageId, 'failed', code)
      if (entry.kind === 'edit') takeBackEdit(store, entry, messageId)
      if (entry.kind === 'react') takeBackReaction(store, entry, messageId, now())
    }
    if (entry.kind === 'command') takeBackFlags(store, entry, now())
    store.outbox.done(entry.id)
  })
}

/** The same change to the same message, made later and still to go out. What it stands on is then what this one stood on. */
function nextOf(store: Store, entry: OutboxEntry, messageId: number): OutboxEntry | undefined {
  return store.outbox.ofMessage(messageId).find(each => each.kind === entry.kind && each.id > entry.id)
}

function takeBackEdit(store: Store, entry: OutboxEntry, messageId: number): void {
  const { at, before } = unpack('edit', entry.payload)
  const next = nextOf(store, entry, messageId)
  if (next === undefined) store.messages.unedit(messageId, at, before)
  else store.outbox.replace(next.id, pack('edit', { ...unpack('edit', next.payload), before }))
}

function takeBackFlags(store: Store, entry: OutboxEntry, now: number): void {
  const { before, kind } = unpack('command', entry.payload)
  const next = store.outbox
    .commandsOf(entry.chatId)
    .find(each => each.id > entry.id && unpack('command', each.payload).kind === kind)
  if (next !== undefined) store.outbox.replace(next.id, pack('command', { ...unpack('command', next.payload), before }))
  else if (before !== null) store.chats.setFlags(entry.chatId, before, now)
}

/** What the user is told of a row that was refused; null: it is shown where it stands, or was never shown as done. */
export function refusedAction(entry: OutboxEntry): RefusedAction | null {
  if (entry.kind === 'command') return unpack('command', entry.payload).kind
  return entry.kind === 'revoke' ? 'revoke' : null
}

function takeBackReaction(store: Store, entry: OutboxEntry, messageId: number, now: number): void {
  const { before } = unpack('react', entry.payload)
  const next = nextOf(store, entry, messageId)
  if (next === undefined) store.reactions.set(messageId, store.accounts.me(), before, now)
  else store.outbox.replace(next.id, pack('react', { ...unpack('react', next.payload), before }))
}
