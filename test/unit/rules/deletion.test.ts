import { describe, expect, it } from 'vitest'
import type { Standing } from '../../../src/shared/model.ts'
import {
  EDIT_WINDOW_MS,
  type MessageFacts,
  mayClearChat,
  mayDeleteForEveryone,
  mayDeleteForMe,
  mayEdit,
  phoneDeletionEffect,
  REVOKE_WINDOW_MS,
  revokeEffect,
  survivesClearing,
} from '../../../src/shared/rules/deletion.ts'

const now = 1_760_000_000_000
const chat = (standing: Standing, keepVerified = true) => ({ standing, keepVerified, iAmGroupAdmin: false })
const mine: MessageFacts = { kind: 'text', fromMe: true, at: now - 1000, status: 'read', deleted: false }
const theirs: MessageFacts = { ...mine, fromMe: false, status: 'received' }
const yes = { allowed: true }
const no = (reason: string) => ({ allowed: false, reason })

describe('deleting', () => {
  it.each([
    ['ordinary chat', chat('none'), mine, yes, yes],
    ['confirmed business', chat('confirmed'), mine, yes, yes],
    ['unverified business', chat('unverified'), mine, yes, yes],
    ['verified business', chat('verified'), mine, no('KEPT_VERIFIED'), no('KEPT_VERIFIED')],
    ['verified business, its own message', chat('verified'), theirs, no('KEPT_VERIFIED'), no('KEPT_VERIFIED')],
    ['verified, setting off', chat('verified', false), mine, yes, yes],
    ['notice, ordinary chat', chat('none'), { ...theirs, kind: 'notice' }, no('NOTICE_KEPT'), no('NOTICE_KEPT')],
    [
      'notice, setting off',
      chat('verified', false),
      { ...theirs, kind: 'notice' },
      no('NOTICE_KEPT'),
      no('NOTICE_KEPT'),
    ],
    ['someone else’s', chat('none'), theirs, yes, no('NOT_ALLOWED')],
    ['someone else’s, as admin', { ...chat('none'), iAmGroupAdmin: true }, theirs, yes, yes],
    [
      'a group line, as admin',
      { ...chat('none'), iAmGroupAdmin: true },
      { ...theirs, kind: 'groupChange' },
      yes,
      no('NOT_ALLOWED'),
    ],
    ['deleted already', chat('none'), { ...mine, deleted: true }, yes, no('NOT_ALLOWED')],
    ['not sent yet', chat('none'), { ...mine, status: 'pending' }, yes, no('NOT_ALLOWED')],
    ['at the end of the window', chat('none'), { ...mine, at: now - REVOKE_WINDOW_MS }, yes, yes],
    ['too late', chat('none'), { ...mine, at: now - REVOKE_WINDOW_MS - 1 }, yes, no('TOO_LATE')],
  ] as const)('%s', (_, where, message, forMe, forEveryone) => {
    expect(mayDeleteForMe(where, message)).toEqual(forMe)
    expect(mayDeleteForEveryone(where, message, now)).toEqual(forEveryone)
  })

  it('refuses to clear a verified business’ chat, and never clears notices', () => {
    expect(mayClearChat(chat('verified'))).toEqual(no('KEPT_VERIFIED'))
    expect(mayClearChat(chat('verified', false))).toEqual(yes)
    expect(mayClearChat(chat('confirmed'))).toEqual(yes)
    expect(survivesClearing(chat('none'), 'text')).toBe(false)
    expect(survivesClearing(chat('none'), 'notice')).toBe(true)
    expect(survivesClearing(chat('verified'), 'text')).toBe(true)
    expect(survivesClearing(chat('verified', false), 'text')).toBe(false)
    expect(survivesClearing(chat('verified', false), 'notice')).toBe(true)
  })
})

describe('editing', () => {
  it.each([
    ['just sent', mine, yes],
    ['in a verified chat: editing takes nothing away', mine, yes],
    ['at the end of the window', { ...mine, at: now - EDIT_WINDOW_MS }, yes],
    ['too late', { ...mine, at: now - EDIT_WINDOW_MS - 1 }, no('TOO_LATE')],
    ['someone else’s', theirs, no('NOT_ALLOWED')],
    ['no text', { ...mine, kind: 'image' }, no('NOT_ALLOWED')],
    ['deleted', { ...mine, deleted: true }, no('NOT_ALLOWED')],
    ['not sent yet', { ...mine, status: 'pending' }, no('NOT_ALLOWED')],
    ['a notice', { ...theirs, kind: 'notice' }, no('NOTICE_KEPT')],
  ] as const)('%s', (_, message, decision) => {
    expect(mayEdit(message, now)).toEqual(decision)
  })
})

describe('deletions that arrive', () => {
  it.each([
    ['none', 'text', 'remove'],
    ['confirmed', 'image', 'remove'],
    ['verified', 'text', 'keep'],
    ['none', 'notice', 'ignore'],
    ['verified', 'notice', 'ignore'],
  ] as const)('from the phone: %s, %s → %s', (standing, kind, effect) => {
    expect(phoneDeletionEffect(chat(standing), kind)).toBe(effect)
  })

  it.each([
    ['none', 'text', { byAuthor: true, byAdmin: false }, 'blank'],
    ['none', 'text', { byAuthor: false, byAdmin: true }, 'blank'],
    ['none', 'text', { byAuthor: false, byAdmin: false }, 'ignore'],
    ['verified', 'text', { byAuthor: true, byAdmin: false }, 'keep'],
    ['confirmed', 'text', { byAuthor: true, byAdmin: false }, 'blank'],
    ['verified', 'notice', { byAuthor: true, byAdmin: false }, 'ignore'],
    ['none', 'groupChange', { byAuthor: true, byAdmin: true }, 'ignore'],
  ] as const)('revoke: %s, %s, %j → %s', (standing, kind, by, effect) => {
    expect(revokeEffect(chat(standing), kind, by)).toBe(effect)
  })

  it('follows the setting', () => {
    expect(phoneDeletionEffect(chat('verified', false), 'text')).toBe('remove')
    expect(revokeEffect(chat('verified', false), 'text', { byAuthor: true, byAdmin: false })).toBe('blank')
  })
})
