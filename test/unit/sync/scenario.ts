/** Sets of domain events as a wire could bring them: one cast, a few chats, and everything that happens to their messages. */
import fc from 'fast-check'
import type { ChatRef, DomainEvent, MessageChange, MessageKey, PersonRef } from '../../../src/main/engine/events.ts'

export const me: PersonRef = { pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }
export const cast: PersonRef[] = [1, 2, 3].map(n => ({ pn: `1555010${n}@s.whatsapp.net`, lid: `9001010${n}@lid` }))
export const GROUP = '120363000000000001@g.us'
export const START = Date.UTC(2026, 8, 1)
/** Ids are few, so that changes, duplicates and other people's messages meet. */
const WIRE_IDS = 6

type Side = 'both' | 'pn' | 'lid'
const side: fc.Arbitrary<Side> = fc.constantFrom('both', 'both', 'pn', 'lid')
const member = fc.integer({ min: 0, max: cast.length - 1 })
/** Distinct enough that hardly two events share a time; where they do, the rules have to decide as well. */
const time = fc.integer({ min: 0, max: 100_000 }).map(s => START + s * 1000)

function refer(index: number, which: Side): PersonRef {
  const person = cast[index] ?? me
  if (which === 'pn') return { pn: person.pn, lid: null }
  if (which === 'lid') return { pn: null, lid: person.lid }
  return person
}

interface Place {
  /** Null: the group. */
  chat: number | null
  side: Side
}
const place: fc.Arbitrary<Place> = fc.record({ chat: fc.option(member, { nil: null }), side })
const chatRef = ({ chat, side: which }: Place): ChatRef =>
  chat === null ? { kind: 'group', jid: GROUP } : { kind: 'direct', person: refer(chat, which) }

interface Spot {
  place: Place
  fromMe: boolean
  author: number
  authorSide: Side
  id: number
}
const spot: fc.Arbitrary<Spot> = fc.record({
  place,
  fromMe: fc.boolean(),
  author: member,
  authorSide: side,
  id: fc.integer({ min: 0, max: WIRE_IDS - 1 }),
})

function keyOf(at: Spot): MessageKey {
  const inGroup = at.place.chat === null
  return {
    chat: chatRef(at.place),
    wireId: `${at.fromMe ? 'M' : 'T'}${at.id}`,
    fromMe: at.fromMe,
    author: inGroup && !at.fromMe ? refer(at.author, at.authorSide) : null,
  }
}

/**
 * A message's facts follow from its key: the same message is the same, however often it comes.
 */
function message(at: Spot): DomainEvent {
  const key = keyOf(at)
  const author = at.fromMe ? 'me' : at.place.chat === null ? String(at.author) : String(at.place.chat)
  const name = `${at.place.chat ?? 'group'} ${author} ${key.wireId}`
  const seconds = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000, 7)
  return {
    type: 'message',
    origin: 'live',
    message: {
      key,
      at: START + seconds * 1000,
      content: { kind: 'text', text: name, preview: null },
      text: name,
      quote: null,
      mentions: [],
      forwarded: false,
      thumbnail: null,
      raw: new TextEncoder().encode(name),
      status: at.fromMe ? 'sent' : null,
      unread: !at.fromMe,
      expiresAt: null,
      pushName: null,
      receipts: [],
      reactions: [],
      editedAt: null,
      revokedByAdminAt: null,
    },
  }
}

const who = fc.oneof(
  fc.constant('me' as const),
  fc.tuple(member, side).map(([index, which]) => refer(index, which)),
)

