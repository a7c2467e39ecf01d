import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AttestationEvent } from '../../../src/main/engine/events.ts'
import type { Content } from '../../../src/shared/content.ts'
import { directChat, lidOf, message, person, pnOf, put, scene, T0 } from './support.ts'

test('one person is one row, whichever identifier comes first', async () => {
  const { store } = await scene()
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  expect(store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })).toBe(byLid)
  expect(store.people.resolve({ pn: pnOf(1), lid: null })).toBe(byLid)
  const byPn = store.people.resolve({ pn: pnOf(2), lid: null })
  expect(store.people.resolve({ pn: pnOf(2), lid: lidOf(2) })).toBe(byPn)
  expect(store.people.ref(byPn)).toEqual({ pn: pnOf(2), lid: lidOf(2) })
  expect(store.people.find({ pn: null, lid: lidOf(3) })).toBeNull()
  expect(() => store.people.resolve({ pn: null, lid: null })).toThrow()
})

test('a number that changed hands follows the newer word, and history stays with its author', async () => {
  const { store } = await scene()
  const old = store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  put(store, { chatId: directChat(store, 1), authorId: old, body: 'by the first' })
  const next = store.people.resolve({ pn: pnOf(1), lid: lidOf(2) })
  expect(next).not.toBe(old)
  expect(store.people.ref(old)).toEqual({ pn: null, lid: lidOf(1) })
  expect(store.people.resolve({ pn: pnOf(1), lid: null })).toBe(next)
  // The same LID with another number: the person has a new number.
  expect(store.people.resolve({ pn: pnOf(5), lid: lidOf(2) })).toBe(next)
  expect(store.people.find({ pn: pnOf(1), lid: null })).toBeNull()
})

test("nobody's word takes the user's own row apart", async () => {
  const { store, me } = await scene()
  expect(store.people.resolve({ pn: pnOf(0), lid: lidOf(9) })).not.toBe(me)
  expect(store.people.ref(me)).toEqual({ pn: pnOf(0), lid: lidOf(0) })
  expect(store.accounts.link({ pn: pnOf(3), lid: lidOf(3) }, 'Mallory', T0)).toBe(false)
  expect(store.accounts.link({ pn: pnOf(0), lid: lidOf(0) }, null, T0)).toBe(true)
  expect(store.accounts.get()?.name).toBe('Robin')
})

test('names: an absent one never erases, the address book can, the newest per source counts', async () => {
  const { store } = await scene()
  const ada = person(store, 1)
  const shown = (): unknown => store.peopleReader.line(ada)?.name
  store.names.learn(ada, 'push', 'Ada', T0)
  expect(shown()).toEqual({ source: 'push', text: '~ Ada' })
  store.names.learn(ada, 'push', null, T0 + 5)
  store.names.learn(ada, 'push', '  ', T0 + 5)
  store.names.learn(ada, 'push', 'Old', T0 - 5)
  expect(shown()).toEqual({ source: 'push', text: '~ Ada' })
  store.names.learn(ada, 'addressBook', 'Ada Lovelace ✅', T0)
  expect(shown()).toEqual({ source: 'addressBook', text: 'Ada Lovelace' })
  store.names.learn(ada, 'addressBook', null, T0 + 10)
  expect(shown()).toEqual({ source: 'push', text: '~ Ada' })
  // An older word does not bring it back.
  store.names.learn(ada, 'addressBook', 'Ada L', T0 + 9)
  expect(shown()).toEqual({ source: 'push', text: '~ Ada' })
})

test('in lists, names come before those who are only a number or unknown, whatever the script', async () => {
  const { store } = await scene()
  const listed = (pn: string | null, lid: string | null, saved: string | null): void => {
    const id = store.people.resolve({ pn, lid })
    const chatId = store.chats.resolve({ kind: 'direct', person: { pn, lid } })
    put(store, { chatId, authorId: id })
    if (saved !== null) store.names.learn(id, 'addressBook', saved, T0)
  }
  store.transaction(() => {
    listed(pnOf(1), null, null)
    listed(null, lidOf(2), null)
    listed(pnOf(3), lidOf(3), '🌿 Ivy')
    listed(pnOf(4), lidOf(4), '山田')
    listed(pnOf(5), lidOf(5), 'Zoë')
  })
  const page = (after: string | null, limit: number) => store.peopleReader.page({ query: '', after, limit })
  const names = page(null, 10).items.map(({ name }) => name)
  expect(names.map(({ source }) => source)).toEqual(['addressBook', 'addressBook', 'addressBook', 'number', 'unknown'])
  expect(names.slice(0, 3).map(({ text }) => text)).toEqual(['Zoë', '山田', '🌿 Ivy'])
  // A page that ends among the names goes on to the others.
  const first = page(null, 2)
  expect([...first.items, ...page(first.next, 10).items].map(({ name }) => name)).toEqual(names)
})

