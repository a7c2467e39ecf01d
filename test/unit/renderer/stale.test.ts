import { describe, expect, test } from 'vitest'
import { replaceChats, rowsOf } from '../../../src/renderer/data/chatPages.ts'
import { appStateAfter, staleAfter } from '../../../src/renderer/data/stale.ts'
import type { AppState, Chat, EngineEvent, Page } from '../../../src/shared/model.ts'

const state: AppState = {
  health: { state: 'ok' },
  host: {
    kind: 'browser',
    version: '0.1.0',
    platform: 'linux',
    dataDir: '/data',
    secrets: 'filePermissions',
    language: 'en',
  },
  account: null,
  connection: { state: 'connecting' },
  linking: { step: 'idle' },
  sync: { state: 'idle' },
  settings: {
    language: 'system',
    theme: 'system',
    readReceipts: true,
    keepVerified: true,
    enterSends: true,
    clearCopiedCodes: true,
    statusMedia: 'opened',
  },
  counts: { unreadChats: 0, archivedChats: 0, unseenStatuses: 0 },
}

describe('which answers an event makes stale', () => {
  test('a changed chat: that chat, not the list', () => {
    const stale = staleAfter({ type: 'chats', ids: [3], listChanged: false })
    expect(stale).toContainEqual({ call: 'chatGet', rows: { field: 'chatId', ids: [3] } })
    expect(stale.map(each => each.call)).not.toContain('chatsPage')
    // The directory shows its last message.
    expect(stale).toContainEqual({ call: 'businessesPage', rows: null })
  })

  test('a changed order: the list too', () => {
    const stale = staleAfter({ type: 'chats', ids: [3], listChanged: true })
    expect(stale).toContainEqual({ call: 'chatsPage', rows: null })
    expect(stale).toContainEqual({ call: 'searchChats', rows: null })
  })

  test('changed messages: their details; found ones only when some are gone', () => {
    const event = { type: 'messages' as const, chatId: 3, ids: [11], added: false, removed: false }
    expect(staleAfter(event)).toEqual([
      { call: 'messageInfo', rows: { field: 'messageId', ids: [11] } },
      { call: 'businessDetails', rows: { field: 'person.chatId', ids: [3] } },
    ])
    expect(staleAfter({ ...event, removed: true })).toContainEqual({ call: 'searchMessages', rows: null })
  })

  test('a changed person: wherever a name or badge stands', () => {
    const stale = staleAfter({ type: 'persons', ids: [7] })
    expect(stale).toContainEqual({ call: 'personGet', rows: { field: 'personId', ids: [7] } })
    expect(stale).toContainEqual({ call: 'businessDetails', rows: { field: 'personId', ids: [7] } })
    expect(stale).toContainEqual({ call: 'businessesPage', rows: null })
    expect(stale).toContainEqual({ call: 'blockList', rows: null })
    expect(stale.map(each => each.call)).toEqual(expect.arrayContaining(['chatsPage', 'chatGet', 'peoplePage']))
  })

  test.each<EngineEvent>([
    { type: 'connection', connection: { state: 'connected' } },
    { type: 'sync', sync: { state: 'running', percent: 1, messages: 1, chats: 1 } },
  ])('$type: nothing but the app state', event => {
    expect(staleAfter(event)).toEqual([])
  })
})

describe('the app state after an event', () => {
  test.each<[EngineEvent, Partial<AppState>]>([
    [{ type: 'connection', connection: { state: 'connected' } }, { connection: { state: 'connected' } }],
    [{ type: 'linking', linking: { step: 'pairing' } }, { linking: { step: 'pairing' } }],
    [
      { type: 'sync', sync: { state: 'running', percent: 4, messages: 1, chats: 1 } },
      { sync: { state: 'running', percent: 4, messages: 1, chats: 1 } },
    ],
    [{ type: 'health', health: { state: 'locked' } }, { health: { state: 'locked' } }],
    [
      { type: 'settings', settings: { ...state.settings, theme: 'dark' } },
      { settings: { ...state.settings, theme: 'dark' } },
    ],
    [
      { type: 'counts', counts: { unreadChats: 2, archivedChats: 1, unseenStatuses: 0 } },
      { counts: { unreadChats: 2, archivedChats: 1, unseenStatuses: 0 } },
    ],
    [
      { type: 'account', account: { personId: 1, name: 'Robin', phone: '+447700900200', linkedAt: 1 } },
      { account: { personId: 1, name: 'Robin', phone: '+447700900200', linkedAt: 1 } },
    ],
  ])('$0.type', (event, part) => {
    expect(appStateAfter(state, event)).toEqual({ ...state, ...part })
  })

  test('other events leave the very same object', () => {
    expect(appStateAfter(state, { type: 'chats', ids: [1], listChanged: true })).toBe(state)
    expect(appStateAfter(state, { type: 'missed' })).toBe(state)
  })
})

describe('pages of chats', () => {
  const chat = (id: number, unread = 0): Chat => ({
    id,
    kind: 'direct',
    personId: id,
    isSelf: false,
    name: { source: 'addressBook', text: `Person ${id}` },
    standing: 'none',
    pinnedAt: null,
    muted: null,
    archived: false,
    unread,
    markedUnread: false,
    draft: null,
    last: null,
    at: id,
    members: 0,
    canWrite: true,
    blocked: false,
    impostorOf: null,
  })
  const page = (...chats: Chat[]): Page<Chat> => ({ items: chats, next: null })
  const data = { pages: [page(chat(1), chat(2)), page(chat(3))], pageParams: [null, 'x'] }

  test('a changed chat is replaced in its place', () => {
    const after = replaceChats(data, [chat(3, 5)])
    expect(rowsOf(after).map(each => [each.id, each.unread])).toEqual([
      [1, 0],
      [2, 0],
      [3, 5],
    ])
    expect(after?.pages[0]).toBe(data.pages[0])
  })

  test('chats that are not shown change nothing', () => {
    expect(replaceChats(data, [chat(9)])).toBe(data)
    expect(replaceChats(undefined, [chat(9)])).toBeUndefined()
  })

  test('a chat that moved between two reads stands once', () => {
    expect(
      rowsOf({ pages: [page(chat(1), chat(2)), page(chat(2), chat(3))], pageParams: [] }).map(each => each.id),
    ).toEqual([1, 2, 3])
  })
})
