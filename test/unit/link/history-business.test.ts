import { proto } from 'baileys'
import { describe, expect, test } from 'vitest'
import { copiedAttestation } from '../../../src/main/engine/link/history-business.ts'
import { noticeStubs, readerOf } from '../../../src/shared/rules/notices.ts'

const Stub = proto.WebMessageInfo.StubType
const Privacy = proto.WebMessageInfo.BizPrivacyStatus
const shop = { pn: '15550101@s.whatsapp.net', lid: null }

function told(fields: proto.IWebMessageInfo, direct = true) {
  const info = proto.WebMessageInfo.decode(
    proto.WebMessageInfo.encode({ key: { id: 'A' }, messageTimestamp: 1_600_000_000, ...fields }).finish(),
  )
  const [first] = copiedAttestation(info, shop, direct)
  return first?.type === 'attestation' ? first.attestation : null
}

const reader = (fields: proto.IWebMessageInfo) => {
  const said = told(fields)
  return said === null ? 'no business' : readerOf(said.hostStorage, said.actualActors)
}

test('a message without anything of a business says nothing', () => {
  expect(told({ message: { conversation: 'hi' } })).toBeNull()
  expect(told({ bizPrivacyStatus: Privacy.E2EE })).toBeNull()
  expect(told({ messageStubType: Stub.CALL_MISSED_VOICE })).toBeNull()
})

test('never a level, whatever the notice says', () => {
  for (const messageStubType of noticeStubs) {
    const said = told({ messageStubType, verifiedBizName: 'Odeon' })
    expect([null, undefined]).toContain(said?.level)
    expect(said?.source ?? 'history').toBe('history')
  }
})

test('the certified name, and who reads', () => {
  expect(told({ verifiedBizName: 'Odeon', bizPrivacyStatus: Privacy.BSP })).toEqual({
    person: shop,
    source: 'history',
    level: null,
    business: true,
    chosenName: 'Odeon',
    issuer: null,
    serial: null,
    hostStorage: 'on_premise',
    actualActors: 'bsp',
    privacyModeAt: null,
    at: 1_600_000_000_000,
  })
  expect(told({ verifiedBizName: 'Odeon' })).toMatchObject({ hostStorage: null, actualActors: null })
})

describe('who reads', () => {
  test.each([
    [Privacy.E2EE, 'business'],
    [Privacy.BSP, 'company'],
    [Privacy.FB, 'platform'],
    [Privacy.BSP_AND_FB, 'both'],
  ])('privacy status %i: %s', (bizPrivacyStatus, expected) => {
    expect(reader({ verifiedBizName: 'Odeon', bizPrivacyStatus })).toBe(expected)
  })

  test.each<[keyof typeof Stub, string | null]>([
    ['BIZ_PRIVACY_MODE_INIT_FB', 'platform'],
    ['BIZ_PRIVACY_MODE_TO_FB', 'platform'],
    ['BIZ_PRIVACY_MODE_INIT_BSP', 'company'],
    ['BIZ_PRIVACY_MODE_TO_BSP', 'company'],
    ['BLUE_MSG_BSP_FB_TO_SELF_PREMISE', 'business'],
    ['BLUE_MSG_SELF_PREMISE_TO_BSP_PREMISE', 'company'],
    ['BLUE_MSG_TO_SELF_FB', 'platform'],
    ['BLUE_MSG_SELF_FB_UNVERIFIED_TO_BSP_PREMISE_VERIFIED', 'company'],
    ['BLUE_MSG_CONSUMER_TO_BSP_FB_UNVERIFIED', 'both'],
    ['BLUE_MSG_UNVERIFIED_TO_VERIFIED', null],
    ['VERIFIED_INITIAL_HIGH', null],
    ['BIZ_TWO_TIER_MIGRATION_TOP', null],
    ['BIZ_COEX_PRIVACY_INIT', null],
    ['VERIFIED_TRANSITION_ANY_TO_NONE', 'no business'],
    ['BIZ_MOVE_TO_CONSUMER_APP', 'no business'],
    ['BLUE_MSG_TO_CONSUMER', 'no business'],
    ['BLOCK_CONTACT', 'no business'],
    ['CHAT_PSA', 'no business'],
    ['BIZ_CHAT_ASSIGNMENT', 'no business'],
    ['BIZ_AUTOMATICALLY_LABELED_CHAT_SYSTEM_MESSAGE', 'no business'],
  ])('%s: %s', (stub, expected) => {
    expect(reader({ messageStubType: Stub[stub] })).toBe(expected)
  })
})

test('a notice of a group is no word about a person', () => {
  expect(told({ messageStubType: Stub.VERIFIED_INITIAL_HIGH }, false)).toBeNull()
  expect(told({ verifiedBizName: 'Odeon' }, false)).toMatchObject({ chosenName: 'Odeon' })
})
