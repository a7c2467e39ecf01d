import { type BinaryNode, encodeWAMessage, proto } from 'baileys'
import { expect, test } from 'vitest'
import type { DomainEvent, EventBatch } from '../../../src/main/engine/events.ts'
import { stanzaAddress } from '../../../src/main/engine/link/address.ts'
import { attestationEvents } from '../../../src/main/engine/link/attestations.ts'
import { createIntake } from '../../../src/main/engine/link/intake.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
const FIRM = { pn: '15550101@s.whatsapp.net', lid: '9001@lid' }
const STRANGER = { pn: '15550102@s.whatsapp.net', lid: '9002@lid' }
const AT = 1_700_000_000_000

const node = (tag: string, attrs: Record<string, string>, content?: BinaryNode['content']): BinaryNode =>
  content === undefined ? { tag, attrs } : { tag, attrs, content }
const certificate = proto.VerifiedNameCertificate.encode({
  details: proto.VerifiedNameCertificate.Details.encode({ verifiedName: 'Lantern Cinemas' }).finish(),
}).finish()
const named = (attrs: Record<string, string>): BinaryNode => node('verified_name', attrs, certificate)
const message = (...content: BinaryNode[]): BinaryNode => node('message', { from: STRANGER.pn, id: 'A' }, content)
const levels = (events: DomainEvent[]) =>
  events.flatMap(event => (event.type === 'attestation' ? [event.attestation.level] : []))

test.each<[string, Record<string, string>, string | null]>([
  ['as it is written', { verified_level: 'high' }, 'high'],
  ['in capitals', { verified_level: 'HIGH' }, 'unknown'],
  ['with a space', { verified_level: ' high' }, 'unknown'],
  ['a word of tomorrow', { verified_level: 'revoked' }, 'unknown'],
  ['a name that every object has', { verified_level: 'constructor' }, 'unknown'],
  ['and another one', { verified_level: '__proto__' }, 'unknown'],
  ['another attribute', { Verified_Level: 'high' }, null],
  ['empty', { verified_level: '' }, null],
])('the level %s', (_, attrs, level) => {
  expect(levels(attestationEvents(message(named(attrs)), STRANGER, AT))).toEqual([level])
})

test('storage and actors are words, whatever is written', () => {
  const attrs = { host_storage: 'constructor', actual_actors: '__proto__' }
  const [event] = attestationEvents(message(named(attrs)), STRANGER, AT)
  expect(event).toMatchObject({ attestation: { hostStorage: 'constructor', actualActors: '__proto__' } })
})

test('only a direct child counts, and only of that name', () => {
  const high = named({ verified_level: 'high' })
  for (const other of ['Verified_Name', 'verified_name ', 'verified-name', 'biz']) {
    const renamed = node(other, high.attrs, high.content)
    expect(attestationEvents(message(renamed, node('meta', {}, [high])), STRANGER, AT)).toEqual([])
  }
})

test('of two that say different things both are told', () => {
  const both = message(named({ verified_level: 'high' }), named({ verified_level: 'low' }))
  expect(levels(attestationEvents(both, STRANGER, AT))).toEqual(['high', 'low'])
})

test('a direct message is by whom it is from, whoever else is named as its participant', () => {
  const attrs = { id: 'A', from: STRANGER.lid, participant: FIRM.lid, participant_pn: FIRM.pn }
  expect(stanzaAddress(node('message', attrs), me)?.author.lid).toBe(STRANGER.lid)
  expect(stanzaAddress(node('message', { id: 'A', from: STRANGER.lid, participant: me.lid }), me)?.fromMe).toBe(false)
})

test('what only the own phone may say is not believed from who names it as participant', () => {
  const added: unknown[] = []
  const batches: EventBatch[] = []
  const intake = createIntake({
    listener: { apply: batch => void batches.push(batch) },
    journal: { markProjected: () => undefined, drop: () => undefined },
    history: { add: (...what) => void added.push(what) },
    me: () => me,
    now: () => AT,
    appStateKeys: id => void added.push(id),
    storeFailed: () => undefined,
    log: () => undefined,
  })
  const plaintext = encodeWAMessage({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: { syncType: 3, directPath: '/x' },
    },
  })
  const stanza = node('message', { id: 'A', from: STRANGER.pn, participant: me.pn, t: '1700000000' })
  intake.opened({ node: stanza, plaintexts: [plaintext], rows: [1], failed: false })
  expect(intake.keysIn(stanza, plaintext)).toEqual([])
  expect(added).toEqual([])
})
