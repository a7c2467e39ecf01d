import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { proto } from 'baileys'
import { expect, onTestFinished, test } from 'vitest'
import type { LinkPort, MediaRequest } from '../../../src/main/engine/ports.ts'
import type { MediaType, Person, StoredMedia } from '../../phone/api.ts'
import { linked, newLink, newPhone } from './support/bench.ts'
import type { Recorder } from './support/recorder.ts'
import { Disk } from './support/stores.ts'

/** A folder for one test. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'media-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Fetches into a new folder. */
function fetching(link: LinkPort, raw: Uint8Array, changes: Partial<MediaRequest> = {}) {
  const dir = folder()
  const file = join(dir, 'file')
  const told: number[] = []
  const request: MediaRequest = {
    raw,
    directPath: null,
    file,
    progress: percent => told.push(percent),
    signal: new AbortController().signal,
    ...changes,
  }
  return { done: link.fetchMedia(request), file, dir, told }
}

/** A status update that came over the wire, as it is stored. */
async function posted(heard: Recorder, author: Person, message: proto.IMessage): Promise<Uint8Array> {
  const sent = await author.postStatus(message)
  const { status } = await heard.event('status', event => event.status.wireId === sent.id)
  return status.raw
}

const picture = (stored: StoredMedia): proto.IMessage => ({ imageMessage: { ...stored, mimetype: 'image/jpeg' } })

/** A stored message made by hand. */
const rawOf = (message: proto.IMessage): Uint8Array =>
  proto.WebMessageInfo.encode({ key: { remoteJid: 'status@broadcast', id: 'X' }, message }).finish()

/** Rejects for that reason, and leaves nothing behind. */
async function fails({ done, dir }: ReturnType<typeof fetching>, why: string): Promise<void> {
  await expect(done).rejects.toMatchObject({ name: 'MediaError', why })
  expect(readdirSync(dir)).toEqual([])
}

const kinds: [string, MediaType, (stored: StoredMedia) => proto.IMessage][] = [
  ['a picture', 'image', picture],
  ['a video', 'video', stored => ({ videoMessage: { ...stored, mimetype: 'video/mp4' } })],
  ['a GIF', 'video', stored => ({ videoMessage: { ...stored, mimetype: 'video/mp4', gifPlayback: true } })],
  ['a video note', 'video', stored => ({ ptvMessage: { ...stored, mimetype: 'video/mp4' } })],
  ['a voice message', 'audio', stored => ({ audioMessage: { ...stored, mimetype: 'audio/ogg', ptt: true } })],
  ['a sticker', 'sticker', stored => ({ stickerMessage: { ...stored, mimetype: 'image/webp' } })],
  ['a document', 'document', stored => ({ documentMessage: { ...stored, mimetype: 'application/pdf' } })],
  ['a picture that disappears', 'image', stored => ({ ephemeralMessage: { message: picture(stored) } })],
  [
    'a document with a caption',
    'document',
    stored => ({ documentWithCaptionMessage: { message: { documentMessage: { ...stored, caption: 'Bill' } } } }),
  ],
  ['a file with an address instead of a path', 'image', ({ directPath, ...stored }) => ({ imageMessage: stored })],
  ['a file whose length is not told', 'image', ({ fileLength, ...stored }) => ({ imageMessage: stored })],
]

test('files of every kind come to the disk, readable by their owner only, and with progress to the end', async () => {
  const { phone, link, heard, ada } = await linked()
  for (const [name, type, message] of kinds) {
    // Around the cipher's blocks of 16 bytes.
    for (const length of [1, 16, 100_001]) {
      const content = randomBytes(length)
      const raw = await posted(heard, ada, message(phone.media.put(content, type)))
      const { done, file, dir, told } = fetching(link, raw)
      expect(await done, name).toEqual({ bytes: length })
      expect(readFileSync(file), name).toEqual(content)
      expect(statSync(file).mode & 0o777, name).toBe(0o600)
      expect(readdirSync(dir)).toEqual(['file'])
      expect(told.at(-1), name).toBe(100)
      expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
    }
  }
  await phone.settled()
  phone.assertClean()
})

