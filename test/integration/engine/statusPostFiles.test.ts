import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Input, UPLOAD_PART } from '../../../src/shared/contract.ts'
import { POST_GAP_MS } from '../../../src/shared/rules/posting.ts'
import { encodeJpeg } from '../../phone/world/jpeg.ts'
import type { Desk } from './desk.ts'
import { allSent, arrived, memberId, offline, online, own, post, scene, sent } from './postScene.ts'

const [WIDTH, HEIGHT] = [64, 48]
const PICTURE = encodeJpeg(WIDTH, HEIGHT, (x, y) => [x * 3, y * 4, 90])
const THUMBNAIL = encodeJpeg(16, 12, () => [10, 20, 30])

/** An MP4 by its first bytes; the rest is only long. */
const VIDEO = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom\0\0\x02\0isomiso2'),
  Buffer.alloc(3 * UPLOAD_PART, 7),
])

/** Hands a file over in parts. @returns the upload's id */
async function handOver(desk: Desk, bytes: Uint8Array): Promise<string> {
  const { uploadId } = await desk.call('uploadBegin', { bytes: bytes.length })
  for (let at = 0; at < bytes.length; at += UPLOAD_PART) {
    const data = Buffer.from(bytes.subarray(at, at + UPLOAD_PART)).toString('base64')
    await desk.call('uploadPart', { uploadId, at, data })
  }
  return uploadId
}

function picture(uploadId: string, caption: string | null = null): Input<'statusPost'> {
  const thumbnail = Buffer.from(THUMBNAIL).toString('base64')
  return { kind: 'image', uploadId, caption, width: WIDTH, height: HEIGHT, thumbnail }
}

function video(uploadId: string, caption: string | null = null): Input<'statusPost'> {
  return { ...picture(uploadId, caption), kind: 'video', duration: 4.4 } as Input<'statusPost'>
}

function files(desk: Desk): string[] {
  return readdirSync(join(desk.dataDir, 'media'))
}

/** Files are swept a moment after their post went, and nobody is told. */
async function noFile(desk: Desk): Promise<void> {
  await vi.waitFor(() => expect(files(desk)).toEqual([]), { timeout: 15_000 })
}

test('an image with caption and thumbnail is read by the audience; its file is here and on the media host', async () => {
  const { phone, desk, ada, ben } = await scene()
  const posted = await desk.call('statusPost', picture(await handOver(desk, PICTURE), ' At the lake '))
  expect(posted).toMatchObject({
    way: 'pending',
    content: { kind: 'image', caption: 'At the lake', media: { mimetype: 'image/jpeg', width: WIDTH, height: HEIGHT } },
    thumbnail: Buffer.from(THUMBNAIL).toString('base64'),
    media: { state: 'here' },
  })
  expect(posted.mediaId).not.toBeNull()
  const { message, readBy } = await arrived(phone, 'At the lake')
  expect([...readBy].sort()).toEqual([phone.own.lid, ada.lid, ben.lid])
  const { imageMessage } = message
  expect(imageMessage).toMatchObject({
    mimetype: 'image/jpeg',
    caption: 'At the lake',
    width: WIDTH,
    height: HEIGHT,
    fileLength: expect.anything(),
  })
  expect(Buffer.from(imageMessage?.jpegThumbnail ?? [])).toEqual(Buffer.from(THUMBNAIL))
  const opened = phone.media.open(imageMessage?.directPath ?? '', imageMessage?.mediaKey ?? new Uint8Array(0), 'image')
  expect(Buffer.from(opened)).toEqual(Buffer.from(PICTURE))
  expect(await sent(desk, posted)).toMatchObject({ media: { state: 'here' }, mediaId: posted.mediaId })
  expect(files(desk)).toHaveLength(1)
  phone.assertClean()
})

test('a video: its length goes along, and how far it has come is told', async () => {
  const { phone, desk } = await scene()
  const posted = await desk.call('statusPost', video(await handOver(desk, VIDEO), 'Waves'))
  const { message } = await arrived(phone, 'Waves')
  expect(message.videoMessage).toMatchObject({ mimetype: 'video/mp4', seconds: 4, width: WIDTH })
  const { directPath, mediaKey } = message.videoMessage ?? {}
  expect(Buffer.from(phone.media.open(directPath ?? '', mediaKey ?? new Uint8Array(0), 'video'))).toEqual(VIDEO)
  await sent(desk, posted)
  const percents = desk.events.flatMap(event =>
    event.type === 'mediaProgress' && event.statusId === posted.id ? [event.percent] : [],
  )
  expect(percents.length).toBeGreaterThan(0)
  expect([...percents].sort((a, b) => a - b)).toEqual(percents)
  phone.assertClean()
})

