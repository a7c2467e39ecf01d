import { expect, test } from 'vitest'
import { cleanLine, cleanText } from '../../../src/shared/rules/clean-text.ts'
import { spent } from '../spent.ts'

test.each<[string, string, string | null]>([
  ['plain', 'Films, every day', 'Films, every day'],
  ['paragraphs stay', 'one\r\ntwo\u2028three\n\n\n\n\nfour', 'one\ntwo\nthree\n\nfour'],
  ['spaces', '  a \t b\u00a0\u3000c \n  d  ', 'a b c\nd'],
  ['turning text around', 'a\u202eb\u2066c\u2069\u200f\u061cd', 'abcd'],
  ['controls', 'a\u0000b\u001b[31mc\u007fd\u0085e', 'ab[31mcd\ne'],
  ['invisible', 'a\u200bb\u2060c\u00add\ufeffe\u3164f\u{e0041}g', 'abcdef\u{e0041}g'],
  ['private use and half a pair', 'a\ue000b\ud83dc\u{f0000}', 'abc'],
  ['joiners and emoji', 'क्\u200dष 👩\u200d🍳 ❤\ufe0f', 'क्\u200dष 👩\u200d🍳 ❤\ufe0f'],
  ['a pile of marks', `Z${'\u0351'.repeat(40)}a`, `Z${'\u0351'.repeat(6)}a`],
  ['other scripts', 'سينما\nसिनेमा', 'سينما\nसिनेमा'],
  ['nothing', '', null],
  ['nothing to see', '\u200b \n \u202e', null],
])('%s', (_, raw, clean) => {
  expect(cleanText(raw, 100)).toBe(clean)
})

test('length', () => {
  expect(cleanText('a'.repeat(10), 10)).toBe('a'.repeat(10))
  expect(cleanText('a'.repeat(11), 10)).toBe(`${'a'.repeat(9)}…`)
  expect(cleanText(`${'a'.repeat(8)}😀b`, 10)).toBe(`${'a'.repeat(8)}…`)
  expect(cleanText('\u0301'.repeat(5_000_000), 100)?.length).toBeLessThan(10)
  const start = spent()
  cleanText('\n \u202e'.repeat(5_000_000), 1_000)
  expect(spent() - start).toBeLessThan(500)
})

test('one line', () => {
  expect(cleanLine('Cinema\n\n\u2028and café\r\n', 50)).toBe('Cinema and café')
})
