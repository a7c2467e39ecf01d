import { expect, test, vi } from 'vitest'
import { createSession } from '../../../src/renderer/conversation/model/session.ts'
import { PAGE, WINDOW_MAX } from '../../../src/renderer/conversation/model/window.ts'
import type { Content } from '../../../src/shared/content.ts'
import type { EngineEvent, Message } from '../../../src/shared/model.ts'
import { liveNoticeId } from '../../../src/shared/rules/message-order.ts'
import { LIVE_STUB } from '../../../src/shared/rules/notices.ts'
import { CHAT, memoryChat, message, person, text } from './conversationFixtures.ts'

const many = (count: number, over: Partial<Message> = {}): Message[] =>
  Array.from({ length: count }, (_, index) => message(index + 1, over))
const changed = (ids: number[], over: Partial<EngineEvent & { type: 'messages' }> = {}): EngineEvent[] => [
  { type: 'messages', chatId: CHAT, ids, added: false, removed: false, ...over },
]
const ids = (session: ReturnType<typeof createSession>): number[] => session.view().window.items.map(item => item.id)
const ascending = (list: number[]): boolean => list.every((id, index) => index === 0 || id > (list[index - 1] ?? 0))

async function opened(rows: Message[], jumpTo: number | null = null) {
  const chat = memoryChat(rows)
  const session = createSession(CHAT, chat.calls)
  await session.open(jumpTo)
  return { chat, session }
}

test('opens at the end when nothing is unread', async () => {
  const { session } = await opened(many(500))
  expect(session.view()).toMatchObject({ phase: 'ready', mark: null, target: { to: 'end' } })
  expect(ids(session).at(-1)).toBe(500)
  expect(session.view().window.newer.more).toBe(false)
})

test('opens at the first unread message with the count of all unread ones', async () => {
  const rows = many(500).map(row => (row.id > 380 ? { ...row, unread: true } : row))
  const { session } = await opened(rows)
  expect(session.view().mark).toEqual({ beforeId: 381, count: 120 })
  expect(session.view().target).toMatchObject({ to: 'message', id: 381, align: 'start' })
  expect(session.view().window.newer.more).toBe(true)
})

test('opens around a message that is asked for, and at the end when it is gone', async () => {
  const around = await opened(many(500), 250)
  expect(around.session.view().target).toMatchObject({ to: 'message', id: 250, flash: true })
  const gone = await opened(many(500), 9999)
  expect(gone.session.view()).toMatchObject({ phase: 'ready', target: { to: 'end' } })
})

test('walks a long chat to its start and back with every message once and never more than the window holds', async () => {
  const { session } = await opened(many(2000))
  const seen = new Set<number>()
  while (session.view().window.older.more) {
    await session.load('older')
    expect(session.view().window.items.length).toBeLessThanOrEqual(WINDOW_MAX)
    for (const id of ids(session)) seen.add(id)
    expect(ascending(ids(session))).toBe(true)
  }
  expect(seen.size).toBe(2000)
  expect(ids(session)[0]).toBe(1)
  while (session.view().window.newer.more) {
    const before = ids(session).at(-1) ?? 0
    await session.load('newer')
    const list = ids(session)
    expect(list).toContain(before + 1)
    expect(list.length).toBeLessThanOrEqual(WINDOW_MAX)
    expect(list.at(-1)).toBe((list[0] ?? 0) + list.length - 1)
  }
  expect(ids(session).at(-1)).toBe(2000)
})

test('asks once for a page however often the list calls', async () => {
  const { chat, session } = await opened(many(500))
  await Promise.all([session.load('older'), session.load('older'), session.load('older')])
  expect(chat.asked).toHaveLength(2)
  expect(session.view().window.items).toHaveLength(PAGE * 2)
})

test('a new message joins at the live end and is announced once', async () => {
  const { chat, session } = await opened(many(10))
  const arrived = vi.fn()
  session.onArrived(arrived)
  chat.rows.push(message(11, { unread: true }))
  session.receive(changed([11], { added: true }))
  await vi.waitFor(() => expect(ids(session)).toContain(11))
  chat.rows[10] = message(11, { unread: false })
  session.receive(changed([11]))
  await vi.waitFor(() => expect(session.view().window.items.at(-1)?.unread).toBe(false))
  expect(arrived).toHaveBeenCalledTimes(1)
  expect(session.view()).toMatchObject({ below: 0, mark: null })
})

