import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore } from '../../../src/main/engine/store/open.ts'
import type { NewStatus } from '../../../src/main/engine/store/statuses.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import type { StatusAuthor, StatusPost, StatusViewer } from '../../../src/shared/model.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { MOST_POSTS } from '../../../src/shared/rules/statuses.ts'
import { lidOf, newDir, person, plainBox, pnOf, type Scene, scene, storeOf, T0 } from './support.ts'

const MINUTE = 60_000

/** A post of `minutes` ago. */
function put(
  { store, clock, me }: Scene,
  authorId: number,
  wireId: string,
  minutes: number,
  fields: Partial<NewStatus> = {},
): number {
  const id = store.statuses.add(post({ clock, me }, authorId, wireId, minutes, fields))
  if (id === null) throw new Error('the post was not stored')
  return id
}

function post(
  { clock, me }: Pick<Scene, 'clock' | 'me'>,
  authorId: number,
  wireId: string,
  minutes: number,
  fields: Partial<NewStatus> = {},
): NewStatus {
  const at = clock.now - minutes * MINUTE
  return {
    authorId,
    fromMe: authorId === me,
    wireId,
    at,
    content: { kind: 'text', text: wireId, preview: null },
    text: wireId,
    mentions: [],
    thumbnail: null,
    backgroundArgb: 0xff00ff,
    font: 1,
    raw: Buffer.from(wireId),
    seen: false,
    expiresAt: at + STATUS_LIFETIME_MS,
    ...fields,
  }
}

const image = { kind: 'image', caption: null, media: emptyMedia() } as const
function emptyMedia() {
  return { mimetype: 'image/jpeg', size: 1, width: 1, height: 1, duration: null, fileName: null }
}

/** All pages. */
function authors(store: Store, query = '', limit = 2): StatusAuthor[] {
  const items: StatusAuthor[] = []
  let after: string | null = null
  do {
    const page: { items: StatusAuthor[]; next: string | null } = store.statusReader.page({ query, after, limit })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    after = page.next
  } while (after !== null)
  return items
}

const ids = (posts: readonly StatusPost[] | null): number[] => (posts ?? []).map(({ id }) => id)
const ring = ({ seen }: StatusAuthor): string => seen.map(each => (each ? '●' : '○')).join('')

test('unseen authors come first, then seen, then muted; the newest first in each, page by page', async () => {
  const made = await scene()
  const { store, clock } = made
  const people = [1, 2, 3, 4, 5, 6].map(n => person(store, n))
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = people
  put(made, a, 'A1', 50)
  put(made, b, 'B1', 10)
  put(made, b, 'B2', 30)
  put(made, c, 'C1', 20)
  put(made, d, 'D1', 5)
  put(made, e, 'E1', 1)
  put(made, f, 'F1', 2)
  store.statuses.markSeen(b, 'B2', clock.now)
  store.statuses.markSeen(c, 'C1', clock.now)
  store.statuses.markSeen(d, 'D1', clock.now)
  store.statuses.setMuted(e, true)
  store.blocklist.set(f, true, clock.now)
  expect(authors(store).map(author => [author.id, author.group, ring(author)])).toEqual([
    [b, 'recent', '●○'],
    [a, 'recent', '○'],
    [d, 'viewed', '●'],
    [c, 'viewed', '●'],
    [e, 'muted', '○'],
  ])
  expect(store.chatReader.counts().unseenStatuses).toBe(2)
  expect(authors(store)[0]?.newest).toMatchObject({ content: { text: 'B1' }, backgroundArgb: 0xff00ff, font: 1 })
  store.statuses.setMuted(e, false)
  store.blocklist.set(f, false, clock.now)
  expect(authors(store).map(({ id }) => id)).toEqual([e, f, b, a, d, c])
  expect(store.chatReader.counts().unseenStatuses).toBe(4)
})

