import { expect, test } from 'vitest'
import type { ChatRef, PersonRef } from '../../../src/main/engine/events.ts'
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

test('a message withdrawn by a verified business stays readable when the phone tells its history anew', async () => {
  const world = await scene()
  const { store, clock } = world
  const business: PersonRef = { pn: pnOf(5), lid: null }
  const key = { remoteJid: pnOf(5), fromMe: false, id: 'B1' }
  const said = { level: 'high', business: true, chosenName: 'Ola', issuer: null, serial: null } as const
  const attestation = { ...said, hostStorage: null, actualActors: null, privacyModeAt: null, at: T0 }
  new Sync(store, () => clock.now).apply({
    events: [{ type: 'attestation', attestation: { ...attestation, person: business, source: 'stanza' } }],
    journal: [],
  })
  history(world, pnOf(5), [{ key, messageTimestamp: SENT, message: { conversation: 'PIN 4711' } }])
  history(world, pnOf(5), [{ key, messageTimestamp: SENT, messageStubType: StubType.REVOKE }])
  expect(shown(world, { kind: 'direct', person: business })).toMatchObject([
    { content: { kind: 'notice', parameters: ['liveVerified', 'Ola', ''] } },
    { content: { kind: 'text', text: 'PIN 4711' }, deleted: { by: 'author', kept: true } },
  ])
})

const original = (id: string): proto.IWebMessageInfo => ({
  key: { remoteJid: pnOf(1), fromMe: false, id },
  messageTimestamp: SENT,
  message: { conversation: 'Seven' },
})
const edit = (id: string, target: string): proto.IWebMessageInfo => ({
  key: { remoteJid: pnOf(1), fromMe: false, id },
  messageTimestamp: SENT + 60,
  message: {
    protocolMessage: {
      key: { remoteJid: pnOf(1), fromMe: true, id: target },
      type: Type.MESSAGE_EDIT,
      editedMessage: { conversation: 'Eight' },
      timestampMs: T0 + 60_000,
    },
  },
})
const ada: ChatRef = { kind: 'direct', person: { pn: pnOf(1), lid: null } }

test('an edit in history whose original never comes is shown by itself', async () => {
  const world = await scene()
  history(world, pnOf(1), [edit('E1', 'O1')])
  expect(shown(world, ada)).toEqual([
    { content: { kind: 'text', text: 'Eight', preview: null }, at: T0 + 60_000, deleted: null, editedAt: T0 + 60_000 },
  ])
})

test.each([
  ['before', [edit('E1', 'O1'), original('O1')]],
  ['after', [original('O1'), edit('E1', 'O1')]],
])('an edit in history that comes %s its original stands in the place of it', async (_, messages) => {
  const world = await scene()
  history(world, pnOf(1), messages)
  expect(shown(world, ada)).toEqual([
    { content: { kind: 'text', text: 'Eight', preview: null }, at: T0, deleted: null, editedAt: T0 + 60_000 },
  ])
})

test("an edit in history of somebody else's message makes none", async () => {
  const world = await scene()
  const key = { remoteJid: GROUP, fromMe: false, id: 'E2', participant: pnOf(1) }
  const other = { ...edit('E2', 'O2'), key }
  if (other.message?.protocolMessage?.key) {
    other.message.protocolMessage.key = { remoteJid: GROUP, fromMe: false, id: 'O2', participant: pnOf(2) }
  }
  history(world, GROUP, [other])
  expect(shown(world, inGroup)).toEqual([])
})

test('times that are no times do not stop the rest of a chunk', async () => {
  const world = await scene()
  // The greatest that the field holds.
  const never =
    proto.WebMessageInfo.decode(
      Buffer.concat([
        proto.WebMessageInfo.encode({ key: { id: 'x' } }).finish(),
        Buffer.from('18ffffffffffffffffff01', 'hex'),
      ]),
    ).messageTimestamp ?? null
  const key = { remoteJid: GROUP, fromMe: false, participant: pnOf(1) }
  history(world, GROUP, [
    { key: { ...key, id: 'T1' }, messageTimestamp: never, pushName: 'Ada', message: { conversation: 'a' } },
    { key: { ...key, id: 'T2' }, messageTimestamp: never, verifiedBizName: 'Ola', message: { conversation: 'b' } },
    { key: { ...key, id: 'T3' }, messageTimestamp: never, messageStubType: StubType.ADMIN_REVOKE },
    { key: { ...key, id: 'T4' }, messageTimestamp: SENT, message: { conversation: 'c' } },
  ])
  expect(shown(world, inGroup)).toHaveLength(4)
})

test('withdrawn before this device saw it: no empty message with a mark, but the fact; its text still counts when it comes', async () => {
  const world = await scene()
  const { store, clock } = world
  const business: PersonRef = { pn: pnOf(5), lid: null }
  const chat = { kind: 'direct', person: business } as const
  const key = { remoteJid: pnOf(5), fromMe: false, id: 'B1' }
  const said = { level: 'high', business: true, chosenName: 'Ola', issuer: null, serial: null } as const
  const attestation = { ...said, hostStorage: null, actualActors: null, privacyModeAt: null, at: T0 }
  new Sync(store, () => clock.now).apply({
    events: [{ type: 'attestation', attestation: { ...attestation, person: business, source: 'stanza' } }],
    journal: [],
  })
  history(world, pnOf(5), [{ key, messageTimestamp: SENT, messageStubType: StubType.REVOKE }])
  expect(shown(world, chat).at(-1)).toMatchObject({
    content: { kind: 'unknown', type: 'revoked' },
    deleted: { by: 'author', kept: false },
  })
  const last = () => store.chatReader.get(store.chats.resolve(chat))?.last
  expect(last()).toMatchObject({ deleted: { by: 'author', kept: false } })
  history(world, pnOf(5), [{ key, messageTimestamp: SENT, message: { conversation: 'PIN 4711' } }])
  expect(shown(world, chat).at(-1)).toMatchObject({
    content: { kind: 'text', text: 'PIN 4711' },
    deleted: { by: 'author', kept: true },
  })
  expect(last()).toMatchObject({ text: 'PIN 4711', deleted: { kept: true } })
})
