import type { BinaryNode } from 'baileys'
import { expect, test } from 'vitest'
import { personOf, stanzaAddress } from '../../../src/main/engine/link/address.ts'
import { blockNews } from '../../../src/main/engine/link/blocklist.ts'
import { Calls } from '../../../src/main/engine/link/calls.ts'
import { unavailableEvents } from '../../../src/main/engine/link/intake.ts'
import { receiptEvents } from '../../../src/main/engine/link/receipts.ts'
import { refusedMessage } from '../../../src/main/engine/link/refused.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
const ADA = { pn: '15550101@s.whatsapp.net', lid: '9001@lid' }
const NOW = 1_700_000_000_000

const node = (tag: string, attrs: Record<string, string>, content?: BinaryNode['content']): BinaryNode =>
  content === undefined ? { tag, attrs } : { tag, attrs, content }

test.each([
  ['15550101:3@s.whatsapp.net', { pn: ADA.pn, lid: null }],
  ['15550101_1:3@s.whatsapp.net', { pn: ADA.pn, lid: null }],
  ['15550101@c.us', { pn: ADA.pn, lid: null }],
  ['15550101:99@hosted', { pn: ADA.pn, lid: null }],
  ['9001:99@hosted.lid', { pn: null, lid: ADA.lid }],
  ['1203@g.us', null],
  ['status@broadcast', null],
  ['nonsense', null],
  ['', null],
])('%s is the person %j', (jid, expected) => {
  expect(personOf(jid)).toEqual(expected)
})

test.each([
  ['their number', { from: '15550101:2@s.whatsapp.net', sender_lid: '9001@lid' }, ADA, false],
  ['their LID', { from: '9001@lid', sender_pn: '15550101@s.whatsapp.net' }, ADA, false],
  [
    'a copy of an own one',
    { from: '15550100:1@s.whatsapp.net', recipient: '9001@lid', recipient_pn: ADA.pn },
    ADA,
    true,
  ],
  // The sender's other JID is one's own here, never the chat's.
  [
    'a copy by LID',
    { from: '90010100:1@lid', recipient: '9001@lid', sender_pn: me.pn, peer_recipient_pn: ADA.pn },
    ADA,
    true,
  ],
  ['a note to self', { from: '15550100:1@s.whatsapp.net', recipient: me.pn }, { pn: me.pn, lid: null }, true],
])('a direct message by %s stands in the right chat', (_, attrs, person, fromMe) => {
  expect(stanzaAddress(node('message', { id: 'A', ...attrs }), me)).toMatchObject({
    chat: { kind: 'direct', person },
    fromMe,
    status: false,
  })
})

test('a stranger cannot write as if it were a copy of an own message', () => {
  expect(stanzaAddress(node('message', { id: 'A', from: ADA.pn, recipient: '15550102@s.whatsapp.net' }), me)).toBeNull()
})

test('groups, statuses, broadcast lists and channels', () => {
  const group = stanzaAddress(
    node('message', { from: '1203@g.us', participant: '9001:4@lid', participant_pn: ADA.pn }),
    me,
  )
  expect(group).toEqual({ chat: { kind: 'group', jid: '1203@g.us' }, status: false, author: ADA, fromMe: false })
  expect(stanzaAddress(node('message', { from: 'status@broadcast', participant: ADA.pn }), me)).toMatchObject({
    chat: null,
    status: true,
  })
  expect(stanzaAddress(node('message', { from: '77@broadcast', participant: ADA.pn }), me)).toMatchObject({
    chat: { kind: 'direct', person: { pn: ADA.pn } },
  })
  expect(stanzaAddress(node('message', { from: '1@newsletter' }), me)).toBeNull()
})

test.each([
  [{}, 'delivered'],
  [{ type: 'inactive' }, 'delivered'],
  [{ type: 'read' }, 'read'],
  [{ type: 'played' }, 'played'],
])('a receipt %j is %s', (attrs, state) => {
  const events = receiptEvents(
    node('receipt', { id: 'A', from: '9001:2@lid', sender_pn: ADA.pn, t: '1700000001', ...attrs }, [
      node('list', {}, [node('item', { id: 'B' })]),
    ]),
    me,
    NOW,
  )
  expect(events.at(-1)).toEqual({
    type: 'receipt',
    chat: { kind: 'direct', person: ADA },
    wireIds: ['A', 'B'],
    by: ADA,
    state,
    at: 1_700_000_001_000,
  })
})

test.each(['retry', 'sender', 'hist_sync', 'peer_msg', 'server-error'])(
  'a receipt of type %s is between devices',
  type => {
    expect(receiptEvents(node('receipt', { id: 'A', from: ADA.pn, type }), me, NOW)).toEqual([])
  },
)

