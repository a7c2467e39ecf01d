import { expect, test } from 'vitest'
import type { ChatRef } from '../../../src/main/engine/events.ts'
import type { ChatCommand } from '../../../src/main/engine/ports.ts'
import { linkByQr, linked, newLink, newPhone } from './support/bench.ts'

const FOREVER = -1

test('everything the phone changes of a chat arrives, and its undoing too', async () => {
  const { phone, heard, ada } = await linked()
  const sent = await ada.sendText('to be starred')
  const { key } = await heard.message(sent.id)
  await phone.settled()
  const state = (fits: (s: Extract<(typeof heard.events)[number], { type: 'chatState' }>['state']) => boolean) =>
    heard.event('chatState', event => event.state.chat.kind === 'direct' && fits(event.state))

  phone.appState.saveContact(ada, 'Ada Lovelace')
  expect(await heard.event('name', e => e.source === 'addressBook' && e.name === 'Ada Lovelace')).toMatchObject({
    person: { pn: ada.pn },
  })
  phone.appState.pin(ada, true)
  await state(s => typeof s.pinnedAt === 'number')
  phone.appState.pin(ada, false)
  await state(s => s.pinnedAt === null)
  phone.appState.archive(ada, true)
  await state(s => s.archived === true)
  phone.appState.archive(ada, false)
  await state(s => s.archived === false)
  phone.appState.mute(ada, 4_000_000_000_000)
  await state(s => s.mutedUntil === 4_000_000_000_000)
  phone.appState.mute(ada, FOREVER)
  await state(s => s.mutedUntil === 'forever')
  phone.appState.mute(ada, null)
  await state(s => s.mutedUntil === null)
  phone.appState.markRead(ada, false)
  await state(s => s.markedUnread === true)
  phone.appState.markRead(ada, true)
  await state(s => s.markedUnread === false)
  await heard.event('chatRead')
  phone.appState.star(sent, true)
  expect((await heard.event('change', e => e.change.change === 'star')).change).toMatchObject({
    target: { wireId: key.wireId, fromMe: false },
    on: true,
  })
  phone.appState.deleteForMe(sent)
  await heard.event('change', e => e.change.change === 'deleteForMe' && e.change.target.wireId === key.wireId)
  phone.appState.clear(ada)
  expect((await heard.event('chatCleared')).upTo).toBeGreaterThan(0)
  phone.appState.delete(ada)
  await heard.event('chatDeleted')
  phone.appState.forgetContact(ada)
  expect(await heard.event('name', e => e.source === 'addressBook' && e.name === null)).toMatchObject({
    person: { pn: ada.pn },
  })
  phone.appState.pushName('Robin R')
  await heard.event('name', e => e.name === 'Robin R')
  await phone.settled()
  phone.assertClean()
})

test.each(['keys-first', 'history-first'] as const)(
  'what was set before linking is there whatever comes first (%s)',
  async linkOrder => {
    for (const appStateDelivery of ['patches', 'snapshot'] as const) {
      const phone = await newPhone({ linkOrder, appStateDelivery })
      const ada = phone.addPerson({ pn: '15550101', lid: '90010101', savedName: 'Ada Lovelace' })
      phone.appState.pin(ada, true)
      phone.appState.mute(ada, FOREVER)
      phone.setHistory({
        conversations: [{ id: '15550101@s.whatsapp.net', conversationTimestamp: 1_700_000_000, messages: [] }],
      })
      const bench = newLink(phone)
      await linkByQr(bench)
      const { heard } = bench
      await heard.event('name', e => e.source === 'addressBook' && e.name === 'Ada Lovelace')
      await heard.event('chatState', e => typeof e.state.pinnedAt === 'number')
      await heard.event('chatState', e => e.state.mutedUntil === 'forever')
      await phone.settled()
      phone.assertClean()
    }
  },
)

test('a store that fails while the app state arrives gets it again', async () => {
  const { phone, heard, ada } = await linked()
  await phone.settled()
  let refused = 0
  heard.failing = batch => batch.events.some(e => e.type === 'name' && e.source === 'addressBook') && refused++ === 0
  phone.appState.saveContact(ada, 'Ada Lovelace')
  await heard.event('name', e => e.source === 'addressBook' && e.name === 'Ada Lovelace')
  expect(refused).toBe(2)
  await phone.settled()
  phone.assertClean()
})

