/** The ticks of one's own message in a group wait for those who were in it when it was written. */
import { expect, test } from 'vitest'
import type { ChatRef, DomainEvent, PersonRef } from '../../../src/main/engine/events.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { lidOf, pnOf, scene, T0 } from '../store/support.ts'

const GROUP = '120363000000000007@g.us'
const chat: ChatRef = { kind: 'group', jid: GROUP }
const who = (n: number): PersonRef => ({ pn: pnOf(n), lid: lidOf(n) })
const MINUTE = 60_000

const list = (at: number, ...members: number[]): DomainEvent => ({
  type: 'group',
  at,
  group: {
    jid: GROUP,
    subject: null,
    createdAt: null,
    owner: null,
    members: members.map(n => ({ person: who(n), admin: false })),
    announce: null,
    description: null,
  },
})
const change = (what: 'add' | 'remove', n: number, at: number): DomainEvent => ({
  type: 'groupMembers',
  jid: GROUP,
  members: [who(n)],
  change: what,
  at,
})
const receipt = (n: number, state: 'delivered' | 'read', at: number): DomainEvent => ({
  type: 'receipt',
  chat,
  wireIds: ['OWN'],
  by: who(n),
  state,
  at,
})
const own = (at: number): DomainEvent => ({
  type: 'message',
  origin: 'echo',
  message: {
    key: { chat, wireId: 'OWN', fromMe: true, author: null },
    at,
    content: { kind: 'text', text: 'hello', preview: null },
    text: 'hello',
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    raw: Buffer.from('raw'),
    status: 'sent',
    unread: false,
    expiresAt: null,
    pushName: null,
    receipts: [],
    reactions: [],
    editedAt: null,
    revokedByAdminAt: null,
  },
})

const cases: [string, DomainEvent[], string][] = [
  [
    'who joined later is not waited for',
    [
      list(T0, 0, 1),
      own(T0 + MINUTE),
      change('add', 2, T0 + 2 * MINUTE),
      list(T0 + 3 * MINUTE, 0, 1, 2),
      receipt(1, 'read', T0 + 4 * MINUTE),
    ],
    'read',
  ],
  [
    'who was added before is waited for',
    [list(T0, 0, 1), change('add', 2, T0 + MINUTE), own(T0 + 2 * MINUTE), receipt(1, 'read', T0 + 4 * MINUTE)],
    'sent',
  ],
  [
    'who left and came back later is not waited for',
    [
      list(T0, 0, 1, 2),
      change('remove', 2, T0 + MINUTE),
      own(T0 + 2 * MINUTE),
      change('add', 2, T0 + 3 * MINUTE),
      receipt(1, 'delivered', T0 + 4 * MINUTE),
    ],
    'delivered',
  ],
  [
    'a receipt of somebody who left does not hold the others back',
    [
      list(T0, 0, 1, 2),
      own(T0 + MINUTE),
      receipt(2, 'delivered', T0 + 2 * MINUTE),
      change('remove', 2, T0 + 3 * MINUTE),
      receipt(1, 'read', T0 + 4 * MINUTE),
    ],
    'read',
  ],
  [
    'receipts that came before the members were known',
    [own(T0 + MINUTE), receipt(1, 'read', T0 + 2 * MINUTE), receipt(2, 'read', T0 + 2 * MINUTE), list(T0, 0, 1, 2)],
    'read',
  ],
]

test.each(cases)('%s', async (_, events, status) => {
  const { store, clock } = await scene()
  const sync = new Sync(store, () => clock.now)
  for (const event of events) sync.apply({ events: [event], journal: [] })
  const id = store.messages.find(store.chats.resolve(chat), 'OWN', store.accounts.me())
  expect(store.messages.facts(id ?? 0)?.status).toBe(status)
})