const change: fc.Arbitrary<DomainEvent> = fc
  .record({
    spot,
    by: who,
    at: time,
    what: fc.constantFrom('edit', 'edit', 'revoke', 'react', 'react', 'deleteForMe', 'star'),
    word: fc.constantFrom('👍', '❤️', '😂', null),
    on: fc.boolean(),
  })
  .map(({ spot: at, by, at: when, what, word, on }) => {
    const target = keyOf(at)
    const made = ((): MessageChange => {
      switch (what) {
        case 'edit': {
          const text = `edited at ${when}`
          const raw = new TextEncoder().encode(text)
          const content = { kind: 'text', text, preview: null } as const
          return { change: 'edit', target, by, at: when, content, text, raw }
        }
        case 'revoke':
          return { change: 'revoke', target, by, at: when }
        case 'react':
          return { change: 'react', target, by, at: when, emoji: word }
        case 'deleteForMe':
          return { change: 'deleteForMe', target, at: when }
        default:
          return { change: 'star', target, on, at: when }
      }
    })()
    return { type: 'change', change: made, origin: 'live' }
  })

const receipt: fc.Arbitrary<DomainEvent> = fc
  .record({
    place,
    by: fc.option(fc.tuple(member, side), { nil: null }),
    ids: fc.uniqueArray(fc.integer({ min: 0, max: WIRE_IDS - 1 }), { minLength: 1, maxLength: 3 }),
    state: fc.constantFrom('delivered', 'read', 'played'),
    at: time,
  })
  .map(({ place: where, by, ids, state, at }) => {
    // In a direct chat only the other side can have read something.
    const reader = by === null ? null : refer(where.chat ?? by[0], by[1])
    return {
      type: 'receipt',
      chat: chatRef(where),
      wireIds: ids.map(id => `${reader === null ? 'T' : 'M'}${id}`),
      by: reader,
      state,
      at,
    }
  })

const name: fc.Arbitrary<DomainEvent> = fc
  .record({
    index: member,
    side,
    source: fc.constantFrom('addressBook', 'history', 'push'),
    name: fc.constantFrom('Ada', 'Ben', 'Cleo', null),
    at: time,
  })
  .map(({ index, side: which, ...rest }) => ({ type: 'name', person: refer(index, which), ...rest }))

const flags: fc.Arbitrary<DomainEvent> = fc
  .record({
    place,
    at: time,
    history: fc.boolean(),
    pinnedAt: fc.constantFrom(undefined, null, START),
    mutedUntil: fc.constantFrom(undefined, null, 'forever' as const),
    archived: fc.constantFrom(undefined, true, false),
    markedUnread: fc.constantFrom(undefined, true, false),
  })
  .map(({ place: where, at, history, ...rest }) => ({
    type: 'chatState',
    origin: history ? 'history' : 'live',
    at,
    state: {
      chat: chatRef(where),
      unreadCount: undefined,
      disappearingSeconds: undefined,
      lastActivityAt: undefined,
      name: undefined,
      member: undefined,
      endOfHistory: undefined,
      ...rest,
    },
  }))

const clearing: fc.Arbitrary<DomainEvent> = fc
  .record({ place, at: time, what: fc.constantFrom('chatCleared', 'chatDeleted', 'chatRead') })
  .map(({ place: where, at, what }) =>
    what === 'chatRead'
      ? { type: 'chatRead', chat: chatRef(where), upTo: at }
      : { type: what, chat: chatRef(where), upTo: at, at },
  )

/** What is said of businesses: levels, names and readers change back and forth, and some are none at times. */
const attestation: fc.Arbitrary<DomainEvent> = fc
  .record({
    index: member,
    side,
    level: fc.constantFrom('high', 'low', 'unknown', null),
    source: fc.constantFrom('stanza', 'stanza', 'lookup', 'history'),
    business: fc.constantFrom(true, true, true, false),
    chosenName: fc.constantFrom('Corner Shop', 'Comer Shop', null),
    hostStorage: fc.constantFrom('on_premise', 'facebook', null),
    actualActors: fc.constantFrom('self', 'bsp', null),
    privacyModeAt: fc.constantFrom(null, START, START + 1),
    // Two days, so that the same words lie in two rows as well as in one.
    at: fc.oneof(
      time,
      time.map(at => at + 86_400_000),
    ),
  })
  .map(({ index, side: which, level, source, business, chosenName, ...rest }) => ({
    type: 'attestation',
    attestation: {
      person: refer(index, which),
      source,
      level: source === 'history' || !business ? null : level,
      business,
      chosenName: business ? chosenName : null,
      issuer: null,
      serial: null,
      ...rest,
    },
  }))

