import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { notices as english } from '../../../src/renderer/i18n/notices.en.ts'
import { notices as french } from '../../../src/renderer/i18n/notices.fr.ts'
import type { ChatReader, Standing } from '../../../src/shared/model.ts'
import {
  type AttestedState,
  LIVE_STUB,
  noticeContent,
  noticeKinds,
  noticeSays,
  noticeStubs,
  noticesFor,
  readerOf,
} from '../../../src/shared/rules/notices.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
/** The numbers of the issue, written out apart from the rule. */
const stubs = [
  ...range(4, 19),
  ...range(60, 67),
  ...range(76, 117),
  122,
  ...range(126, 129),
  ...[154, 155, 160, 192, 194, 195, 197, 201, 202, 209, 214, 215, 218],
]

describe('notices from history', () => {
  it.each(stubs)('stub %i has a sentence in both languages', stub => {
    const { kind } = noticeSays({ stub, parameters: [] })
    expect(kind).not.toBe('neutral')
    expect(english[kind].length).toBeGreaterThan(20)
    expect(french[kind].length).toBeGreaterThan(20)
  })

  it('each has its own, and there are no others', () => {
    expect([...noticeStubs].sort((a, b) => a - b)).toEqual(stubs)
    for (const catalog of [english, french]) {
      expect(Object.keys(catalog).sort()).toEqual([...noticeKinds].sort())
      expect(new Set(Object.values(catalog)).size).toBe(noticeKinds.length)
    }
  })

  it.each([1, 3, 68, 75, 118, 130, 219, 4711, -1, LIVE_STUB, Number.NaN])('%d is neutral, not dropped', stub => {
    expect(noticeSays({ stub, parameters: ['BookMyShow'] })).toEqual({ kind: 'neutral', name: null, formerName: null })
  })

  it('claims nothing of today: no sentence from history says that a business is verified', () => {
    for (const stub of stubs) {
      const { kind } = noticeSays({ stub, parameters: [] })
      expect(english[kind]).not.toMatch(/\bis (?:now )?(?:a |an )?(?:verified|official)/i)
      expect(french[kind]).not.toMatch(/\best (?:désormais )?(?:une? )?(?:entreprise )?(?:vérifié|officiel)/i)
    }
  })
})

describe('the variables', () => {
  const variables = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()

  it.each([...noticeKinds])('%s has the same in both languages, and only names', kind => {
    expect(variables(french[kind])).toEqual(variables(english[kind]))
    for (const variable of variables(english[kind])) expect(['name', 'formerName']).toContain(variable)
  })

  it.each([
    ['a name', 'BookMyShow', 'BookMyShow'],
    ['a name with a badge of its own', 'BookMyShow ✅', 'BookMyShow'],
    ['turned around', '\u202eBookMyShow', 'BookMyShow'],
    ['a JID', '447700900123@s.whatsapp.net', null],
    ['a number', '+44 7700 900123', null],
    ['nothing', '', null],
    ['what cleaning leaves nothing of', '✅\u200b', null],
  ])('%s as the parameter of 128 and 129', (_, parameter, name) => {
    expect(noticeSays({ stub: 128, parameters: [parameter] }).name).toBe(name)
    expect(noticeSays({ stub: 129, parameters: [parameter, 'more'] }).name).toBe(name)
  })

  it('no parameter of any other stub is shown', () => {
    for (const stub of stubs.filter(number => number !== 128 && number !== 129)) {
      expect(noticeSays({ stub, parameters: ['a', 'b', 'c'] })).toMatchObject({ name: null, formerName: null })
    }
  })

  it('are bounded', () => {
    fc.assert(
      fc.property(fc.constantFrom(LIVE_STUB, ...stubs), fc.array(fc.string({ unit: 'binary' })), (stub, parameters) => {
        const said = noticeSays({ stub, parameters })
        for (const name of [said.name, said.formerName]) expect([...(name ?? '')].length).toBeLessThanOrEqual(60)
        expect(noticeKinds).toContain(said.kind)
      }),
    )
    expect(noticeSays({ stub: 128, parameters: ['x'.repeat(100_000)] }).name).toHaveLength(60)
  })
})

function state(over: Partial<AttestedState>): AttestedState {
  return { standing: 'verified', chosenName: 'Ola', reader: null, privacyModeAt: null, at: 1000, ...over }
}

const kinds = (before: AttestedState | null, after: AttestedState) => noticesFor(before, after).map(({ kind }) => kind)

