import { describe, expect, test } from 'vitest'
import { i18n } from '../../../src/renderer/i18n/i18n.ts'
import { toBase64 } from '../../../src/renderer/status/post/base64.ts'
import {
  MAX_FILE,
  MAX_POST_CAPTION,
  MAX_POST_TEXT,
  PART,
  THUMBNAIL_SIDE,
} from '../../../src/renderer/status/post/limits.ts'
import { backgrounds, firstLook, fonts, lettersOf, textPostStyle } from '../../../src/renderer/status/post/look.ts'
import { readMovie } from '../../../src/renderer/status/post/mp4.ts'
import { hasFailed, hasGoneOut, postWords, wayWords } from '../../../src/renderer/status/post/ownPost.ts'
import { within } from '../../../src/renderer/status/post/size.ts'
import { kindOfFile } from '../../../src/renderer/status/post/sniff.ts'
import { postTextSize } from '../../../src/renderer/status/post/textSize.ts'
import { type UploadCalls, upload } from '../../../src/renderer/status/post/upload.ts'
import { waitingFor, waitingWords } from '../../../src/renderer/status/post/waiting.ts'
import { contrast, textFace } from '../../../src/renderer/status/viewer/textFace.ts'
import { MAX_CAPTION, MAX_POST, MAX_UPLOAD, UPLOAD_PART } from '../../../src/shared/contract.ts'
import { POST_BACKGROUNDS, POST_FONTS } from '../../../src/shared/rules/post-styles.ts'
import { clip } from '../../phone/world/clips.ts'
import { encodeJpeg } from '../../phone/world/jpeg.ts'

test('the limits are those of the contract', () => {
  expect([MAX_POST_TEXT, MAX_POST_CAPTION, MAX_FILE, PART]).toEqual([MAX_POST, MAX_CAPTION, MAX_UPLOAD, UPLOAD_PART])
})

const noise = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, i) => (i * 7919) >> 3)

describe('base64', () => {
  test.each([0, 1, 2, 3, 8191, 8192, 8193, PART, 65_537])('%i bytes', length => {
    const bytes = noise(length)
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  })
})

describe('handing a file to the engine', () => {
  function engine(broken: { atPart?: number } = {}) {
    const got: Buffer[] = []
    const done: string[] = []
    const calls: UploadCalls = {
      begin: async bytes => {
        done.push(`begin ${bytes}`)
        return { uploadId: 'u' }
      },
      part: async ({ at, data }) => {
        if (got.length === broken.atPart) throw new Error('refused')
        expect(at).toBe(got.reduce((sum, part) => sum + part.length, 0))
        got.push(Buffer.from(data, 'base64'))
      },
      drop: async uploadId => {
        done.push(`drop ${uploadId}`)
      },
    }
    return { calls, got, done }
  }

  test.each([1, PART - 1, PART, PART + 1, 3 * PART + 5])('%i bytes arrive in order and whole', async length => {
    const bytes = noise(length)
    const { calls, got, done } = engine()
    const told: number[] = []
    const id = await upload(new Blob([bytes]), calls, percent => told.push(percent), new AbortController().signal)
    expect(id).toBe('u')
    expect(Buffer.concat(got).equals(Buffer.from(bytes))).toBe(true)
    expect(got.length).toBe(Math.ceil(length / PART))
    expect(got.every(part => part.length <= PART)).toBe(true)
    expect(told.at(-1)).toBe(100)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(done).toEqual([`begin ${length}`])
  })

  test('what failed is dropped, and the failure is told', async () => {
    const { calls, done } = engine({ atPart: 1 })
    const file = new Blob([noise(2 * PART)])
    await expect(upload(file, calls, () => {}, new AbortController().signal)).rejects.toThrow('refused')
    expect(done).toEqual([`begin ${2 * PART}`, 'drop u'])
  })

  test('cancelled on the way it is dropped, and no further part is sent', async () => {
    const { calls, got, done } = engine()
    const cancel = new AbortController()
    const file = new Blob([noise(5 * PART)])
    const uploading = upload(file, calls, () => cancel.abort(), cancel.signal)
    await expect(uploading).rejects.toHaveProperty('name', 'AbortError')
    expect(got.length).toBe(1)
    expect(done.at(-1)).toBe('drop u')
  })

  test('cancelled before it began nothing is asked for', async () => {
    const { calls, done } = engine()
    await expect(upload(new Blob([noise(5)]), calls, () => {}, AbortSignal.abort())).rejects.toHaveProperty('name')
    expect(done).toEqual([])
  })
})

