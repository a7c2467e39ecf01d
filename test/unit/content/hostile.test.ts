import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, milliseconds, number, seconds } from '../../../src/main/engine/link/content/bounds.ts'
import { project } from '../../../src/main/engine/link/content/projection.ts'
import { proto } from '../../../src/main/engine/link/library.ts'
import { spent } from '../spent.ts'
import { JPEG, messageOf, received } from './samples.ts'

const huge = 'x'.repeat(2_000_000)

describe('hostile input', () => {
  it.each([
    ['text', { conversation: huge }],
    ['caption', { imageMessage: { caption: huge, mimetype: huge } }],
    [
      'quote',
      { extendedTextMessage: { text: 'x', contextInfo: { stanzaId: huge, quotedMessage: { conversation: huge } } } },
    ],
    ['mentions', { extendedTextMessage: { text: 'x', contextInfo: { mentionedJid: many(5000, i => `${i}@lid`) } } }],
    [
      'contacts',
      { contactsArrayMessage: { contacts: many(5000, () => ({ vcard: `TEL:1\n${'TEL:2\n'.repeat(5000)}` })) } },
    ],
    [
      'list',
      { listMessage: { sections: many(300, () => ({ rows: many(300, () => ({ title: 'x'.repeat(2000) })) })) } },
    ],
    ['buttons', { buttonsMessage: { buttons: many(3000, () => ({ buttonText: { displayText: 'x'.repeat(2000) } })) } }],
    ['poll', { pollCreationMessage: { name: huge, options: many(3000, () => ({ optionName: 'x'.repeat(2000) })) } }],
    ['document', { documentMessage: { fileName: huge, caption: huge } }],
    ['half a surrogate', { conversation: `${'x'.repeat(65_535)}😀` }],
  ])('bounds a huge %s', (_, message) => {
    const projected = messageOf(message)
    expect(projected.text?.length ?? 0).toBeLessThanOrEqual(65_536)
    expect(JSON.stringify(projected).length).toBeLessThan(500_000)
    expect(projected.text ?? '').not.toMatch(/\p{Cs}/u)
  })

  it('drops NUL, which SQLite’s text functions stop at', () => {
    expect(messageOf({ conversation: 'a\0b' }).text).toBe('ab')
  })

  it.each([
    [5, 5],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    ['1760000000', 1_760_000_000],
    ['many', null],
    [7n, 7],
    [{ low: 1, high: 1, unsigned: true }, 4_294_967_297],
    [{ low: -1, high: -1, unsigned: false }, -1],
    [{ low: -1, high: -1, unsigned: true }, 18_446_744_073_709_552_000],
    [{}, null],
    [null, null],
    [undefined, null],
  ])('reads a number, case %#', (value, expected) => {
    expect(number(value)).toBe(expected)
  })

  it('takes no impossible count or time', () => {
    expect([count(-1), count(2 ** 60), count(2.7)]).toEqual([null, null, 2])
    expect([seconds(0), seconds(2 ** 52), milliseconds(2 ** 53 - 1), seconds(5)]).toEqual([null, null, null, 5000])
  })

  it.each([Number.NaN, 91, -1e300, Number.POSITIVE_INFINITY])('has no place at latitude %d', degreesLatitude => {
    const message = { locationMessage: { degreesLatitude, degreesLongitude: 0 } }
    expect(messageOf(message).content).toEqual({ kind: 'unknown', type: 'locationMessage' })
  })

  it.each(['valueOf', 'toString', 'constructor', 'hasOwnProperty'])('takes %s for no kind of message', name => {
    const info = { key: { id: 'A' }, message: { [name]: { text: 'x' } } } as unknown as proto.IWebMessageInfo
    expect(project(info)).toMatchObject({ type: 'message', content: { kind: 'unknown', type: 'newer' } })
  })

  it('never throws, whatever stands in a message', () => {
    const names = Object.entries(Object.getOwnPropertyDescriptors(proto.Message.prototype))
      .filter(([, property]) => 'value' in property && property.value === null)
      .map(([name]) => name)
    const inner = [
      ...['message', 'contextInfo', 'key', 'text', 'caption', 'type', 'buttons', 'sections', 'rows', 'header', 'body'],
      ...[
        'hydratedTemplate',
        'hydratedButtons',
        'urlButton',
        'contacts',
        'vcard',
        'options',
        'product',
        'quotedMessage',
      ],
      ...['editedMessage', 'jpegThumbnail', 'mentionedJid', 'nativeFlowMessage', 'carouselMessage', 'cards', 'params'],
      ...['interactiveMessageTemplate', 'fourRowTemplate', 'submessages', 'noteMessage', 'location', 'stanzaId'],
    ]
    const value = fc.object({
      key: fc.constantFrom(...inner, ...names),
      maxDepth: 5,
      withBigInt: true,
      withNullPrototype: true,
      withTypedArray: true,
      withSparseArray: true,
      withDate: true,
    })
    const info = fc.record(
      {
        key: fc.oneof(fc.constant({ id: 'A' }), fc.anything()),
        message: fc.oneof(
          fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.anything()), { maxKeys: 3 }),
          fc.anything(),
        ),
        messageStubType: fc.oneof(fc.nat(250), fc.anything()),
        messageStubParameters: fc.oneof(fc.array(fc.string()), fc.anything()),
        messageTimestamp: fc.anything(),
        ephemeralDuration: fc.anything(),
        keepInChat: fc.anything(),
      },
      { requiredKeys: ['key'] },
    )
    fc.assert(
      fc.property(info, hostile => {
        const projection = project(hostile as unknown as proto.IWebMessageInfo)
        expect(['message', 'change', 'control', 'ignored']).toContain(projection.type)
      }),
      { numRuns: 3000 },
    )
  })

  it('never throws for bytes that decode', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), bytes => {
        let info: proto.IWebMessageInfo
        try {
          info = { key: { id: 'A' }, message: proto.Message.decode(bytes) }
        } catch {
          return
        }
        project(info)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('speed', () => {
  it('projects 100,000 messages in less than a second', () => {
    const kinds = [
      received({ conversation: 'A short text, as most are' }),
      received({
        extendedTextMessage: { text: 'reply', contextInfo: { stanzaId: 'Q', quotedMessage: { conversation: 'x' } } },
      }),
      received({ imageMessage: { caption: 'c', jpegThumbnail: JPEG, mimetype: 'image/jpeg', fileLength: 12_345 } }),
      received({ ephemeralMessage: { message: { conversation: 'inside' } } }),
    ]
    const best = Math.min(...[1, 2, 3].map(() => run(kinds)))
    expect(best).toBeLessThan(1000)
  })
})

function run(kinds: proto.IWebMessageInfo[]): number {
  const start = spent()
  for (let i = 0; i < 25_000; i++) for (const info of kinds) project(info)
  return spent() - start
}

function many<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index))
}
