/** domain.md §5 when everything comes at once: what counts is what is known by then, not what was known before. */
import { expect, test } from 'vitest'
import type { ChatRef, DomainEvent, MessageKey } from '../../../src/main/engine/events.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import type { Message } from '../../../src/shared/model.ts'
import { pnOf, scene, T0 } from '../store/support.ts'

const shop = { pn: pnOf(1), lid: null }
const chat: ChatRef = { kind: 'direct', person: shop }
const key: MessageKey = { chat, wireId: 'W1', fromMe: false, author: null }

const attested = (level: 'high' | 'low', at: number): DomainEvent => ({
  type: 'attestation',
  attestation: {
    person: shop,
    source: 'stanza',
    level,
    business: true,
    chosenName: 'Odeon',
    issuer: null,
    serial: null,
    hostStorage: null,
    actualActors: null,
    privacyModeAt: null,
    at,
  },
})

const ticket: DomainEvent = {
  type: 'message',
  origin: 'offline',
  message: {
    key,
    at: T0,
    content: { kind: 'text', text: 'your ticket', preview: null },
    text: 'your ticket',
    quote: null,
    mentions: [],
    forwarded: false,
    thumbnail: null,
    raw: new Uint8Array(1),
    status: null,
    unread: true,
    expiresAt: null,
    pushName: null,
    receipts: [],
    reactions: [],
    editedAt: null,
    revokedByAdminAt: null,
  },
}

const ways: [string, DomainEvent][] = [
  ['withdrawn', { type: 'change', origin: 'offline', change: { change: 'revoke', target: key, by: shop, at: T0 + 1 } }],
  [
    'deleted on the phone',
    { type: 'change', origin: 'live', change: { change: 'deleteForMe', target: key, at: T0 + 1 } },
  ],
  ['cleared', { type: 'chatCleared', chat, upTo: T0, at: T0 + 1 }],
  ['deleted with its chat', { type: 'chatDeleted', chat, upTo: T0, at: T0 + 1 }],
]

async function after(events: DomainEvent[]): Promise<Message[]> {
  const { store, clock } = await scene()
  new Sync(store, () => clock.now).apply({ events, journal: [] })
  const chatId = store.chats.resolve(chat)
  const items = store.messageReader.page({ chatId, from: 'end', limit: 10 })?.items ?? []
  return items.filter(({ content }) => content.kind !== 'notice')
}

test.each(ways)('%s in the batch that first tells of the highest level: kept', async (_, deletion) => {
  const [shown] = await after([attested('high', T0), ticket, deletion])
  expect(shown).toMatchObject({ content: { text: 'your ticket' }, deleted: { kept: true } })
})

test.each(ways)('%s in the batch that takes the level away: not kept', async (_, deletion) => {
  const shown = await after([attested('high', T0), ticket, attested('low', T0 + 1000), deletion])
  expect(shown.filter(({ deleted }) => deleted === null || deleted.kept)).toEqual([])
})