test('receipts of own devices: read there, not by somebody', () => {
  const direct = receiptEvents(node('receipt', { id: 'A', from: me.pn, recipient: ADA.pn, type: 'read-self' }), me, NOW)
  expect(direct).toEqual([
    {
      type: 'receipt',
      chat: { kind: 'direct', person: { pn: ADA.pn, lid: null } },
      wireIds: ['A'],
      by: null,
      state: 'read',
      at: NOW,
    },
  ])
  const status = receiptEvents(
    node('receipt', { id: 'S', from: me.pn, recipient: 'status@broadcast', participant: ADA.pn, type: 'read-self' }),
    me,
    NOW,
  )
  expect(status).toEqual([{ type: 'statusSeen', author: { pn: ADA.pn, lid: null }, wireId: 'S', at: NOW }])
  expect(receiptEvents(node('receipt', { id: 'A', from: me.pn, type: 'sender' }), me, NOW)).toEqual([])
})

test('whoever is not an own device does not read anything here, whatever the type says', () => {
  for (const type of ['read-self', 'played-self']) {
    expect(receiptEvents(node('receipt', { id: 'A', from: ADA.pn, type }), me, NOW)).toEqual([])
    const forged = { id: 'A', from: ADA.pn, recipient: '15550102@s.whatsapp.net', type }
    expect(receiptEvents(node('receipt', forged), me, NOW)).toEqual([])
    expect(receiptEvents(node('receipt', { id: 'A', from: '1203@g.us', participant: ADA.lid, type }), me, NOW)).toEqual(
      [],
    )
    const status = { id: 'S', from: 'status@broadcast', participant: ADA.pn, type }
    expect(receiptEvents(node('receipt', status), me, NOW)).toEqual([])
  }
})

test('a view of an own status names who saw it', () => {
  const events = receiptEvents(
    node('receipt', { id: 'S', from: 'status@broadcast', participant: ADA.lid, type: 'read' }),
    me,
    NOW,
  )
  expect(events).toEqual([{ type: 'statusViewed', wireId: 'S', by: { pn: null, lid: ADA.lid }, at: NOW }])
})

test('unencrypted messages are refused, but for channels', () => {
  const plain = [node('plaintext', {}, Buffer.from([1]))]
  expect(refusedMessage(node('message', { from: ADA.pn }, plain))).toBe(true)
  expect(refusedMessage(node('message', { from: '1203@g.us', participant: ADA.pn }, plain))).toBe(true)
  expect(refusedMessage(node('message', { from: '1@newsletter' }, plain))).toBe(false)
  expect(refusedMessage(node('message', { from: ADA.pn }, [node('enc', { type: 'msg' }, Buffer.from([1]))]))).toBe(
    false,
  )
})

test('a message that this device is not given: view-once is named, other ones wait', () => {
  const attrs = { id: 'A', from: ADA.pn, t: '1700000000' }
  const once = unavailableEvents(node('message', attrs, [node('unavailable', { type: 'view_once' })]), me, NOW)
  expect(once.find(e => e.type === 'message')).toMatchObject({
    message: { content: { kind: 'viewOnce' }, unread: true },
  })
  const gone = unavailableEvents(node('message', attrs, [node('unavailable', {})]), me, NOW)
  expect(gone).toEqual([expect.objectContaining({ type: 'undecryptable', at: NOW })])
})

test('a call that nobody took is a line in the chat; one that was taken elsewhere is none', () => {
  const calls = new Calls()
  const call = (tag: string, attrs: Record<string, string> = {}, content?: BinaryNode[]) =>
    calls.take(
      node('call', { from: ADA.pn, id: '1', t: '1700000000' }, [
        node(tag, { 'call-id': 'C', 'call-creator': ADA.pn, ...attrs }, content),
      ]),
      me,
      NOW,
    )
  expect(call('offer', {}, [node('video', {})])).toEqual([])
  expect(call('terminate', { reason: 'timeout' })).toEqual([
    expect.objectContaining({
      message: expect.objectContaining({ content: { kind: 'call', video: true, missed: true, duration: null } }),
    }),
  ])
  call('offer')
  call('accept')
  expect(call('terminate', { reason: 'accepted_elsewhere' })).toEqual([])
})

test('a block notification without items asks for the whole list', () => {
  expect(blockNews(node('notification', {}, [node('blocklist', {})]), NOW)).toEqual({ events: [], refetch: true })
  for (const attrs of [
    { jid: '9001@lid', action: 'constructor' },
    { jid: '9001@lid' },
    { jid: 'x', action: 'block' },
  ]) {
    const list = node('blocklist', {}, [node('item', attrs as Record<string, string>)])
    expect(blockNews(node('notification', {}, [list]), NOW)).toEqual({ events: [], refetch: true })
  }
  expect(blockNews(node('notification', {}, [node('devices', {})]), NOW)).toBeNull()
})
