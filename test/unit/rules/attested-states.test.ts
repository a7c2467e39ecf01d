import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AttestedFact,
  attestedStates,
  serverStates,
  standingSince,
  verifiedSince,
} from '../../../src/shared/rules/attested-states.ts'
import { noticesFor } from '../../../src/shared/rules/notices.ts'
import { standingFrom } from '../../../src/shared/rules/standing.ts'

function fact(over: Partial<AttestedFact>): AttestedFact {
  return {
    source: 'stanza',
    level: 'high',
    business: true,
    chosenName: 'Ola',
    at: 1,
    hostStorage: null,
    actualActors: null,
    privacyModeAt: null,
    ...over,
  }
}

/** `verified Ola @1 stanza`, and the reader where one is told. */
const told = (facts: AttestedFact[]) =>
  attestedStates(facts).map(({ standing, chosenName, reader, at, source }) =>
    [standing, chosenName, `@${at}`, source, reader].filter(word => word !== null).join(' '),
  )

const history = { source: 'history', level: null } as const
const no = { business: false, level: null, chosenName: null } as const

describe('the history of a business', () => {
  it.each<[string, AttestedFact[], string[]]>([
    ['nothing known', [], []],
    ['never a business', [fact({ ...no, source: 'lookup' })], []],
    ['one word', [fact({})], ['verified Ola @1 stanza']],
    ['the same word again', [fact({}), fact({ at: 5 })], ['verified Ola @1 stanza']],
    ['up', [fact({ level: 'low' }), fact({ at: 2 })], ['confirmed Ola @1 stanza', 'verified Ola @2 stanza']],
    [
      'renamed, and another word about the name does not say the level',
      [fact({}), fact({ at: 2, level: null, chosenName: 'Ola Cabs' })],
      ['verified Ola @1 stanza', 'unverified Ola Cabs @2 stanza'],
    ],
    [
      'a look-up that does not tell the name',
      [fact({}), fact({ at: 2, chosenName: null })],
      ['verified Ola @1 stanza'],
    ],
    [
      'from ordinary to a business and back, and again under a new name',
      [fact({ ...no }), fact({ at: 2 }), fact({ ...no, at: 3 }), fact({ at: 4, chosenName: 'Ola Cabs' })],
      ['verified Ola @2 stanza', 'none @3 stanza', 'verified Ola Cabs @4 stanza'],
    ],
    [
      'two words of a moment are one change: the lesser',
      [fact({ at: 2 }), fact({ at: 2, level: 'low' })],
      ['confirmed Ola @2 stanza'],
    ],
    ['a copy alone, whatever it says', [fact({ source: 'history' })], ['unverified Ola @1 history']],
    [
      'a copy first, then the server',
      [fact({ ...history }), fact({ at: 2, chosenName: null })],
      ['unverified Ola @1 history', 'verified Ola @2 stanza'],
    ],
    ['a copy of later', [fact({}), fact({ ...history, at: 2, chosenName: 'OIa' })], ['verified Ola @1 stanza']],
    [
      'a level is never kept for a name that only a copy tells',
      [fact({ ...history, chosenName: 'OIa' }), fact({ at: 2, chosenName: null }), fact({ at: 3, level: null })],
      ['unverified OIa @1 history', 'verified OIa @2 stanza', 'verified Ola @3 stanza'],
    ],
    [
      'who reads, told in two halves',
      [
        fact({ hostStorage: 'on_premise', actualActors: 'self' }),
        fact({ at: 2, actualActors: 'bsp' }),
        fact({ at: 3, hostStorage: 'facebook' }),
        fact({ at: 4 }),
      ],
      ['verified Ola @1 stanza business', 'verified Ola @2 stanza company', 'verified Ola @3 stanza both'],
    ],
  ])('%s', (_, facts, states) => {
    expect(told(facts)).toEqual(states)
    expect(told(facts.reverse())).toEqual(states)
  })

  it('privacy mode: a later word is a change, an older one is not', () => {
    const states = attestedStates([
      fact({ privacyModeAt: 100 }),
      fact({ at: 2, privacyModeAt: 50 }),
      fact({ at: 3, privacyModeAt: 200 }),
    ])
    expect(states.map(({ privacyModeAt }) => privacyModeAt)).toEqual([100, 200])
  })

  it('knows since when', () => {
    const states = attestedStates([
      fact({ at: 1 }),
      fact({ at: 2, level: 'low' }),
      fact({ at: 3 }),
      fact({ at: 4, chosenName: 'Ola Cabs' }),
    ])
    expect(verifiedSince(states)).toBe(3)
    expect(standingSince(states)).toBe(3)
    const lost = attestedStates([
      fact({ at: 1 }),
      fact({ at: 2, level: 'low' }),
      fact({ at: 3, chosenName: 'Ola Cabs', level: 'low' }),
    ])
    expect(verifiedSince(lost)).toBeNull()
    expect(standingSince(lost)).toBe(2)
    expect(standingSince([])).toBeNull()
  })
})

const anyFact = fc.record<AttestedFact>({
  source: fc.constantFrom('stanza', 'lookup', 'history'),
  level: fc.constantFrom('high', 'low', 'unknown', null),
  business: fc.boolean(),
  chosenName: fc.constantFrom('Ola', 'OIa', null),
  hostStorage: fc.constantFrom('on_premise', 'facebook', null),
  actualActors: fc.constantFrom('self', 'bsp', null),
  privacyModeAt: fc.constantFrom(1, 2, null),
  at: fc.integer({ min: 0, max: 4 }),
})
const shuffled = fc
  .array(anyFact, { maxLength: 8 })
  .chain(facts => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })))

const bare = (facts: readonly AttestedFact[]) => attestedStates(facts).map(({ by: _, ...state }) => state)

describe('any set of words', () => {
  it('ends where the rule of the standing ends, in any order', () => {
    fc.assert(
      fc.property(shuffled, ([facts, other]) => {
        expect(attestedStates(facts).at(-1)?.standing ?? 'none').toBe(standingFrom(facts))
        expect(bare(other)).toEqual(bare(facts))
      }),
      { numRuns: 2000 },
    )
  })

  it('is in order of time, without two of one moment and without one that changes nothing', () => {
    fc.assert(
      fc.property(shuffled, ([facts]) => {
        const states = bare(facts)
        for (const [index, state] of states.entries()) {
          const before = states[index - 1]
          if (before === undefined) continue
          expect(state.at).toBeGreaterThan(before.at)
          expect({ ...state, at: 0, source: '' }).not.toEqual({ ...before, at: 0, source: '' })
        }
      }),
    )
  })

  it('a copy never makes more than unverified, and none of what the server says', () => {
    fc.assert(
      fc.property(shuffled, ([facts]) => {
        for (const { standing, source } of attestedStates(facts)) {
          if (source === 'history') expect(standing).toBe('unverified')
        }
        const own = facts.filter(({ source }) => source !== 'history')
        expect(serverStates(facts)).toEqual(serverStates(own))
      }),
    )
  })

  it('whatever the server says of a level is said in a notice', () => {
    fc.assert(
      fc.property(shuffled, ([facts]) => {
        const states = serverStates(facts)
        const notices = states.flatMap((state, index) => noticesFor(states[index - 1] ?? null, state))
        const changes = states.filter((state, index) => state.standing !== (states[index - 1]?.standing ?? 'none'))
        expect(notices.length).toBeGreaterThanOrEqual(changes.length)
        expect(new Set(notices.map(({ kind, at }) => `${kind} ${at}`)).size).toBe(notices.length)
      }),
    )
  })
})
