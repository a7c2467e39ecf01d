/** (g) Status updates: pages of the list against the raw SELECT of their rows, and opening an author's posts in the engine's thread. */
import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import type { DomainEvent } from '../../src/main/engine/events.ts'
import { storeFiles } from '../../src/main/engine/store/files.ts'
import { openStore } from '../../src/main/engine/store/open.ts'
import type { Store } from '../../src/main/engine/store/store.ts'
import { Sync } from '../../src/main/engine/sync/sync.ts'
import { plainBox } from '../../src/main/secrets.ts'
import type { Page, StatusAuthor } from '../../src/shared/model.ts'
import { BenchEngine, type EngineCode } from './engine.ts'
import { scratchFolder } from './folders.ts'
import type { Part } from './part.ts'
import { percentile } from './table.ts'

/** As the screen asks. */
const PAGE = 50
const ROUNDS = 20
/** Times that each author's posts are opened. */
const OPENED = 3
/** Of the pictures that clients put into posts, bytes. */
const THUMBNAIL = 3_000

interface Size {
  authors: number
  posts: number
}

/** Two posts of three are pictures; a third of the authors was seen in part, a tenth altogether. */
function* postsOf({ authors, posts }: Size, now: number): Generator<DomainEvent[]> {
  for (let n = 0; n < authors; n++) {
    const author = { pn: `1555${5_000_000 + n}@s.whatsapp.net`, lid: `${90_000_000_000 + n}@lid` }
    const events: DomainEvent[] = [{ type: 'name', person: author, source: 'push', name: `Person ${n}`, at: now }]
    for (let post = 0; post < posts; post++) {
      const isPicture = post % 3 !== 1
      const text = `Post ${post} of person ${n}, and something about the day`
      const media = { mimetype: 'image/jpeg', size: 200_000, width: 1080, height: 1920, duration: null, fileName: null }
      const thumbnail = isPicture ? Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(THUMBNAIL)]) : null
      events.push({
        type: 'status',
        origin: 'history',
        status: {
          author,
          wireId: `S${n}-${post}`,
          at: now - (posts - post) * 3_600_000 - n * 1000,
          content: isPicture ? { kind: 'image', caption: text, media } : { kind: 'text', text, preview: null },
          text,
          mentions: [],
          thumbnail,
          backgroundArgb: 0xff112233,
          font: 1,
          raw: Buffer.concat([thumbnail ?? Buffer.alloc(0), Buffer.from(text)]),
          seen: n % 10 === 0 || (n % 3 === 0 && post < posts / 2),
        },
      })
    }
    yield events
  }
}

async function makeStore(dataDir: string, size: Size): Promise<number> {
  const { store } = await openStore({ dataDir, secrets: plainBox })
  if (store === null) throw new Error('the store could not be opened')
  const now = Date.now()
  store.accounts.link({ pn: '15550100@s.whatsapp.net', lid: '90010100@lid' }, 'Robin', now)
  const sync = new Sync(store, Date.now)
  const began = performance.now()
  for (const events of postsOf(size, now)) sync.apply({ events, journal: [] })
  const ms = performance.now() - began
  store.close()
  return ms
}

/** The floor: the rows that make up a page, whole but the protobuf, with one prepared SELECT through the same index. */
class RawList {
  readonly #db: Database.Database
  readonly #page: Database.Statement<[number, number, number], { newestAt: number; newestId: number }>

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true })
    this.#db.pragma('cache_size = -32000')
    const columns = this.#db
      .prepare<[], string>("SELECT 's.' || name FROM pragma_table_info('statuses') WHERE name <> 'raw'")
      .pluck()
      .all()
    this.#page = this.#db.prepare(
      `SELECT a.newest_at AS newestAt, a.newest_id AS newestId, a.seen, p.display_source, p.display_text, p.standing,
         ${columns.join(', ')}
       FROM status_authors a CROSS JOIN people p ON p.id = a.person_id CROSS JOIN statuses s ON s.id = a.newest_id
       WHERE a.place = 2 AND (a.newest_at, a.newest_id) < (?, ?)
       ORDER BY a.newest_at DESC, a.newest_id DESC LIMIT ?`,
    )
  }

  *pages(): Generator<number> {
    let [at, id] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
    for (;;) {
      const rows = this.#page.all(at, id, PAGE)
      yield rows.length
      const last = rows.at(-1)
      if (last === undefined) return
      at = last.newestAt
      id = last.newestId
    }
  }

  close(): void {
    this.#db.close()
  }
}

