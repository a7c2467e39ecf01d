/**
 * The floor of history sync: one thread that inflates and decodes the very same chunks and writes the very same rows with
 * one prepared insert into one table, with the same columns, indexes, pragmas and rows per transaction. A process of its
 * own, so that nothing is warm. Started with {@link FloorSetup} as JSON; prints {@link FloorTimes} as JSON.
 */
import { inflateSync } from 'node:zlib'
import { proto } from 'baileys'
import Database from 'better-sqlite3'
import { readSample } from './sample.ts'

export interface FloorSetup {
  chunks: string
  /** The store that the engine made of these chunks: its rows are written again. */
  source: string
  /** The database to make. */
  target: string
  rowsPerTransaction: number
}

export interface FloorTimes {
  decodeMs: number
  insertMs: number
  rows: number
}

const { chunks, source, target, rowsPerTransaction }: FloorSetup = JSON.parse(process.argv[2] ?? '')

/** As src/main/engine/store/open.ts sets them. */
const PRAGMAS = [
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'temp_store = MEMORY',
  'cache_size = -32000',
  'journal_size_limit = 16777216',
]

/** The parents come along beforehand, unmeasured: rows refer to them. */
const TABLES = ['people', 'chats', 'messages']

const from = new Database(source, { readonly: true })
const db = new Database(target)
db.pragma('journal_mode = WAL')
db.pragma('foreign_keys = OFF')
const ddl = from
  .prepare<[string], string>(
    "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type <> 'trigger'",
  )
  .pluck()
for (const name of TABLES) for (const sql of ddl.all(name)) db.exec(sql)
function* rowsOf(name: string): Generator<unknown[]> {
  yield* from.prepare<[], unknown[]>(`SELECT * FROM ${name} ORDER BY id`).raw().iterate()
}
function inserter(name: string): Database.Statement<unknown[]> {
  const width = db.prepare(`SELECT * FROM ${name}`).columns().length
  return db.prepare(`INSERT INTO ${name} VALUES (${Array(width).fill('?').join(', ')})`)
}
for (const name of ['people', 'chats']) {
  const insert = inserter(name)
  db.transaction(() => {
    for (const row of rowsOf(name)) insert.run(...row)
  })()
}
for (const pragma of PRAGMAS) db.pragma(pragma)
const rows = [...rowsOf('messages')]
from.close()
const files = readSample(chunks).chunks

const began = performance.now()
for (const { deflated } of files) proto.HistorySync.decode(inflateSync(deflated))
const decoded = performance.now()
const insert = inserter('messages')
const batch = db.transaction((at: number) => {
  for (const row of rows.slice(at, at + rowsPerTransaction)) insert.run(...row)
})
for (let at = 0; at < rows.length; at += rowsPerTransaction) batch(at)
const inserted = performance.now()
db.close()

const times: FloorTimes = { decodeMs: decoded - began, insertMs: inserted - decoded, rows: rows.length }
process.stdout.write(`${JSON.stringify(times)}\n`)
