import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { person, type Scene, scene } from './support.ts'

const DAY_MS = STATUS_LIFETIME_MS

function add({ store, clock }: Scene, authorId: number, wireId: string, body: string, at = clock.now, bytes = 0): void {
  store.statuses.add({
    authorId,
    fromMe: false,
    wireId,
    at,
    content: { kind: 'text', text: body, preview: null },
    text: body,
    thumbnail: bytes > 0 ? Buffer.alloc(bytes, body) : null,
    backgroundArgb: null,
    font: null,
    mentions: [],
    raw: Buffer.from(`raw of ${body}`),
    seen: false,
    expiresAt: Math.min(at, clock.now) + DAY_MS,
  })
}

/** Everything that SQLite has of the store on the disk. */
function disk({ dir }: Scene): string {
  return ['', '-wal'].map(end => readFileSync(join(dir, `pillion.sqlite${end}`), 'latin1')).join('')
}

function journal({ store }: Scene, stanzaKey: string, body: string, at: number, projected = true): void {
  const id = store.journal.record({ stanzaKey, stanza: Buffer.from(body), plaintext: Buffer.from(body), at }, [])
  if (projected) store.journal.markProjected([id])
}

test('posts that end one after the other leave nothing behind, however their neighbours were moved about', async () => {
  const made = await scene()
  const { store, clock } = made
  const authors = Array.from({ length: 20 }, (_, n) => person(store, n + 1))
  let seed = 7
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff
    return seed / 0x7fff_ffff
  }
  const start = clock.now
  const ends = Array.from({ length: 600 }, (_, n) => {
    const at = start - Math.floor(random() * (DAY_MS - 1))
    add(made, authors[n % 20] ?? 0, `W${n}`, `MARK${n}.${'x'.repeat(random() * 300)}`, at, random() < 0.4 ? 3_000 : 0)
    return at + DAY_MS
  })
  for (let step = 1; step <= 40; step++) {
    clock.now = start + (step * DAY_MS) / 40
    for (let n = step; n < 600; n += 37) store.statuses.markSeen(authors[n % 20] ?? 0, `W${n}`, clock.now)
    store.statusExpiry.purge(clock.now)
    if (step % 10 !== 0) continue
    const all = disk(made)
    const found = ends.map((_, n) => all.includes(`MARK${n}.`))
    expect(found).toEqual(ends.map(end => end > clock.now))
  }
})

test('a post that is taken back is gone at once from rows and journal, and from the log within a minute', async () => {
  const made = await scene()
  const { store, clock } = made
  const ada = person(store, 1)
  add(made, ada, '3EB0AA', 'regretted by the bay')
  add(made, ada, '3EB0BB', 'kept at the bay')
  const key = (id: string): string => `status@broadcast 15550101@s.whatsapp.net ${id} hash`
  journal(made, key('3EB0AA'), 'regretted by the bay', clock.now)
  journal(made, key('3EB0BB'), 'kept at the bay', clock.now)
  const event = { type: 'statusRevoked', author: null, wireId: '3EB0AA', at: 1 } as const
  store.setAside.keep(event, { journal: [], error: 'TypeError', expiresAt: clock.now + DAY_MS })
  store.statuses.revoke(ada, '3EB0AA', clock.now)
  expect(store.journal.find(key('3EB0AA'))?.plaintext).toHaveLength(0)
  expect(store.journal.find(key('3EB0BB'))?.plaintext).not.toHaveLength(0)
  store.statusExpiry.settle(clock.now + 59_000)
  expect(disk(made)).toContain('regretted by the bay')
  store.statusExpiry.settle(clock.now + 60_000)
  expect(disk(made)).not.toContain('regretted by the bay')
  expect(disk(made)).toContain('kept at the bay')
  // It comes again, late: nothing of it stays.
  journal(made, key('3EB0AA').replace('hash', 'other'), 'regretted by the bay', clock.now, false)
  add(made, ada, '3EB0AA', 'regretted by the bay')
  store.statusExpiry.emptyLog()
  expect(disk(made)).not.toContain('regretted by the bay')
  expect(store.journal.unprojected(0, 9)).toEqual([])
})

test('a log that somebody reads is emptied later, without anybody waiting for it', async () => {
  const made = await scene()
  const { store, clock, dir } = made
  add(made, person(store, 1), 'S', 'sunset over the fictional bay')
  const reader = new Sqlite(join(dir, 'pillion.sqlite'), { readonly: true })
  onTestFinished(() => void reader.close())
  reader.exec('BEGIN')
  expect(reader.prepare('SELECT COUNT(*) AS n FROM statuses').get()).toEqual({ n: 1 })
  clock.now += DAY_MS
  const began = performance.now()
  expect(store.statusExpiry.purge(clock.now)).toBe(1)
  expect(performance.now() - began).toBeLessThan(2_000)
  store.statusExpiry.settle(clock.now)
  expect(disk(made)).toContain('sunset over the fictional bay')
  reader.exec('COMMIT')
  store.statusExpiry.settle(clock.now)
  expect(disk(made)).not.toContain('sunset over the fictional bay')
})

test('what the journal holds of posts that were over when they came, or never could be shown, goes as well', async () => {
  const made = await scene()
  const { store, clock } = made
  const at = clock.now
  // Sent just before a day was over, and never a row of its own.
  journal(made, 'status@broadcast 1@lid LATE h', 'late to the party', at - DAY_MS + 1_000)
  // Received when the clock here was behind the server's.
  journal(made, 'status@broadcast 1@lid EARLY h', 'early to the party', at + 60_000)
  journal(made, 'status@broadcast 1@lid NEVER h', 'never understood', at, false)
  // Not a post: it is kept until it can be understood.
  journal(made, '1@lid  CHAT h', 'a chat message', at, false)
  expect(store.statusExpiry.purge(at)).toBe(0)
  expect(disk(made)).toContain('late to the party')
  store.statusExpiry.purge(at + 1_000)
  store.statusExpiry.settle(at + 61_000)
  expect(disk(made)).not.toContain('late to the party')
  expect(disk(made)).toContain('early to the party')
  clock.now = at + DAY_MS
  store.statusExpiry.purge(clock.now)
  store.statusExpiry.settle(clock.now + 60_000)
  expect(disk(made)).not.toMatch(/early to the party|never understood/)
  expect(store.journal.unprojected(0, 9).map(({ stanzaKey }) => stanzaKey)).toEqual(['1@lid  CHAT h'])
})

test('a clock that is set back gives a post one more day at most; one that is set on ends it', async () => {
  const made = await scene()
  const { store, clock } = made
  add(made, person(store, 1), 'S', 'sunset over the fictional bay')
  journal(made, 'status@broadcast 1@lid S h', 'sunset over the fictional bay', clock.now)
  clock.now -= 7 * DAY_MS
  expect(store.statusExpiry.purge(clock.now)).toBe(0)
  expect(store.statusExpiry.next()).toBe(clock.now + DAY_MS)
  clock.now += DAY_MS
  expect(store.statusExpiry.purge(clock.now)).toBe(1)
  expect(disk(made)).not.toContain('sunset over the fictional bay')

  add(made, person(store, 1), 'T', 'sunrise over the fictional bay')
  clock.now += 7 * DAY_MS
  expect(store.statusExpiry.purge(clock.now)).toBe(1)
  expect(disk(made)).not.toContain('sunrise over the fictional bay')
})
