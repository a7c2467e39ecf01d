import { type BinaryNode, encodeWAMessage, proto } from 'baileys'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { DomainEvent, EventBatch } from '../../../src/main/engine/events.ts'
import { createIntake } from '../../../src/main/engine/link/intake.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
const ADA = '15550101@s.whatsapp.net'
const NOW = 1_700_000_000_000

function fresh() {
  const batches: EventBatch[] = []
  const deps = {
    listener: { apply: (batch: EventBatch) => void batches.push(batch) },
    journal: { markProjected: vi.fn(), drop: vi.fn() },
    history: { add: vi.fn() },
    me: () => me,
    now: () => NOW,
    appStateKeys: vi.fn(),
    storeFailed: vi.fn(),
    log: vi.fn(),
  }
  const intake = createIntake(deps)
  const open = (attrs: Record<string, string>, ...parts: Uint8Array[]): DomainEvent[] => {
    const before = batches.length
    const node: BinaryNode = { tag: 'message', attrs: { id: 'A1', t: '1700000000', ...attrs } }
    intake.opened({ node, plaintexts: parts, rows: [7], failed: false })
    return batches.slice(before).flatMap(batch => batch.events)
  }
  return { ...deps, intake, batches, open }
}

const keyShare: proto.IMessage = {
  protocolMessage: {
    type: proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE,
    appStateSyncKeyShare: { keys: [{ keyId: { keyId: Buffer.from('k1') }, keyData: { keyData: Buffer.alloc(32) } }] },
  },
}
const historyNotice: proto.IMessage = {
  protocolMessage: {
    type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
    historySyncNotification: { syncType: 3, directPath: '/x' },
  },
}

test('what only the own phone may say is believed from the own phone only', () => {
  const { open, intake, history, appStateKeys, journal } = fresh()
  for (const message of [keyShare, historyNotice]) open({ from: ADA }, encodeWAMessage(message))
  const stranger: BinaryNode = { tag: 'message', attrs: { id: 'A1', from: ADA } }
  expect(intake.keysIn(stranger, encodeWAMessage(keyShare))).toEqual([])
  expect(history.add).not.toHaveBeenCalled()
  expect(appStateKeys).not.toHaveBeenCalled()

  for (const message of [keyShare, historyNotice]) open({ from: me.pn }, encodeWAMessage(message))
  const own: BinaryNode = { tag: 'message', attrs: { id: 'A1', from: '15550100:0@s.whatsapp.net' } }
  expect(intake.keysIn(own, encodeWAMessage(keyShare))).toEqual([
    { type: 'app-state-sync-key', id: Buffer.from('k1').toString('base64'), value: expect.any(Uint8Array) },
  ])
  expect(history.add).toHaveBeenCalledExactlyOnceWith('A1', expect.objectContaining({ directPath: '/x' }), NOW)
  // The queue keeps it; what was posted goes from there in its time, and would stay longer in the journal.
  expect(journal.drop).toHaveBeenLastCalledWith([7])
  expect(appStateKeys).toHaveBeenCalledExactlyOnceWith(Buffer.from('k1').toString('base64'))
  // They lead to no event: their rows are done with.
  expect(journal.markProjected).toHaveBeenCalledWith([7])
})

test('the parts of a stanza are one message', () => {
  const { open, batches } = fresh()
  const events = open(
    { from: '1203@g.us', participant: ADA },
    encodeWAMessage({ senderKeyDistributionMessage: { groupId: '1203@g.us' } }),
    encodeWAMessage({ conversation: 'e4' }),
  )
  expect(events.filter(event => event.type === 'message')).toHaveLength(1)
  expect(batches.at(-1)?.journal).toEqual([7])
})

test('a copy of an own message names its chat inside when the stanza does not', () => {
  const { open } = fresh()
  const copy = { deviceSentMessage: { destinationJid: ADA, message: { conversation: 'hi' } } }
  const [event] = open({ from: me.pn }, encodeWAMessage(copy)).filter(each => each.type === 'message')
  expect(event).toMatchObject({ origin: 'echo', message: { key: { fromMe: true, chat: { person: { pn: ADA } } } } })
})

test('what was kept is without devices in its JIDs', () => {
  const { open } = fresh()
  const [event] = open({ from: '15550101:9@s.whatsapp.net' }, encodeWAMessage({ conversation: 'hi' })).filter(
    each => each.type === 'message',
  )
  const raw = event?.type === 'message' ? proto.WebMessageInfo.decode(event.message.raw) : null
  expect(raw?.key?.remoteJid).toBe(ADA)
})

test('any bytes at all: no exception, and a line that waits when nothing can be read', () => {
  const { open, storeFailed } = fresh()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(ADA, me.pn), (bytes, from) => {
      open({ from }, bytes)
      open({ from: '1203@g.us', participant: from }, bytes, bytes)
    }),
    { numRuns: 300 },
  )
  expect(storeFailed).not.toHaveBeenCalled()
  expect(open({ from: ADA }, Buffer.from([0xff, 0xff, 0xff, 0x02, 0x02])).map(event => event.type)).toContain(
    'undecryptable',
  )
})

test("a member's message does not set a group's timer, nor says that it did: the server tells of that", () => {
  const timer = encodeWAMessage({
    protocolMessage: { type: proto.Message.ProtocolMessage.Type.EPHEMERAL_SETTING, ephemeralExpiration: 1 },
  })
  const { open } = fresh()
  const told = (events: DomainEvent[]) => events.filter(event => event.type === 'chatState')
  const forged = open({ from: '120363000000000009@g.us', participant: ADA }, timer)
  expect(told(forged)).toEqual([])
  expect(forged.filter(event => event.type === 'message')).toEqual([])
  expect(told(open({ from: ADA }, timer))).toMatchObject([{ state: { disappearingSeconds: 1 } }])
})