test('away from the end a new message is counted and does not enter the window', async () => {
  const { chat, session } = await opened(many(500), 100)
  session.observe({ atEnd: false, anchorId: 100, attention: true })
  const before = ids(session)
  chat.rows.push(message(501, { unread: true }), message(502, { unread: true }))
  session.receive(changed([501, 502], { added: true }))
  await vi.waitFor(() => expect(session.view().below).toBe(2))
  expect(ids(session)).toEqual(before)
  await session.toEnd()
  expect(session.view()).toMatchObject({ below: 0, target: { to: 'end' } })
  expect(ids(session).at(-1)).toBe(502)
})

test('new messages are counted too when a full window gives up its newest end for them', async () => {
  const { chat, session } = await opened(many(600))
  for (let page = 0; page < 4; page += 1) await session.load('older')
  expect(session.view().window.items).toHaveLength(WINDOW_MAX)
  session.observe({ atEnd: false, anchorId: 400, attention: true })
  for (const id of [601, 602, 603]) {
    chat.rows.push(message(id, { unread: true }))
    session.receive(changed([id], { added: true }))
    await vi.waitFor(() => expect(session.view().below).toBe(id - 600))
  }
  session.receive(changed([601]))
  await session.load('newer')
  expect(session.view().below).toBe(3)
})

test('messages that arrive while nobody looks get the unread mark, and it counts on', async () => {
  const { chat, session } = await opened(many(10))
  session.observe({ atEnd: true, anchorId: 1, attention: false })
  for (const id of [11, 12]) {
    chat.rows.push(message(id, { unread: true }))
    session.receive(changed([id], { added: true }))
    await vi.waitFor(() => expect(ids(session)).toContain(id))
  }
  expect(session.view().mark).toEqual({ beforeId: 11, count: 2 })
  session.observe({ atEnd: true, anchorId: 1, attention: true })
  session.observe({ atEnd: true, anchorId: 1, attention: false })
  chat.rows.push(message(13, { unread: true }))
  session.receive(changed([13], { added: true }))
  await vi.waitFor(() => expect(session.view().mark).toEqual({ beforeId: 13, count: 1 }))
})

test('edits, ticks and deletions reach what is shown', async () => {
  const { chat, session } = await opened(many(10))
  chat.rows[4] = message(5, { content: text('edited'), editedAt: 1 })
  chat.rows.splice(7, 1)
  session.receive(changed([5, 8], { removed: true }))
  await vi.waitFor(() => expect(ids(session)).not.toContain(8))
  expect(session.view().window.items[4]?.content).toEqual(text('edited'))
})

test('a change while a page is on its way is not lost to the older page', async () => {
  const { chat, session } = await opened(many(500))
  const release = chat.hold()
  const loading = session.load('older')
  chat.rows[400] = message(401, { content: text('edited meanwhile'), editedAt: 1 })
  session.receive(changed([401]))
  release()
  await loading
  await vi.waitFor(() =>
    expect(session.view().window.items.find(item => item.id === 401)?.content).toEqual(text('edited meanwhile')),
  )
})

test('a change while the chat opens is not lost either', async () => {
  const chat = memoryChat(many(20))
  const session = createSession(CHAT, chat.calls)
  const release = chat.hold()
  const opening = session.open(null)
  chat.rows.push(message(21, { unread: true }))
  session.receive(changed([21], { added: true }))
  release()
  await opening
  await vi.waitFor(() => expect(ids(session)).toContain(21))
})

test('what is sent is shown at once, also from far up', async () => {
  const { chat, session } = await opened(many(500), 100)
  session.observe({ atEnd: false, anchorId: 100, attention: true })
  const mine = message(501, { fromMe: true, status: 'pending' })
  chat.rows.push(mine)
  await session.sent(mine)
  expect(ids(session).at(-1)).toBe(501)
  expect(session.view().target).toMatchObject({ to: 'end' })
})

test('jumping to a message outside of the window loads around it; to one inside it does not', async () => {
  const { chat, session } = await opened(many(500))
  await session.jumpTo(495)
  expect(chat.asked).toHaveLength(1)
  expect(await session.jumpTo(20)).toBeNull()
  expect(ids(session)).toContain(20)
  expect(session.view().target).toMatchObject({ id: 20, flash: true })
  expect(await session.jumpTo(9999)).toBe('NOT_FOUND')
  expect(ids(session)).toContain(20)
})

test('older messages from the phone are loaded at the top', async () => {
  const chat = memoryChat(many(110).slice(100))
  chat.phone = many(30)
  const session = createSession(CHAT, chat.calls)
  await session.open(null)
  expect(session.view().window).toMatchObject({ older: { more: false }, phoneHasOlder: true })
  await session.askPhone()
  expect(ids(session).slice(0, 2)).toEqual([1, 2])
  expect(session.view().window.phoneHasOlder).toBe(false)
})