describe('what a file is by its first bytes', () => {
  const text = (words: string): Uint8Array => Uint8Array.from(words, letter => letter.charCodeAt(0))
  test.each<[string, Uint8Array, string]>([
    ['a JPEG', encodeJpeg(8, 8, () => [1, 2, 3]), 'jpeg'],
    ['a PNG', text('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'png'],
    ['a GIF', text('GIF89a\x01\0\x01\0'), 'gif'],
    ['a WebP', text('RIFF\x10\0\0\0WEBPVP8 '), 'webp'],
    ['another RIFF', text('RIFF\x10\0\0\0WAVEfmt '), 'unknown'],
    ['HEIC of a phone', text('\0\0\0\x18ftypheic\0\0\0\0'), 'heic'],
    ['AVIF', text('\0\0\0\x18ftypavif\0\0\0\0'), 'avif'],
    ['MP4', clip(16, 16, 1, () => [1, 2, 3]), 'mp4'],
    ['a film of a Mac', text('\0\0\0\x14ftypqt  \0\0\0\0'), 'quicktime'],
    ['WebM', text('\x1aE\xdf\xa3'), 'webm'],
    ['a program', text('MZ\x90\0'), 'unknown'],
    ['a page', text('<!doctype html>'), 'unknown'],
    ['nothing', new Uint8Array(), 'unknown'],
  ])('%s', (_, bytes, kind) => {
    expect(kindOfFile(bytes.subarray(0, 32))).toBe(kind)
  })
})

describe('reading a film', () => {
  const film = (): Buffer => Buffer.from(clip(32, 16, 2, (x, y) => [x * 7, y * 7, 128]))
  const box = (type: string, ...content: Uint8Array[]): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0))
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, ...content])
  }
  const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)])
  const bytesOf = async (file: Blob): Promise<Buffer> => Buffer.from(await file.arrayBuffer())
  /** The film with a further box at the end of its index. */
  function withInIndex(extra: Buffer): Buffer {
    const bytes = film()
    const at = bytes.indexOf('moov', 0, 'latin1') - 4
    const size = bytes.readUInt32BE(at)
    const index = Buffer.concat([bytes.subarray(at, at + size), extra])
    index.writeUInt32BE(index.length)
    return Buffer.concat([bytes.subarray(0, at), index, bytes.subarray(at + size)])
  }

  test('the formats of its tracks', async () => {
    expect(await readMovie(blob(film()))).toMatchObject({ video: 'avc1', audio: null, others: [] })
  })

  test('a film that tells nothing stays as it is', async () => {
    const movie = await readMovie(blob(film()))
    if (movie === null) throw new Error('it was not read')
    expect((await bytesOf(movie.cleaned)).equals(film())).toBe(true)
  })

  test('places are taken out, and nothing moves', async () => {
    const told = withInIndex(
      box('udta', box('\xa9xyz', Buffer.from('+48.8577+002.295/')), box('meta', Buffer.alloc(9))),
    )
    const bytes = Buffer.concat([told, box('uuid', Buffer.from('<x:xmpmeta>+48.8577</x:xmpmeta>'))])
    const movie = await readMovie(blob(bytes))
    if (movie === null) throw new Error('it was not read')
    const cleaned = await bytesOf(movie.cleaned)
    expect(movie.video).toBe('avc1')
    expect(bytes.includes('+48.8577')).toBe(true)
    expect(cleaned.includes('+48.8577')).toBe(false)
    expect(cleaned.length).toBe(bytes.length)
    expect(cleaned.indexOf('mdat')).toBe(bytes.indexOf('mdat'))
  })

  test('another format, and a track of telemetry', async () => {
    const other = film()
    other.write('hvc1', other.indexOf('avc1', other.indexOf('stsd', 0, 'latin1'), 'latin1'), 'latin1')
    expect(await readMovie(blob(other))).toMatchObject({ video: 'hvc1' })
    const hdlr = box('hdlr', Buffer.from('\0\0\0\0\0\0\0\0meta\0\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1'))
    const stsd = box('stsd', Buffer.from('\0\0\0\0\0\0\0\x01\0\0\0\x10gpmd\0\0\0\0\0\0\0\x01', 'latin1'))
    const track = box('trak', box('mdia', hdlr, box('minf', box('stbl', stsd))))
    expect(await readMovie(blob(withInIndex(track)))).toMatchObject({ video: 'avc1', others: ['meta'] })
  })

  test('a 64-bit size, and a last box without one', async () => {
    const bytes = film()
    const at = bytes.indexOf('mdat', 0, 'latin1') - 4
    const open = Buffer.from(bytes)
    open.writeUInt32BE(0, at)
    expect(await readMovie(blob(open))).toMatchObject({ video: 'avc1' })
    const long = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(16), bytes.subarray(at + 8)])
    long.writeUInt32BE(1, at)
    long.write('mdat', at + 4, 'latin1')
    long.writeBigUInt64BE(BigInt(bytes.length - at + 8), at + 8)
    expect(await readMovie(blob(long))).toMatchObject({ video: 'avc1' })
  })

  test('broken files are no films, wherever they are cut', async () => {
    const bytes = film()
    for (let length = 0; length < bytes.length; length += 37) {
      expect(await readMovie(blob(bytes.subarray(0, length))), String(length)).toBeNull()
    }
    const claims = Buffer.from(bytes)
    claims.writeUInt32BE(0xffffffff, claims.indexOf('trak', 0, 'latin1') - 4)
    expect(await readMovie(blob(claims))).toBeNull()
  })
})

