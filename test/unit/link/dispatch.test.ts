import type { BinaryNode } from 'baileys'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Account } from '../../../src/main/engine/link/account.ts'
import { createDispatch } from '../../../src/main/engine/link/dispatch.ts'
import type { LinkDeps } from '../../../src/main/engine/link/link.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }

function fresh(apply: () => void = () => undefined) {
  const log = vi.fn()
  const storeFailed = vi.fn()
  const deps = { listener: { apply, typing: vi.fn() }, log, now: () => 1_772_323_200_000 } as unknown as LinkDeps
  const account = { me: () => me, journal: { capture: vi.fn() }, storeFailed } as unknown as Account
  const chores = {
    refreshGroup: vi.fn(),
    refreshGroups: vi.fn(),
    refreshBlocklist: vi.fn(),
    blocklistChanged: vi.fn(),
    acknowledged: vi.fn(),
    postAsked: vi.fn(),
    reuploaded: vi.fn(),
  }
  return { dispatch: createDispatch(deps, account, chores), log, storeFailed, chores }
}

const words = fc.constantFrom(
  '',
  '0',
  '-1',
  'NaN',
  '1700000000',
  '99999999999999999999',
  'read',
  'read-self',
  'w:gp2',
  'account_sync',
  'picture',
  'business',
  'groups',
  'add',
  'invite',
  me.pn,
  me.lid,
  '15550101@s.whatsapp.net',
  '15550101:7@s.whatsapp.net',
  '90010101@lid',
  '120363000000000009@g.us',
  'status@broadcast',
  '@',
  '@g.us',
)
const attrs = fc.dictionary(
  fc.constantFrom(
    'id',
    'from',
    'type',
    't',
    'participant',
    'recipient',
    'jid',
    'lid',
    'expiration',
    'subject',
    'reason',
    'action',
    'call-id',
  ),
  words,
)
const inner = fc.constantFrom(
  ...['list', 'item', 'participant', 'add', 'remove', 'promote', 'create', 'group', 'subject', 'description', 'body'],
  ...[
    'ephemeral',
    'announcement',
    'set',
    'delete',
    'verified_name',
    'blocklist',
    'offer',
    'terminate',
    'composing',
    'paused',
  ],
  ...['unavailable', 'enc', 'plaintext', 'dirty', 'profile'],
)
const { node } = fc.letrec<{ node: BinaryNode; content: BinaryNode['content'] }>(tie => ({
  node: fc.record({ tag: inner, attrs, content: tie('content') }) as fc.Arbitrary<BinaryNode>,
  content: fc.oneof(
    { depthSize: 'small' },
    fc.constant(undefined),
    fc.string(),
    fc.uint8Array().map(bytes => Buffer.from(bytes)),
    fc.array(tie('node'), { maxLength: 3 }),
  ) as fc.Arbitrary<BinaryNode['content']>,
}))

test('any stanza at all: no exception reaches the socket', () => {
  const { dispatch, storeFailed } = fresh()
  const tags = fc.constantFrom('receipt', 'notification', 'call', 'presence', 'chatstate', 'ack', 'ib', 'other')
  fc.assert(
    fc.property(tags, node, (tag, stanza) => {
      dispatch.stanza({ ...stanza, tag })
      dispatch.message({ ...stanza, tag: 'message' })
    }),
    { numRuns: 3_000 },
  )
  expect(storeFailed).not.toHaveBeenCalled()
})

test('an exception of our own costs the stanza, not the connection, and is told without what it says', () => {
  const { dispatch, log, chores } = fresh()
  chores.acknowledged.mockImplementation(() => {
    throw new TypeError('the secret harbour')
  })
  expect(() => dispatch.stanza({ tag: 'ack', attrs: { id: 'A' } })).not.toThrow()
  expect(log).toHaveBeenCalledExactlyOnceWith('error', 'a stanza could not be read', { tag: 'ack', error: 'TypeError' })
})

test('a store that fails is told, so that nothing is acknowledged', () => {
  const { dispatch, storeFailed } = fresh(() => {
    throw new Error('disk full')
  })
  dispatch.stanza({ tag: 'receipt', attrs: { id: 'A', from: '15550101@s.whatsapp.net', type: 'read' } })
  expect(storeFailed).toHaveBeenCalledOnce()
})
