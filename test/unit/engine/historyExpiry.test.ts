import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { proto } from 'baileys'
import { expect, test } from 'vitest'
import { purgeWaitingHistory } from '../../../src/main/engine/history-expiry.ts'
import { withoutOver } from '../../../src/main/engine/link/history-statuses.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { scene, T0 } from '../store/support.ts'

const { HistorySyncNotification } = proto.Message

/** A post in history, with its time. */
const post = (id: string, at: number): proto.IWebMessageInfo => ({
  key: { remoteJid: 'status@broadcast', id, fromMe: false },
  message: { conversation: `post ${id}` },
  messageTimestamp: Math.floor(at / 1000),
})

/** A notification with its content inline, and something of one's own behind it. */
function notification(history: proto.IHistorySync): Buffer {
  const payload = deflateSync(proto.HistorySync.encode(proto.HistorySync.create(history)).finish())
  const encoded = HistorySyncNotification.encode({ syncType: 0, initialHistBootstrapInlinePayload: payload }).finish()
  // Field 1000, three bytes.
  return Buffer.concat([encoded, Buffer.from([0xc2, 0x3e, 3]), Buffer.from('123')])
}

function contentOf(bytes: Uint8Array): proto.HistorySync {
  const { initialHistBootstrapInlinePayload: payload } = HistorySyncNotification.decode(bytes)
  return proto.HistorySync.decode(inflateSync(payload ?? Buffer.alloc(0)))
}

const history = (at: number): proto.IHistorySync => ({
  syncType: proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP,
  conversations: [{ id: '15550101@s.whatsapp.net', messages: [{ message: post('CHAT', at) }] }],
  statusV3Messages: [post('OLD', at - STATUS_LIFETIME_MS + 1_000), post('NEW', at)],
  pushnames: [{ id: '15550101@s.whatsapp.net', pushname: 'Ada' }],
})

test('posts that are over go from history that waits, and nothing else does', () => {
  const bytes = notification(history(T0))
  expect(withoutOver(bytes, T0)).toBeNull()
  const rest = withoutOver(bytes, T0 + 1_000)
  const left = contentOf(rest ?? Buffer.alloc(0))
  expect(left.statusV3Messages.map(({ key }) => key?.id)).toEqual(['NEW'])
  expect({ ...left.toJSON(), statusV3Messages: [] }).toEqual({ ...contentOf(bytes).toJSON(), statusV3Messages: [] })
  expect(Buffer.from(rest ?? []).subarray(-6)).toEqual(bytes.subarray(-6))
  expect(contentOf(withoutOver(bytes, T0 + STATUS_LIFETIME_MS) ?? Buffer.alloc(0)).statusV3Messages).toEqual([])
})

test('what cannot be read, or lies on the media host, stays as it is', () => {
  const far = T0 + STATUS_LIFETIME_MS
  const encode = (fields: proto.Message.IHistorySyncNotification) => HistorySyncNotification.encode(fields).finish()
  expect(withoutOver(encode({ directPath: '/x' }), far)).toBeNull()
  expect(withoutOver(encode({ initialHistBootstrapInlinePayload: Buffer.from('garbage') }), far)).toBeNull()
  expect(withoutOver(Buffer.from([0xff, 0xff]), far)).toBeNull()
})

test('of what is half stored nothing is taken; what was taken is gone from the disk', async () => {
  const { store, clock, dir } = await scene()
  const bytes = notification(history(clock.now))
  const job = { syncType: 0, chunkOrder: 1, progress: null, notification: bytes }
  store.history.add('A', job)
  const half = store.history.add('B', { ...job, notification: notification(history(clock.now)) })
  store.history.sliceDone(half?.id ?? 0, 1)
  const isOnDisk = (): boolean =>
    ['', '-wal'].some(end => readFileSync(join(dir, `pillion.sqlite${end}`)).includes(bytes))
  expect(isOnDisk()).toBe(true)
  purgeWaitingHistory(store, clock.now + 1_000)
  const posts = store.history.pending().map(({ notification: each }) => contentOf(each).statusV3Messages.length)
  expect(posts).toEqual([1, 2])
  store.history.done(half?.id ?? 0)
  store.statusExpiry.emptyLog()
  expect(isOnDisk()).toBe(false)
})
