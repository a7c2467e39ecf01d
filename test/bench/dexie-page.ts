/** Runs in Chromium: stores the rows that the bench serves with Dexie, as a web client would. */
import Dexie from 'dexie'

export interface DexieTimes {
  rows: number
  ms: number
}

/** A row as served: byte columns in base64. */
type Served = Record<string, string | number | null>

async function store(
  rowsPerTransaction: number,
  byteColumns: string[],
  durability: 'relaxed' | 'strict',
): Promise<DexieTimes> {
  const served = (await (await fetch('/rows')).json()) as Served[]
  const rows = served.map(row => {
    const whole: Record<string, unknown> = { ...row }
    for (const column of byteColumns) {
      const base64 = row[column]
      if (typeof base64 === 'string') whole[column] = Uint8Array.from(atob(base64), char => char.charCodeAt(0))
    }
    return whole
  })
  const name = `bench-${durability}`
  await Dexie.delete(name)
  const db = new Dexie(name, { chromeTransactionDurability: durability })
  // The indexes a chat needs at the least: a page by time, a message by its key.
  db.version(1).stores({ messages: 'id, &[chat_id+wire_id+author_id], [chat_id+at]' })
  const table = db.table('messages')
  await db.open()
  const began = performance.now()
  for (let at = 0; at < rows.length; at += rowsPerTransaction) {
    await table.bulkAdd(rows.slice(at, at + rowsPerTransaction))
  }
  const ms = performance.now() - began
  const stored = await table.count()
  db.close()
  await Dexie.delete(name)
  return { rows: stored, ms }
}

Object.assign(globalThis, { store })
