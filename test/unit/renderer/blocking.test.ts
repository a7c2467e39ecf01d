import { beforeEach, describe, expect, test } from 'vitest'
import { type BlockSubject, useAskedBlock } from '../../../src/renderer/blocking/blockStore.ts'
import { type ArchiveCalls, putAway } from '../../../src/renderer/blocking/putAway.ts'
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

describe('the question', () => {
  const subject = (personId: number): BlockSubject => ({
    personId,
    name: { source: 'certificate', text: `Business ${personId}` },
    standing: 'verified',
    phone: null,
    chatId: null,
  })
  const store = () => useAskedBlock.getState()
  beforeEach(() => useAskedBlock.setState({ asked: null, busy: false, failure: null }))

  test('stays until its answer is there: it cannot be closed meanwhile', async () => {
    store().ask(subject(1))
    let answer = (_why: string | null): void => {}
    const blocking = store().answer(() => new Promise(done => (answer = done)))
    expect(store().busy).toBe(true)
    store().done()
    expect(store().asked?.personId).toBe(1)
    answer(null)
    await blocking
    expect(store()).toMatchObject({ asked: null, busy: false, failure: null })
  })

  test('says why it failed, and nothing of it in the next question', async () => {
    store().ask(subject(1))
    await store().answer(async () => 'No connection')
    expect(store()).toMatchObject({ busy: false, failure: 'No connection', asked: { personId: 1 } })
    store().done()
    store().ask(subject(2))
    expect(store()).toMatchObject({ failure: null, asked: { personId: 2 } })
  })

  test('about somebody else is not put while one is being answered', async () => {
    store().ask(subject(1))
    let answer = (_why: string | null): void => {}
    const blocking = store().answer(() => new Promise(done => (answer = done)))
    store().ask(subject(2))
    expect(store().asked?.personId).toBe(1)
    answer('No connection')
    await blocking
    expect(store()).toMatchObject({ asked: { personId: 1 }, failure: 'No connection' })
  })
})

describe('a chat that goes into the archive with blocking', () => {
  function calls(pinnedAt: number | null) {
    const told: string[] = []
    const made: ArchiveCalls = {
      pinned: async chatId => {
        told.push(`look ${chatId}`)
        return pinnedAt !== null
      },
      archive: async (chatId, on) => void told.push(`${on ? 'archive' : 'unarchive'} ${chatId}`),
      pin: async chatId => void told.push(`pin ${chatId}`),
    }
    return { told, made }
  }

  test('comes back as it was: pinned', async () => {
    const { told, made } = calls(5)
    const back = await putAway(3, made)
    await back()
    expect(told).toEqual(['look 3', 'archive 3', 'unarchive 3', 'pin 3'])
  })

  test('or not pinned', async () => {
    const { told, made } = calls(null)
    const back = await putAway(3, made)
    await back()
    expect(told).toEqual(['look 3', 'archive 3', 'unarchive 3'])
  })
})
