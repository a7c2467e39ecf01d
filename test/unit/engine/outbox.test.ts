import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { ActionContext } from '../../../src/main/engine/actions/context.ts'
import { edit, react } from '../../../src/main/engine/actions/messages.ts'
import { Outbox } from '../../../src/main/engine/actions/outbox.ts'
import { LinkError, type LinkPort, type Outgoing } from '../../../src/main/engine/ports.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import { directChat, put, scene } from '../store/support.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Answer = 'sent' | LinkError['code']

/** A link whose answers are given here, message by message, and an outbox over it. */
function start(
  store: Store,
  answers: (text: string) => Answer,
): { outbox: Outbox; sent: string[]; failures: unknown[] } {
  const sent: string[] = []
  const failures: unknown[] = []
  const send = async (_chat: unknown, _wireId: string, message: Outgoing) => {
    const text = 'text' in message ? message.text : message.kind
    const answer = answers(text)
    if (answer !== 'sent') throw new LinkError(answer, answer)
    sent.push(text)
    return { at: Date.now(), raw: new Uint8Array(0) }
  }
  let ids = 0
  const newWireId = () => `OUT${++ids}`
  const link: Pick<LinkPort, 'online' | 'send' | 'newWireId'> = { online: true, send, newWireId }
  const failed = (error: unknown): void => {
    failures.push(error)
  }
  const outbox = new Outbox({
    store,
    link: link as LinkPort,
    now: Date.now,
    log: () => undefined,
    failed,
    refused: () => undefined,
  })
  onTestFinished(() => outbox.stop())
  return { outbox, sent, failures }
}

function write(store: Store, outbox: Outbox, chatId: number, body: string): number {
  const authorId = store.accounts.me()
  const id = put(store, { chatId, authorId, fromMe: true, status: 'pending', unread: false, body })
  const wireId = store.messages.key(id).wireId
  outbox.add('text', { chatId, messageId: id, wireId }, { replyTo: null })
  return id
}

/** A message that is out, and how the user changes it while nothing can go. */
function written(store: Store, outbox: Outbox, clock: { now: number }) {
  const authorId = store.accounts.me()
  const id = put(store, {
    chatId: directChat(store, 1),
    authorId,
    fromMe: true,
    status: 'sent',
    at: clock.now,
    body: 'first',
  })
  const link = { online: false, newWireId: () => `OUT${clock.now}` } as LinkPort
  const still = { add: outbox.add.bind(outbox), kick: () => undefined } as unknown as Outbox
  const context = { store, link, outbox: still, now: () => ++clock.now } as ActionContext
  return {
    id,
    edit: (text: string) => edit(context, { messageId: id, text }),
    react: (emoji: string) => react(context, { messageId: id, emoji }),
    now: () => store.messageReader.get(id),
  }
}

const statusOf = (store: Store, id: number): string | undefined => store.messages.facts(id)?.status

test('tries that ended because the line was gone do not count', async () => {
  const { store } = await scene()
  const answers: Answer[] = [...Array<Answer>(9).fill('OFFLINE'), 'TIMEOUT', 'TIMEOUT', 'OFFLINE', 'TIMEOUT', 'sent']
  const { outbox, sent } = start(store, () => answers.shift() ?? 'sent')
  const id = write(store, outbox, directChat(store, 1), 'patience')
  outbox.kick()
  await vi.runAllTimersAsync()
  expect(sent).toEqual(['patience'])
  expect(statusOf(store, id)).toBe('sent')
  expect(answers).toEqual([])
})

test('a message that is never answered counts as failed after five tries', async () => {
  const { store } = await scene()
  let tries = 0
  const { outbox } = start(store, () => {
    tries += 1
    return 'TIMEOUT'
  })
  const id = write(store, outbox, directChat(store, 1), 'never')
  outbox.kick()
  await vi.runAllTimersAsync()
  expect(tries).toBe(5)
  expect(store.messages.facts(id)).toMatchObject({ status: 'failed' })
  expect(store.outbox.count()).toBe(0)
})