describe('the size of a picture', () => {
  test.each([
    [4000, 3000, 1600, 1600, 1200],
    [3000, 4000, 1600, 1200, 1600],
    [640, 480, 1600, 640, 480],
    [20_000, 3, 1600, 1600, 1],
    [1600, 1600, THUMBNAIL_SIDE, 100, 100],
  ])('%i×%i within %i', (width, height, side, toWidth, toHeight) => {
    expect(within({ width, height }, side)).toEqual({ width: toWidth, height: toHeight })
  })
})

describe('when the next post is taken', () => {
  const now = 1_700_000_000_000
  test.each<[string, number | null, object]>([
    ['at once', null, { how: 'ready' }],
    ['it has passed', now - 1, { how: 'ready' }],
    ['this very moment', now, { how: 'ready' }],
    ['a moment', now + 1, { how: 'seconds', seconds: 1 }],
    ['seconds are rounded up', now + 6_001, { how: 'seconds', seconds: 7 }],
    ['a minute', now + 60_000, { how: 'seconds', seconds: 60 }],
    ['longer', now + 60_001, { how: 'until', at: now + 60_001 }],
  ])('%s', (_, nextAt, waiting) => {
    expect(waitingFor({ nextAt }, now)).toEqual(waiting)
  })
})

test('the longer a text, the smaller it is written', () => {
  const sizes = [1, 40, 41, 100, 200, 400, 700].map(length => postTextSize('x'.repeat(length)))
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  expect(new Set(sizes).size).toBe(6)
  // Characters, not code units; and lines take room.
  expect(postTextSize('👩🏽'.repeat(20))).toBe(postTextSize('x'.repeat(40)))
  expect(postTextSize('a\nb\nc\nd\ne\nf')).toBeLessThan(postTextSize('abcdef'))
})

describe('words about when', () => {
  const at = new Date(2026, 10, 24, 14, 32).getTime()
  test.each<[string, number, Parameters<typeof waitingWords>[1], string | null]>([
    ['free', 20, { how: 'ready' }, null],
    ['some left', 6, { how: 'ready' }, null],
    ['few left', 5, { how: 'ready' }, '20 posts a day: 5 left'],
    ['the last one', 1, { how: 'ready' }, '20 posts a day: 1 left'],
    ['a moment', 19, { how: 'seconds', seconds: 7 }, 'You can post again in 7 s.'],
    [
      'tomorrow',
      0,
      { how: 'until', at },
      'You have posted as often as is wise for a day. You can post again at 14:32.',
    ],
  ])('%s', (_, left, waiting, words) => {
    expect(waitingWords({ left }, waiting, 'en-GB', i18n.getFixedT('en'))).toBe(words)
  })
})

