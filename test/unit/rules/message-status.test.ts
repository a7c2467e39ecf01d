import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageStatus } from '../../../src/shared/model.ts'
import { groupStatus, mergeStatus, recipientStatus } from '../../../src/shared/rules/message-status.ts'

const statuses: MessageStatus[] = ['pending', 'sent', 'delivered', 'read', 'played', 'failed', 'cancelled', 'received']

describe('message status', () => {
  it.each([
    ['pending', 'sent', 'sent'],
    ['read', 'delivered', 'read'],
    ['played', 'read', 'played'],
    ['failed', 'delivered', 'delivered'],
    ['delivered', 'failed', 'delivered'],
    ['pending', 'failed', 'failed'],
    ['failed', 'cancelled', 'cancelled'],
    ['cancelled', 'failed', 'cancelled'],
    ['cancelled', 'sent', 'sent'],
    ['received', 'read', 'received'],
  ] as const)('%s, then %s: %s', (known, learned, merged) => {
    expect(mergeStatus(known, learned)).toBe(merged)
  })

  it('is the same in any order and however often', () => {
    const many = fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 8 })
    const pair = many.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    fc.assert(
      fc.property(pair, ([list, shuffled]) => {
        const merge = (all: MessageStatus[]) => all.reduce(mergeStatus, 'pending')
        expect(merge(shuffled)).toBe(merge(list))
        expect(merge([...list, ...list])).toBe(merge(list))
      }),
    )
  })

  const delivered = { deliveredAt: 5, readAt: null, playedAt: null }
  const read = { deliveredAt: null, readAt: 6, playedAt: null }
  const played = { deliveredAt: null, readAt: null, playedAt: 7 }
  const none = { deliveredAt: null, readAt: null, playedAt: null }

  it('takes a later step for the earlier ones', () => {
    expect([none, delivered, read, played].map(recipientStatus)).toEqual(['sent', 'delivered', 'read', 'played'])
  })

  it.each([
    ['nobody yet', [], 3, 'sent'],
    ['some have no receipt', [read, read], 3, 'sent'],
    ['one is behind', [read, delivered, played], 3, 'delivered'],
    ['all have read', [read, read, played], 3, 'read'],
    ['all have played', [played, played], 2, 'played'],
    ['one listed without a receipt', [read, none], 2, 'sent'],
    ['more than expected (someone left)', [read, read], 1, 'read'],
  ] as const)('group: %s', (_, receipts, expected, status) => {
    expect(groupStatus(receipts, expected)).toBe(status)
  })
})