test('hundreds that wait in one chat do not hold up the other chats', async () => {
  const { store } = await scene()
  const { outbox, sent } = start(store, text => (text.startsWith('stuck') ? 'OFFLINE' : 'sent'))
  const [stuck, other] = [directChat(store, 1), directChat(store, 2)]
  store.transaction(() => {
    for (let n = 0; n < 300; n++) write(store, outbox, stuck, `stuck ${n}`)
    write(store, outbox, other, 'one')
    write(store, outbox, other, 'two')
  })
  outbox.kick()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual(['one', 'two'])
})

test('reading and what is set on a chat do not wait for its messages, nor for those of others', async () => {
  const { store } = await scene()
  const { outbox } = start(store, () => 'OFFLINE')
  const chatId = directChat(store, 1)
  const row = { chatId, messageId: null, wireId: null }
  for (const body of ['a', 'b', 'c']) write(store, outbox, chatId, body)
  outbox.add('read', row, { keys: [], toSender: true })
  outbox.add('command', row, { kind: 'pin', on: true, before: null })
  outbox.add('command', row, { kind: 'pin', on: false, before: null })
  expect(store.outbox.heads().map(({ kind, lane }) => [kind, lane])).toEqual([
    ['text', 'messages'],
    ['read', 'read'],
    ['command', 'commands'],
  ])
})

test('two edits wait and both are refused: the message is as it was', async () => {
  const { store, clock } = await scene()
  const { outbox } = start(store, () => 'SERVER_REFUSED')
  const message = written(store, outbox, clock)
  message.edit('second')
  message.edit('third')
  outbox.kick()
  await vi.runAllTimersAsync()
  expect(message.now()).toMatchObject({ content: { text: 'first' }, editedAt: null })
})

test('two edits wait and the first is refused: the second stands, and is what the others see', async () => {
  const { store, clock } = await scene()
  const { outbox, sent } = start(store, text => (text === 'second' ? 'SERVER_REFUSED' : 'sent'))
  const message = written(store, outbox, clock)
  message.edit('second')
  const { editedAt } = message.edit('third')
  outbox.kick()
  await vi.runAllTimersAsync()
  expect(sent).toEqual(['third'])
  expect(message.now()).toMatchObject({ content: { text: 'third' }, editedAt })
})

test('a refused edit does not undo a later one from elsewhere', async () => {
  const { store, clock } = await scene()
  const { outbox } = start(store, () => 'SERVER_REFUSED')
  const message = written(store, outbox, clock)
  message.edit('second')
  const content = { kind: 'text', text: 'on the phone', preview: null } as const
  const editedAt = clock.now + 5_000
  store.messages.edit(message.id, { at: editedAt, content, text: 'on the phone', raw: null })
  outbox.kick()
  await vi.runAllTimersAsync()
  expect(message.now()).toMatchObject({ content: { text: 'on the phone' }, editedAt })
})

test('a refused reaction gives way to the one after it', async () => {
  const { store, clock } = await scene()
  let tries = 0
  const { outbox } = start(store, () => (++tries === 1 ? 'SERVER_REFUSED' : 'sent'))
  const message = written(store, outbox, clock)
  message.react('👍')
  message.react('❤️')
  outbox.kick()
  await vi.runAllTimersAsync()
  expect(tries).toBe(2)
  expect(message.now()?.reactions).toMatchObject([{ emoji: '❤️' }])
})

test('an outbox that cannot be read is told, ends nothing, and is read again', async () => {
  const { store } = await scene()
  const { outbox, sent, failures } = start(store, () => 'sent')
  write(store, outbox, directChat(store, 1), 'patience')
  const broken = new Error('disk I/O error')
  const heads = vi.spyOn(store.outbox, 'heads').mockImplementation(() => {
    throw broken
  })
  outbox.kick()
  outbox.kick()
  expect(failures).toEqual([broken, broken])
  expect(vi.getTimerCount()).toBe(1)
  heads.mockRestore()
  await vi.runAllTimersAsync()
  expect(sent).toEqual(['patience'])
})
