import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { downloadMediaMessage } from 'baileys'
import { expect, onTestFinished, test } from 'vitest'
import { type UploadedMedia, uploadMedia } from '../../../src/main/engine/link/media-upload.ts'
import type { Phone } from '../../phone/api.ts'
import { linked } from '../../unit/phone/harness.ts'

/** A file for one test. */
function fileOf(content: Uint8Array): string {
  const dir = mkdtempSync(join(tmpdir(), 'upload-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'file')
  writeFileSync(file, content)
  return file
}

interface Changes {
  kind?: 'image' | 'video' | 'audio' | 'document'
  progress?: (percent: number) => void
  signal?: AbortSignal
}

type Socket = Parameters<typeof uploadMedia>[0]

function uploading(phone: Phone, socket: Socket, file: string, changes: Changes = {}): Promise<UploadedMedia> {
  const wire = {
    url: phone.url,
    rootKeyHex: phone.rootKeyHex,
    mediaHost: phone.mediaHost,
    mediaCaFile: phone.mediaCaFile,
  }
  const { kind = 'image', progress = () => {}, signal = new AbortController().signal } = changes
  return uploadMedia(socket, wire, { file, kind }, progress, signal, 0.05)
}

const uploads = (phone: Phone) => phone.media.requests.filter(({ method }) => method === 'POST')

test('what is uploaded can be opened, and is what the message says of it', async () => {
  const { phone, client, ada } = await linked()
  for (const kind of ['image', 'video', 'audio', 'document'] as const) {
    for (const length of [0, 15, 16, 200_003]) {
      const content = randomBytes(length)
      const told: number[] = []
      const progress = (percent: number) => told.push(percent)
      const file = fileOf(content)
      const media = await uploading(phone, client.socket, file, { kind, progress })
      expect(media.fileLength).toBe(length)
      expect(Math.abs(media.mediaKeyTimestamp - Date.now() / 1000)).toBeLessThan(60)
      expect(Buffer.from(phone.media.open(media.directPath, media.mediaKey, kind))).toEqual(content)
      expect(told.at(-1)).toBe(100)
      expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
      expect(readFileSync(file)).toEqual(content)
    }
  }
  // A receiver with the fields in a message opens it as well, whoever made it.
  const content = randomBytes(5_000)
  const media = await uploading(phone, client.socket, fileOf(content))
  const sent = await ada.sendMessage({ imageMessage: { ...media, mimetype: 'image/jpeg' } })
  const got = await client.message(sent.id)
  expect(await downloadMediaMessage(got, 'buffer', client.downloads)).toEqual(content)
  phone.assertClean()
})

test('each upload has a key of its own', async () => {
  const { phone, client } = await linked()
  const file = fileOf(randomBytes(100))
  const one = await uploading(phone, client.socket, file)
  const other = await uploading(phone, client.socket, file)
  expect(one.mediaKey).not.toEqual(other.mediaKey)
  expect(one.directPath).not.toBe(other.directPath)
  expect(one.fileSha256).toEqual(other.fileSha256)
})

test('a host that fails is left for the next one, and progress never goes back', async () => {
  const { phone, client } = await linked()
  const content = randomBytes(500_000)
  const told: number[] = []
  phone.media.failNext(1, 503)
  const media = await uploading(phone, client.socket, fileOf(content), { progress: percent => told.push(percent) })
  expect(Buffer.from(phone.media.open(media.directPath, media.mediaKey, 'image'))).toEqual(content)
  expect(uploads(phone).map(({ status }) => status)).toEqual([503, 200])
  expect(new Set(uploads(phone).map(({ host }) => host)).size).toBe(2)
  expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
  phone.assertClean()
})

test('when every host refuses, so is the upload', async () => {
  const { phone, client } = await linked()
  phone.media.failNext(10, 507)
  await expect(uploading(phone, client.socket, fileOf(randomBytes(100)))).rejects.toMatchObject({
    name: 'LinkError',
    code: 'SERVER_REFUSED',
  })
  expect(uploads(phone)).toHaveLength(2)
})

test('a host that falls silent is left for the next one; when all do, that is told', async () => {
  const { phone, client } = await linked()
  const file = fileOf(randomBytes(100))
  phone.media.failNext(1, 'silent')
  await uploading(phone, client.socket, file)
  phone.media.failNext(2, 'silent')
  await expect(uploading(phone, client.socket, file)).rejects.toMatchObject({ code: 'TIMEOUT' })
})

test('a server that names no host, or does not answer, is said to be that', async () => {
  const { phone, client } = await linked()
  const file = fileOf(randomBytes(100))
  phone.failQueries('w:m:media_conn', 403)
  await expect(uploading(phone, client.socket, file)).rejects.toMatchObject({ code: 'SERVER_REFUSED' })
  phone.failQueries('w:m:media_conn', 'unanswered')
  await expect(uploading(phone, client.socket, file)).rejects.toMatchObject({ code: 'TIMEOUT' })
  phone.failQueries('w:m:media_conn', null)
  await uploading(phone, client.socket, file)
})

test('an upload can be stopped, and nothing of it is on the host', async () => {
  const { phone, client } = await linked()
  const stop = new AbortController()
  const file = fileOf(randomBytes(3_000_000))
  const upload = uploading(phone, client.socket, file, { progress: () => stop.abort(), signal: stop.signal })
  await expect(upload).rejects.toMatchObject({ name: 'LinkError', code: 'OFFLINE' })
  await expect(uploading(phone, client.socket, file, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'OFFLINE',
  })
  expect(uploads(phone)).toEqual([])
})

test('a file that cannot be read, or changes while it goes out, is not uploaded', async () => {
  const { phone, client } = await linked()
  await expect(uploading(phone, client.socket, '/nowhere/file')).rejects.toMatchObject({ code: 'INTERNAL' })
  const file = fileOf(randomBytes(3_000_000))
  let changed = false
  const progress = () => {
    if (!changed) appendFileSync(file, 'more')
    changed = true
  }
  await expect(uploading(phone, client.socket, file, { progress })).rejects.toMatchObject({ code: 'INTERNAL' })
  expect(uploads(phone).filter(({ status }) => status === 200)).toEqual([])
  phone.assertClean()
})
