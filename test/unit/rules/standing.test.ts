import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levelFrom, type StandingFact, standingFrom } from '../../../src/shared/rules/standing.ts'

function fact(over: Partial<StandingFact>): StandingFact {
  return { source: 'stanza', level: 'high', business: true, chosenName: 'Ola', at: 1, ...over }
}

describe('standing of a business', () => {
  it.each<[string, StandingFact[], string]>([
    ['nothing known', [], 'none'],
    ['high on a stanza', [fact({})], 'verified'],
    ['high by look-up', [fact({ source: 'lookup' })], 'verified'],
    ['low', [fact({ level: 'low' })], 'confirmed'],
    ['unknown', [fact({ level: 'unknown' })], 'unverified'],
    ['a certificate without a level', [fact({ level: null })], 'unverified'],
    ['history alone, whatever it says', [fact({ source: 'history', level: 'high' })], 'unverified'],
    ['history of an ordinary account', [fact({ source: 'history', business: false, level: null })], 'none'],
    ['a look-up says: no business', [fact({ source: 'lookup', business: false, level: null })], 'none'],
    ['the newest holds: lost', [fact({ at: 1 }), fact({ at: 2, level: 'low' })], 'confirmed'],
    ['the newest holds: gained', [fact({ at: 2 }), fact({ at: 1, level: 'unknown' })], 'verified'],
    ['no business any more', [fact({}), fact({ at: 2, business: false, level: null })], 'none'],
    ['history takes nothing away', [fact({}), fact({ at: 9, source: 'history', level: 'unknown' })], 'verified'],
    ['history adds nothing', [fact({ level: 'low' }), fact({ at: 9, source: 'history' })], 'confirmed'],
    ['no level on a later stanza keeps it', [fact({}), fact({ at: 2, level: null })], 'verified'],
    ['but not for another name', [fact({}), fact({ at: 2, level: null, chosenName: 'OIa' })], 'unverified'],
    [
      'nor after it was no business',
      [fact({}), fact({ at: 2, business: false }), fact({ at: 3, level: null })],
      'unverified',
    ],
    ['of one moment the lesser counts', [fact({ level: 'low' }), fact({ level: 'high' })], 'confirmed'],
  ])('%s', (_, facts, standing) => {
    expect(standingFrom(facts)).toBe(standing)
  })

  it('does not depend on the order the attestations came in', () => {
    const any = fc.record<StandingFact>({
      source: fc.constantFrom('stanza', 'lookup', 'history'),
      level: fc.constantFrom('high', 'low', 'unknown', null),
      business: fc.boolean(),
      chosenName: fc.constantFrom('Ola', 'OIa', null),
      at: fc.integer({ min: 0, max: 3 }),
    })
    const pair = fc
      .array(any, { maxLength: 6 })
      .chain(facts => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })))
    fc.assert(
      fc.property(pair, ([facts, shuffled]) => {
        expect(standingFrom(shuffled)).toBe(standingFrom(facts))
        if (!facts.some(f => f.source !== 'history' && f.level === 'high')) {
          expect(standingFrom(facts)).not.toBe('verified')
        }
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['high', 'high'],
    ['low', 'low'],
    ['unknown', 'unknown'],
    ['HIGH', 'unknown'],
    ['platinum', 'unknown'],
    ['', null],
    [undefined, null],
  ])('attribute %j is level %j', (attribute, level) => {
    expect(levelFrom(attribute)).toBe(level)
  })
})
