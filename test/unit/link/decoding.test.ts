import { deflateSync } from 'node:zlib'
import { proto } from 'baileys'
import { expect, onTestFinished, test } from 'vitest'
import { SLICE_MESSAGES } from '../../../src/main/engine/link/decoder-messages.ts'
import { Decoding } from '../../../src/main/engine/link/decoding.ts'

const SLICES = 12

function chunk(): Uint8Array {
  const id = '15550101@s.whatsapp.net'
  const messages = Array.from({ length: SLICES * SLICE_MESSAGES }, (_, n) => ({
    message: {
      key: { remoteJid: id, fromMe: false, id: `M${n}` },
      messageTimestamp: 1_790_000_000 + n,
      message: { conversation: `line ${n}` },
    },
  }))
  const syncType = proto.HistorySync.HistorySyncType.RECENT
  return Uint8Array.from(
    deflateSync(proto.HistorySync.encode({ syncType, conversations: [{ id, messages }] }).finish()),
  )
}

function newDecoding(): Decoding {
  const decoding = new Decoding(new URL('../../../src/main/engine/link/decoder.ts', import.meta.url))
  onTestFinished(() => decoding.stop())
  return decoding
}

const job = (id = 1) => ({
  id,
  file: chunk(),
  keys: null,
  skip: 0,
  me: { pn: '15550100@s.whatsapp.net', lid: null },
  at: 0,
})

test('slices come in order, and whatever else waits gets its turn between two of them', async () => {
  let turn = 0
  let counting = true
  const count = (): void => {
    turn += 1
    if (counting) setImmediate(count)
  }
  const seen: { index: number; turn: number; messages: number }[] = []
  const done = newDecoding()
    .begin(job())
    .slices((index, slice) => {
      if (seen.length === 0) setImmediate(count)
      seen.push({ index, turn, messages: slice.messages })
      // Storing takes longer than decoding: the next slice is there before this one is done with.
      const end = performance.now() + 15
      while (performance.now() < end);
    })
  await done
  counting = false
  expect(seen.map(({ index }) => index)).toEqual([...seen.keys()])
  expect(seen.reduce((sum, { messages }) => sum + messages, 0)).toBe(SLICES * SLICE_MESSAGES)
  const turns = seen.map(entry => entry.turn)
  expect(new Set(turns).size).toBe(turns.length)
})

test('what the taker throws ends the job, and no slice follows', async () => {
  let taken = 0
  const failing = newDecoding()
    .begin(job())
    .slices(index => {
      taken += 1
      if (index === 3) throw new Error('disk full')
    })
  await expect(failing).rejects.toThrow('disk full')
  expect(taken).toBe(4)
})

test('stopping ends a job under way', async () => {
  const decoding = newDecoding()
  let taken = 0
  const stopped = decoding.begin(job()).slices(() => {
    taken += 1
    decoding.stop()
  })
  await expect(stopped).rejects.toMatchObject({ why: 'stopped' })
  expect(taken).toBe(1)
})

test('a chunk is begun while another is taken, and what becomes of the one is nothing to the other', async () => {
  const decoding = newDecoding()
  const [first, second] = [decoding.begin(job(1)), decoding.begin(job(2))]
  const failing = first.slices(index => {
    if (index === 1) throw new Error('disk full')
  })
  await expect(failing).rejects.toThrow('disk full')
  let messages = 0
  await second.slices((_, slice) => {
    messages += slice.messages
  })
  expect(messages).toBe(SLICES * SLICE_MESSAGES)
})

test('what was begun and never taken is over with the thread', async () => {
  const decoding = newDecoding()
  const waiting = decoding.begin(job())
  decoding.stop()
  await expect(waiting.slices(() => undefined)).rejects.toMatchObject({ why: 'stopped' })
})
