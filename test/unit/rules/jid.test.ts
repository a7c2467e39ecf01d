import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPersonJid, jidKind, normaliseJid, personFrom } from '../../../src/shared/rules/jid.ts'
import { formatNumber, lidTail, numberDigits, numberOf, typedNumber } from '../../../src/shared/rules/phone.ts'

describe('JIDs', () => {
  it.each([
    ['12025550100@s.whatsapp.net', '12025550100@s.whatsapp.net', 'pn'],
    ['12025550100:12@s.whatsapp.net', '12025550100@s.whatsapp.net', 'pn'],
    ['12025550100:0@s.whatsapp.net', '12025550100@s.whatsapp.net', 'pn'],
    ['12025550100_1:3@s.whatsapp.net', '12025550100@s.whatsapp.net', 'pn'],
    ['12025550100@c.us', '12025550100@s.whatsapp.net', 'pn'],
    ['12025550100:99@hosted', '12025550100@s.whatsapp.net', 'pn'],
    ['77123456789:4@lid', '77123456789@lid', 'lid'],
    ['77123456789:99@hosted.lid', '77123456789@lid', 'lid'],
    ['12025550100-1400000000@g.us', '12025550100-1400000000@g.us', 'group'],
    ['120363000000000001@g.us', '120363000000000001@g.us', 'group'],
    ['status@broadcast', 'status@broadcast', 'status'],
    ['1400000000@broadcast', '1400000000@broadcast', 'broadcast'],
    ['120363111111111111@newsletter', '120363111111111111@newsletter', 'newsletter'],
    ['s.whatsapp.net', 's.whatsapp.net', 'server'],
    ['@s.whatsapp.net', 's.whatsapp.net', 'server'],
    ['0@s.whatsapp.net', '0@s.whatsapp.net', 'server'],
    ['867051314767696@bot', '867051314767696@bot', 'other'],
  ])('%s is %s (%s)', (raw, normal, kind) => {
    const jid = normaliseJid(raw)
    expect(jid).toBe(normal)
    expect(jidKind(jid ?? '')).toBe(kind)
    expect(isPersonJid(normal)).toBe(kind === 'pn' || kind === 'lid')
  })

  it.each([
    null,
    undefined,
    '',
    'nonsense',
    'a b@g.us',
    'abc@s.whatsapp.net',
    '@lid',
    `${'1'.repeat(200)}@lid`,
    '1@2@',
    '1@',
  ])('refuses %j', raw => {
    expect(normaliseJid(raw)).toBeNull()
  })

  it('is stable and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9_:]{0,12}@(lid|c\.us|hosted|g\.us)$/)), raw => {
        const jid = normaliseJid(raw)
        if (jid !== null) expect(normaliseJid(jid)).toBe(jid)
      }),
    )
  })

  it('makes one person of the two forms, in any order', () => {
    const both = { pn: '12025550100@s.whatsapp.net', lid: '77123456789@lid' }
    expect(personFrom('77123456789:2@lid', null, '12025550100:2@s.whatsapp.net')).toEqual(both)
    expect(personFrom('12025550100@c.us', '77123456789@lid')).toEqual(both)
    expect(personFrom('120363000000000001@g.us', undefined, '77123456789@lid')).toEqual({ pn: null, lid: both.lid })
    expect(personFrom('status@broadcast', '')).toBeNull()
  })
})

describe('phone numbers', () => {
  it.each([
    ['12025550100', '+1 202 555 0100'],
    ['447700900123', '+44 7700 900123'],
    ['33639980042', '+33 6 39 98 00 42'],
    ['61491570156', '+61 491 570 156'],
    ['999123456', '+999123456'],
    ['1', '+1'],
    ['', '+'],
  ])('%s is shown as %s', (digits, shown) => {
    expect(formatNumber(digits)).toBe(shown)
  })

  it('reads numbers and LIDs out of JIDs', () => {
    expect(numberDigits('447700900123:3@s.whatsapp.net')).toBe('447700900123')
    expect(numberOf('447700900123@c.us')).toBe('+44 7700 900123')
    expect(numberOf('77123456789@lid')).toBeNull()
    expect(numberOf(null)).toBeNull()
    expect(lidTail('77123456789:1@lid')).toBe('6789')
    expect(lidTail('12@lid')).toBe('12')
    expect(lidTail('447700900123@s.whatsapp.net')).toBeNull()
  })

  it.each([
    ['+44 7700 900123', '447700900123'],
    ['0044 (7700) 900-123', '447700900123'],
    ['44.7700.900123', '447700900123'],
    ['\u2066+44 7700 900123\u2069', '447700900123'],
    ['+1 202 555 0100', '12025550100'],
    ['07700 900123', null],
    ['+44', null],
    ['call me', null],
    ['+44 7700 90012345678', null],
  ])('typed %j is %j', (typed, digits) => {
    expect(typedNumber(typed)).toBe(digits)
  })
})
