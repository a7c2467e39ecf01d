import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { rangeOf } from '../../../src/main/bridge/fileRange.ts'
import { fileStream } from '../../../src/main/bridge/fileStream.ts'
import { answerMedia, type FindMedia } from '../../../src/main/bridge/media.ts'

describe('the range of a request', () => {
  it.each([
    [null, null],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-200', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-200', { start: 0, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=1-2', null],
    ['bytes=1e1-', null],
    ['bytes=9999999999999999999-', null],
  ])('%s', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range)
  })

  it('lies in the file, whatever is asked for', () => {
    const part = fc.oneof(fc.constant(''), fc.nat().map(String), fc.string({ maxLength: 4 }))
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 1000 }), (from, to, size) => {
        const range = rangeOf(`bytes=${from}-${to}`, size)
        if (range === null || range === 'unsatisfiable') return
        expect(range.start >= 0 && range.start <= range.end && range.end < size).toBe(true)
      }),
    )
  })
})

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pillion-media-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

const content = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 251))

async function fileOf(name = 'file') {
  const path = join(folder(), name)
  writeFileSync(path, content)
  const file = await open(path)
  onTestFinished(() => file.close().catch(() => undefined))
  return { path, file }
}

const isOpen = async (file: Awaited<ReturnType<typeof fileOf>>['file']): Promise<boolean> =>
  file.stat().then(
    () => true,
    () => false,
  )

test('a part of a file as a stream, and the file is closed', async () => {
  const { file } = await fileOf()
  const bytes = await new Response(fileStream(file, { start: 100, end: 150_099 })).arrayBuffer()
  expect(Buffer.from(bytes).equals(content.subarray(100, 150_100))).toBe(true)
  expect(await isOpen(file)).toBe(false)
})

test('nothing is read before it is wanted, and a reader that leaves closes the file', async () => {
  const { file } = await fileOf()
  const reader = fileStream(file, { start: 0, end: content.length - 1 }).getReader()
  expect((await reader.read()).value?.length).toBe(65_536)
  expect(await isOpen(file)).toBe(true)
  await reader.cancel()
  expect(await isOpen(file)).toBe(false)
})

test('a file that was cut ends the stream with a failure', async () => {
  const { path, file } = await fileOf()
  writeFileSync(path, content.subarray(0, 1000))
  await expect(new Response(fileStream(file, { start: 0, end: content.length - 1 })).arrayBuffer()).rejects.toThrow()
  expect(await isOpen(file)).toBe(false)
})

test('what is answered', async () => {
  const { path } = await fileOf()
  const find: FindMedia = async id =>
    id === 7
      ? { path, type: 'video/mp4', bytes: content.length }
      : id === 8
        ? { path: `${path}x`, type: 'image/png', bytes: 1 }
        : null
  const ask = async (id: string, range: string | null = null, method = 'GET') => {
    const answer = await answerMedia(find, { method, id, range })
    await answer.body?.file.close()
    return { ...answer, body: answer.body?.range ?? null }
  }
  expect(await ask('7')).toMatchObject({
    status: 200,
    headers: {
      'Content-Type': 'video/mp4',
      'Content-Length': '200000',
      'Content-Disposition': 'inline',
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Content-Security-Policy': expect.stringContaining("default-src 'none'"),
    },
    body: { start: 0, end: 199_999 },
  })
  expect(await ask('7', 'bytes=5-9')).toMatchObject({
    status: 206,
    headers: { 'Content-Range': 'bytes 5-9/200000', 'Content-Length': '5' },
    body: { start: 5, end: 9 },
  })
  expect(await ask('7', 'bytes=200000-')).toMatchObject({
    status: 416,
    headers: { 'Content-Range': 'bytes */200000' },
    body: null,
  })
  expect(await ask('7', null, 'HEAD')).toMatchObject({
    status: 200,
    headers: { 'Content-Length': '200000' },
    body: null,
  })
  expect(await ask('7', null, 'POST')).toMatchObject({ status: 405 })
  for (const id of ['9', '8', '0', '-7', '07', '7.0', '7e0', '../7', '%37', ' 7', '99999999999999999999', '']) {
    expect([id, (await ask(id)).status]).toEqual([id, 404])
  }
})
