import { expect, onTestFinished, test, vi } from 'vitest'
import { deleteForEveryone, edit, react, retry, send } from '../../../src/main/engine/actions/messages.ts'
import { Refusal } from '../../../src/main/engine/actions/refusal.ts'
import type { LinkPort } from '../../../src/main/engine/ports.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import { directChat, person, put, scene } from '../store/support.ts'
import { actionContext } from './actionContext.ts'

function attestHigh(store: Store, personId: number, at: number): void {
  const said = { source: 'stanza', level: 'high', business: true, chosenName: 'Odeon', issuer: null } as const
  const rest = { serial: null, hostStorage: null, actualActors: null, privacyModeAt: null }
  store.attestations.record(personId, { ...said, ...rest, at })
}

/** A chat with somebody, and a link that takes everything when it is online. */
async function bench() {
  const { store, clock } = await scene()
  const now = () => clock.now
  const shop = person(store, 1)
  const chatId = directChat(store, 1)
  const hello = put(store, { chatId, authorId: shop, at: clock.now - 1_000 })
  let serial = 0
  const sent = vi.fn(async () => ({ at: clock.now, raw: new Uint8Array() }))
  const read = vi.fn(async () => undefined)
  const link = {
    online: false,
    newWireId: () => {
      serial += 1
      return `OWN${serial}`
    },
    send: sent,
    sendRead: read,
  }
  const port = link as Partial<LinkPort> as LinkPort
  const context = actionContext(store, port, now)
  onTestFinished(() => context.outbox.stop())
  const goOnline = (): void => {
    link.online = true
    context.outbox.kick()
  }
  return { store, clock, context, shop, chatId, hello, sent, read, goOnline }
}

test('what waits for somebody who is blocked meanwhile does not go out, and says so', async () => {
  const { store, clock, context, shop, chatId, hello, sent, goOnline } = await bench()
  const { id } = send(context, { chatId, text: 'hello', replyTo: null })
  react(context, { messageId: hello, emoji: '👍' })
  store.blocklist.set(shop, true, 1)
  clock.now += 1_000
  goOnline()
  await vi.waitFor(() => {
    expect(store.messageReader.get(id)).toMatchObject({ status: 'failed', failure: 'NOT_ALLOWED' })
    expect(store.messageReader.get(hello)?.reactions).toEqual([])
  })
  expect(sent).not.toHaveBeenCalled()
})

test('a deletion for everyone that waits is not carried out when the business is verified meanwhile', async () => {
  const { store, clock, context, shop, chatId, sent, goOnline } = await bench()
  const mine = put(store, {
    chatId,
    authorId: store.people.me ?? 0,
    fromMe: true,
    status: 'sent',
    at: clock.now,
    body: 'Row 7',
  })
  deleteForEveryone(context, { messageId: mine })
  attestHigh(store, shop, clock.now)
  goOnline()
  await vi.waitFor(() => expect(store.outbox.ofMessage(mine)).toEqual([]))
  expect(sent).not.toHaveBeenCalled()
  expect(store.messageReader.get(mine)).toMatchObject({ content: { text: 'Row 7' }, deleted: null })
})

test('verified while the deletion is under way: it is gone there and kept here', async () => {
  const { store, clock, context, shop, chatId, sent, goOnline } = await bench()
  const mine = put(store, {
    chatId,
    authorId: store.people.me ?? 0,
    fromMe: true,
    status: 'sent',
    at: clock.now,
    body: 'Row 7',
  })
  sent.mockImplementation(async () => {
    attestHigh(store, shop, clock.now)
    return { at: clock.now, raw: new Uint8Array() }
  })
  deleteForEveryone(context, { messageId: mine })
  goOnline()
  await vi.waitFor(() => expect(store.outbox.ofMessage(mine)).toEqual([]))
  expect(store.messageReader.get(mine)).toMatchObject({ content: { text: 'Row 7' }, deleted: { by: 'me', kept: true } })
})

test('receipts that wait are told to nobody who is blocked meanwhile', async () => {
  const { store, context, shop, chatId, hello, read, goOnline } = await bench()
  const key = store.messages.key(hello)
  context.outbox.add('read', { chatId, messageId: null, wireId: null }, { keys: [key], toSender: true })
  store.blocklist.set(shop, true, 1)
  goOnline()
  await vi.waitFor(() => expect(read).toHaveBeenCalled())
  expect(read).toHaveBeenCalledExactlyOnceWith([key], false)
})

test('in a group only those who are blocked do not hear that they were read', async () => {
  const { store, context, shop, read, goOnline } = await bench()
  const friend = person(store, 2)
  const groupId = store.chats.resolve({ kind: 'group', jid: '1203@g.us' })
  const keys = [shop, friend].map(authorId => store.messages.key(put(store, { chatId: groupId, authorId })))
  context.outbox.add('read', { chatId: groupId, messageId: null, wireId: null }, { keys, toSender: true })
  store.blocklist.set(shop, true, 1)
  goOnline()
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2))
  expect(read.mock.calls).toEqual([
    [[keys[0]], false],
    [[keys[1]], true],
  ])
})

test('to whoever is blocked nothing is sent, edited, reacted to or tried again', async () => {
  const { store, context, shop, chatId, hello } = await bench()
  const { id } = send(context, { chatId, text: 'hello', replyTo: null })
  store.messages.setStatus(id, 'failed', 'TIMEOUT')
  const mine = put(store, {
    chatId,
    authorId: store.accounts.me(),
    fromMe: true,
    status: 'sent',
    unread: false,
    at: context.now() - 500,
  })
  store.blocklist.set(shop, true, 1)
  const refused: (() => unknown)[] = [
    () => send(context, { chatId, text: 'again', replyTo: null }),
    () => edit(context, { messageId: mine, text: 'other' }),
    () => react(context, { messageId: hello, emoji: '👍' }),
    () => retry(context, { messageId: id }),
  ]
  for (const action of refused) {
    expect(action).toThrow(Refusal)
    expect(action).toThrow('blocked')
  }
  store.blocklist.set(shop, false, 2)
  retry(context, { messageId: id })
  expect(store.messageReader.get(id)?.status).toBe('pending')
})
