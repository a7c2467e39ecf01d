import { type InfiniteData, InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followEvents } from '../../../src/renderer/data/events.ts'
import { useTyping } from '../../../src/renderer/data/typing.ts'
import { useProgress } from '../../../src/renderer/status/progress.ts'
import type { AppState, Chat, EngineEvent, Page } from '../../../src/shared/model.ts'

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

const key = ['chatsPage', { filter: 'all', archived: false }]

/** An engine with these chats, and a screen that shows their list. */
function setUp(count: number) {
  const client = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: false } },
  })
  const store = new Map(Array.from({ length: count }, (_, index) => [index + 1, chat(index + 1)]))
  const readList = vi.fn(async (): Promise<Page<Chat>> => ({ items: [...store.values()], next: null }))
  const readChat = vi.fn(async (id: number): Promise<Chat> => {
    const found = store.get(id)
    if (found === undefined) throw new Error('NOT_FOUND')
    return found
  })
  let tell: (events: EngineEvent[]) => void = () => {}
  const stop = followEvents(client, {
    readChat,
    onEvents: listener => {
      tell = listener
      return () => {
        tell = () => {}
      }
    },
  })
  const observer = new InfiniteQueryObserver<Page<Chat>>(client, {
    queryKey: key,
    queryFn: readList,
    initialPageParam: null,
    getNextPageParam: () => null,
  })
  const unwatch = observer.subscribe(() => {})
  const shown = () =>
    (client.getQueryData<InfiniteData<Page<Chat>>>(key)?.pages ?? []).flatMap(page =>
      page.items.map(each => [each.id, each.unread]),
    )
  const end = () => {
    unwatch()
    stop()
    client.clear()
  }
  return { client, store, readList, readChat, tell: (...events: EngineEvent[]) => tell(events), shown, end }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a changed chat is read alone and replaced in the list', async () => {
  const engine = setUp(3)
  await vi.runAllTimersAsync()
  engine.store.set(2, chat(2, 5))
  engine.tell({ type: 'chats', ids: [2], listChanged: false })
  await vi.runAllTimersAsync()
  expect(engine.shown()).toEqual([
    [1, 0],
    [2, 5],
    [3, 0],
  ])
  expect(engine.readChat.mock.calls.map(([id]) => id)).toEqual([2])
  expect(engine.readList).toHaveBeenCalledTimes(1)
  engine.end()
})

test('a chat that is not on the screen is not read', async () => {
  const engine = setUp(3)
  await vi.runAllTimersAsync()
  engine.tell({ type: 'chats', ids: [99], listChanged: false })
  await vi.runAllTimersAsync()
  expect(engine.readChat).not.toHaveBeenCalled()
  engine.end()
})

test('a changed order reads the list again', async () => {
  const engine = setUp(2)
  await vi.runAllTimersAsync()
  engine.store.set(7, chat(7, 1))
  engine.tell({ type: 'chats', ids: [7], listChanged: true })
  await vi.runAllTimersAsync()
  expect(engine.shown()).toContainEqual([7, 1])
  engine.end()
})

test('a chat that is gone meanwhile, and many at once, read the list instead', async () => {
  const engine = setUp(30)
  await vi.runAllTimersAsync()
  engine.store.delete(2)
  engine.tell({ type: 'chats', ids: [2], listChanged: false })
  await vi.runAllTimersAsync()
  expect(engine.shown()).toHaveLength(29)

  engine.readChat.mockClear()
  engine.tell({ type: 'chats', ids: [...engine.store.keys()], listChanged: false })
  await vi.runAllTimersAsync()
  expect(engine.readChat).not.toHaveBeenCalled()
  expect(engine.readList).toHaveBeenCalledTimes(3)
  engine.end()
})

test('while history streams in the list is read a few times a second, and ends complete', async () => {
  const engine = setUp(1)
  await vi.runAllTimersAsync()
  engine.readList.mockClear()
  for (let id = 2; id <= 200; id++) {
    engine.store.set(id, chat(id))
    engine.tell({ type: 'chats', ids: [id], listChanged: true })
    await vi.advanceTimersByTimeAsync(50)
  }
  await vi.runAllTimersAsync()
  expect(engine.shown()).toHaveLength(200)
  // Ten seconds of changes.
  expect(engine.readList.mock.calls.length).toBeLessThan(60)
  engine.end()
})

