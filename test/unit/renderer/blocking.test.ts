import { describe, expect, test } from 'vitest'
import { subjectOf } from '../../../src/renderer/blocking/subject.ts'
import type { Chat } from '../../../src/shared/model.ts'

const chat = (part: Partial<Chat>): Chat => ({
  id: 3,
  kind: 'direct',
  personId: 7,
  isSelf: false,
  name: { source: 'certificate', text: 'BookMyShow' },
  standing: 'verified',
  pinnedAt: null,
  muted: null,
  archived: false,
  unread: 0,
  markedUnread: false,
  draft: null,
  last: null,
  at: 0,
  members: 0,
  canWrite: true,
  blocked: false,
  impostorOf: null,
  ...part,
})

describe('whom blocking from a chat concerns', () => {
  test('the other side, with the chat that may be archived', () => {
    expect(subjectOf(chat({}))).toMatchObject({ personId: 7, standing: 'verified', chatId: 3 })
  })

  test('a chat that is archived already is not offered to be', () => {
    expect(subjectOf(chat({ archived: true }))?.chatId).toBeNull()
  })

  test.each<[string, Partial<Chat>]>([
    ['a group', { kind: 'group', personId: null }],
    ['oneself', { isSelf: true }],
  ])('nobody: %s', (_, part) => {
    expect(subjectOf(chat(part))).toBeNull()
  })
})
