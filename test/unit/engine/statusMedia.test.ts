import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Uploads } from '../../../src/main/engine/actions/uploads.ts'
import { MediaFiles } from '../../../src/main/engine/media-files.ts'
import { MediaFolder } from '../../../src/main/engine/media-folder.ts'
import { LinkError, type LinkPort, MediaError, type MediaRequest } from '../../../src/main/engine/ports.ts'
import { eraseStore, setStoreAside } from '../../../src/main/engine/store/open.ts'
import type { EngineEvent } from '../../../src/shared/model.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { MOST_POSTS } from '../../../src/shared/rules/statuses.ts'
import { newDir, person, type Scene, scene } from '../store/support.ts'

/** Says that the picture has 16 by 16 pixels. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0])

/** A download under way: the test says how it ends. */
interface Download {
  /** What the post says. */
  name: string
  request: MediaRequest
  come(bytes?: Uint8Array): void
  fail(error: Error): void
}

/** Media files over a link whose downloads wait for the test. */
function start({ store, dir }: Scene) {
  const downloads: Download[] = []
  const events: EngineEvent[] = []
  const failures: unknown[] = []
  const line = { online: true, reuploads: [] as string[], moved: async (): Promise<string> => '/new' }
  const link: Pick<LinkPort, 'online' | 'fetchMedia' | 'askReupload'> = {
    get online() {
      return line.online
    },
    fetchMedia: request =>
      new Promise((done, failed) => {
        request.signal.addEventListener('abort', () => failed(new MediaError('network')))
        downloads.push({
          name: Buffer.from(request.raw).toString(),
          request,
          come: (bytes = JPEG) => {
            writeFileSync(request.file, bytes)
            done({ bytes: bytes.length })
          },
          fail: failed,
        })
      }),
    askReupload: raw => {
      line.reuploads.push(Buffer.from(raw).toString())
      return line.moved()
    },
  }
  const media = new MediaFiles({
    dataDir: dir,
    store,
    link: () => link,
    feed: { add: () => undefined },
    emit: batch => events.push(...batch),
    log: () => undefined,
    failed: error => failures.push(error),
  })
  media.start()
  onTestFinished(async () => {
    await media.stop()
    expect(failures).toEqual([])
  })
  const names = (): string[] => downloads.map(({ name }) => name)
  const running = async (count: number): Promise<void> => {
    await vi.waitFor(() => expect(downloads.length).toBe(count))
  }
  const state = (id: number) => store.statusReader.get(id)?.media
  return { media, downloads, events, line, names, running, state }
}

function add(
  { store, clock }: Scene,
  authorId: number,
  name: string,
  minutesAgo = 0,
  size: number | null = null,
): number {
  const at = clock.now - minutesAgo * 60_000
  const facts = { mimetype: null, size, width: null, height: null, duration: null, fileName: null }
  const id = store.statuses.add({
    authorId,
    fromMe: false,
    wireId: name,
    at,
    content: { kind: 'image', caption: null, media: facts },
    text: null,
    thumbnail: null,
    backgroundArgb: null,
    font: null,
    mentions: [],
    raw: Buffer.from(name),
    seen: false,
    expiresAt: at + STATUS_LIFETIME_MS,
  })
  if (id === null) throw new Error('not written')
  return id
}

function newMediaFolder({ dir }: Scene): string {
  const folder = join(dir, 'media')
  mkdirSync(folder, { recursive: true })
  return folder
}

const folderOf = ({ dir }: Scene): string[] => readdirSync(join(dir, 'media'))

test('two at once; of the opened author first, unseen ones before seen ones, the oldest first', async () => {
  const made = await scene()
  const [ada, ben] = [person(made.store, 1), person(made.store, 2)]
  add(made, ada, 'ada 1', 50)
  const seen = add(made, ada, 'ada 0', 60)
  add(made, ada, 'ada 2', 40)
  made.store.statuses.seeHere(seen, false)
  add(made, ben, 'ben 2', 5)
  add(made, ben, 'ben 1', 10)
  const { media, downloads, names, running, state } = start(made)
  media.fetching.opened(ada)
  await running(2)
  expect(names()).toEqual(['ada 1', 'ada 2'])
  media.fetching.opened(ben)
  // Opening again asks for nothing twice.
  media.fetching.opened(ada)
  media.fetching.opened(ben)
  expect(state(seen)).toEqual({ state: 'coming', percent: null })
  downloads[0]?.request.progress(40)
  downloads[0]?.come()
  await running(3)
  downloads[1]?.come()
  await running(4)
  downloads[2]?.come()
  await running(5)
  expect(names()).toEqual(['ada 1', 'ada 2', 'ben 1', 'ben 2', 'ada 0'])
  for (const download of downloads.slice(3)) download.come()
  await vi.waitFor(() => expect(state(seen)).toEqual({ state: 'here' }))
  expect(folderOf(made)).toHaveLength(5)
})

