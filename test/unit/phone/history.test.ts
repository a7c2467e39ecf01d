import { deflateSync } from 'node:zlib'
import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { HistoryChunk } from '../../phone/api.ts'
import { linked, newClient, newPhone } from './harness.ts'

const { HistorySyncType } = proto.HistorySync

/** A chat with messages, newest first as history has them. */
function chat(id: string, count: number, until = 1_700_000_000): proto.IConversation {
  return {
    id,
    conversationTimestamp: until,
    messages: Array.from({ length: count }, (_, n) => ({
      msgOrderId: count - n,
      message: {
        key: { remoteJid: id, fromMe: false, id: `${id}-${count - n}` },
        message: { conversation: `message ${count - n}` },
        messageTimestamp: until - n * 60,
      },
    })),
  }
}

test('content is cut into chunks: inline bootstrap, names, statuses, downloaded rest', async () => {
  const phone = await newPhone()
  phone.setHistory({
    conversations: Array.from({ length: 45 }, (_, n) => chat(`1555020${n}@s.whatsapp.net`, 3, 1_700_000_000 + n)),
    pushNames: [{ id: '15550200@s.whatsapp.net', pushname: 'Zero' }],
    statuses: [{ key: { remoteJid: 'status@broadcast', id: 'S1', participant: '15550200@s.whatsapp.net' } }],
    pairs: [{ pn: '15550200@s.whatsapp.net', lid: '9020@lid' }],
  })
  const client = await newClient(phone).link()
  await phone.settled()
  client.socket.ev.flush()
  const notifications = client.events
    .filter(e => e.name === 'messages.upsert')
    .flatMap(e => e.value.messages)
    .flatMap(m => m.message?.protocolMessage?.historySyncNotification ?? [])
  expect(notifications.map(n => [n.syncType, n.chunkOrder, n.progress, n.directPath ? 'download' : 'inline'])).toEqual([
    [HistorySyncType.INITIAL_BOOTSTRAP, 1, 100, 'inline'],
    [HistorySyncType.PUSH_NAME, 1, 100, 'download'],
    [HistorySyncType.INITIAL_STATUS_V3, 1, 100, 'download'],
    [HistorySyncType.RECENT, 1, 33, 'download'],
    [HistorySyncType.RECENT, 2, 67, 'download'],
    [HistorySyncType.RECENT, 3, 100, 'download'],
  ])
  const ids = new Set<string | null | undefined>()
  await client.until(() => {
    for (const event of client.events) {
      if (event.name === 'messaging-history.set') for (const m of event.value.messages) ids.add(m.key.id)
    }
    return ids.size === 45 * 3
  }, 'all messages')
  phone.assertClean()
})

test('ready chunks are sent as they are, encoded and deflated ones too, FULL included', async () => {
  const phone = await newPhone()
  const content = (n: number) => ({
    conversations: [chat(`1555020${n}@s.whatsapp.net`, 2)],
    chunkOrder: n,
    progress: n * 25,
  })
  const encoded = (n: number, syncType: proto.HistorySync.HistorySyncType) =>
    proto.HistorySync.encode({ ...content(n), syncType }).finish()
  const chunks: HistoryChunk[] = [
    { syncType: HistorySyncType.INITIAL_BOOTSTRAP, content: content(1), inline: false },
    { syncType: HistorySyncType.RECENT, content: { encoded: encoded(2, HistorySyncType.RECENT) } },
    {
      syncType: HistorySyncType.FULL,
      content: { deflated: deflateSync(encoded(3, HistorySyncType.FULL)) },
      inline: true,
    },
    { syncType: HistorySyncType.NON_BLOCKING_DATA, content: { pastParticipants: [] } },
  ]
  phone.setHistory({ chunks })
  const client = await newClient(phone).link()
  for (const n of [1, 2, 3]) {
    const id = `1555020${n}@s.whatsapp.net-2`
    await client.wait('messaging-history.set', ({ messages }) => messages.find(m => m.key.id === id))
  }
  await phone.settled()
  phone.assertClean()
})

test('the app state may also come after the history', async () => {
  const phone = await newPhone({ linkOrder: 'history-first' })
  phone.addPerson({ pn: '15550101', lid: '90010101', savedName: 'Ada' })
  phone.setHistory({ conversations: [chat('15550101@s.whatsapp.net', 1)] })
  const client = await newClient(phone).link()
  await client.wait('contacts.upsert', contacts => contacts.find(c => c.name === 'Ada'))
  await phone.settled()
  phone.assertClean()
})

test('older messages are given on demand until there are no more', async () => {
  const phone = await newPhone()
  const jid = '15550101@s.whatsapp.net'
  phone.addPerson({ pn: '15550101', lid: '90010101' })
  const all = chat(jid, 30).messages?.flatMap(m => m.message ?? []) ?? []
  const newest = { ...chat(jid, 0), messages: all.slice(0, 5).map(message => ({ message })) }
  phone.setHistory({ conversations: [newest], older: [{ chatJid: jid, messages: all.slice(5) }] })
  const client = await newClient(phone).link()
  await phone.settled()
  const ask = async (oldest: string) => {
    const key = { remoteJid: jid, fromMe: false, id: oldest }
    const id = await client.socket.fetchMessageHistory(20, key, 1)
    return client.wait('messaging-history.set', set => set.peerDataRequestSessionId === id && set)
  }
  const first = await ask(`${jid}-26`)
  expect(first.syncType).toBe(HistorySyncType.ON_DEMAND)
  expect(first.messages.map(m => m.key.id)).toEqual(Array.from({ length: 20 }, (_, n) => `${jid}-${25 - n}`))
  const last = await ask(`${jid}-6`)
  expect(last.messages.map(m => m.key.id)).toEqual([5, 4, 3, 2, 1].map(n => `${jid}-${n}`))
  phone.onOlderMessages(({ oldestId }) => [{ key: { remoteJid: jid, id: `before ${oldestId}` }, messageTimestamp: 1 }])
  const made = await ask('anything')
  expect(made.messages.map(m => m.key.id)).toEqual(['before anything'])
  phone.assertClean()
})

test('more history can come at any time, and a tampered file can be told by its hash', async () => {
  const { phone, client } = await linked()
  const content = { conversations: [chat('15550101@s.whatsapp.net', 2)] }
  await phone.sendHistory({
    chunks: [
      { syncType: HistorySyncType.RECENT, content, progress: 50 },
      { syncType: HistorySyncType.RECENT, content, progress: 100, tamper: 'missing' },
    ],
  })
  await client.wait('messaging-history.set', set => set.progress === 50)
  await client.until(() => phone.media.requests.some(r => r.status === 404), 'the failed download')
})

test('a history of 100,000 messages in ready chunks is served fast', async () => {
  const phone = await newPhone()
  const big: proto.IConversation[] = Array.from({ length: 100 }, (_, n) => chat(`155503${n}@s.whatsapp.net`, 1000))
  const encoded = proto.HistorySync.encode({
    syncType: HistorySyncType.RECENT,
    conversations: big,
    progress: 100,
  }).finish()
  phone.setHistory({
    chunks: [
      { syncType: HistorySyncType.INITIAL_BOOTSTRAP, content: {} },
      { syncType: HistorySyncType.RECENT, content: { deflated: deflateSync(encoded, { level: 1 }) } },
    ],
  })
  const client = newClient(phone)
  const start = performance.now()
  await client.link()
  await client.wait('messaging-history.set', set => set.messages.length === 100_000, 15_000)
  expect(performance.now() - start).toBeLessThan(12_000)
}, 30_000)