const status: fc.Arbitrary<DomainEvent> = fc
  .record({
    index: member,
    side,
    id: fc.integer({ min: 0, max: 2 }),
    at: time,
    what: fc.constantFrom('status', 'status', 'statusRevoked', 'statusSeen', 'statusViewed', 'own'),
    seen: fc.boolean(),
  })
  .map(({ index, side: which, id, at, what, seen }) => {
    if (what === 'statusViewed') return { type: 'statusViewed', by: refer(index, which), wireId: `S${id}`, at }
    const author = refer(index, which)
    const wireId = `S${id}`
    if (what === 'statusRevoked') return { type: 'statusRevoked', author, wireId, at }
    if (what === 'statusSeen') return { type: 'statusSeen', author, wireId, at }
    const own = what === 'own'
    const text = own ? `own status ${id}` : `status ${index} ${id}`
    return {
      type: 'status',
      origin: 'live',
      status: {
        author: own ? null : author,
        wireId,
        at: START + (own ? id : index * 3 + id) * 1000,
        content: { kind: 'text', text, preview: null },
        text,
        mentions: own ? [] : [refer((index + 1) % cast.length, 'pn')],
        thumbnail: null,
        backgroundArgb: null,
        font: null,
        raw: new TextEncoder().encode(text),
        seen: seen && !own,
      },
    }
  })

const group: fc.Arbitrary<DomainEvent> = fc.record({ at: time, on: fc.boolean(), index: member, side }).map(each =>
  each.on
    ? {
        type: 'group',
        at: each.at,
        group: {
          jid: GROUP,
          subject: `Picnic ${each.at}`,
          createdAt: START,
          owner: null,
          members: [...cast, me].map(person => ({ person, admin: false })),
          announce: null,
          description: null,
        },
      }
    : {
        type: 'groupMembers',
        jid: GROUP,
        members: [refer(each.index, each.side)],
        change: 'promote',
        at: each.at + 10 ** 9,
      },
)

/** Who is who is told at some time, for everybody. */
const pairs: DomainEvent[] = cast.map(({ pn, lid }) => ({ type: 'identity', pn: pn ?? '', lid: lid ?? '' }))

/** A set of events: order does not matter, so the set is all there is. */
export const eventSet: fc.Arbitrary<DomainEvent[]> = fc
  .tuple(
    fc.array(spot.map(message), { minLength: 4, maxLength: 14 }),
    fc.array(
      fc.oneof(
        { arbitrary: change, weight: 6 },
        { arbitrary: receipt, weight: 3 },
        { arbitrary: name, weight: 2 },
        { arbitrary: flags, weight: 2 },
        { arbitrary: clearing, weight: 1 },
        { arbitrary: attestation, weight: 4 },
        { arbitrary: status, weight: 2 },
        { arbitrary: group, weight: 1 },
      ),
      { maxLength: 26 },
    ),
  )
  .map(([messages, others]) => [...pairs, ...messages, ...others])

/** The set in some order, some of it twice, cut into batches. */
export function delivery(events: DomainEvent[]): fc.Arbitrary<DomainEvent[][]> {
  const indices = events.map((_, index) => index)
  return fc
    .tuple(
      fc.shuffledSubarray(indices, { minLength: indices.length, maxLength: indices.length }),
      fc.shuffledSubarray(indices),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
    )
    .map(([order, again, sizes]) => {
      const queue = [...order, ...again].flatMap(index => events[index] ?? [])
      const batches: DomainEvent[][] = []
      for (let at = 0, batch = 0; at < queue.length; batch += 1) {
        const size = sizes[batch % sizes.length] ?? 1
        batches.push(queue.slice(at, at + size))
        at += size
      }
      return batches
    })
}
