import { describe, expect, it } from 'vitest'
import { isNoticeStub, stubName } from '../../../src/main/engine/link/content/stubs.ts'
import { proto } from '../../../src/main/engine/link/library.ts'
import { messageOf, SENT } from './samples.ts'

const Stub = proto.WebMessageInfo.StubType
const ana = '12025550101@s.whatsapp.net'

function line(stub: number, ...parameters: string[]) {
  return messageOf(null, { messageStubType: stub, messageStubParameters: parameters }).content
}

describe('system lines', () => {
  it.each([
    [Stub.GROUP_CREATE, ['Trip'], { kind: 'groupChange', change: 'created', subjects: [], value: 'Trip' }],
    [Stub.GROUP_CHANGE_SUBJECT, ['Goa'], { kind: 'groupChange', change: 'subject', subjects: [], value: 'Goa' }],
    [Stub.GROUP_CHANGE_DESCRIPTION, ['d'], { kind: 'groupChange', change: 'description', subjects: [], value: 'd' }],
    [Stub.GROUP_CHANGE_ICON, ['1'], { kind: 'groupChange', change: 'icon', subjects: [], value: null }],
    [Stub.GROUP_PARTICIPANT_ADD, [ana], { kind: 'groupChange', change: 'added', subjects: [ana], value: null }],
    [
      Stub.GROUP_PARTICIPANT_REMOVE,
      [`{"id":"77123456789:1@lid","phoneNumber":"${ana}","admin":null}`, '{"id":"77000000001@lid"}', '{broken'],
      { kind: 'groupChange', change: 'removed', subjects: [ana, '77000000001@lid'], value: null },
    ],
    [
      Stub.GROUP_PARTICIPANT_INVITE,
      [ana],
      { kind: 'groupChange', change: 'joinedByLink', subjects: [ana], value: null },
    ],
    [Stub.GROUP_PARTICIPANT_LEAVE, [ana], { kind: 'groupChange', change: 'left', subjects: [ana], value: null }],
    [Stub.GROUP_PARTICIPANT_PROMOTE, [ana], { kind: 'groupChange', change: 'promoted', subjects: [ana], value: null }],
    [Stub.GROUP_PARTICIPANT_DEMOTE, [ana], { kind: 'groupChange', change: 'demoted', subjects: [ana], value: null }],
    [Stub.GROUP_CHANGE_ANNOUNCE, ['on'], { kind: 'groupChange', change: 'announce', subjects: [], value: null }],
    [Stub.GROUP_CHANGE_ANNOUNCE, ['off'], { kind: 'groupChange', change: 'notAnnounce', subjects: [], value: null }],
    [Stub.GROUP_CHANGE_RESTRICT, ['on'], { kind: 'groupChange', change: 'restrict', subjects: [], value: null }],
    [Stub.GROUP_CHANGE_RESTRICT, ['off'], { kind: 'groupChange', change: 'notRestrict', subjects: [], value: null }],
    [Stub.CALL_MISSED_VOICE, [], { kind: 'call', video: false, missed: true, duration: null }],
    [Stub.CALL_MISSED_GROUP_VIDEO, [], { kind: 'call', video: true, missed: true, duration: null }],
    [Stub.E2E_ENCRYPTED, [], { kind: 'security', change: 'encrypted' }],
    [Stub.E2E_IDENTITY_CHANGED, [ana], { kind: 'security', change: 'identityChanged' }],
    [Stub.CHANGE_EPHEMERAL_SETTING, ['86400'], { kind: 'disappearing', seconds: 86_400 }],
    [Stub.CHANGE_EPHEMERAL_SETTING, ['soon'], { kind: 'unknown', type: 'CHANGE_EPHEMERAL_SETTING' }],
    [Stub.CIPHERTEXT, ['Bad MAC'], { kind: 'waiting' }],
    [Stub.VIEWED_ONCE, [], { kind: 'viewOnce', of: 'other' }],
    [Stub.BIZ_PRIVACY_MODE_TO_FB, ['BookMyShow'], { kind: 'notice', stub: 128, parameters: ['BookMyShow'] }],
    [Stub.OVERSIZED, [], { kind: 'unknown', type: 'OVERSIZED' }],
    [4711, [], { kind: 'unknown', type: 'stub 4711' }],
  ])('%i %j', (stub, parameters, content) => {
    expect(line(stub, ...parameters)).toEqual(content)
  })

  it('keeps every business notice of the facts, and nothing else, as a notice', () => {
    const listed = [
      ...Array.from({ length: 16 }, (_, i) => 4 + i),
      ...Array.from({ length: 8 }, (_, i) => 60 + i),
      ...Array.from({ length: 42 }, (_, i) => 76 + i),
      ...[122, 126, 127, 128, 129, 154, 155, 160, 192, 194, 195, 197, 201, 202, 209, 214, 215, 218],
    ]
    const all = Object.values(Stub).filter(value => typeof value === 'number')
    expect(all.filter(isNoticeStub)).toEqual(listed)
    for (const stub of listed) expect(line(stub, 'a', 'b')).toEqual({ kind: 'notice', stub, parameters: ['a', 'b'] })
  })

  it('keeps a number that nobody knows as a notice on a line of a business, and there alone', () => {
    const info = { messageStubType: 4711, messageStubParameters: ['a'] }
    const notice = { kind: 'notice', stub: 4711, parameters: ['a'] }
    expect(messageOf(null, { ...info, verifiedBizName: 'Odeon' }).content).toEqual(notice)
    const { E2EE, FB } = proto.WebMessageInfo.BizPrivacyStatus
    expect(messageOf(null, { ...info, bizPrivacyStatus: FB }).content).toEqual(notice)
    expect(messageOf(null, { ...info, bizPrivacyStatus: E2EE }).content.kind).toBe('unknown')
    const known = { ...info, messageStubType: Stub.GROUP_CREATE, verifiedBizName: 'Odeon' }
    expect(messageOf(null, known).content.kind).toBe('groupChange')
  })

  it('gives every number something named, and bounds what comes with it', () => {
    for (let stub = 1; stub < 400; stub++) {
      const content = line(stub, 'x'.repeat(100_000), ...Array.from({ length: 3000 }, () => ana))
      expect(content.kind).not.toBe('')
      expect(JSON.stringify(content).length).toBeLessThan(200_000)
    }
    expect(stubName(1)).toBe('REVOKE')
  })

  it('tells that a message was deleted before this device saw it', () => {
    const revoked = messageOf(null, { messageStubType: Stub.REVOKE, revokeMessageTimestamp: SENT + 60 })
    expect(revoked).toMatchObject({
      content: { kind: 'unknown', type: 'revoked' },
      revoked: { by: 'author', at: (SENT + 60) * 1000 },
    })
    expect(messageOf(null, { messageStubType: Stub.ADMIN_REVOKE }).revoked).toEqual({ by: 'admin', at: SENT * 1000 })
  })

  it('reads a message that carries a number too', () => {
    expect(messageOf({ conversation: 'hi' }, { messageStubType: Stub.CIPHERTEXT }).content.kind).toBe('text')
  })
})
