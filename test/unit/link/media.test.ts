import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  Opening,
  openMedia,
  type SealedFacts,
  sealed,
  sealedLength,
  TamperedError,
} from '../../../src/main/engine/link/media.ts'

/** Bytes in pieces of these lengths, then the rest. */
function* pieces(bytes: Buffer, lengths: readonly number[]): Generator<Buffer> {
  let at = 0
  for (const length of lengths) {
    yield bytes.subarray(at, at + length)
    at = Math.min(bytes.length, at + length)
  }
  yield bytes.subarray(at)
}

async function seal(content: Buffer, lengths: readonly number[], mediaKey: Buffer) {
  let facts: SealedFacts | null = null
  const parts: Buffer[] = []
  async function* source() {
    yield* pieces(content, lengths)
  }
  for await (const part of sealed(source(), mediaKey, 'Image', told => {
    facts = told
  }))
    parts.push(part)
  if (facts === null) throw new Error('nothing told')
  return { file: Buffer.concat(parts), facts: facts as SealedFacts }
}

const lengths = fc.array(fc.nat(40), { maxLength: 12 })
const content = fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes))

test('in whatever pieces a file is sealed and opened, it is the same', async () => {
  await fc.assert(
    fc.asyncProperty(content, lengths, lengths, async (bytes, sealing, opening) => {
      const mediaKey = randomBytes(32)
      const { file, facts } = await seal(bytes, sealing, mediaKey)
      expect(file).toEqual((await seal(bytes, [], mediaKey)).file)
      expect(file.length).toBe(sealedLength(bytes.length))
      expect(facts.fileLength).toBe(bytes.length)
      const keys = { mediaKey, ...facts }
      const open = new Opening(keys, 'Image')
      const parts = [...pieces(file, opening)].map(piece => open.push(piece))
      expect(Buffer.concat([...parts, open.end()])).toEqual(bytes)
      expect(openMedia(file, keys, 'Image')).toEqual(bytes)
    }),
  )
})

test('one bit, one byte more or one less, and the file is refused by its MAC alone', async () => {
  const mediaKey = randomBytes(32)
  const { file } = await seal(randomBytes(50), [], mediaKey)
  const keys = { mediaKey, fileSha256: null, fileEncSha256: null }
  const refused = (bytes: Buffer) => expect(() => openMedia(bytes, keys, 'Image')).toThrow(TamperedError)
  for (let at = 0; at < file.length; at++) {
    const flipped = Buffer.from(file)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    refused(flipped)
  }
  for (let end = 0; end < file.length; end++) refused(file.subarray(0, end))
  refused(Buffer.concat([file, Buffer.from([0])]))
  expect(() => openMedia(file, keys, 'Video')).toThrow(TamperedError)
})