test('the line breaks after the upload: it is uploaded again and posted once', async () => {
  const { phone, desk, ada } = await scene()
  await sent(desk, await post(desk, 'sessions are there'))
  const uploadId = await handOver(desk, PICTURE)
  desk.skew += POST_GAP_MS
  // The question for the media hosts goes through, the post is taken, and its answer is lost.
  phone.line.dropAfterReceiving(2)
  const posted = await desk.call('statusPost', picture(uploadId, 'twice uploaded'))
  await sent(desk, posted)
  const ids = allSent(phone)
    .filter(entry => entry.message.imageMessage)
    .map(entry => entry.id)
  expect(new Set(ids).size).toBe(1)
  expect(ada.posts.size).toBe(2)
  expect(phone.media.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThanOrEqual(2)
  phone.assertClean()
})

test('written offline with a file, over a restart: the file is kept and goes along', async () => {
  const { phone, desk } = await scene()
  await offline(desk, phone)
  const posted = await desk.call('statusPost', picture(await handOver(desk, PICTURE), 'kept'))
  await desk.restart()
  expect(files(desk)).toHaveLength(1)
  await online(desk, phone)
  await arrived(phone, 'kept')
  await sent(desk, posted)
})

test('a media host that refuses for a while: the post waits and goes', async () => {
  const { phone, desk } = await scene()
  phone.media.failNext(2, 503)
  const posted = await desk.call('statusPost', picture(await handOver(desk, PICTURE), 'later'))
  const failed = await own(desk, posted.id, ({ way }) => way !== 'pending')
  if (failed.way === 'failed') {
    desk.skew += POST_GAP_MS
    await desk.call('statusRetry', { statusId: posted.id })
  }
  await sent(desk, posted)
  await arrived(phone, 'later')
})

test('deleted: the row and the file go, before it went out and after', async () => {
  const { phone, desk } = await scene()
  await offline(desk, phone)
  const waiting = await desk.call('statusPost', picture(await handOver(desk, PICTURE)))
  await desk.call('statusDelete', { statusId: waiting.id })
  await noFile(desk)
  await online(desk, phone)
  desk.skew += POST_GAP_MS
  const posted = await desk.call('statusPost', picture(await handOver(desk, PICTURE), 'soon gone'))
  await sent(desk, posted)
  await desk.call('statusDelete', { statusId: posted.id })
  await desk.until('gone', async () => (await desk.call('statusMine', {})).length === 0)
  await noFile(desk)
})

test('what is no picture or video is refused, and an upload survives a refusal that has to do with something else', async () => {
  const { desk } = await scene()
  const words = await handOver(desk, Buffer.from('just some words, and a few more so that it is long enough'))
  await expect(desk.call('statusPost', picture(words))).rejects.toMatchObject({ code: 'BAD_FILE' })
  await expect(desk.call('statusPost', video(await handOver(desk, PICTURE)))).rejects.toMatchObject({
    code: 'BAD_FILE',
  })
  const uploadId = await handOver(desk, PICTURE)
  const thumbnail = Buffer.from('no JPEG').toString('base64')
  await expect(
    desk.call('statusPost', { ...picture(uploadId), thumbnail } as Input<'statusPost'>),
  ).rejects.toMatchObject({ code: 'BAD_FILE' })
  for (const name of ['Ada', 'Ben']) {
    await desk.call('statusExclude', { personId: await memberId(desk, name), on: true })
  }
  await expect(desk.call('statusPost', picture(uploadId))).rejects.toMatchObject({ code: 'NO_AUDIENCE' })
  await desk.call('statusExclude', { personId: await memberId(desk, 'Ada'), on: false })
  await desk.call('statusPost', picture(uploadId))
  await expect(desk.call('statusPost', picture('0'.repeat(32)))).rejects.toMatchObject({ code: 'TOO_OFTEN' })
  desk.skew += POST_GAP_MS
  await expect(desk.call('statusPost', picture('0'.repeat(32)))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