test('a post that is over, or taken back, is not fetched any further, and leaves no file', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  add(made, ada, 'over', 24 * 60 - 1)
  add(made, ada, 'regretted', 20)
  const last = add(made, ada, 'last', 10)
  const { media, downloads, names, running, state } = start(made)
  media.fetching.opened(ada)
  await running(2)
  made.store.statuses.revoke(ada, 'regretted', made.clock.now)
  await running(3)
  expect(downloads[1]?.request.signal.aborted).toBe(true)
  made.clock.now += 60_000
  made.store.statusExpiry.purge(made.clock.now)
  expect(downloads[0]?.request.signal.aborted).toBe(true)
  expect(names()).toEqual(['over', 'regretted', 'last'])
  downloads[2]?.come()
  await vi.waitFor(() => expect(state(last)).toEqual({ state: 'here' }))
  await vi.waitFor(() => expect(folderOf(made)).toHaveLength(1))
})

test('a post whose time ends while its last bytes come leaves no file', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  add(made, ada, 'over', 24 * 60 - 1)
  const { media, downloads, running } = start(made)
  media.fetching.opened(ada)
  await running(1)
  made.clock.now += 60_000
  downloads[0]?.come()
  await vi.waitFor(() => expect(folderOf(made)).toEqual([]))
})

test('a file that is gone is asked for at the phone once; its new place is remembered', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  const id = add(made, ada, 'post')
  const { media, downloads, line, running, state } = start(made)
  media.fetching.opened(ada)
  await running(1)
  downloads[0]?.fail(new MediaError('gone'))
  await running(2)
  expect(downloads[1]?.request.directPath).toBe('/new')
  downloads[1]?.fail(new MediaError('gone'))
  await vi.waitFor(() => expect(state(id)).toEqual({ state: 'failed', why: 'gone' }))
  expect(line.reuploads).toEqual(['post'])
  media.fetching.opened(ada)
  media.fetching.get(id, false)
  expect(downloads).toHaveLength(2)
  media.fetching.get(id, true)
  await running(3)
  expect(downloads[2]?.request.directPath).toBe('/new')
  downloads[2]?.come()
  await vi.waitFor(() => expect(state(id)).toEqual({ state: 'here' }))
})

test('what waits for the phone holds nobody else’s file, and goes when its post does', async () => {
  const made = await scene()
  const [ada, ben] = [person(made.store, 1), person(made.store, 2)]
  for (let n = 0; n < 10; n++) add(made, ada, `ada ${n}`, 50 - n)
  const last = add(made, ben, 'ben', 5)
  const { media, downloads, line, names, running, state } = start(made)
  // It is asleep.
  line.moved = () => new Promise(() => undefined)
  media.fetching.opened(ada)
  for (let n = 0; n < 10; n++) {
    await running(Math.min(10, n + 2))
    downloads[n]?.fail(new MediaError('gone'))
  }
  media.fetching.opened(ben)
  await running(11)
  expect(names()[10]).toBe('ben')
  downloads[10]?.come()
  await vi.waitFor(() => expect(state(last)).toEqual({ state: 'here' }))
  // Not all at once, but the next one when one is over.
  const asked = line.reuploads.length
  expect(asked).toBeGreaterThan(1)
  expect(asked).toBeLessThan(10)
  made.store.statuses.revoke(ada, 'ada 0', made.clock.now)
  await vi.waitFor(() => expect(line.reuploads).toHaveLength(asked + 1))
  await media.stop()
  expect(downloads).toHaveLength(11)
})