describe('looks of a text post', () => {
  test('every background and font that can be chosen has a name of its own', () => {
    expect(backgrounds.map(({ argb }) => argb)).toEqual(POST_BACKGROUNDS)
    expect(fonts.map(({ font }) => font)).toEqual(POST_FONTS)
    expect(new Set(backgrounds.map(({ name }) => name)).size).toBe(POST_BACKGROUNDS.length)
    expect(new Set(fonts.map(({ name }) => name)).size).toBe(POST_FONTS.length)
    expect(new Set(fonts.map(({ font }) => JSON.stringify(lettersOf(font)))).size).toBe(POST_FONTS.length)
    expect(firstLook).toEqual({ backgroundArgb: POST_BACKGROUNDS[0], font: POST_FONTS[0] })
  })

  test.each(backgrounds)('the text can be read on $name, the hint as well', ({ argb }) => {
    const { background, ink } = textFace(argb, null)
    expect(ink).toBe('#ffffff')
    expect(contrast(argb & 0xffffff, 0xffffff)).toBeGreaterThanOrEqual(4.5)
    expect(textPostStyle('x', { backgroundArgb: argb, font: 0 })).toMatchObject({
      backgroundColor: background,
      color: ink,
    })
    // The hint is white at four fifths.
    const hint = [16, 8, 0].reduce((sum, shift) => {
      const under = (argb >> shift) & 255
      return sum | (Math.round(under + (255 - under) * 0.8) << shift)
    }, 0)
    // It is written large: 3 to 1 would do (WCAG 2.2, 1.4.3).
    expect(contrast(argb & 0xffffff, hint)).toBeGreaterThanOrEqual(4.2)
  })
})

describe('an own post in words', () => {
  const t = i18n.getFixedT('en')
  const media = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: null }
  test.each<[Parameters<typeof postWords>[0]['content'], string]>([
    [{ kind: 'text', text: 'Tea?\nAt five', preview: null }, 'Tea?'],
    [{ kind: 'text', text: '👩🏽'.repeat(40), preview: null }, `${'👩🏽'.repeat(30)}…`],
    [{ kind: 'image', caption: 'Beach', media }, 'Beach'],
    [{ kind: 'image', caption: null, media }, 'Photo'],
    [{ kind: 'video', caption: ' ', media }, 'Video'],
    [{ kind: 'voice', media }, 'Voice message'],
    [{ kind: 'unknown', type: 'x' }, 'Status update'],
  ])('%o', (content, words) => {
    expect(postWords({ content }, t)).toBe(words)
  })

  const facts = { failure: null, viewers: 0 }
  test.each<[string, Parameters<typeof wayWords>[0], number | null, boolean, string]>([
    ['on its way', { ...facts, way: 'pending' }, null, true, 'Posting…'],
    ['with its file', { ...facts, way: 'pending' }, 39.6, true, 'Posting 40 %'],
    ['offline', { ...facts, way: 'pending' }, 40, false, 'Is posted when there is a connection'],
    [
      'refused',
      { ...facts, way: 'failed', failure: 'SERVER_REFUSED' },
      40,
      true,
      'Not posted. The service refused that.',
    ],
    [
      'kept waiting for its whole day',
      { ...facts, way: 'failed', failure: 'TOO_LATE' },
      null,
      true,
      'Not posted. There was no connection for a whole day.',
    ],
    ['unseen', { ...facts, way: 'sent' }, null, true, 'Not seen yet'],
    ['seen', { ...facts, way: 'sent', viewers: 3 }, 100, true, 'Seen by 3'],
    ['going', { ...facts, way: 'deleting' }, null, true, 'Deleting…'],
    ['kept', { ...facts, way: 'sent', failure: 'TIMEOUT' }, null, true, 'Not deleted. There was no answer in time.'],
  ])('%s', (_, post, percent, connected, words) => {
    expect(wayWords(post, percent, connected, t)).toBe(words)
  })

  test('what can be tried again, and what is deleted for everyone', () => {
    expect(hasFailed({ way: 'sent', failure: null })).toBe(false)
    expect(hasFailed({ way: 'failed', failure: null })).toBe(true)
    expect(hasFailed({ way: 'sent', failure: 'TIMEOUT' })).toBe(true)
    expect((['pending', 'failed', 'sent', 'deleting'] as const).map(way => hasGoneOut({ way }))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
