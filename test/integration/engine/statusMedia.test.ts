import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proto } from 'baileys'
import { expect, test } from 'vitest'
import type { StatusPost } from '../../../src/shared/model.ts'
import type { MediaFault, Person, Phone, StoredMedia } from '../../phone/api.ts'
import { Desk, newFolder, newPhone } from './desk.ts'

/** A file of this type by its first bytes; the rest is by chance. */
const jpeg = (size = 40_000): Buffer => Buffer.concat([JPEG_HEAD, randomBytes(size - JPEG_HEAD.length + 4)])
/** Says that the picture has 16 by 16 pixels. */
const JPEG_HEAD = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0])
const mp4 = (size = 40_000): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\x02\0isomiso2'), randomBytes(size)])
const ogg = (size = 4_000): Buffer => Buffer.concat([Buffer.from('OggS'), randomBytes(size)])

interface Scene {
  phone: Phone
  desk: Desk
  ada: Person
}

async function scene(): Promise<Scene> {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  return { phone, ada, desk: await Desk.linked(phone) }
}

/** The folder of media files. */
const folder = (desk: Desk): string => join(desk.dataDir, 'media')
const names = (desk: Desk): string[] => (existsSync(folder(desk)) ? readdirSync(folder(desk)) : [])

/** Posts a picture. @returns where its file is on the media host */
async function picture(
  { phone, ada }: Scene,
  caption: string,
  file: Buffer = jpeg(),
  fault: MediaFault | null = null,
): Promise<StoredMedia & { id: string }> {
  const stored = phone.media.put(file, 'image', fault)
  const { id } = await ada.postStatus({ imageMessage: { ...stored, mimetype: 'image/jpeg', caption } })
  return { ...stored, id }
}

async function idOf(desk: Desk, name = 'Ada Lovelace'): Promise<number> {
  const { id } = await desk.until(`posts of ${name}`, async () => {
    const { items } = await desk.call('statusesPage', { query: '', after: null, limit: 200 })
    return items.find(author => author.name.text === name)
  })
  return id
}

async function posts(desk: Desk, name = 'Ada Lovelace'): Promise<StatusPost[]> {
  return desk.call('statusPosts', { personId: await idOf(desk, name) })
}

/** The author's only post, once its file is in this state. */
function post(desk: Desk, state: StatusPost['media']['state'], at = 0): Promise<StatusPost> {
  return desk.until(`a file that is ${state}`, async () => {
    const found = (await posts(desk))[at]
    return found?.media.state === state ? found : null
  })
}

async function open(desk: Desk): Promise<void> {
  await desk.call('statusOpened', { personId: await idOf(desk) })
}

/** The broom comes a moment after the change, and tells nobody. */
async function left(desk: Desk, count: number): Promise<void> {
  await expect.poll(() => names(desk)).toHaveLength(count)
}

test('files come when their author is opened: under names that tell nothing, their owner’s alone, served by id', async () => {
  const { phone, desk, ada } = await scene()
  const files = { image: jpeg(), video: mp4(300_000), voice: ogg(), gif: mp4() }
  await ada.postStatus({ imageMessage: { ...phone.media.put(files.image, 'image'), mimetype: 'image/jpeg' } })
  await ada.postStatus({ videoMessage: { ...phone.media.put(files.video, 'video'), mimetype: 'video/mp4' } })
  await ada.postStatus({ audioMessage: { ...phone.media.put(files.voice, 'audio'), ptt: true, mimetype: 'audio/ogg' } })
  await ada.postStatus({ videoMessage: { ...phone.media.put(files.gif, 'video'), gifPlayback: true } })
  await ada.postStatus('no file')
  await desk.until('five posts', async () => (await posts(desk)).length === 5)
  expect((await posts(desk)).map(({ media, mediaId }) => [media.state, mediaId])).toEqual([
    ...Array(4).fill(['away', null]),
    ['none', null],
  ])
  const downloads = (): number => phone.media.requests.filter(({ method, path }) => method === 'GET' && path).length
  const before = downloads()
  await open(desk)
  await open(desk)
  const list = await desk.until('all files', async () => {
    const all = await posts(desk)
    return all.every(({ media }) => media.state === 'here' || media.state === 'none') ? all : null
  })
  const types = { image: 'image/jpeg', video: 'video/mp4', voice: 'audio/ogg', gif: 'video/mp4' }
  for (const { content, mediaId } of list) {
    if (content.kind === 'text') continue
    const kind = content.kind as keyof typeof files
    const served = await desk.file(mediaId ?? 0)
    expect(served).toMatchObject({ type: types[kind], bytes: files[kind].length })
    expect(readFileSync(served?.path ?? '').equals(files[kind])).toBe(true)
    if (process.platform !== 'win32') expect(statSync(served?.path ?? '').mode & 0o777).toBe(0o600)
  }
  expect(names(desk)).toHaveLength(4)
  for (const name of names(desk)) expect(name).toMatch(/^[0-9a-f]{32}$/)
  if (process.platform !== 'win32') expect(statSync(folder(desk)).mode & 0o777).toBe(0o700)
  expect(await desk.file(999)).toBeNull()
  expect(downloads() - before).toBe(4)
  expect(desk.events.some(event => event.type === 'mediaProgress')).toBe(true)
  phone.assertClean()
})