test('nothing of a blocked author is fetched or served, and what is under way is given up', async () => {
  const made = await scene()
  const { store, clock } = made
  const ada = person(store, 1)
  const here = add(made, ada, 'here', 30)
  const coming = add(made, ada, 'coming', 20)
  const { media, downloads, running, state } = start(made)
  media.fetching.get(here, false)
  await running(1)
  downloads[0]?.come()
  await vi.waitFor(() => expect(state(here)).toEqual({ state: 'here' }))
  const mediaId = store.statusReader.get(here)?.mediaId ?? 0
  expect(await media.find(mediaId)).not.toBeNull()
  media.fetching.get(coming, false)
  await running(2)
  store.blocklist.set(ada, true, clock.now)
  await vi.waitFor(() => expect(downloads[1]?.request.signal.aborted).toBe(true))
  expect(await media.find(mediaId)).toBeNull()
  media.fetching.opened(ada)
  media.fetching.get(coming, true)
  expect(downloads).toHaveLength(2)
  store.blocklist.set(ada, false, clock.now)
  expect(await media.find(mediaId)).not.toBeNull()
  await vi.waitFor(() => expect(state(coming)).toEqual({ state: 'away' }))
  media.fetching.get(coming, false)
  await running(3)
})

const MIB = 1024 * 1024

test('by themselves come only files whose size is told and not too large', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  add(made, ada, 'not told', 60)
  add(made, ada, 'large', 50, 20 * MIB + 1)
  add(made, ada, 'fits', 40, 20 * MIB)
  made.store.settings.set({ statusMedia: 'unmetered' })
  const { media, names, running } = start(made)
  media.fetching.network(false)
  await running(1)
  expect(names()).toEqual(['fits'])
  media.fetching.opened(ada)
  await running(2)
  expect(names()).toEqual(['fits', 'not told'])
})

test('by themselves come no more of an author’s files than are shown of their posts', async () => {
  const made = await scene()
  const { media } = made.store
  const [ada, ben] = [person(made.store, 1), person(made.store, 2)]
  const ids = Array.from({ length: MOST_POSTS + 50 }, (_, n) => add(made, ada, `ada ${n}`, 300 - n, 10))
  const last = add(made, ben, 'ben', 1, 10)
  const missing = (): Set<number> => new Set(media.missing(10).map(({ statusId }) => statusId))
  expect(missing()).toEqual(new Set([...ids.slice(50), last]))
  // Nor any in place of those that were seen.
  made.store.statuses.seeHere(ids.at(-1) ?? 0, false)
  expect(missing()).toEqual(new Set([...ids.slice(50, -1), last]))
  made.store.blocklist.set(ada, true, made.clock.now)
  expect(missing()).toEqual(new Set([last]))
})

test('by themselves files come until a gigabyte is on the disk', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  const big = add(made, ada, 'big', 100)
  made.store.media.put(big, { file: '0'.repeat(32), bytes: 1024 * MIB - 25 * MIB, type: 'video/mp4' })
  for (let n = 0; n < 4; n++) add(made, ada, `ada ${n}`, 50 - n, 10 * MIB)
  made.store.settings.set({ statusMedia: 'unmetered' })
  writeFileSync(join(newMediaFolder(made), '0'.repeat(32)), JPEG)
  const { media, downloads, names, running, state } = start(made)
  media.fetching.network(false)
  await running(2)
  for (const download of downloads) download.come(Buffer.concat([JPEG, Buffer.alloc(10 * MIB)]))
  await vi.waitFor(() => expect(made.store.media.storage().files).toBe(3))
  expect(names()).toHaveLength(2)
  // The user may.
  const third = made.store.statusReader.posts(ada)?.find(({ media: { state: each } }) => each === 'away')
  media.fetching.get(third?.id ?? 0, false)
  await running(3)
  expect(state(third?.id ?? 0)).toMatchObject({ state: 'coming' })
})

