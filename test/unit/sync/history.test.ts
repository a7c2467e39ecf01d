import { expect, test } from 'vitest'
import type { ChatRef } from '../../../src/main/engine/events.ts'
import { slicesOf } from '../../../src/main/engine/link/history-events.ts'
import { proto } from '../../../src/main/engine/link/library.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { lidOf, pnOf, type Scene, scene, T0 } from '../store/support.ts'

const GROUP = '120363000000000009@g.us'
const SENT = T0 / 1000
const { StubType } = proto.WebMessageInfo
const { Type } = proto.Message.ProtocolMessage

/** Stores a chunk with these messages of one chat, in this order. */
function history({ store, clock }: Scene, chat: string, messages: proto.IWebMessageInfo[]): void {
  const chunk = proto.HistorySync.encode({
    syncType: proto.HistorySync.HistorySyncType.RECENT,
    conversations: [{ id: chat, messages: messages.map(message => ({ message })) }],
  }).finish()
  const sync = new Sync(store, () => clock.now)
  for (const { events } of slicesOf(chunk, { me: { pn: pnOf(0), lid: lidOf(0) }, at: T0, size: 100 })) {
    sync.apply({ events, journal: [] })
  }
}

/** What the screen gets of a chat. */
function shown({ store }: Scene, chat: ChatRef) {
  const chatId = store.chats.find(chat)
  const page = chatId === null ? null : store.messageReader.page({ chatId, from: 'end', limit: 50 })
  return (page?.items ?? []).map(({ content, at, deleted, editedAt }) => ({ content, at, deleted, editedAt }))
}

const inGroup: ChatRef = { kind: 'group', jid: GROUP }

test.each([
  ['its author', StubType.REVOKE, 'author'],
  ['an admin', StubType.ADMIN_REVOKE, 'admin'],
])('a message that %s took back before linking is shown as deleted', async (_, messageStubType, by) => {
  const world = await scene()
  const key = { remoteJid: GROUP, fromMe: false, id: 'G1', participant: pnOf(1) }
  history(world, GROUP, [{ key, messageTimestamp: SENT, messageStubType }])
  expect(shown(world, inGroup)).toMatchObject([{ content: { kind: 'text', text: '' }, deleted: { by, kept: false } }])
})