test('a phone that does not answer is said, and can be asked again', async () => {
  const chat = memoryChat(many(10))
  chat.calls.chatLoadOlder = async () => ({
    ok: false,
    error: { code: 'TIMEOUT', message: 'the phone did not answer' },
  })
  const session = createSession(CHAT, chat.calls)
  await session.open(null)
  await session.askPhone()
  expect(session.view().phone).toEqual({ state: 'failed', error: 'TIMEOUT' })
})

test('a cleared chat is read anew', async () => {
  const { chat, session } = await opened(many(500))
  chat.rows.length = 0
  session.receive(changed([], { removed: true }))
  await vi.waitFor(() => expect(ids(session)).toEqual([]))
})

test('more changes than can be asked for at once are read anew where the reader is', async () => {
  const { chat, session } = await opened(many(1000), 300)
  session.observe({ atEnd: false, anchorId: 300, attention: true })
  const target = session.view().target
  chat.rows = chat.rows.map(row => ({ ...row, status: 'received', content: text('again') }))
  session.receive(
    changed(
      chat.rows.map(row => row.id),
      { added: true },
    ),
  )
  await vi.waitFor(() => expect(session.view().window.items[0]?.content).toEqual(text('again')))
  expect(ids(session)).toContain(300)
  expect(session.view().target).toBe(target)
})

test('a name learned later reaches the messages that show it', async () => {
  const { chat, session } = await opened(many(10))
  chat.rows = chat.rows.map(row => ({ ...row, author: person(2, 'Ada Larsen') }))
  session.receive([{ type: 'persons', ids: [2] }])
  await vi.waitFor(() => expect(session.view().window.items[3]?.author.name.text).toBe('Ada Larsen'))
})

test('a failed page keeps what is there and says so', async () => {
  const { chat, session } = await opened(many(500))
  chat.calls.messagesPage = async () => ({ ok: false, error: { code: 'INTERNAL', message: 'no' } })
  await session.load('older')
  expect(session.view().failed.older).toBe('INTERNAL')
  expect(session.view().window.items).toHaveLength(PAGE)
})

test('a business notice that attestations make joins before the messages of its moment, and is no arrival', async () => {
  const { chat, session } = await opened(many(10))
  const arrived = vi.fn()
  session.onArrived(arrived)
  const at = chat.rows[9]?.at ?? 0
  const content: Content = { kind: 'notice', stub: LIVE_STUB, parameters: ['liveVerified', 'Ola', ''] }
  const notice = message(liveNoticeId({ row: 3, index: 0 }, 0), { at, content })
  chat.rows.splice(9, 0, notice)
  const noticed = vi.fn()
  session.onNoticed(noticed)
  session.receive(changed([notice.id], { added: true }))
  await vi.waitFor(() => expect(ids(session)).toContain(notice.id))
  session.receive(changed([notice.id], { added: true }))
  expect(ids(session).slice(-3)).toEqual([9, notice.id, 10])
  expect(arrived).not.toHaveBeenCalled()
  // It turns out to have happened earlier: it moves, and is there once.
  const moved = { ...notice, at: chat.rows[4]?.at ?? 0 }
  chat.rows = [
    ...chat.rows.filter(row => row.id !== notice.id && row.id < 5),
    moved,
    ...chat.rows.filter(row => row.id >= 5 && row.id !== notice.id),
  ]
  session.receive(changed([notice.id], { added: true }))
  await vi.waitFor(() => expect(ids(session).indexOf(notice.id)).toBe(4))
  expect(ids(session)).toHaveLength(11)
  expect(noticed).toHaveBeenCalledTimes(1)
  expect(noticed).toHaveBeenCalledWith([notice])
})

test('a notice of long ago, which history brings, is not told as one that just appeared', async () => {
  const { chat, session } = await opened(many(10).map(row => ({ ...row, at: row.at + row.id * 3_600_000 })))
  const noticed = vi.fn()
  session.onNoticed(noticed)
  const content: Content = { kind: 'notice', stub: 11, parameters: ['Ola'] }
  const old = message(20, { at: chat.rows[3]?.at ?? 0, content })
  chat.rows.splice(4, 0, old)
  session.receive(changed([20], { added: true }))
  await vi.waitFor(() => expect(ids(session)).toContain(20))
  expect(noticed).not.toHaveBeenCalled()
})