test('the phone is asked through the connection: without one that waits for it', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  const id = add(made, ada, 'post')
  const { media, downloads, line, running, state } = start(made)
  line.online = false
  media.fetching.opened(ada)
  await running(1)
  downloads[0]?.fail(new MediaError('gone'))
  await vi.waitFor(() => expect(state(id)).toEqual({ state: 'failed', why: 'network' }))
  expect(line.reuploads).toEqual([])
  line.online = true
  line.moved = () => Promise.reject(new LinkError('OFFLINE', 'gone again'))
  media.fetching.online()
  await running(2)
  downloads[1]?.fail(new MediaError('gone'))
  await vi.waitFor(() => expect(state(id)).toEqual({ state: 'failed', why: 'network' }))
  line.moved = async () => '/new'
  media.fetching.online()
  await running(3)
  downloads[2]?.fail(new MediaError('gone'))
  await running(4)
  downloads[3]?.come()
  await vi.waitFor(() => expect(state(id)).toEqual({ state: 'here' }))
})

test('progress is told ten times a second at most', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  const id = add(made, ada, 'post')
  const { media, downloads, events, running, state } = start(made)
  media.fetching.opened(ada)
  await running(1)
  for (let percent = 1; percent <= 60; percent += 0.5) downloads[0]?.request.progress(percent)
  expect(events).toEqual([{ type: 'mediaProgress', statusId: id, percent: 1 }])
  await vi.waitFor(() => expect(events).toHaveLength(2))
  expect(events[1]).toEqual({ type: 'mediaProgress', statusId: id, percent: 60 })
  expect(state(id)).toEqual({ state: 'coming', percent: 60 })
})

test('a session that ends gives up what is under way', async () => {
  const made = await scene()
  const ada = person(made.store, 1)
  add(made, ada, 'post')
  const { media, downloads, running } = start(made)
  media.fetching.opened(ada)
  await running(1)
  await media.stop()
  expect(downloads[0]?.request.signal.aborted).toBe(true)
  expect(folderOf(made)).toEqual([])
  media.fetching.opened(ada)
  expect(downloads).toHaveLength(1)
})

test('files to be posted: claimed when whole and of a kind that can be posted', async () => {
  const dir = newDir()
  const uploads = new Uploads(new MediaFolder(dir))
  onTestFinished(() => uploads.stop())
  const upload = async (bytes: Buffer, announced = bytes.length): Promise<string> => {
    const { uploadId } = await uploads.begin({ bytes: announced })
    await uploads.part({ uploadId, at: 0, data: bytes.toString('base64') })
    return uploadId
  }
  const claimed = await uploads.claim(await upload(JPEG))
  expect(claimed).toMatchObject({ bytes: JPEG.length, type: 'image/jpeg' })
  expect(claimed.file).toMatch(/^[0-9a-f]{32}$/)
  expect(existsSync(claimed.path)).toBe(true)
  const bad = { code: 'BAD_FILE' }
  await expect(upload(JPEG, 100).then(id => uploads.claim(id))).rejects.toMatchObject(bad)
  await expect(upload(Buffer.from('<svg></svg>')).then(id => uploads.claim(id))).rejects.toMatchObject(bad)
  await expect(upload(Buffer.from('GIF89a')).then(id => uploads.claim(id))).rejects.toMatchObject(bad)
  await expect(uploads.claim('0'.repeat(32))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(readdirSync(join(dir, 'media'))).toEqual([claimed.file])
})

test('a file that is to be posted lives for an hour', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const dir = newDir()
  const uploads = new Uploads(new MediaFolder(dir))
  const { uploadId } = await uploads.begin({ bytes: 3 })
  await uploads.part({ uploadId, at: 0, data: 'YWJj' })
  vi.advanceTimersByTime(60 * 60_000)
  await expect(uploads.claim(uploadId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  vi.useRealTimers()
  await vi.waitFor(() => expect(readdirSync(join(dir, 'media'))).toEqual([]))
})

test.each([
  ['erased', (dir: string) => eraseStore(dir)],
  ['set aside', (dir: string) => setStoreAside(dir, Date.now)],
] as const)('a store that is %s takes its files of posts along', async (_how, act) => {
  const made = await scene()
  const ada = person(made.store, 1)
  add(made, ada, 'post')
  const { media, downloads, running } = start(made)
  media.fetching.opened(ada)
  await running(1)
  downloads[0]?.come()
  await vi.waitFor(() => expect(made.store.media.storage().files).toBe(1))
  await media.stop()
  made.store.close()
  act(made.dir)
  expect(existsSync(join(made.dir, 'media'))).toBe(false)
})
