import { describe, expect, test } from 'vitest'
import { contentText } from '../../../src/renderer/chats/contentText.ts'
import { en } from '../../../src/renderer/i18n/en.ts'
import { fr } from '../../../src/renderer/i18n/fr.ts'
import { i18n, pickLanguage } from '../../../src/renderer/i18n/i18n.ts'
import { readNumber } from '../../../src/renderer/newchat/readNumber.ts'
import { snippet } from '../../../src/renderer/search/snippet.ts'
import { initialsOf } from '../../../src/renderer/ui/initials.ts'

/** Every text of a catalog by its dotted key. */
function texts(catalog: object, before = ''): [string, string][] {
  return Object.entries(catalog).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? texts(value, `${before}${key}.`)
      : [[`${before}${key}`, String(value)] as [string, string]],
  )
}

const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()

describe('catalogs', () => {
  const french = new Map(texts(fr))

  test('no text is empty', () => {
    for (const [key, text] of [...texts(en), ...french]) expect(text.trim(), key).not.toBe('')
  })

  test('no French line can begin with a colon or end with an opening quotation mark', () => {
    expect(french.get('standing.verifiedExplained')).toContain('vérifiée\u00a0:')
    for (const [key, text] of french) expect(text, key).not.toMatch(/« | [:;?!»%]/)
  })

  test('French fills in the same variables as English', () => {
    for (const [key, text] of texts(en)) expect(variables(french.get(key) ?? ''), key).toEqual(variables(text))
  })

  test('French plurals, zero and millions included', async () => {
    await i18n.changeLanguage('fr')
    expect(i18n.t('chats.unread', { count: 0 })).toBe('0 message non lu')
    expect(i18n.t('chats.unread', { count: 2 })).toBe('2 messages non lus')
    expect(i18n.t('chats.unread', { count: 1_000_000 })).toBe('1000000 messages non lus')
  })
})

describe('the language', () => {
  test.each<[Parameters<typeof pickLanguage>[0], string, string]>([
    ['system', 'fr-CA', 'fr-CA'],
    ['system', 'fr_FR', 'fr-FR'],
    ['system', 'en-US', 'en-US'],
    ['system', 'de-DE', 'en'],
    ['system', '', 'en'],
    ['system', 'fr-not a tag', 'en'],
    ['fr', 'en-GB', 'fr'],
    ['en', 'en-GB', 'en-GB'],
    ['en', 'fr-FR', 'en'],
  ])('%s on a %s system is %s', (setting, host, language) => {
    expect(pickLanguage(setting, host)).toBe(language)
  })
})

describe('initials', () => {
  test.each<[string, 'addressBook' | 'number' | 'unknown' | 'push', string]>([
    ['Ada Okafor', 'addressBook', 'AO'],
    ['Ada Maria Okafor', 'addressBook', 'AO'],
    ['bookmyshow', 'addressBook', 'B'],
    ['~ tomás', 'push', 'T'],
    ['ليلى حداد', 'addressBook', 'لح'],
    ['👩🏽‍🚀 Family', 'addressBook', 'F'],
    ['👩🏽‍🚀', 'addressBook', ''],
    ['+44 7700 900123', 'number', ''],
    ['4821', 'unknown', ''],
  ])('%s', (text, source, initials) => {
    expect(initialsOf({ source, text })).toBe(initials)
  })
})

describe('a line around what was found', () => {
  const marked = (text: string, query: string) =>
    snippet(text, query)
      .map(part => (part.hit ? `[${part.text}]` : part.text))
      .join('')

  test.each<[string, string, string, string]>([
    ['at the start', 'The maps are here', 'maps', 'The [maps] are here'],
    ['case and accents', 'Chez Élodie', 'elo', 'Chez [Élo]die'],
    ['several words', 'one two three', 'three one', '[one] two [three]'],
    ['nothing', 'one two', 'zzz', 'one two'],
    ['an empty query', 'one two', '', 'one two'],
    ['characters that mean something in patterns', 'a (b) c', '(b', 'a ([b]) c'],
    ['lines become one', 'one\n\ntwo', 'two', 'one [two]'],
  ])('%s', (_, text, query, expected) => {
    expect(marked(text, query)).toBe(expected)
  })

  test('a place far inside is brought into view', () => {
    const line = marked(`${'word '.repeat(60)}ticket at the end`, 'ticket')
    expect(line.startsWith('…')).toBe(true)
    expect(line).toContain('[ticket] at the end')
    expect(line.indexOf('[')).toBeLessThan(45)
  })

  test('no character is torn apart', () => {
    const text = snippet(`${'👩‍🚀'.repeat(80)}ticket`, 'ticket')
      .map(part => part.text)
      .join('')
    expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
    expect(text).toContain('ticket')
  })
})

describe('words to search in', () => {
  const media = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: null }
  test.each<[string, Parameters<typeof contentText>[0], string]>([
    ['text', { kind: 'text', text: 'Hello', preview: null }, 'Hello'],
    ['caption', { kind: 'image', caption: 'Beach', media }, 'Beach'],
    ['file name', { kind: 'document', caption: null, media: { ...media, fileName: 'ticket.pdf' } }, 'ticket.pdf'],
    ['poll', { kind: 'poll', question: 'Where?', options: ['Here', 'There'], selectable: 1 }, 'Where? · Here · There'],
    ['voice', { kind: 'voice', media }, ''],
  ])('%s', (_, content, words) => {
    expect(contentText(content)).toBe(words)
  })
})

describe('phone numbers as people write them', () => {
  test.each<[string, string | null, string | null]>([
    ['+44 7700 900123', null, '+447700900123'],
    ['0044 (7700) 900-123', null, '+447700900123'],
    ['07700 900123', '+447700900200', '+447700900123'],
    ['(212) 555-0123', '+12125550100', '+12125550123'],
    ['07700 900123', null, null],
    ['+44', null, null],
    ['hello', '+447700900200', null],
    ['', null, null],
  ])('%s', (text, own, e164) => {
    expect(readNumber(text, own)?.e164 ?? null).toBe(e164)
  })
})