describe('live notices', () => {
  it.each<[string, Partial<AttestedState> | null, Partial<AttestedState>, string[]]>([
    ['first contact, verified', null, {}, ['liveVerified']],
    ['first contact, number confirmed', null, { standing: 'confirmed' }, ['liveConfirmed']],
    ['first contact, not verified', null, { standing: 'unverified' }, ['liveUnverified']],
    ['first contact with an ordinary account', null, { standing: 'none', chosenName: null }, []],
    ['nothing changed', {}, { at: 2000 }, []],
    ['an ordinary account became a business', { standing: 'none' }, { standing: 'confirmed' }, ['liveConfirmed']],
    ['up from unverified', { standing: 'unverified' }, {}, ['liveBecameVerified']],
    ['up from confirmed', { standing: 'confirmed' }, {}, ['liveBecameVerified']],
    ['up to confirmed', { standing: 'unverified' }, { standing: 'confirmed' }, ['liveBecameConfirmed']],
    ['down to confirmed', {}, { standing: 'confirmed' }, ['liveVerifiedToConfirmed']],
    ['down to unverified', {}, { standing: 'unverified' }, ['liveVerifiedToUnverified']],
    ['confirmed no more', { standing: 'confirmed' }, { standing: 'unverified' }, ['liveConfirmedToUnverified']],
    ['verified, now ordinary', {}, { standing: 'none' }, ['liveVerifiedToOrdinary']],
    ['now ordinary', { standing: 'unverified' }, { standing: 'none' }, ['liveBecameOrdinary']],
    ['renamed', {}, { chosenName: 'Ola Cabs' }, ['liveRenamed']],
    [
      'renamed and lowered',
      {},
      { chosenName: 'OIa', standing: 'unverified' },
      ['liveVerifiedToUnverified', 'liveRenamed'],
    ],
    ['a name not known before', { chosenName: null }, {}, []],
    ['a name not told this time', {}, { chosenName: null }, []],
    ['first contact through a platform', null, { reader: 'platform' }, ['liveVerified', 'liveReadByPlatform']],
    ['first contact, as everybody expects', null, { reader: 'business' }, ['liveVerified']],
    ['to a platform', { reader: 'business' }, { reader: 'platform' }, ['liveReadByPlatform']],
    ['to a company', { reader: 'platform' }, { reader: 'company' }, ['liveReadByCompany']],
    ['to both', { reader: 'company' }, { reader: 'both' }, ['liveReadByBoth']],
    ['back to the business', { reader: 'both' }, { reader: 'business' }, ['liveReadByBusiness']],
    ['the reader not told this time', { reader: 'both' }, { reader: null }, []],
    ['privacy mode', { privacyModeAt: 10 }, { privacyModeAt: 20 }, ['livePrivacyChanged']],
    ['privacy mode told first', { privacyModeAt: null }, { privacyModeAt: 20 }, []],
    ['privacy mode, older word', { privacyModeAt: 20 }, { privacyModeAt: 10 }, []],
    [
      'privacy mode with its reader',
      { reader: 'business', privacyModeAt: 1 },
      { reader: 'both', privacyModeAt: 2 },
      ['liveReadByBoth'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(kinds(before === null ? null : state(before), state({ at: 2000, ...after }))).toEqual(expected)
  })

  it('say so when messages can be deleted again', () => {
    for (const standing of ['confirmed', 'unverified', 'none'] as const) {
      for (const { kind } of noticesFor(state({}), state({ standing }))) {
        expect(english[kind]).toContain('can be deleted again')
        expect(french[kind]).toContain('de nouveau être supprimés')
      }
    }
  })

  it('are kept as content and read back the same', () => {
    const [renamed] = noticesFor(state({}), state({ chosenName: 'Ola Cabs ✅' }))
    expect(renamed).toBeDefined()
    if (renamed === undefined) return
    expect(noticeSays(noticeContent(renamed))).toEqual({ kind: 'liveRenamed', name: 'Ola Cabs', formerName: 'Ola' })
  })

  it('cannot be made by a stub of the wire', () => {
    for (const stub of [1, 8, 99, 128]) {
      expect(noticeSays({ stub, parameters: ['liveVerified', 'Ola'] }).kind).not.toBe('liveVerified')
    }
  })

  const any = fc.record<AttestedState>({
    standing: fc.constantFrom<Standing>('none', 'unverified', 'confirmed', 'verified'),
    chosenName: fc.constantFrom('Ola', 'OIa', null),
    reader: fc.constantFrom<ChatReader | null>('business', 'platform', 'company', 'both', null),
    privacyModeAt: fc.constantFrom(1, 2, null),
    at: fc.integer({ min: 0, max: 5 }),
  })

  it('a replay makes none, and one change says nothing twice', () => {
    fc.assert(
      fc.property(fc.option(any), any, (before, after) => {
        expect(noticesFor(after, after)).toEqual([])
        const once = noticesFor(before, after)
        expect(noticesFor(before, { ...after })).toEqual(once)
        expect(new Set(once.map(({ kind }) => kind)).size).toBe(once.length)
        if (after.standing === 'verified' && before?.standing !== 'verified') expect(once.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('who reads', () => {
  it.each<[string | null, string | null, ChatReader | null]>([
    ['on_premise', 'self', 'business'],
    ['facebook', 'self', 'platform'],
    ['on_premise', 'bsp', 'company'],
    ['facebook', 'bsp', 'both'],
    ['facebook', null, 'platform'],
    [null, 'bsp', 'company'],
    [null, 'self', null],
    ['on_premise', null, null],
    ['7', 'self', null],
    [null, null, null],
    ['7', null, null],
    ['7', 'bsp', 'company'],
  ])('storage %s, actors %s: %s', (storage, actors, reader) => {
    expect(readerOf(storage, actors)).toBe(reader)
  })
})