test('what is over is in no list, also before it was cleared away', async () => {
  const made = await scene()
  const { store, clock, me } = made
  const ada = person(store, 1)
  put(made, ada, 'OLD', 24 * 60 - 1)
  const young = put(made, ada, 'YOUNG', 5)
  const mine = put(made, me, 'MINE', 24 * 60 - 1)
  store.statuses.markSeen(ada, 'YOUNG', clock.now)
  expect(authors(store).map(author => [author.group, ring(author)])).toEqual([['recent', '○●']])
  expect(ids(store.statusReader.mine())).toEqual([mine])
  clock.now += MINUTE
  expect(authors(store).map(author => [author.group, ring(author)])).toEqual([['viewed', '●']])
  expect(store.chatReader.counts().unseenStatuses).toBe(0)
  expect(ids(store.statusReader.posts(ada))).toEqual([young])
  expect(store.statusReader.mine()).toEqual([])
  expect(store.statusReader.viewers({ statusId: mine, after: null, limit: 9 })).toBeNull()
  clock.now += STATUS_LIFETIME_MS
  expect(authors(store)).toEqual([])
  store.statusExpiry.purge(clock.now)
  expect(authors(store)).toEqual([])
})

test('that something is over is told to the screen when it is noticed', async () => {
  const made = await scene()
  const { store, clock } = made
  put(made, person(store, 1), 'S', 24 * 60 - 1)
  let told = 0
  store.onCommit(changes => {
    if (changes.statuses) told++
  })
  authors(store)
  expect(told).toBe(0)
  clock.now += MINUTE
  authors(store)
  authors(store)
  expect(told).toBe(1)
})

test('where nothing can be written, the list is shown as it was', { timeout: 60_000 }, async () => {
  const made = await scene()
  const { store, clock, dir } = made
  const ada = person(store, 1)
  put(made, ada, 'OVER', 24 * 60 - 1)
  put(made, ada, 'YOUNG', 5)
  const other = new Sqlite(join(dir, 'pillion.sqlite'))
  other.exec('BEGIN IMMEDIATE')
  clock.now += MINUTE
  try {
    expect(authors(store, '', 50).map(ring)).toEqual(['○○'])
    // What is over is not shown all the same.
    expect(store.statusReader.posts(ada)).toHaveLength(1)
  } finally {
    other.exec('ROLLBACK')
    other.close()
  }
  expect(authors(store).map(ring)).toEqual(['○'])
})

test('a row carries a line and a small picture, whatever was posted', async () => {
  const made = await scene()
  const { store } = made
  const [long = 0, small = 0, big = 0] = [1, 2, 3].map(n => person(store, n))
  put(made, long, 'L', 1, {
    content: { kind: 'text', text: `${'x'.repeat(199)}😀${'y'.repeat(60_000)}`, preview: null },
  })
  put(made, small, 'S', 2, { content: { ...image, caption: 'z'.repeat(500) }, thumbnail: Buffer.alloc(16 * 1024, 1) })
  put(made, big, 'B', 3, { content: image, thumbnail: Buffer.alloc(16 * 1024 + 1, 1) })
  const rows = new Map(authors(store).map(({ id, newest }) => [id, newest]))
  expect(rows.get(long)?.content).toEqual({ kind: 'text', text: 'x'.repeat(199), preview: null })
  expect(rows.get(small)?.content).toEqual({ ...image, caption: 'z'.repeat(200) })
  expect(rows.get(small)?.thumbnail).toHaveLength(Math.ceil((16 * 1024) / 3) * 4)
  expect(rows.get(big)?.thumbnail).toBeNull()
  expect(store.statusReader.posts(big)?.[0]?.thumbnail).not.toBeNull()
})