test.each([
  ['body', 'tampered'],
  ['mac', 'tampered'],
  ['truncated', 'tampered'],
  ['missing', 'gone'],
  ['expired', 'gone'],
  ['forbidden', 'gone'],
  ['stalled', 'network'],
  ['dropped', 'network'],
] as const)('a file that is %s does not come, and the next try finds it whole', async (fault, why) => {
  const { phone, link, heard, ada } = await linked()
  const content = randomBytes(300_000)
  const stored = phone.media.put(content, 'image', fault)
  const raw = await posted(heard, ada, picture(stored))
  await fails(fetching(link, raw), why)
  phone.media.setFault(stored.directPath, null)
  const { done, file } = fetching(link, raw)
  await done
  expect(readFileSync(file)).toEqual(content)
  phone.assertClean()
})

test('what a message says of its file must all be true', async () => {
  const { phone, link } = newLink(await newPhone())
  const stored = phone.media.put(randomBytes(5_000), 'image')
  const other = randomBytes(32)
  const cases: [string, Partial<StoredMedia>, string][] = [
    ['another key', { mediaKey: other }, 'tampered'],
    ['a key of another length', { mediaKey: randomBytes(16) }, 'tampered'],
    ['another hash of the encrypted file', { fileEncSha256: other }, 'tampered'],
    ['another hash of the content', { fileSha256: other }, 'tampered'],
    ['a hash of another length', { fileSha256: randomBytes(20) }, 'tampered'],
    ['no hash', { fileSha256: Buffer.alloc(0), fileEncSha256: Buffer.alloc(0) }, 'tampered'],
    ['a smaller length', { fileLength: 4_000 }, 'tampered'],
    ['a length smaller by one', { fileLength: 4_999 }, 'tampered'],
    ['a larger length', { fileLength: 6_000 }, 'tampered'],
    ['a length that nobody sends', { fileLength: 100 * 1024 * 1024 + 1 }, 'tooLarge'],
    ['no key', { mediaKey: Buffer.alloc(0) }, 'kind'],
    ['no place', { directPath: '', url: '' }, 'gone'],
    ['a place with a line break', { directPath: '/a\r\nX: y', url: '' }, 'gone'],
    ["somebody else's place", { directPath: '', url: 'https://files.example/a' }, 'gone'],
  ]
  const asked = phone.media.requests.length
  for (const [name, changes, why] of cases) {
    const { done, dir } = fetching(link, rawOf(picture({ ...stored, ...changes })))
    await expect(done, name).rejects.toMatchObject({ name: 'MediaError', why })
    expect(readdirSync(dir), name).toEqual([])
  }
  for (const hash of ['fileSha256', 'fileEncSha256'] as const) {
    const { [hash]: _, ...rest } = stored
    await fetching(link, rawOf({ imageMessage: rest })).done
  }
  expect(phone.media.requests.slice(asked).every(({ path }) => path === stored.directPath)).toBe(true)
})

test('a message without a file, and bytes that are no message, have nothing to fetch', async () => {
  const { link } = newLink(await newPhone())
  await fails(fetching(link, rawOf({ conversation: 'Tea?' })), 'kind')
  await fails(fetching(link, rawOf({ locationMessage: { degreesLatitude: 1 } })), 'kind')
  await fails(fetching(link, Buffer.from([0xff, 0xff])), 'kind')
})

test('a media host that is not there, does not answer, or has a fault of its own, may be asked again', async () => {
  const { phone, link } = newLink(await newPhone())
  const raw = rawOf(picture(phone.media.put(randomBytes(100), 'image')))
  for (const how of [500, 503, 429, 'silent'] as const) {
    phone.media.failNext(1, how)
    await fails(fetching(link, raw), 'network')
  }
  await fetching(link, raw).done
  await phone.stop()
  await fails(fetching(link, raw), 'network')
})

test('a file that does not end is given up', async () => {
  const { phone, link } = newLink(await newPhone())
  const stored = phone.media.put(randomBytes(100), 'image', 'endless')
  await fails(fetching(link, rawOf(picture(stored))), 'tampered')
  const { fileLength, ...unmeasured } = stored
  await fails(fetching(link, rawOf({ imageMessage: unmeasured })), 'tooLarge')
})