test('a file that is not what its post says is not kept, and is fetched again only when the user says so', async () => {
  const made = await scene()
  const { desk, phone } = made
  await picture(made, 'a page', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'))
  await open(desk)
  expect((await post(desk, 'failed')).media).toEqual({ state: 'failed', why: 'kind' })
  await left(desk, 0)
  const asked = phone.media.requests.length
  const { id } = await post(desk, 'failed')
  await open(desk)
  await desk.call('statusMediaGet', { statusId: id, again: false })
  expect(await posts(desk)).toMatchObject([{ media: { state: 'failed', why: 'kind' } }])
  expect(phone.media.requests.length).toBe(asked)
  await desk.call('statusMediaGet', { statusId: id, again: true })
  await desk.until('another try', async () => phone.media.requests.length > asked)
  await post(desk, 'failed')
  await left(desk, 0)
})

test('a picture that would need gigabytes to be shown is not kept', async () => {
  const made = await scene()
  const { desk } = made
  const huge = jpeg(1_000)
  huge.writeUInt16BE(30_000, 7)
  huge.writeUInt16BE(30_000, 9)
  await picture(made, 'huge', huge)
  // Its size stands too far back to be looked for.
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.alloc(65_533)])
  const hidden = Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array<Buffer>(5).fill(segment), huge.subarray(2)])
  await picture(made, 'hidden', hidden)
  await desk.until('two posts', async () => (await posts(desk)).length === 2)
  await open(desk)
  for (const at of [0, 1]) expect((await post(desk, 'failed', at)).media).toEqual({ state: 'failed', why: 'kind' })
  await left(desk, 0)
})

test('a link that has run out: the phone uploads the file again, once', async () => {
  const made = await scene()
  const { desk, phone } = made
  await picture(made, 'old', jpeg(), 'expired')
  await open(desk)
  await post(desk, 'here')
  expect(phone.receivedOf('reupload')).toHaveLength(1)
  phone.assertClean()
})

test('a file that the phone has no more says so, and comes when the phone has it and the user tries again', async () => {
  const made = await scene()
  const { desk, phone } = made
  phone.behaviour.reupload = 'notFound'
  await picture(made, 'old', jpeg(), 'expired')
  await open(desk)
  const failed = await post(desk, 'failed')
  expect(failed.media).toEqual({ state: 'failed', why: 'gone' })
  expect(phone.receivedOf('reupload')).toHaveLength(1)
  phone.behaviour.reupload = 'uploads'
  await desk.call('statusMediaGet', { statusId: failed.id, again: true })
  await post(desk, 'here')
  expect(phone.receivedOf('reupload')).toHaveLength(2)
})

test('without a network: it says so, and comes by itself with the connection', async () => {
  const made = await scene()
  const { desk, phone } = made
  const stored = await picture(made, 'sea', jpeg(), 'dropped')
  await open(desk)
  expect((await post(desk, 'failed')).media).toEqual({ state: 'failed', why: 'network' })
  await left(desk, 0)
  phone.media.setFault(stored.directPath, null)
  phone.line.drop()
  await desk.until('offline', async () => (await desk.state()).connection.state !== 'connected')
  await desk.call('reconnect', {})
  await post(desk, 'here')
})