test('the same name again moves its time, so that an older other one stays out', async () => {
  const { store } = await scene()
  const ada = person(store, 1)
  store.transaction(() => {
    store.names.learn(ada, 'push', 'A', T0)
    store.names.learn(ada, 'push', 'A', T0 + 10)
    store.names.learn(ada, 'push', 'B', T0 + 5)
  })
  expect(store.names.of(ada)).toEqual([{ source: 'push', name: 'A', at: T0 + 10 }])
})

const said: Omit<AttestationEvent, 'person'> = {
  source: 'stanza',
  level: 'high',
  business: true,
  chosenName: 'Harbour Cinema',
  issuer: 'smb:wa',
  serial: '1',
  hostStorage: null,
  actualActors: null,
  privacyModeAt: null,
  at: T0,
}

test('a standing follows the server, and a copy in history proves nothing', async () => {
  const { store } = await scene()
  const cinema = person(store, 1)
  const chatId = directChat(store, 1)
  put(store, { chatId, authorId: cinema })
  const standing = (): unknown => [store.peopleReader.line(cinema)?.standing, store.chatReader.get(chatId)?.standing]
  store.attestations.record(cinema, { ...said, source: 'history' })
  expect(standing()).toEqual(['unverified', 'unverified'])
  store.attestations.record(cinema, said)
  expect(standing()).toEqual(['verified', 'verified'])
  store.attestations.record(cinema, { ...said, level: 'low', at: T0 - 1000 })
  expect(standing()).toEqual(['verified', 'verified'])
  store.attestations.record(cinema, { ...said, level: 'low', at: T0 + 1000 })
  expect(standing()).toEqual(['confirmed', 'confirmed'])
  const { items } = store.chatReader.page({ filter: 'businesses', archived: false, after: null, limit: 10 })
  expect(items.map(chat => chat.id)).toEqual([chatId])
})

test('an attestation is kept once a day, with the first and last time', async () => {
  const { store } = await scene()
  const cinema = person(store, 1)
  for (const at of [T0 + 5000, T0, T0 + 9000, T0 + 5000]) store.attestations.record(cinema, { ...said, at })
  store.attestations.record(cinema, { ...said, at: T0 + 24 * 3600_000 })
  expect(store.attestations.of(cinema).map(({ firstAt, lastAt }) => [firstAt - T0, lastAt - T0])).toEqual([
    [0, 9000],
    [24 * 3600_000, 24 * 3600_000],
  ])
})

test('people to write to: saved or with a chat, by name, in pages, found by word or number', async () => {
  const { store } = await scene()
  const names = ['Émile', 'Zoë', 'adam', 'Bea', 'Chloé Martin']
  for (const [n, name] of names.entries()) store.names.learn(person(store, n + 1), 'addressBook', name, T0)
  store.names.learn(person(store, 50), 'push', 'Stranger', T0)
  put(store, { chatId: directChat(store, 51), authorId: person(store, 51) })
  const page = (query: string, after: string | null = null, limit = 3) =>
    store.peopleReader.page({ query, after, limit })
  const first = page('')
  const second = page('', first.next)
  expect([...first.items, ...second.items].map(item => item.name.text)).toEqual([
    'adam',
    'Bea',
    'Chloé Martin',
    'Émile',
    'Zoë',
    expect.stringMatching(/^\+1/),
  ])
  expect(second.next).toBeNull()
  expect(page('emile').items.map(item => item.name.text)).toEqual(['Émile'])
  expect(page('MARTIN chl').items.map(item => item.name.text)).toEqual(['Chloé Martin'])
  expect(page(pnOf(4).slice(4, 11)).items.map(item => item.name.text)).toEqual(['Bea'])
  expect(page('"\'; DROP').items).toEqual([])
})

test('blocking', async () => {
  const { store } = await scene()
  const [ada, ben] = [person(store, 1), person(store, 2)]
  store.blocklist.set(ada, true, T0)
  expect(store.peopleReader.get(ada)?.blocked).toBe(true)
  store.blocklist.replace([ben], T0 + 1)
  expect([store.blocklist.has(ada), store.blocklist.has(ben)]).toEqual([false, true])
  expect(store.peopleReader.blocked().map(({ id }) => id)).toEqual([ben])
})

