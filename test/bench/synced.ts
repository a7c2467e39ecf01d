/** One run of the whole way: a phone in another process sends its history, the engine's thread stores it. */
import Database from 'better-sqlite3'
import { storeFiles } from '../../src/main/engine/store/files.ts'
import { BenchEngine, type EngineCode } from './engine.ts'
import { scratchFolder } from './folders.ts'
import { type BenchPhone, startBenchPhone } from './phone.ts'
import { chunksFile, readSample, type SampleSize } from './sample.ts'

export interface SyncRun {
  /** From the first stanza of the history leaving the phone to the engine saying that all of it is stored. */
  ms: number
  /** From then until every message can be found by its words: the index is made after the history, in slices. */
  indexMs: number
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
  const database = storeFiles(dataDir).database
  const indexMs = (await indexed(database)) - began - ms
  await phone.call('settled')
  await engine.close()
  const db = new Database(database, { readonly: true })
  const messages = Number(db.prepare('SELECT count(*) FROM messages').pluck().get())
  db.close()
  const { fleeting } = readSample(chunksFile(sample))
  if (messages > sample.messages || messages < sample.messages - fleeting)
    throw new Error(`${messages} of ${sample.messages} messages are in the store`)
  const problems = await phone.call('problems')
  if (problems.length > 0) throw new Error(`the phone complains: ${problems.join('; ')}`)
  return { ms, indexMs, database, dataDir, messages, phone }
}

/** How often the index is looked at (ms). */
const LOOK_MS = 50
/** Longest wait for it (ms). */
const INDEX_PATIENCE_MS = 120_000

/** Waits until the search index has every message. @returns when that was (ms since the epoch). */
async function indexed(file: string): Promise<number> {
  const db = new Database(file, { readonly: true })
  const missing = db.prepare(
    "SELECT coalesce((SELECT max(id) FROM messages), 0) - coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'search.indexedUpTo'), 0)",
  )
  const deadline = Date.now() + INDEX_PATIENCE_MS
  try {
    while (Number(missing.pluck().get()) > 0) {
      if (Date.now() > deadline) throw new Error('the search index is not finished')
      await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    }
  } finally {
    db.close()
  }
  return performance.timeOrigin + performance.now()
}