test('the walk has the authors of the list in its order; posts say whether their author is muted', async () => {
  const made = await scene()
  const { store, clock, me } = made
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = [1, 2, 3, 4, 5].map(n => person(store, n))
  for (const [index, id] of [a, b, c, d, e].entries()) put(made, id, 'P', index + 1)
  put(made, b, 'P2', 8)
  put(made, me, 'MINE', 1)
  store.statuses.markSeen(a, 'P', clock.now)
  store.statuses.setMuted(c, true)
  store.blocklist.set(d, true, clock.now)
  expect(store.statusReader.walk()).toEqual([
    { id: b, group: 'recent', unseen: 2 },
    { id: e, group: 'recent', unseen: 1 },
    { id: a, group: 'viewed', unseen: 0 },
    { id: c, group: 'muted', unseen: 1 },
  ])
  expect(store.statusReader.walk().map(({ id }) => id)).toEqual(authors(store).map(({ id }) => id))
  expect([a, c].map(id => store.statusReader.posts(id)?.[0]?.muted)).toEqual([false, true])
  expect(store.statusReader.mine()).toMatchObject([{ muted: false }])
})

test('an author is found by the words of their name, and by digits of their number', async () => {
  const made = await scene()
  const { store, clock } = made
  const [a = 0, b = 0] = [1, 2].map(n => person(store, n))
  store.transaction(() => {
    store.names.learn(a, 'addressBook', 'Ada Example', clock.now)
    store.names.learn(b, 'push', 'Émile', clock.now)
  })
  put(made, a, 'A', 1)
  put(made, b, 'B', 2)
  expect(authors(store, 'exam').map(({ name }) => name.text)).toEqual(['Ada Example'])
  expect(authors(store, 'emile').map(({ name }) => name.text)).toEqual(['~ Émile'])
  expect(authors(store, '0102').map(({ id }) => id)).toEqual([b])
  expect(authors(store, 'nobody')).toEqual([])
  expect(authors(store, '★')).toEqual([])
})

test('a cursor of somebody else is refused', async () => {
  const { store } = await scene()
  for (const after of ['', '1.2', '3:1.2', '2:x', '2:1.2.3'])
    expect(() => store.statusReader.page({ query: '', after, limit: 1 })).toThrow('not a cursor')
})

test('a business keeps its standing in the list and on its posts', async () => {
  const made = await scene()
  const { store, clock } = made
  const shop = person(store, 1)
  store.transaction(() =>
    store.attestations.record(shop, {
      source: 'stanza',
      level: 'high',
      business: true,
      chosenName: 'Corner Shop',
      issuer: null,
      serial: null,
      hostStorage: null,
      actualActors: null,
      privacyModeAt: null,
      at: clock.now,
    }),
  )
  put(made, shop, 'S', 1)
  expect(authors(store)).toMatchObject([{ id: shop, standing: 'verified' }])
  expect(store.statusReader.posts(shop)).toMatchObject([{ author: { id: shop, standing: 'verified' } }])
})

test("an author's posts: oldest first, with mentions, style, picture and whether they were seen", async () => {
  const made = await scene()
  const { store, clock } = made
  const [a = 0, b = 0] = [1, 2].map(n => person(store, n))
  const content = { kind: 'image', caption: 'with @15555550102', media: emptyMedia() } as const
  put(made, a, 'NEW', 1, {
    content,
    thumbnail: Buffer.from('jpeg'),
    mentions: [{ token: '15555550102', personId: b }],
  })
  put(made, a, 'FIRST', 9, { seen: true })
  put(made, a, 'GONE', 5)
  store.statuses.revoke(a, 'GONE', clock.now)
  const posts = store.statusReader.posts(a) ?? []
  expect(posts).toMatchObject([
    {
      content: { text: 'FIRST' },
      seen: true,
      media: { state: 'none' },
      backgroundArgb: 0xff00ff,
      font: 1,
      mentions: [],
    },
    {
      content,
      seen: false,
      media: { state: 'away' },
      mediaId: null,
      thumbnail: Buffer.from('jpeg').toString('base64'),
      mentions: [{ token: '15555550102', person: { id: b } }],
      way: 'sent',
      viewers: 0,
      fromMe: false,
    },
  ])
  expect(posts.map(({ expiresAt, at }) => expiresAt - at)).toEqual([STATUS_LIFETIME_MS, STATUS_LIFETIME_MS])
  expect(store.statusReader.posts(999)).toBeNull()
  store.blocklist.set(a, true, clock.now)
  expect(store.statusReader.posts(a)).toEqual([])
  expect(store.statusReader.get(posts[0]?.id ?? 0)).toBeNull()
})