test('merging: two rows, two chats and everything in them become one', async () => {
  const { store, me } = await scene()
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  const lidChat = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(1) } })
  const byPn = person(store, 1)
  const pnChat = directChat(store, 1)
  const group = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })

  const a = put(store, { chatId: lidChat, authorId: byLid, body: 'in both', wireId: 'BOTH', at: T0 })
  const b = put(store, { chatId: pnChat, authorId: byPn, body: 'in both', wireId: 'BOTH', at: T0 })
  const c = put(store, { chatId: pnChat, authorId: byPn, body: 'in one', at: T0 + 1000 })
  const mine = put(store, { chatId: pnChat, authorId: me, fromMe: true, status: 'sent', unread: false, at: T0 + 2000 })
  const inGroup = put(store, { chatId: group, authorId: byPn, wireId: 'G', at: T0 })
  const twin = put(store, { chatId: group, authorId: byLid, wireId: 'G', at: T0 })
  const quoting = put(store, {
    chatId: group,
    authorId: me,
    fromMe: true,
    status: 'sent',
    unread: false,
    at: T0 + 5,
    quote: {
      wireId: 'G',
      authorId: byPn,
      fromMe: false,
      kind: 'text',
      text: 'hello',
      ofStatus: false,
      thumbnail: null,
    },
    mentions: [{ token: '1', personId: byPn }],
  })
  store.reactions.set(b, me, '👍', T0)
  store.reactions.set(mine, byPn, '❤️', T0 + 1)
  store.reactions.set(mine, byLid, '😮', T0 + 2)
  store.receipts.record(mine, byPn, { deliveredAt: T0 + 9, readAt: T0 + 10 })
  store.receipts.record(mine, byLid, { deliveredAt: T0 + 8 })
  store.names.learn(byPn, 'push', 'Old', T0)
  store.names.learn(byLid, 'push', 'Ada', T0 + 1)
  store.chats.setFlags(lidChat, { pinnedAt: T0 }, T0)
  store.drafts.set(pnChat, 'dear Ada', null, T0)
  store.members.change(group, [byPn, byLid], 'add', T0)
  store.blocklist.set(byPn, true, T0)

  expect(store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })).toBe(byLid)
  expect(store.people.merges()).toBe(1)
  // The ids that went lead on.
  expect([store.people.current(byPn), store.chats.current(pnChat)]).toEqual([byLid, lidChat])
  expect(store.chatReader.get(pnChat)).toEqual(store.chatReader.get(lidChat))
  const chat = store.chatReader.get(lidChat)
  expect(chat).toMatchObject({ unread: 2, pinnedAt: T0, draft: 'dear Ada', name: { text: '~ Ada' }, personId: byLid })
  const page = store.messageReader.page({ chatId: pnChat, from: 'end', limit: 50 })
  expect(page?.items.map(item => item.id)).toEqual([a, c, mine])
  expect(page?.items[0]?.reactions).toMatchObject([{ emoji: '👍', fromMe: true }])
  expect(page?.items[2]?.reactions).toMatchObject([{ emoji: '😮', person: { id: byLid } }])
  expect(store.receipts.of(mine)).toEqual([{ personId: byLid, deliveredAt: T0 + 8, readAt: T0 + 10, playedAt: null }])
  const groupPage = store.messageReader.page({ chatId: group, from: 'end', limit: 50 })
  const left = groupPage?.items.map(item => item.id) ?? []
  expect(left).toHaveLength(2)
  expect([inGroup, twin]).toContain(left[0])
  expect(store.messageReader.get(quoting)).toMatchObject({
    quote: { messageId: left[0], author: { id: byLid } },
    mentions: [{ token: '1', person: { id: byLid } }],
  })
  expect(store.members.ids(group)).toEqual([byLid])
  expect(store.peopleReader.get(byPn)).toMatchObject({ id: byLid, blocked: true, chatId: lidChat, pushName: 'Ada' })
})

test('merging notices: one of two stays, though none can be deleted', async () => {
  const { store } = await scene()
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  const lidChat = store.chats.resolve({ kind: 'direct', person: { pn: null, lid: lidOf(1) } })
  const content: Content = { kind: 'notice', stub: 11, parameters: [] }
  const notice = { content, text: null, unread: false, at: T0 }
  put(store, { ...notice, chatId: directChat(store, 1), authorId: person(store, 1), wireId: 'N' })
  put(store, { ...notice, chatId: lidChat, authorId: byLid, wireId: 'N' })
  store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(store.messageReader.page({ chatId: lidChat, from: 'end', limit: 9 })?.items).toMatchObject([
    { content: { kind: 'notice' } },
  ])
})

