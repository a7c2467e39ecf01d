import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Uploads } from '../../../src/main/engine/actions/uploads.ts'
import { MediaFiles } from '../../../src/main/engine/media-files.ts'
import { MediaFolder } from '../../../src/main/engine/media-folder.ts'
import { LinkError, type LinkPort, MediaError, type MediaRequest } from '../../../src/main/engine/ports.ts'
import { eraseStore, setStoreAside } from '../../../src/main/engine/store/open.ts'
import type { EngineEvent } from '../../../src/shared/model.ts'
import { STATUS_LIFETIME_MS } from '../../../src/shared/rules/expiry.ts'
import { newDir, person, type Scene, scene } from '../store/support.ts'

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

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

function add({ store, clock }: Scene, authorId: number, name: string, minutesAgo = 0): number {
  const at = clock.now - minutesAgo * 60_000
  const facts = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: null }
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