test('after events were missed everything on the screen is read again', async () => {
  const engine = setUp(1)
  await vi.runAllTimersAsync()
  engine.store.set(1, chat(1, 9))
  engine.tell({ type: 'missed' })
  await vi.runAllTimersAsync()
  expect(engine.shown()).toEqual([[1, 9]])
  engine.end()
})

test('an erased store leaves nothing behind but the state of the app', async () => {
  const engine = setUp(1)
  await vi.runAllTimersAsync()
  const state: Partial<AppState> = { account: { personId: 1, name: 'Robin', phone: '+447700900200', linkedAt: 1 } }
  engine.client.setQueryData(['appState', {}], state)
  engine.client.setQueryData(['personGet', { personId: 4 }], 'somebody')
  engine.tell({ type: 'account', account: null })
  expect(engine.client.getQueryData(['personGet', { personId: 4 }])).toBeUndefined()
  expect(engine.client.getQueryData(['appState', {}])).toEqual({ account: null })
  engine.end()
})

test('who writes is shown until they stop or fall silent', async () => {
  const engine = setUp(1)
  const person = { id: 4, name: { source: 'addressBook', text: 'Ada Okafor' }, standing: 'none' } as const
  const writing = () => (useTyping.getState().writers[1] ?? []).map(writer => writer.activity)
  engine.tell({ type: 'typing', chatId: 1, person, activity: 'typing' })
  expect(writing()).toEqual(['typing'])
  engine.tell({ type: 'typing', chatId: 1, person, activity: 'recording' })
  expect(writing()).toEqual(['recording'])
  engine.tell({ type: 'typing', chatId: 1, person, activity: 'none' })
  expect(writing()).toEqual([])

  engine.tell({ type: 'typing', chatId: 1, person, activity: 'typing' })
  await vi.advanceTimersByTimeAsync(20_000)
  engine.tell({ type: 'typing', chatId: 1, person, activity: 'typing' })
  await vi.advanceTimersByTimeAsync(20_000)
  expect(writing()).toEqual(['typing'])
  await vi.advanceTimersByTimeAsync(6_000)
  expect(writing()).toEqual([])
  engine.end()
})

test('details follow the messages of their own chat, at most so often, and no other’s', async () => {
  const { client, tell, end } = setUp(1)
  let chatId: number | null = null
  const read = vi.fn(async () => ({ person: { id: 7, chatId } }))
  const observer = new QueryObserver(client, { queryKey: ['businessDetails', { personId: 7 }], queryFn: read })
  const unwatch = observer.subscribe(() => {})
  await vi.runAllTimersAsync()
  expect(read).toHaveBeenCalledTimes(1)
  const messages = (of: number): EngineEvent => ({
    type: 'messages',
    chatId: of,
    ids: [1],
    added: true,
    removed: false,
  })

  // The first message makes the chat.
  chatId = 3
  tell(messages(3))
  await vi.runAllTimersAsync()
  expect(read).toHaveBeenCalledTimes(2)

  for (let n = 0; n < 50; n++) tell(messages(4))
  await vi.runAllTimersAsync()
  expect(read).toHaveBeenCalledTimes(2)

  for (let n = 0; n < 50; n++) tell(messages(3))
  await vi.runAllTimersAsync()
  expect(read.mock.calls.length).toBeLessThanOrEqual(4)
  expect(read.mock.calls.length).toBeGreaterThan(2)
  unwatch()

  // Not on the screen any more: read anew when it is looked at again.
  tell(messages(3))
  expect(client.getQueryState(['businessDetails', { personId: 7 }])?.isInvalidated).toBe(true)
  end()
})

test('how far a post’s file has come is kept until events are lost or the store is erased', () => {
  const engine = setUp(0)
  const percents = () => useProgress.getState().percents
  engine.tell({ type: 'mediaProgress', statusId: 7, percent: 20 })
  engine.tell({ type: 'mediaProgress', statusId: 8, percent: 50 })
  engine.tell({ type: 'mediaProgress', statusId: 7, percent: 30 })
  expect(percents()).toEqual({ 7: 30, 8: 50 })
  engine.tell({ type: 'missed' })
  expect(percents()).toEqual({})
  engine.tell({ type: 'mediaProgress', statusId: 7, percent: 40 })
  engine.tell({ type: 'account', account: null })
  expect(percents()).toEqual({})
  engine.end()
})
