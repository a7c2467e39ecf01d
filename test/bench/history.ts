/** (a) History from wire to disk. */

import { SLICE_MESSAGES } from '../../src/main/engine/link/decoder-messages.ts'
import { browserBinary } from '../e2e/support/browserBinary.ts'
import { dexie } from './dexie.ts'
import { historyFloor } from './floor.ts'
import type { Part } from './part.ts'
import { chunksFile, type SampleSize } from './sample.ts'
import { syncOnce } from './synced.ts'
import { median, type Row, spread } from './table.ts'

export const historySize = (small: boolean): SampleSize =>
  small ? { messages: 2_000, chats: 50 } : { messages: 100_000, chats: 500 }

export const history: Part = async ({ small, code, say }) => {
  const size = historySize(small)
  const repeats = small ? 1 : 3
  const chunks = chunksFile(size)
  const engine: number[] = []
  const floor: number[] = []
  const decode: number[] = []
  const index: number[] = []
  let source = ''
  let stored = 0
  // In turns, so that what else the machine does hits both alike.
  for (let n = 0; n < repeats; n++) {
    const run = await syncOnce(code, size, null)
    await run.phone.stop()
    source = run.database
    stored = run.messages
    const raw = await historyFloor({ chunks, source, rowsPerTransaction: SLICE_MESSAGES })
    engine.push(run.ms)
    floor.push(raw.decodeMs + raw.insertMs)
    decode.push(raw.decodeMs)
    index.push(run.indexMs)
    say(`a: ${run.ms.toFixed(0)} ms; floor ${raw.decodeMs.toFixed(0)} + ${raw.insertMs.toFixed(0)} ms`)
  }
  const value = median(engine)
  const name = `a  ${size.messages} messages, ${size.chats} chats, wire to disk`
  const rows: Row[] = [
    {
      name,
      value,
      unit: 'ms',
      floor: { name: 'decode + raw inserts', value: median(floor) },
      aim: { ratioAtMost: 2 },
      note: `n=${repeats}, ${spread(engine)}; floor ${spread(floor)}, of it decoding ${median(decode).toFixed(0)}; search index ${median(index).toFixed(0)} ms later`,
    },
  ]
  const browser = browserBinary()
  if (browser === null) {
    say('a: no Chromium, so no comparison with Dexie')
    return rows
  }
  for (const durability of ['relaxed', 'strict'] as const) {
    const { ms, rows: held } = await dexie({ browser, source, rowsPerTransaction: SLICE_MESSAGES, durability })
    if (held !== stored) throw new Error(`Dexie holds ${held} rows`)
    rows.push({
      name: `a  the same against Dexie, ${durability}`,
      value,
      unit: 'ms',
      floor: { name: 'Dexie in Chromium', value: ms },
      aim: { ratioAtLeast: 10 },
      note: `n=1; the ${stored} rows only, without wire and decoding; ${SLICE_MESSAGES} a transaction`,
    })
  }
  return rows
}