test('of somebody who posts without end, the newest are shown', async () => {
  const made = await scene()
  const { store } = made
  const ada = person(store, 1)
  store.transaction(() => {
    for (let n = 0; n < MOST_POSTS + 5; n++) put(made, ada, `P${n}`, 600 - n)
  })
  const posts = store.statusReader.posts(ada) ?? []
  expect(posts).toHaveLength(MOST_POSTS)
  expect(posts[0]?.content).toMatchObject({ text: 'P5' })
  expect(posts.at(-1)?.content).toMatchObject({ text: `P${MOST_POSTS + 4}` })
  expect(authors(store)[0]?.seen).toHaveLength(MOST_POSTS)
  expect(store.chatReader.counts().unseenStatuses).toBe(MOST_POSTS)
  for (const { id } of posts) store.statuses.seeHere(id, true)
  expect(authors(store)[0]?.group).toBe('viewed')
  expect(store.chatReader.counts().unseenStatuses).toBe(0)
})

test('the state of a file: in memory while it comes, else by its row; a text has none', async () => {
  const made = await scene()
  const { store, dir } = made
  const ada = person(store, 1)
  const coming = put(made, ada, 'COMING', 5, { content: image })
  const failed = put(made, ada, 'FAILED', 4, { content: image })
  const here = put(made, ada, 'HERE', 3, { content: image })
  put(made, ada, 'OTHER', 2, { content: { kind: 'unknown', type: 'pollMessage' } })
  addMedia(dir, { statusId: failed, file: null, failure: 'gone' })
  addMedia(dir, { statusId: here, file: 'abc', failure: null })
  store.statusReader.setStateOf(id => (id === coming ? { state: 'coming', percent: 40 } : null))
  const states = (store.statusReader.posts(ada) ?? []).map(({ media, mediaId }) => [media, mediaId !== null])
  expect(states).toEqual([
    [{ state: 'coming', percent: 40 }, false],
    [{ state: 'failed', why: 'gone' }, false],
    [{ state: 'here' }, true],
    [{ state: 'none' }, false],
  ])
})

test('own posts have their viewers, newest first, page by page, and count as seen', async () => {
  const made = await scene()
  const { store, me, clock } = made
  const people = [1, 2, 3].map(n => person(store, n))
  const id = put(made, me, 'MINE', 5)
  for (const [index, by] of people.entries()) store.statuses.recordView('MINE', by, clock.now - index * 1000)
  store.statuses.recordView('MINE', me, clock.now)
  store.statuses.recordView('MINE', people[0] ?? 0, clock.now + 5_000)
  expect(authors(store)).toEqual([])
  const posts = store.statusReader.mine()
  expect(posts).toMatchObject([{ id, fromMe: true, seen: true, viewers: 3, way: 'sent', author: { id: me } }])
  expect(store.statusReader.posts(me)).toEqual(posts)
  const viewers: StatusViewer[] = []
  let after: string | null = null
  do {
    const page = store.statusReader.viewers({ statusId: id, after, limit: 2 })
    viewers.push(...(page?.items ?? []))
    after = page?.next ?? null
  } while (after !== null)
  expect(viewers.map(({ person: { id: by }, at }) => [by, clock.now - at])).toEqual([
    [people[0], 0],
    [people[1], 1000],
    [people[2], 2000],
  ])
  const other = put(made, people[0] ?? 0, 'THEIRS', 1)
  expect(store.statusReader.viewers({ statusId: other, after: null, limit: 2 })).toBeNull()
})

