import type { BinaryNode } from 'baileys'
import { expect, test } from 'vitest'
import { BusinessQuery } from '../../../src/main/engine/link/business-query.ts'

const NUMBER = '15550101@s.whatsapp.net'
const WAS = { pn: NUMBER, lid: '9001@lid' }

const node = (tag: string, attrs: Record<string, string>, content?: BinaryNode['content']): BinaryNode =>
  content === undefined ? { tag, attrs } : { tag, attrs, content }

const high = node('business', {}, [node('verified_name', { verified_level: 'high' })])

function attested(user: BinaryNode) {
  const query = new BusinessQuery([WAS])
  query.parseUSyncQueryResult(node('iq', {}, [node('usync', {}, [node('list', {}, [user])])]))
  return query.events([WAS], 1).map(event => (event.type === 'attestation' ? event.attestation.person : event))
}

test('what is said of a number is said of who has it now', () => {
  expect(attested(node('user', { jid: NUMBER }, [high, node('lid', { val: '9002@lid' })]))).toEqual([
    { pn: NUMBER, lid: '9002@lid' },
  ])
})

test.each([
  ['the LID that is known', [high, node('lid', { val: '9001@lid' })]],
  ['no LID', [high]],
  ['something that is none', [high, node('lid', { val: 'nobody' })]],
])('with %s it is said of who was asked about', (_, content) => {
  expect(attested(node('user', { jid: NUMBER }, content))).toEqual([WAS])
})