test('a fetch can be stopped in the middle, and before it begins', async () => {
  const { phone, link } = newLink(await newPhone())
  const raw = rawOf(picture(phone.media.put(randomBytes(400_000), 'image', 'stalled')))
  const stop = new AbortController()
  const { done, dir } = fetching(link, raw, { progress: () => stop.abort(), signal: stop.signal })
  await expect(done).rejects.toMatchObject({ why: 'network' })
  expect(readdirSync(dir)).toEqual([])
  await fails(fetching(link, raw, { signal: AbortSignal.abort() }), 'network')
})

test('a disk that cannot be written to is said to be that', async () => {
  const { phone, link } = newLink(await newPhone())
  const raw = rawOf(picture(phone.media.put(randomBytes(100), 'image')))
  await expect(fetching(link, raw, { file: '/proc/nowhere/file' }).done).rejects.toMatchObject({ why: 'disk' })
})

test('what a killed process left of a file is not in the way, nor read by others', async () => {
  const { phone, link } = newLink(await newPhone())
  const content = randomBytes(1_000)
  const dir = folder()
  const file = join(dir, 'file')
  writeFileSync(`${file}.part`, randomBytes(5_000), { mode: 0o644 })
  await fetching(link, rawOf(picture(phone.media.put(content, 'image'))), { file }).done
  expect(readdirSync(dir)).toEqual(['file'])
  expect(readFileSync(file)).toEqual(content)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a large file is never in memory as a whole', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Collecting stops everything for a while: the host is not to be taken for silent.
  const { phone, link } = newLink(await newPhone(), new Disk(), true, 1)
  const size = 40 * 1024 * 1024
  const stored = phone.media.put(Buffer.alloc(size, 'pillion '), 'video')
  const raw = rawOf({ videoMessage: { ...stored, mimetype: 'video/mp4' } })
  const live = (): number => {
    collect()
    return process.memoryUsage().arrayBuffers
  }
  const LIMIT = 4 * 1024 * 1024
  const before = live()
  /** What was collected is given back by another thread, which a busy machine keeps waiting: what is in use never goes. */
  const used = (): number => {
    let least = live() - before
    for (let again = 0; least >= LIMIT && again < 20; again++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
      least = Math.min(least, live() - before)
    }
    return least
  }
  let peak = 0
  let looks = 0
  const { done, file } = fetching(link, raw, {
    progress: percent => {
      // Collecting is slow; a file that piles up shows at its end as well.
      if (percent < (looks + 1) * 10) return
      looks++
      peak = Math.max(peak, used())
    },
  })
  expect(await done).toEqual({ bytes: size })
  expect(looks).toBeGreaterThan(1)
  expect(peak).toBeLessThan(LIMIT)
  expect(statSync(file).size).toBe(size)
})

test('a file that is gone is uploaded again by the phone, and comes from its new place', async () => {
  const { phone, link, heard, ada } = await linked()
  const content = randomBytes(50_000)
  const sent = await ada.postStatus(picture(phone.media.put(content, 'image', 'expired')))
  const { raw } = (await heard.event('status', event => event.status.wireId === sent.id)).status
  await fails(fetching(link, raw), 'gone')
  const directPath = await link.askReupload(raw)
  const { done, file } = fetching(link, raw, { directPath })
  await done
  expect(readFileSync(file)).toEqual(content)
  expect(await phone.waitFor('reupload')).toMatchObject({
    id: sent.id,
    chat: 'status@broadcast',
    participant: ada.jid(),
    fromMe: false,
  })
  await phone.settled()
  phone.assertClean()
})