test('what is shown here is told once, and only if it may be; what was seen elsewhere is not told from here', async () => {
  const made = await scene()
  const { store, clock, me, dir } = made
  const ada = person(store, 1)
  const told = put(made, ada, 'TOLD', 9)
  const quiet = put(made, ada, 'QUIET', 8)
  const elsewhere = put(made, ada, 'ELSEWHERE', 7)
  const gone = put(made, ada, 'GONE', 6)
  const over = put(made, ada, 'OVER', 24 * 60 - 1)
  const mine = put(made, me, 'MINE', 5)
  store.statuses.markSeen(ada, 'ELSEWHERE', clock.now)
  store.statuses.seeHere(gone, true)
  store.statuses.revoke(ada, 'GONE', clock.now)
  clock.now += MINUTE
  expect(store.statuses.seeHere(told, true)).toBe(true)
  expect(store.statuses.seeHere(quiet, false)).toBe(true)
  for (const id of [told, quiet, elsewhere, gone, over, mine, 999]) expect(store.statuses.seeHere(id, true)).toBe(false)
  store.statuses.markSeen(ada, 'TOLD', clock.now)
  expect(due(dir)).toEqual([told])
})

test('number and LID prove to be one author: their posts stand together, once each', async () => {
  const made = await scene()
  const { store, clock, dir } = made
  const byNumber = store.people.resolve({ pn: pnOf(1), lid: null })
  const byLid = store.people.resolve({ pn: null, lid: lidOf(1) })
  const other = person(store, 2)
  const twice = put(made, byNumber, 'TWICE', 9)
  put(made, byLid, 'TWICE', 9, { mentions: [{ token: '90010001', personId: byLid }] })
  put(made, byLid, 'ONCE', 5)
  put(made, byLid, 'GONE', 4)
  store.statuses.revoke(byNumber, 'GONE', clock.now)
  addMedia(dir, { statusId: twice, file: 'abc', failure: null })
  const marked = put(made, other, 'THEIRS', 3, { mentions: [{ token: '90010001', personId: byLid }] })
  store.statuses.seeHere(twice, true)
  store.statuses.setMuted(byLid, true)
  expect(
    authors(store)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([byNumber, byLid, other].sort())
  const ada = store.people.resolve({ pn: pnOf(1), lid: lidOf(1) })
  expect(authors(store).map(author => [author.id, author.group, ring(author)])).toEqual([
    [other, 'recent', '○'],
    [ada, 'muted', '●○'],
  ])
  for (const id of [byNumber, byLid]) {
    expect(store.statusReader.posts(id)).toMatchObject([
      { content: { text: 'TWICE' }, mentions: [{ person: { id: ada } }], media: { state: 'here' } },
      { content: { text: 'ONCE' } },
    ])
  }
  expect(store.statusReader.get(marked)?.mentions).toMatchObject([{ person: { id: ada } }])
  expect(due(dir)).toEqual([twice])
  store.statuses.setMuted(ada, false)
  expect(authors(store)[1]).toMatchObject({ id: ada, group: 'recent' })
})

test('an author who proves to be the user: their posts are the user’s own', async () => {
  const dir = newDir()
  const clock = { now: T0 + 1_000_000_000 }
  const store = storeOf(await openStore({ dataDir: dir, secrets: plainBox, now: () => clock.now }))
  store.accounts.link({ pn: pnOf(0), lid: null }, 'Robin', T0)
  const me = store.accounts.me()
  const made = { store, dir, me, clock }
  const other = store.people.resolve({ pn: null, lid: lidOf(7) })
  put(made, other, 'MINE', 5)
  expect(authors(store).map(({ id }) => id)).toEqual([other])
  store.people.resolve({ pn: pnOf(0), lid: lidOf(7) })
  expect(store.people.current(other)).toBe(me)
  expect(authors(store)).toEqual([])
  expect(store.chatReader.counts().unseenStatuses).toBe(0)
  expect(store.statusReader.mine()).toMatchObject([{ fromMe: true, seen: true, author: { id: me } }])
})

test('the list is what the posts say, whatever happens to them', { timeout: 60_000 }, async () => {
  const step = fc.record({
    who: fc.integer({ min: 1, max: 4 }),
    serial: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom(
      'add',
      'add',
      'add',
      'seen',
      'shown',
      'revoke',
      'mute',
      'unmute',
      'block',
      'unblock',
      'later',
      'clear',
      'merge',
    ),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      const made = await scene()
      const { store, clock } = made
      for (const { who, serial, what } of steps) {
        const id = store.people.resolve(who > 2 ? { pn: pnOf(who), lid: null } : { pn: null, lid: lidOf(who + 2) })
        const wireId = `S${serial}`
        const own = store.statusReader
          .posts(id)
          ?.find(each => each.content.kind === 'text' && each.content.text === wireId)
        if (what === 'add') store.statuses.add(post(made, id, wireId, who * 7 + serial))
        if (what === 'seen') store.statuses.markSeen(id, wireId, clock.now)
        if (what === 'shown' && own !== undefined) store.statuses.seeHere(own.id, true)
        if (what === 'revoke' && serial === 2) store.statuses.revoke(id, wireId, clock.now)
        if (what === 'mute' || what === 'unmute') store.statuses.setMuted(id, what === 'mute')
        if (what === 'block' || what === 'unblock') store.blocklist.set(id, what === 'block', clock.now)
        if (what === 'later') clock.now += 3 * 60 * MINUTE
        if (what === 'clear') store.statusExpiry.purge(clock.now)
        if (what === 'merge' && who > 2) store.people.resolve({ pn: pnOf(who), lid: lidOf(who) })
        const shown = authors(store)
        expect(new Set(shown.map(author => author.id)).size).toBe(shown.length)
        const people = [1, 2, 3, 4].flatMap(n => [
          store.people.find({ pn: pnOf(n), lid: null }) ?? [],
          store.people.find({ pn: null, lid: lidOf(n) }) ?? [],
        ])
        const posting = new Set(people.flat().filter(each => (store.statusReader.posts(each) ?? []).length > 0))
        expect(new Set(shown.map(author => author.id))).toEqual(posting)
        for (const author of shown) {
          const posts = store.statusReader.posts(author.id) ?? []
          expect(author.seen).toEqual(posts.map(({ seen }) => seen))
          expect(author.newestAt).toBe(posts.at(-1)?.at)
          if (author.group !== 'muted') expect(author.group).toBe(author.seen.includes(false) ? 'recent' : 'viewed')
        }
        const unseen = shown.flatMap(({ group, seen }) => (group === 'muted' ? [] : seen.filter(each => !each)))
        expect(store.chatReader.counts().unseenStatuses).toBe(unseen.length)
      }
      store.close()
    }),
    { numRuns: Number(process.env.PILLION_RUNS ?? 40) },
  )
})

/** As the one who fetches files writes it. */
function addMedia(
  dir: string,
  { statusId, file, failure }: { statusId: number; file: string | null; failure: string | null },
): void {
  const db = new Sqlite(join(dir, 'pillion.sqlite'))
  const facts = file === null ? [null, null] : [5, 'image/jpeg']
  try {
    db.prepare('INSERT INTO media (status_id, file, bytes, type, failure) VALUES (?, ?, ?, ?, ?)').run(
      statusId,
      file,
      ...facts,
      failure,
    )
  } finally {
    db.close()
  }
}

/** Posts whose authors are still to be told. */
function due(dir: string): number[] {
  const db = new Sqlite(join(dir, 'pillion.sqlite'), { readonly: true })
  try {
    return db
      .prepare<[], { id: number }>('SELECT id FROM statuses WHERE view_due = 1')
      .all()
      .map(({ id }) => id)
  } finally {
    db.close()
  }
}