test('where the network is not metered, and the user wants it so, files come as the posts do; not those of the muted', async () => {
  const made = await scene()
  const { desk, phone } = made
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  await picture(made, 'one')
  await ben.postStatus({ imageMessage: phone.media.put(jpeg(), 'image') })
  await desk.call('statusMute', { personId: await idOf(desk, '~ Ben'), on: true })
  await post(desk, 'away')
  await desk.call('networkTold', { metered: false })
  expect((await posts(desk))[0]?.media.state).toBe('away')
  await desk.call('settingsSet', { statusMedia: 'unmetered' })
  await post(desk, 'here')
  // What was seen and then deleted does not come again by itself.
  await desk.call('statusSeen', { statusId: (await post(desk, 'here')).id })
  await desk.call('statusDeleteViewed', {})
  await picture(made, 'two')
  await post(desk, 'here', 1)
  expect((await posts(desk))[0]?.media.state).toBe('away')
  expect((await posts(desk, '~ Ben'))[0]?.media.state).toBe('away')
  await desk.call('networkTold', { metered: true })
  await picture(made, 'three')
  await post(desk, 'away', 2)
})

test('a post that is taken back takes its file along, also one that is still on its way', async () => {
  const made = await scene()
  const { desk, phone, ada } = made
  const sent = await ada.postStatus({ imageMessage: phone.media.put(jpeg(), 'image') })
  await open(desk)
  const { mediaId } = await post(desk, 'here')
  expect(names(desk)).toHaveLength(1)
  const slow = await ada.postStatus({ imageMessage: phone.media.put(jpeg(4_000_000), 'image', 'slow') })
  await desk.until('two posts', async () => (await posts(desk)).length === 2)
  await open(desk)
  await post(desk, 'coming', 1)
  await ada.revokeStatus(sent)
  await ada.revokeStatus(slow)
  await left(desk, 0)
  expect(await desk.file(mediaId ?? 0)).toBeNull()
  phone.assertClean()
})

test('a file on its way stays while the posts change around it', async () => {
  const made = await scene()
  const { desk, phone, ada } = made
  await picture(made, 'quick')
  await ada.postStatus({ videoMessage: phone.media.put(mp4(4_000_000), 'video', 'slow') })
  await desk.until('two posts', async () => (await posts(desk)).length === 2)
  await open(desk)
  const { id } = await post(desk, 'here')
  await post(desk, 'coming', 1)
  await expect.poll(() => names(desk).some(name => name.endsWith('.part'))).toBe(true)
  writeFileSync(join(folder(desk), 'nobody'), 'left over')
  await desk.call('statusSeen', { statusId: id })
  // The broom was here, and the file is still on its way.
  await expect.poll(() => names(desk)).not.toContain('nobody')
  expect((await posts(desk))[1]?.media.state).toBe('coming')
  expect((await post(desk, 'here', 1)).media).toEqual({ state: 'here' })
  await left(desk, 2)
})

test('the size of what was viewed, and its deletion; it can be fetched again under the same id', async () => {
  const made = await scene()
  const { desk } = made
  await picture(made, 'one', jpeg(1_000))
  await picture(made, 'two', jpeg(2_000))
  await desk.until('two posts', async () => (await posts(desk)).length === 2)
  await open(desk)
  const seen = await post(desk, 'here')
  await post(desk, 'here', 1)
  expect(await desk.call('statusStorage', {})).toEqual({ files: 2, bytes: 3_008, viewedFiles: 0, viewedBytes: 0 })
  await desk.call('statusSeen', { statusId: seen.id })
  expect(await desk.call('statusStorage', {})).toMatchObject({ viewedFiles: 1, viewedBytes: 1_004 })
  expect(await desk.call('statusDeleteViewed', {})).toEqual({ bytes: 1_004 })
  expect(names(desk)).toHaveLength(1)
  expect(await desk.call('statusStorage', {})).toEqual({ files: 1, bytes: 2_004, viewedFiles: 0, viewedBytes: 0 })
  expect((await posts(desk)).map(({ media }) => media.state)).toEqual(['away', 'here'])
  expect(await desk.file(seen.mediaId ?? 0)).toBeNull()
  await desk.call('statusMediaGet', { statusId: seen.id, again: false })
  expect((await post(desk, 'here')).mediaId).toBe(seen.mediaId)
})