test('what changed while this device was off arrives with the next connection', async () => {
  const bench = await linked()
  const { phone, link, ada } = bench
  await phone.settled()
  await link.stop()
  phone.appState.saveContact(ada, 'Ada Lovelace')
  const next = await bench.again()
  await next.heard.event('name', e => e.source === 'addressBook' && e.name === 'Ada Lovelace')
})

test('every command reaches the phone, with the newest messages it holds for', async () => {
  const { phone, link, heard, ada } = await linked()
  const sent = await ada.sendText('hi')
  const { key, at } = await heard.message(sent.id)
  await heard.until(() => phone.appState && heard.all('blocklist').length > 0, 'the first sync')
  await phone.settled()
  const chat: ChatRef = key.chat
  const last = [{ key, at }]
  const commands: [ChatCommand, string][] = [
    [{ kind: 'pin', chat, on: true }, 'pin_v1'],
    [{ kind: 'pin', chat, on: false }, 'pin_v1'],
    [{ kind: 'archive', chat, on: true, last }, 'archive'],
    [{ kind: 'mute', chat, until: 'forever' }, 'mute'],
    [{ kind: 'mute', chat, until: 4_000_000_000_000 }, 'mute'],
    [{ kind: 'mute', chat, until: null }, 'mute'],
    [{ kind: 'markRead', chat, read: false, last }, 'markChatAsRead'],
    [{ kind: 'markRead', chat, read: true, last }, 'markChatAsRead'],
    [{ kind: 'deleteForMe', chat, target: key, at }, 'deleteMessageForMe'],
    [{ kind: 'clear', chat, last }, 'clearChat'],
    [{ kind: 'delete', chat, last }, 'deleteChat'],
  ]
  for (const [command] of commands) await link.chatCommand(command)
  const got = phone.receivedOf('mutation')
  expect(got.map(mutation => mutation.index[0])).toEqual(commands.map(([, type]) => type))
  expect(got[2]?.value?.archiveChatAction?.messageRange?.messages?.[0]?.key?.id).toBe(sent.id)
  expect(got[8]?.index).toEqual(['deleteMessageForMe', ada.lid, sent.id, '0', '0'])
  // The phone goes on from the same version: both sides agree on every hash.
  phone.appState.pin(ada, true)
  await heard.event('chatState', event => typeof event.state.pinnedAt === 'number')
  await link.chatCommand({ kind: 'pin', chat, on: false })
  await phone.settled()
  phone.assertClean()
})

test('a new key is used from when the phone shares it', async () => {
  const { phone, heard, link, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('hi')).id)
  await phone.settled()
  phone.appState.rotateKey()
  phone.appState.saveContact(ada, 'Ada under a new key')
  await heard.event('name', e => e.name === 'Ada under a new key')
  await link.chatCommand({ kind: 'pin', chat: key.chat, on: true })
  await phone.settled()
  phone.assertClean()
})

test('a command that another device was faster than is made again on top of that change', async () => {
  const { phone, link, heard, ada } = await linked()
  const { key } = await heard.message((await ada.sendText('hi')).id)
  await phone.settled()
  // The phone changes the same collection after this device has read it and before it writes.
  let done = false
  const stop = phone.onReceived(entry => {
    if (done || entry.kind !== 'query' || !entry.name.startsWith('w:sync:app:state')) return
    done = true
    setImmediate(() => phone.appState.archive(ada, true))
  })
  const queries = () => phone.receivedOf('query').filter(query => query.name.startsWith('w:sync:app:state')).length
  const before = queries()
  await link.chatCommand({ kind: 'pin', chat: key.chat, on: true })
  stop()
  // Read and write, refused; read again; read and write.
  expect(queries() - before).toBeGreaterThanOrEqual(5)
  expect(phone.receivedOf('mutation').map(mutation => mutation.index[0])).toContain('pin_v1')
  await heard.event('chatState', event => event.state.archived === true)
  await link.chatCommand({ kind: 'pin', chat: key.chat, on: false })
  await phone.settled()
  phone.assertClean()
})
