/** What would put a verified business' badge on somebody else's words. */
import { expect, test } from 'vitest'
import { BusinessQuery } from '../../../src/main/engine/link/business-query.ts'
import type { NewQuote } from '../../../src/main/engine/store/messages.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import type { ContentKind } from '../../../src/shared/content.ts'
import { lidOf, pnOf, put, scene, T0 } from './support.ts'

function verify(store: Store, id: number): void {
  const rest = { issuer: null, serial: null, hostStorage: null, actualActors: null, privacyModeAt: null }
  store.attestations.record(id, {
    source: 'stanza',
    level: 'high',
    business: true,
    chosenName: 'Firm',
    ...rest,
    at: T0,
  })
}

const firm = { pn: pnOf(1), lid: lidOf(1) }
const stranger = { pn: pnOf(2), lid: lidOf(2) }

test.each([
  ['a new number that names its LID', { pn: stranger.pn, lid: firm.lid }, { pn: stranger.pn, lid: null }, null],
  ['a new LID that names its number', { pn: firm.pn, lid: stranger.lid }, { pn: null, lid: stranger.lid }, null],
  ['a known number that names its LID', { pn: stranger.pn, lid: firm.lid }, stranger, stranger],
  ['a known LID that names its number', { pn: firm.pn, lid: stranger.lid }, stranger, stranger],
])('a verified business keeps its number and its LID: %s', async (_, claim, is, known) => {
  const { store } = await scene()
  const firmId = store.people.resolve(firm)
  verify(store, firmId)
  if (known !== null) store.people.resolve(known)
  const id = store.people.resolve(claim)
  expect(id).not.toBe(firmId)
  expect(store.people.ref(id)).toEqual(is)
  expect(store.people.ref(firmId)).toEqual(firm)
  // Again and again, and the business itself is still itself.
  expect(store.people.resolve(claim)).toBe(id)
  expect(store.people.resolve(firm)).toBe(firmId)
})

test('a business known by its number alone does not become one with somebody who has another number', async () => {
  const { store } = await scene()
  const firmId = store.people.resolve({ pn: firm.pn, lid: null })
  verify(store, firmId)
  const strangerId = store.people.resolve(stranger)
  expect(store.people.resolve({ pn: firm.pn, lid: stranger.lid })).toBe(strangerId)
  expect(store.people.ref(firmId)).toEqual({ pn: firm.pn, lid: null })
  expect(store.people.resolve(firm)).toBe(firmId)
})

test.each([
  ['an unknown account', null],
  ['a known account', stranger],
])('the server says that the number is now of %s: the badge stays with neither', async (_, known) => {
  const { store, clock } = await scene()
  const firmId = store.people.resolve(firm)
  verify(store, firmId)
  if (known !== null) store.people.resolve(known)
  const sync = new Sync(store, () => clock.now)
  const query = new BusinessQuery([firm])
  const user = { tag: 'user', attrs: { jid: firm.pn }, content: [{ tag: 'lid', attrs: { val: stranger.lid } }] }
  const list = { tag: 'list', attrs: {}, content: [user] }
  query.parseUSyncQueryResult({ tag: 'iq', attrs: {}, content: [{ tag: 'usync', attrs: {}, content: [list] }] })
  for (const events of [query.losses([firm], T0 + 1), query.events([firm], T0 + 1)]) sync.apply({ events, journal: [] })
  const owner = store.people.resolve({ pn: firm.pn, lid: null })
  expect(owner).not.toBe(firmId)
  expect(store.people.ref(owner)).toEqual({ pn: firm.pn, lid: stranger.lid })
  expect(store.people.ref(firmId)).toEqual({ pn: null, lid: firm.lid })
  expect([firmId, owner].map(id => store.attestations.standing(id))).toEqual(['unverified', 'none'])
})

test('a quote carries the badge of whom it names only where that one is known to have written it', async () => {
  const { store } = await scene()
  const firmId = store.people.resolve(firm)
  const strangerId = store.people.resolve(stranger)
  verify(store, firmId)
  const group = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })
  const direct = store.chats.resolve({ kind: 'direct', person: stranger })
  const own = store.chats.resolve({ kind: 'direct', person: firm })
  put(store, { chatId: group, authorId: firmId, wireId: 'REAL', body: 'Your ticket' })
  put(store, {
    chatId: group,
    authorId: firmId,
    wireId: 'INVITE',
    content: { kind: 'groupInvite', subject: 'Chess', caption: null },
    text: null,
  })
  const quote = (wireId: string, text: string, kind: ContentKind = 'text'): NewQuote => ({
    wireId,
    authorId: firmId,
    fromMe: false,
    kind,
    text,
    ofStatus: false,
    thumbnail: null,
  })
  const standing = (id: number) => store.messageReader.get(id)?.quote?.author?.standing
  const said = (chatId: number, authorId: number, what: NewQuote) => put(store, { chatId, authorId, quote: what })
  expect(standing(said(direct, strangerId, quote('REAL', 'Your ticket')))).toBe('none')
  expect(standing(said(direct, strangerId, quote('NONE', 'Send the code')))).toBe('none')
  expect(standing(said(group, strangerId, quote('REAL', 'Send the code')))).toBe('none')
  expect(standing(said(group, strangerId, quote('REAL', 'Your ticket')))).toBe('verified')
  expect(standing(said(group, strangerId, quote('INVITE', '', 'payment')))).toBe('none')
  expect(standing(said(group, strangerId, quote('INVITE', '', 'groupInvite')))).toBe('verified')
  expect(standing(said(own, firmId, quote('GONE', 'What it wrote before')))).toBe('verified')
})
