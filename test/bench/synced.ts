/** One run of the whole way: a phone in another process sends its history, the engine's thread stores it. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { BenchEngine, type EngineCode } from './engine.ts'
import { scratchFolder } from './folders.ts'
import { type BenchPhone, startBenchPhone } from './phone.ts'
import type { SampleSize } from './sample.ts'

export interface SyncRun {
  /** From the first stanza of the history leaving the phone to the engine saying that all of it is stored. */
  ms: number
  /** The store, closed. */
  database: string
  dataDir: string
  messages: number
  phone: BenchPhone
}

/**
 * @param during runs while the history streams, until told that it has ended.
 * @throws when a message is missing, or the phone found fault with something.
 */
export async function syncOnce(
  code: EngineCode,
  sample: SampleSize,
  during: ((engine: BenchEngine, ended: Promise<unknown>) => Promise<void>) | null,
): Promise<SyncRun> {
  const dataDir = scratchFolder()
  const phone = await startBenchPhone(sample)
  const engine = new BenchEngine(code, dataDir, phone)
  await engine.link(phone)
  const synced = engine.synced()
  const busy = during?.(engine, synced)
  const began = await phone.call('sendHistory')
  const ms = (await synced) - began
  await busy
  await phone.call('settled')
  await engine.close()
  const database = join(dataDir, 'pillion.db')
  const db = new Database(database, { readonly: true })
  const messages = Number(db.prepare('SELECT count(*) FROM messages').pluck().get())
  db.close()
  if (messages !== sample.messages) throw new Error(`${messages} of ${sample.messages} messages are in the store`)
  const problems = await phone.call('problems')
  if (problems.length > 0) throw new Error(`the phone complains: ${problems.join('; ')}`)
  return { ms, database, dataDir, messages, phone }
}
