import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Button } from '../../../src/shared/content.ts'
import { findCode } from '../../../src/shared/rules/codes.ts'
import { spent } from '../spent.ts'

interface Example {
  language: string
  text: string
  code: string | null
}

const folder = new URL('./corpus/', import.meta.url)
const examples = readdirSync(folder)
  .filter(name => /^codes\.\w+\.txt$/.test(name))
  .sort()
  .flatMap(name => read(name))

function read(name: string): Example[] {
  return readFileSync(new URL(name, folder), 'utf8')
    .split('\n')
    .filter(line => /^[+-]/.test(line))
    .map(line => {
      const bar = line.indexOf('|')
      const text = line.slice(bar + 1).replaceAll('\\n', '\n')
      return { language: name.split('.')[1] ?? '', text, code: line.startsWith('+') ? line.slice(1, bar) : null }
    })
}

/** FNV-1a: the same third is held back on every machine, and a sentence and its translation fall apart. */
function isHeldBack({ text }: Example): boolean {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash % 3 === 0
}

interface Measure {
  right: number
  wrong: Example[]
  missed: Example[]
}

function measure(part: readonly Example[]): Measure {
  const result: Measure = { right: 0, wrong: [], missed: [] }
  for (const example of part) {
    const found = findCode(example.text, [])?.code ?? null
    if (found === example.code) {
      if (found !== null) result.right += 1
      continue
    }
    if (found !== null) result.wrong.push(example)
    if (example.code !== null) result.missed.push(example)
  }
  return result
}

const precision = ({ right, wrong }: Measure) => right / (right + wrong.length)
const recall = ({ right, missed }: Measure) => right / (right + missed.length)

describe('codes in messages', () => {
  it('has enough to measure on, in eight languages', () => {
    expect(new Set(examples.map(example => example.language)).size).toBe(8)
    expect(examples.filter(example => example.code !== null).length).toBeGreaterThanOrEqual(200)
    expect(examples.filter(example => example.code === null).length).toBeGreaterThanOrEqual(400)
    expect(new Set(examples.map(example => example.text)).size).toBe(examples.length)
  })

  it.each(['ar', 'de', 'en', 'es', 'fr', 'hi', 'id', 'pt'])('no language is short of examples: %s', language => {
    const own = examples.filter(example => example.language === language)
    // More than an eighth of what is asked of all of them, and in the part held back as well.
    expect(own.filter(example => example.code !== null).length).toBeGreaterThanOrEqual(30)
    expect(own.filter(example => example.code === null).length).toBeGreaterThanOrEqual(60)
    const held = own.filter(isHeldBack)
    expect(held.filter(example => example.code !== null).length).toBeGreaterThanOrEqual(8)
    expect(held.filter(example => example.code === null).length).toBeGreaterThanOrEqual(10)
  })

  it.each([
    ['two thirds', examples.filter(example => !isHeldBack(example))],
    ['the third held back', examples.filter(isHeldBack)],
  ])('finds them and nothing else: %s', (part, chosen) => {
    const result = measure(chosen)
    const shown = `precision ${precision(result).toFixed(4)}, recall ${recall(result).toFixed(4)}`
    const holding = chosen.filter(example => example.code !== null).length
    console.info(`Codes, ${part} (${holding} messages with a code, ${chosen.length - holding} without): ${shown}`)
    expect(precision(result)).toBeGreaterThanOrEqual(0.99)
    expect(recall(result)).toBeGreaterThanOrEqual(0.95)
  })
})

describe('what is no code though a word for one stands by', () => {
  it.each([
    ['a postal code of India', 'Ship to 14 MG Road, Bengaluru, PIN 560001'],
    ['a postal code after both words', 'PIN code: 560001'],
    ['an amount', 'Your code is for a payment of Rs 4821'],
    ['an amount, the sign behind', 'Enter the amount on the PIN pad: 4821 €'],
    ['a decimal', 'Your code: 4821.50'],
    ['a time', 'Code: 1830:15'],
    ['a date', 'Your PIN: 2026-05-14'],
    ['a percentage', 'Your code: 4821%'],
    ['an account’s ending', 'Your OTP is for card XX1234'],
    ['an account’s ending in stars', 'Your OTP for ****4821'],
    ['a number with a sign for it', 'Code for order #48213'],
    ['a phone number', 'Call about your code: +44 7700 900123'],
    ['a link', 'Your code is at https://example.com/482913'],
    ['three digits', 'Your PIN is 482'],
    ['nine digits', 'Your code is 482913482'],
    ['a word', 'Your code is SUMMER'],
    ['a year out of place', 'The code was written in 1998'],
    ['an amount of data', 'Your code: 1500MB'],
    ['a bargain', 'Get 20% off with code 482913'],
    ['no word at all', '482913'],
    ['nothing', ''],
  ])('%s: %s', (_, text) => {
    expect(findCode(text, [])).toBeNull()
  })
})

