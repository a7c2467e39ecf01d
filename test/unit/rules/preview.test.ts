import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentText, cutGraphemes, MAX_PREVIEW, previewText } from '../../../src/shared/rules/preview.ts'

const family = '👨‍👩‍👧‍👦'
const media = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: 'ticket.pdf' }

describe('preview', () => {
  it.each([
    [null, ''],
    ['', ''],
    ['Hello', 'Hello'],
    ['two\n\nlines\tand tabs', 'two lines and tabs'],
    ['a\u202eb\u0000c', 'abc'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), `${'x'.repeat(199)}…`],
    [family.repeat(30), `${family.repeat(18)}…`],
    [`${'\n'.repeat(5000)}end`, 'end'],
    [`a${'\n'.repeat(5000)}b`, 'a…'],
  ])('case %#', (text, preview) => {
    expect(previewText(text)).toBe(preview)
  })

  it('is at most 200 long, well-formed and one line, whatever comes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc
        .array(fc.constantFrom(family, 'é', 'e\u0301', '\u0301', ' ', '\n', 'क्ष', 'ab'), { maxLength: 200 })
        .map(p => p.join('')),
    )
    fc.assert(
      fc.property(text, raw => {
        const preview = previewText(raw)
        expect(preview.length).toBeLessThanOrEqual(MAX_PREVIEW)
        expect(preview).not.toMatch(/[\n\r\p{Cs}]/u)
      }),
    )
  })

  it('cuts between graphemes, and between code points where one grapheme is endless', () => {
    expect(cutGraphemes(`ab${family}`, 5)).toBe('ab')
    expect(cutGraphemes('e\u0301e\u0301', 3)).toBe('e\u0301')
    expect(cutGraphemes(`a${'\u0301'.repeat(500)}`, 10)).toHaveLength(10)
    expect(cutGraphemes('😀😀', 1)).toBe('')
  })

  it.each([
    [{ kind: 'text', text: 'hi', preview: null }, 'hi'],
    [{ kind: 'image', caption: null, media }, null],
    [{ kind: 'document', caption: null, media }, 'ticket.pdf'],
    [{ kind: 'document', caption: 'Your ticket', media }, 'Your ticket'],
    [{ kind: 'voice', media }, null],
    [{ kind: 'poll', question: 'When?', options: ['Mon', 'Tue'], selectable: 1 }, 'When?\nMon\nTue'],
    [
      {
        kind: 'contacts',
        contacts: [
          { name: 'Ana', phones: [] },
          { name: 'Bo', phones: [] },
        ],
      },
      'Ana\nBo',
    ],
    [
      {
        kind: 'template',
        card: {
          type: 'templateMessage',
          header: 'Ride',
          headerMedia: null,
          body: 'PIN 4821',
          footer: null,
          buttons: [],
          sections: [],
        },
      },
      'Ride\nPIN 4821',
    ],
    [{ kind: 'notice', stub: 8, parameters: ['x'] }, null],
  ] as const)('text of %j', (content, text) => {
    expect(contentText(JSON.parse(JSON.stringify(content)))).toBe(text)
  })
})