test('at the start what belongs to nothing goes, and what is missing can be fetched again', async () => {
  const made = await scene()
  const { desk } = made
  await picture(made, 'one')
  await picture(made, 'two')
  await desk.until('two posts', async () => (await posts(desk)).length === 2)
  await open(desk)
  const first = await post(desk, 'here')
  await post(desk, 'here', 1)
  const gone = (await desk.file(first.mediaId ?? 0))?.path ?? ''
  await desk.close()
  writeFileSync(join(folder(desk), 'up-0123'), 'half')
  writeFileSync(join(folder(desk), 'f'.repeat(32)), 'nobody’s')
  writeFileSync(gone, 'changed')
  const again = new Desk(made.phone, desk.dataDir)
  // The first answer is after the sweep.
  await again.state()
  expect(names(again)).toHaveLength(2)
  // One that was changed is not served.
  expect(await again.file(first.mediaId ?? 0)).toBeNull()
  await post(again, 'away')
  await again.call('statusMediaGet', { statusId: first.id, again: false })
  const back = await post(again, 'here')
  expect(await again.file(back.mediaId ?? 0)).not.toBeNull()
})

test('unlink and erase takes the files along', async () => {
  const made = await scene()
  const { desk } = made
  await picture(made, 'one')
  await open(desk)
  await post(desk, 'here')
  await desk.call('unlink', { erase: true })
  expect(existsSync(folder(desk))).toBe(false)
})

test('files to be posted: in order, within their size, whole, and what they say they are', async () => {
  const phone = await newPhone()
  const desk = new Desk(phone, newFolder())
  const code = async (name: 'uploadBegin' | 'uploadPart' | 'uploadDrop', input: object): Promise<string | null> => {
    const result = await desk.result(name, input)
    return result.ok ? null : result.error.code
  }
  const { uploadId } = await desk.call('uploadBegin', { bytes: 6 })
  expect(names(desk)).toEqual([`up-${uploadId}`])
  const data = Buffer.from('abc').toString('base64')
  expect(await code('uploadPart', { uploadId, at: 1, data })).toBe('BAD_INPUT')
  expect(await code('uploadPart', { uploadId, at: 0, data: '' })).toBe('BAD_INPUT')
  expect(await code('uploadPart', { uploadId, at: 0, data: '***' })).toBe('BAD_INPUT')
  expect(await code('uploadPart', { uploadId, at: 0, data })).toBeNull()
  expect(await code('uploadPart', { uploadId, at: 0, data })).toBe('BAD_INPUT')
  expect(await code('uploadPart', { uploadId, at: 3, data: Buffer.from('abcd').toString('base64') })).toBe('BAD_INPUT')
  expect(await code('uploadPart', { uploadId, at: 3, data })).toBeNull()
  expect(readFileSync(join(folder(desk), `up-${uploadId}`), 'utf8')).toBe('abcabc')
  if (process.platform !== 'win32') expect(statSync(join(folder(desk), `up-${uploadId}`)).mode & 0o777).toBe(0o600)
  await desk.call('uploadDrop', { uploadId })
  await desk.call('uploadDrop', { uploadId })
  expect(names(desk)).toEqual([])
  expect(await code('uploadPart', { uploadId, at: 6, data })).toBe('NOT_FOUND')
  expect(await code('uploadBegin', { bytes: 64 * 1024 * 1024 + 1 })).toBe('BAD_INPUT')
  expect(await code('uploadPart', { uploadId: '../../pillion', at: 0, data })).toBe('BAD_INPUT')

  // The fifth takes the place of the one that rested longest.
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push((await desk.call('uploadBegin', { bytes: 9 })).uploadId)
  const [first = '', second = ''] = ids
  await desk.call('uploadPart', { uploadId: first, at: 0, data })
  await desk.call('uploadBegin', { bytes: 9 })
  expect(names(desk)).toHaveLength(4)
  expect(await code('uploadPart', { uploadId: second, at: 0, data })).toBe('NOT_FOUND')
  expect(await code('uploadPart', { uploadId: first, at: 3, data })).toBeNull()
  await desk.restart()
  await desk.state()
  expect(names(desk)).toEqual([])
})

test('posts from before linking have their files as well', async () => {
  const phone = await newPhone()
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada', savedName: 'Ada Lovelace' })
  const at = Math.floor(Date.now() / 1000) - 3600
  phone.setHistory({
    statuses: [
      {
        key: { remoteJid: 'status@broadcast', id: 'OLD', fromMe: false },
        participant: ada.jid(),
        message: proto.Message.fromObject({ imageMessage: phone.media.put(jpeg(), 'image', 'expired') }),
        messageTimestamp: at,
      },
    ],
  })
  const desk = await Desk.linked(phone)
  await open(desk)
  await post(desk, 'here')
})