describe('how codes are written', () => {
  it.each([
    ['a ride’s PIN after the two words', 'ride PIN 4821', '4821'],
    ['bold', 'Your code is *4821*.', '4821'],
    ['italic', 'Your code is _482913_', '482913'],
    ['on a line of its own', 'Your verification code is\n\n*482913*\n\nDo not share it.', '482913'],
    ['in two groups', 'Your code is 482 913', '482913'],
    ['with a dash', 'Your code: 482-913', '482913'],
    ['with a service letter', 'G-482913 is your code', '482913'],
    ['for a web page', 'Your code is 482913.\n\n@example.com #482913', '482913'],
    ['Arabic-Indic digits', 'رمز التحقق: ٤٨٢٩١٣', '482913'],
    ['Persian digits', 'OTP ۴۸۲۹۱۳', '482913'],
    ['Devanagari digits', 'ओटीपी ४८२९१३ है', '482913'],
    ['fullwidth digits', 'OTP：４８２９１３', '482913'],
    ['direction marks around', 'رمز التحقق: \u202a482913\u202c', '482913'],
    ['among other numbers', 'Order 7741920, card XX1234, 12:30: your OTP is 4821', '4821'],
    ['that looks like a year', 'PIN: 2046', '2046'],
    ['letters and digits', 'Your code is K7M2QX', 'K7M2QX'],
  ])('%s: %s', (_, text, code) => {
    expect(findCode(text, [])).toEqual({ code, from: 'text' })
  })
})

describe('a copy-code button', () => {
  const copy = (code: string): Button => ({ kind: 'copyCode', text: 'Copy code', code })

  it('goes before the text', () => {
    expect(findCode('Your code is 4821', [copy('99-AB')])).toEqual({ code: '99-AB', from: 'button' })
  })

  it('that is empty or no code does not count; other buttons neither', () => {
    const other: Button[] = [copy('  '), copy('x'.repeat(65)), { kind: 'reply', id: '482913', text: '482913' }]
    expect(findCode('Hello', other)).toBeNull()
    expect(findCode('Your code is 4821', other)).toEqual({ code: '4821', from: 'text' })
  })
})

describe('any text at all', () => {
  const pieces = [
    'code',
    'PIN',
    'OTP',
    'is',
    ':',
    ' ',
    '\n',
    '4821',
    '482 913',
    '٤٨',
    '*',
    '-',
    '.',
    '/',
    '%',
    'रु',
    '@',
    '\u202e',
    "'",
  ]

  it('never throws, and a code is four to eight digits or letters that stand in the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.constantFrom(...pieces)).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(text, sample => {
        const found = findCode(sample, [])
        if (found !== null) expect(found.code).toMatch(/^[0-9A-Za-z]{4,8}$/)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['digits', '1'.repeat(100_000)],
    ['numbers', '4821 '.repeat(20_000)],
    ['words for a code', 'code '.repeat(20_000)],
    ['both', 'code 4821 '.repeat(10_000)],
    ['colons', ':'.repeat(100_000)],
    ['spaces', ' '.repeat(100_000)],
    ['stars', '*'.repeat(100_000)],
    ['marks', `a${'\u0301'.repeat(100_000)}`],
    ['dashed digits', '12-'.repeat(30_000)],
    ['new lines', '4821\n'.repeat(20_000)],
  ])('is read in a moment however long: %s', (_, text) => {
    findCode(text, [])
    const start = spent()
    findCode(text, [])
    expect(spent() - start).toBeLessThan(250)
  })
})