/** What the screen would show, without row numbers. */
function picture(store: Awaited<ReturnType<typeof scene>>['store']): unknown {
  const chats = store.chatReader.page({ filter: 'all', archived: false, after: null, limit: 200 }).items
  // Of equal places the row's number decides, which depends on who came first.
  chats.sort((a, b) => (a.name.text < b.name.text ? -1 : 1))
  return chats.map(chat => ({
    name: chat.name,
    unread: chat.unread,
    pinnedAt: chat.pinnedAt,
    messages: store.messageReader.page({ chatId: chat.id, from: 'end', limit: 200 })?.items.map(item => ({
      at: item.at,
      content: item.content,
      author: item.author.name,
      status: item.status,
      unread: item.unread,
      reactions: item.reactions.map(({ emoji, person: by }) => [emoji, by.name.text]),
    })),
  }))
}

type Step =
  | { do: 'message'; n: number; by: 'pn' | 'lid'; wire: number; where: 'direct' | 'group' }
  | { do: 'pair'; n: number }
  | { do: 'read' | 'clear'; n: number; by: 'pn' | 'lid'; upTo: number }
  | { do: 'name'; n: number; by: 'pn' | 'lid'; at: number }
  | { do: 'pin'; n: number; by: 'pn' | 'lid'; at: number }

const who = { n: fc.integer({ min: 1, max: 3 }), by: fc.constantFrom('pn', 'lid') }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('message'),
    ...who,
    wire: fc.integer({ min: 0, max: 8 }),
    where: fc.constantFrom('direct', 'group'),
  }),
  fc.record({ do: fc.constant('pair'), n: who.n }),
  fc.record({ do: fc.constantFrom('read', 'clear'), ...who, upTo: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant('name'), ...who, at: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant('pin'), ...who, at: fc.integer({ min: 0, max: 9 }) }),
) as fc.Arbitrary<Step>

async function apply(steps: readonly Step[]): Promise<unknown> {
  const { store } = await scene()
  const ref = (n: number, by: 'pn' | 'lid') => (by === 'pn' ? { pn: pnOf(n), lid: null } : { pn: null, lid: lidOf(n) })
  // Everybody is paired in the end, so that the same people come out.
  for (const one of [...steps, ...[1, 2, 3].map(n => ({ do: 'pair', n }) as const)]) {
    if (one.do === 'pair') {
      store.people.resolve({ pn: pnOf(one.n), lid: lidOf(one.n) })
      continue
    }
    const personId = 'by' in one ? store.people.resolve(ref(one.n, one.by)) : 0
    const direct = (): number => store.chats.resolve({ kind: 'direct', person: ref(one.n, one.by) })
    if (one.do === 'message') {
      const chatId = one.where === 'group' ? store.chats.resolve({ kind: 'group', jid: '1203@g.us' }) : direct()
      // Times are one per message, as ties are ordered by arrival.
      const at = T0 + (one.where === 'group' ? 100_000 : 0) + one.n * 10_000 + one.wire * 1000
      store.messages.insert(message({ chatId, authorId: personId, wireId: `w${one.wire}`, at, raw: null }))
    }
    if (one.do === 'read') store.chats.markRead(direct(), T0 + one.n * 10_000 + one.upTo * 1000)
    if (one.do === 'clear') {
      store.chats.clear(direct(), T0 + one.n * 10_000 + one.upTo * 1000, { keep: false, at: T0 })
    }
    if (one.do === 'name') store.names.learn(personId, 'push', `name ${one.at}`, T0 + one.at)
    if (one.do === 'pin')
      store.chats.setFlags(direct(), { pinnedAt: one.at % 2 === 0 ? T0 + one.at : null }, T0 + one.at)
  }
  const shown = picture(store)
  store.close()
  return shown
}

test('property: whenever two rows are found to be one person, the screen shows the same', {
  timeout: 120_000,
}, async () => {
  const shuffled = fc
    .array(step, { maxLength: 25 })
    .chain(steps =>
      fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length })),
    )
  await fc.assert(
    fc.asyncProperty(shuffled, async ([steps, other]) => {
      expect(await apply(other)).toEqual(await apply(steps))
    }),
    { numRuns: Number(process.env.PILLION_RUNS ?? 25) },
  )
})