function* listPages(store: Store): Generator<number> {
  let after: string | null = null
  do {
    const page: Page<StatusAuthor> = store.statusReader.page({ query: '', after, limit: PAGE })
    yield page.items.filter(({ group }) => group === 'recent').length
    after = page.next
  } while (after !== null)
}

/** Goes through the list's whole pages of unseen authors. @throws when one is not full: the two would not have read the same. */
function visit(pages: Generator<number>, count: number, times: number[]): void {
  for (let page = 0; page < count; page++) {
    const began = performance.now()
    const { value } = pages.next()
    const ms = performance.now() - began
    if (value !== PAGE) throw new Error(`a page of ${value} authors`)
    times.push(ms)
  }
}

async function measureList(dataDir: string, pages: number): Promise<{ engine: number[]; floor: number[] }> {
  const { store } = await openStore({ dataDir, secrets: plainBox })
  if (store === null) throw new Error('the store could not be opened')
  const raw = new RawList(storeFiles(dataDir).database)
  const times: { engine: number[]; floor: number[] } = { engine: [], floor: [] }
  // The first rounds warm both and do not count; then they take turns in going first.
  for (let round = -3; round < ROUNDS; round++) {
    const [a, b] = round < 0 ? [[], []] : [times.engine, times.floor]
    if (round % 2 === 0) visit(listPages(store), pages, a)
    visit(raw.pages(), pages, b)
    if (round % 2 !== 0) visit(listPages(store), pages, a)
  }
  raw.close()
  store.close()
  return times
}

/** As the viewer does it, from the host's thread to the engine's and back. Nobody is at the other end of the line. */
async function measureViewer(code: EngineCode, dataDir: string, { authors, posts }: Size): Promise<number[]> {
  const wire = { url: 'ws://127.0.0.1:9/', rootKeyHex: null, mediaHost: null, mediaCaFile: null }
  const engine = new BenchEngine(code, dataDir, { wire })
  const people: number[] = []
  let after: string | null = null
  do {
    const page: Page<StatusAuthor> = await engine.call('statusesPage', { query: '', after, limit: PAGE })
    people.push(...page.items.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  if (people.length !== authors) throw new Error(`${people.length} of ${authors} authors are in the list`)
  const times: number[] = []
  for (let round = 0; round < OPENED; round++) {
    for (const personId of people) {
      const began = performance.now()
      const opened = await engine.call('statusPosts', { personId })
      times.push(performance.now() - began)
      const pictures = opened.filter(({ thumbnail }) => thumbnail !== null).length
      if (opened.length !== posts || pictures === 0)
        throw new Error(`${opened.length} posts, ${pictures} with a picture`)
    }
  }
  await engine.close()
  return times
}

export const statuses: Part = async ({ small, code, say }) => {
  const size: Size = small ? { authors: 120, posts: 10 } : { authors: 500, posts: 10 }
  const dataDir = scratchFolder()
  const madeMs = await makeStore(dataDir, size)
  say(`g: ${size.authors} × ${size.posts} posts stored in ${madeMs.toFixed(0)} ms`)
  const list = await measureList(dataDir, small ? 2 : 9)
  const viewer = await measureViewer(code, dataDir, size)
  const p95 = (of: readonly number[]): string => percentile(of, 0.95).toFixed(2)
  return [
    {
      name: `g  a page of the list, ${size.authors} × ${size.posts} status updates`,
      value: percentile(list.engine, 0.5),
      unit: 'ms',
      floor: { name: 'raw SELECT', value: percentile(list.floor, 0.5) },
      aim: { ratioAtMost: 2 },
      note: `pages of ${PAGE} authors with their pictures, n=${list.engine.length}, p95 ${p95(list.engine)} against ${p95(list.floor)}`,
    },
    {
      name: `g  opening an author's ${size.posts} posts with pictures, p95`,
      value: percentile(viewer, 0.95),
      unit: 'ms',
      floor: null,
      aim: { atMost: 50 },
      note: `through the engine's thread, n=${viewer.length}, median ${percentile(viewer, 0.5).toFixed(2)}`,
    },
  ]
}
