/** (d) Opening chats and paging up in a large store, against the raw SELECT of the same rows. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { inProject } from '../../scripts/steps/project.ts'
import { storeFiles } from '../../src/main/engine/store/files.ts'
import { openStore } from '../../src/main/engine/store/open.ts'
import type { Store } from '../../src/main/engine/store/store.ts'
import { plainBox } from '../../src/main/secrets.ts'
import { cacheFolder } from './folders.ts'
import type { Part } from './part.ts'
import type { SampleSize } from './sample.ts'
import { percentile } from './table.ts'

/** As the screen asks. */
const PAGE = 50
/** Pages read upwards after the first. */
const UP = 4
const ROUNDS = 3

const run = promisify(execFile)

/** What the stored rows depend on; a store made by other sources is made anew. */
function sourcesDigest(): string {
  const hash = createHash('sha256')
  for (const folder of ['store', 'store/migrations', 'sync']) {
    const path = inProject('src', 'main', 'engine', folder)
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isFile()) hash.update(readFileSync(join(path, entry.name)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}

async function largeStore(size: SampleSize, say: (line: string) => void): Promise<string> {
  const name = `store-${size.messages}-${size.chats}`
  const folder = join(cacheFolder(), `${name}-${sourcesDigest()}`)
  if (existsSync(folder)) return folder
  for (const old of readdirSync(cacheFolder())) {
    if (old.startsWith(`${name}-`)) rmSync(join(cacheFolder(), old), { recursive: true, force: true })
  }
  say(`d: making a store of ${size.messages} messages …`)
  const script = fileURLToPath(new URL('./build-store.ts', import.meta.url))
  const args = [`${folder}-new`, String(size.messages), String(size.chats)]
  const { stdout } = await run(process.execPath, [script, ...args])
  const seconds = Number(stdout) / 1000
  say(`d: made in ${seconds.toFixed(1)} s (${Math.round(size.messages / seconds)} messages a second)`)
  renameSync(`${folder}-new`, folder)
  return folder
}

/** The floor: the same rows with one prepared SELECT, its whole rows but the protobuf. */
class RawPages {
  readonly #db: Database.Database
  readonly #first: Database.Statement<[number, number], { at: number; id: number }>
  readonly #older: Database.Statement<[number, number, number, number], { at: number; id: number }>

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true })
    this.#db.pragma('cache_size = -32000')
    const columns = this.#db
      .prepare<[], string>("SELECT name FROM pragma_table_info('messages') WHERE name NOT IN ('raw')")
      .pluck()
      .all()
      .join(', ')
    this.#first = this.#db.prepare(
      `SELECT ${columns} FROM messages WHERE chat_id = ? ORDER BY at DESC, id DESC LIMIT ?`,
    )
    this.#older = this.#db.prepare(
      `SELECT ${columns} FROM messages WHERE chat_id = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?`,
    )
  }

  /** @returns ids and times of the rows, newest first, page by page. */
  *pages(chatId: number): Generator<number> {
    let rows = this.#first.all(chatId, PAGE)
    yield rows.length
    for (;;) {
      const last = rows.at(-1)
      if (last === undefined) return
      rows = this.#older.all(chatId, last.at, last.id, PAGE)
      yield rows.length
    }
  }

  chats(): number[] {
    return this.#db
      .prepare<[number], number>('SELECT chat_id FROM messages GROUP BY chat_id HAVING count(*) > ? ORDER BY chat_id')
      .pluck()
      .all(PAGE * (UP + 1))
  }

  close(): void {
    this.#db.close()
  }
}

function* storePages(store: Store, chatId: number): Generator<number> {
  let page = store.messageReader.page({ chatId, from: 'end', limit: PAGE })
  yield page?.items.length ?? 0
  while (page?.older) {
    page = store.messageReader.page({ chatId, from: { older: page.older }, limit: PAGE })
    yield page?.items.length ?? 0
  }
}

interface Times {
  open: number[]
  up: number[]
}

/** Opens one chat and pages up. @throws when a page is not full: the two would not have read the same. */
function visit(pages: Generator<number>, times: Times): void {
  for (let page = 0; page <= UP; page++) {
    const began = performance.now()
    const { value } = pages.next()
    const ms = performance.now() - began
    if (value !== PAGE) throw new Error(`a page of ${value} rows`)
    times[page === 0 ? 'open' : 'up'].push(ms)
  }
}

export const pages: Part = async ({ small, say }) => {
  const size = small ? { messages: 20_000, chats: 50 } : { messages: 1_000_000, chats: 500 }
  const dataDir = await largeStore(size, say)
  const { store } = await openStore({ dataDir, secrets: plainBox })
  if (store === null) throw new Error('the large store cannot be opened')
  const raw = new RawPages(storeFiles(dataDir).database)
  const chats = raw.chats()
  const engine: Times = { open: [], up: [] }
  const floor: Times = { open: [], up: [] }
  // The first round warms both (code and caches) and does not count; then they take turns in going first.
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] =
      round === 0
        ? [
            { open: [], up: [] },
            { open: [], up: [] },
          ]
        : [engine, floor]
    for (const [n, chatId] of chats.entries()) {
      if ((n + round) % 2 === 0) visit(storePages(store, chatId), a)
      visit(raw.pages(chatId), b)
      if ((n + round) % 2 === 1) visit(storePages(store, chatId), a)
    }
  }
  store.close()
  raw.close()
  const row = (what: string, of: number[], against: number[]) => ({
    name: `d  ${what}, ${size.messages} messages`,
    value: percentile(of, 0.5),
    unit: 'ms' as const,
    floor: { name: 'raw SELECT', value: percentile(against, 0.5) },
    aim: { ratioAtMost: 2 },
    note: `pages of ${PAGE}, n=${of.length}, p95 ${percentile(of, 0.95).toFixed(2)} against ${percentile(against, 0.95).toFixed(2)}`,
  })
  return [row('opening a chat', engine.open, floor.open), row('paging up', engine.up, floor.up)]
}