test('files of chats, groups and own posts are asked for by their own address', async () => {
  const { phone, link, heard, ada } = await linked()
  const group = phone.addGroup({ subject: 'Tea', members: [ada] })
  const file = () => picture(phone.media.put(randomBytes(500), 'image'))
  const direct = await ada.sendMessage(file())
  const grouped = await ada.sendMessage(file(), { to: group })
  const byNumber = await ada.sendMessage(file(), { addressing: 'pn' })
  const own = await phone.own.sendMessage(ada, file())
  for (const { id } of [direct, grouped, byNumber, own]) {
    expect(await link.askReupload((await heard.message(id)).raw)).toMatch(/^\/v\//)
  }
  const post = await phone.own.postStatus(file())
  const { status } = await heard.event('status', event => event.status.wireId === post.id)
  expect(await link.askReupload(status.raw)).toMatch(/^\/v\//)
  await phone.settled()
  phone.assertClean()
})

test('a post from before linking is asked for by its author', async () => {
  const { phone, link, heard, ada } = await linked()
  const stored = phone.media.put(randomBytes(500), 'image')
  const now = Math.floor(Date.now() / 1000)
  const statuses: proto.IWebMessageInfo[] = [
    {
      key: { remoteJid: 'status@broadcast', id: 'OLD', fromMe: false },
      participant: ada.jid(),
      message: picture(stored),
      messageTimestamp: now,
    },
  ]
  phone.setHistory({ statuses })
  await phone.sendHistory({ statuses })
  const { status } = await heard.event('status', event => event.status.wireId === 'OLD')
  expect(await link.askReupload(status.raw)).toMatch(/^\/v\//)
  expect(await phone.waitFor('reupload')).toMatchObject({ participant: ada.jid() })
  phone.assertClean()
})

test.each([
  ['notFound', 'gone'],
  ['generalError', 'gone'],
  ['decryptionError', 'gone'],
  ['refused', 'gone'],
  ['silent', 'network'],
] as const)('a phone that answers a request for a file with %s', async (reupload, why) => {
  const { phone, link, heard, ada } = await linked()
  phone.behaviour.reupload = reupload
  const raw = await posted(heard, ada, picture(phone.media.put(randomBytes(500), 'image')))
  await expect(link.askReupload(raw)).rejects.toMatchObject({ name: 'MediaError', why })
  phone.behaviour.reupload = 'uploads'
  expect(await link.askReupload(raw)).toMatch(/^\/v\//)
  await phone.settled()
  phone.assertClean()
})

test('two who want the same file ask once', async () => {
  const { phone, link, heard, ada } = await linked()
  const raw = await posted(heard, ada, picture(phone.media.put(randomBytes(500), 'image')))
  const [one, other] = await Promise.all([link.askReupload(raw), link.askReupload(raw)])
  expect(one).toBe(other)
  expect(phone.receivedOf('reupload')).toHaveLength(1)
})

test('an answer that does not open with the key of the file is no answer', async () => {
  const { phone, link, heard, ada } = await linked()
  phone.behaviour.reupload = 'silent'
  const sent = await ada.postStatus(picture(phone.media.put(randomBytes(500), 'image')))
  const { raw } = (await heard.event('status', event => event.status.wireId === sent.id)).status
  const asked = link.askReupload(raw)
  asked.catch(() => {})
  await phone.waitFor('reupload')
  const rmr = { tag: 'rmr', attrs: { jid: 'status@broadcast', from_me: 'false', participant: ada.jid() } }
  const part = (tag: string, length: number) => ({ tag, attrs: {}, content: randomBytes(length) })
  phone.sendRaw({
    tag: 'notification',
    attrs: { from: phone.own.pn, type: 'mediaretry', id: sent.id, t: '1' },
    content: [{ tag: 'encrypt', attrs: {}, content: [part('enc_p', 60), part('enc_iv', 12)] }, rmr],
  })
  await phone.settled()
  await expect(asked).rejects.toMatchObject({ why: 'network' })
})

test('without a connection, or when it breaks, nobody waits for the phone', async () => {
  const { phone, link, heard, ada } = await linked()
  phone.behaviour.reupload = 'silent'
  const raw = await posted(heard, ada, picture(phone.media.put(randomBytes(500), 'image')))
  const asked = link.askReupload(raw)
  asked.catch(() => {})
  await phone.waitFor('reupload')
  phone.line.cut()
  await expect(asked).rejects.toMatchObject({ why: 'network' })
  await heard.until(() => !link.online, 'the end of the connection')
  await expect(link.askReupload(raw)).rejects.toMatchObject({ why: 'network' })
})
