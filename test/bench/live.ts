/** (c) Live messages: from the contact's phone to the receipt that the engine sends once the message is committed. */
import Database from 'better-sqlite3'
import { storeFiles } from '../../src/main/engine/store/files.ts'
import { BenchEngine } from './engine.ts'
import { scratchFolder } from './folders.ts'
import type { Part } from './part.ts'
import { startBenchPhone } from './phone.ts'
import { percentile } from './table.ts'

export const live: Part = async ({ small, code }) => {
  const count = small ? 60 : 1000
  const dataDir = scratchFolder()
  const phone = await startBenchPhone(null)
  const engine = new BenchEngine(code, dataDir, phone)
  await engine.link(phone)
  const times = await phone.call('live', count)
  const problems = await phone.call('problems')
  await engine.close()
  await phone.stop()
  const db = new Database(storeFiles(dataDir).database, { readonly: true })
  const stored = Number(
    db.prepare("SELECT count(*) FROM messages WHERE text LIKE 'This is the live message%'").pluck().get(),
  )
  db.close()
  if (stored !== count) throw new Error(`${stored} of ${count} messages are in the store`)
  if (problems.length > 0) throw new Error(`the phone complains: ${problems.join('; ')}`)
  return [
    {
      name: `c  ${count} live encrypted messages, p95`,
      value: percentile(times, 0.95),
      unit: 'ms',
      floor: null,
      aim: { atMost: 15 },
      note: `one after the other, encryption by the sender and the way back of the receipt included; median ${percentile(times, 0.5).toFixed(1)}, p99 ${percentile(times, 0.99).toFixed(1)}`,
    },
  ]
}
