import type { BinaryNode } from 'baileys'
import { describe, expect, test } from 'vitest'
import { attestationEvents } from '../../../src/main/engine/link/attestations.ts'
import { BusinessQuery } from '../../../src/main/engine/link/business-query.ts'

const AT = 1_700_000_000_000
const shop = { pn: '15550101@s.whatsapp.net', lid: '90010101@lid' }
const OTHER = '90010102@lid'

const node = (tag: string, attrs: Record<string, string> = {}, content: BinaryNode[] = []): BinaryNode => ({
  tag,
  attrs,
  content,
})

/** What the server's answer about the shop says of it, and of whoever else. */
function told(...said: BinaryNode[]) {
  const query = new BusinessQuery([shop])
  const user = node('user', { jid: shop.pn }, said)
  const result = node('result', {}, [node('business')])
  query.parseUSyncQueryResult(node('iq', { type: 'result' }, [node('usync', {}, [result, node('list', {}, [user])])]))
  return [...query.losses([shop], AT), ...query.events([shop], AT)].flatMap(event =>
    event.type === 'attestation' ? [event.attestation] : [],
  )
}

const named = (attrs: Record<string, string>): BinaryNode => node('business', {}, [node('verified_name', attrs)])
const lid = (val: string): BinaryNode => node('lid', { val })

describe('a look-up', () => {
  test('tells the level', () => {
    expect(told(named({ verified_level: 'high' }))).toMatchObject([{ business: true, level: 'high', source: 'lookup' }])
  })

  test('without a business: it is none', () => {
    expect(told()).toMatchObject([{ business: false, level: null }])
  })

  test('of a business without a name: nothing is attested any more', () => {
    expect(told(node('business'))).toMatchObject([{ business: true, level: 'unknown', chosenName: null }])
  })

  test('that failed for this person, or for this question, says nothing', () => {
    expect(told(node('error', { code: '404' }))).toEqual([])
    expect(told(node('business', {}, [node('error', { code: '500' })]))).toEqual([])
    expect(told(lid(OTHER), node('error', { code: '404' }))).toEqual([])
  })
})

test.each([
  ['true', 'unknown'],
  ['1', 'unknown'],
  ['', 'unknown'],
  ['yes', 'unknown'],
  ['false', 'high'],
  ['0', 'high'],
])('revoked="%s" beside the highest level: %s', (revoked, level) => {
  expect(told(named({ verified_level: 'high', revoked }))).toMatchObject([{ level }])
  const stanza = node('message', {}, [node('verified_name', { verified_level: 'high', revoked })])
  expect(attestationEvents(stanza, shop, AT)).toMatchObject([{ attestation: { level, source: 'stanza' } }])
})

describe('a number that is another account’s by now', () => {
  test('what is said of it is said of who has it; who had it has nothing attested any more', () => {
    expect(told(named({ verified_level: 'high' }), lid(OTHER))).toMatchObject([
      { person: { pn: null, lid: shop.lid }, business: true, level: 'unknown' },
      { person: { pn: shop.pn, lid: OTHER }, business: true, level: 'high' },
    ])
    expect(told(lid(OTHER))).toMatchObject([
      { person: { pn: null, lid: shop.lid }, business: true, level: 'unknown' },
      { person: { pn: shop.pn, lid: OTHER }, business: false },
    ])
  })

  test('also when of who has it nothing can be told', () => {
    expect(told(lid(OTHER), node('business', {}, [node('error', { code: '500' })]))).toMatchObject([
      { person: { pn: null, lid: shop.lid }, level: 'unknown' },
    ])
  })

  test.each([
    ['the LID that is known', [lid(shop.lid)]],
    ['no LID', []],
    ['something that is none', [lid('nobody')]],
  ])('with %s it is said of who was asked about', (_, more) => {
    expect(told(named({ verified_level: 'high' }), ...more)).toMatchObject([{ person: shop, level: 'high' }])
  })
})
