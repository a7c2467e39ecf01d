import { describe, expect, test } from 'vitest'
import { largeEmoji } from '../../../src/renderer/conversation/model/emoji.ts'
import { findLinks, openable } from '../../../src/renderer/conversation/model/links.ts'
import { type Inline, parseText, plainText } from '../../../src/renderer/conversation/model/text.ts'
import { spent } from '../spent.ts'
import { person } from './conversationFixtures.ts'

/** The tree as a line: `*` bold, `/` italic, `-` struck, `[]` code, `<>` link, `@` mention. */
function draw(nodes: readonly Inline[]): string {
  return nodes
    .map(node => {
      if (node.type === 'text') return node.text
      if (node.type === 'code') return node.block ? `[[${node.text}]]` : `[${node.text}]`
      if (node.type === 'link') return `<${node.text}>`
      if (node.type === 'mention') return `(@${node.person.name.text})`
      const sign = node.type === 'bold' ? '**' : node.type === 'italic' ? '//' : '--'
      return `${sign}${draw(node.children)}${sign}`
    })
    .join('')
}

describe('formatting', () => {
  test.each([
    ['plain', 'plain'],
    ['*bold* word', '**bold** word'],
    ['_it_ and ~gone~', '//it// and --gone--'],
    ['*_both_*', '**//both//**'],
    ['_*both* here_', '//**both** here//'],
    ['2*3*4', '2*3*4'],
    ['snake_case_name', 'snake_case_name'],
    ['* not bold *', '* not bold *'],
    ['*open only', '*open only'],
    ['*two\nlines*', '*two\nlines*'],
    ['**', '**'],
    ['(*in brackets*)', '(**in brackets**)'],
    ['*né*', '**né**'],
    ['`*raw*`', '[*raw*]'],
    ['```\nlet a = 1\n```', '[[let a = 1]]'],
    ['``', '``'],
    ['see https://example.com/a_b_c now', 'see <https://example.com/a_b_c> now'],
    ['*see https://example.com/*', '**see <https://example.com/>**'],
    ['hi @4915551234 and @999999', 'hi (@Ada) and @999999'],
  ])('%s', (text, drawn) => {
    expect(draw(parseText(text, [{ token: '4915551234', person: person(3, 'Ada') }]))).toBe(drawn)
  })

  test('every character of the text is in the tree once', () => {
    const text = 'a *b _c_ d* e ~f~ `g` *h'
    const flat = (nodes: readonly Inline[]): string =>
      nodes.map(node => ('children' in node ? flat(node.children) : node.type === 'mention' ? '' : node.text)).join('')
    expect(flat(parseText(text, []))).toBe(
      text
        .replace(/\*b _c_ d\*/, 'b c d')
        .replace('~f~', 'f')
        .replace('`g`', 'g'),
    )
  })

  test.each(['*a ', '_a *b ~c ', '`', '*', 'a.b/', '@12345 ', 'http://', '(((', '*a\n', '*a_'])(
    'a message full of "%s" is read in reasonable time',
    piece => {
      const before = spent()
      parseText(piece.repeat(Math.floor(65_536 / piece.length)), [])
      expect(spent() - before).toBeLessThan(1500)
    },
  )

  test('mentions are named in plain text', () => {
    expect(plainText('hi @12345', [{ token: '12345', person: person(3, 'Ada') }])).toBe('hi @Ada')
  })
})

describe('links', () => {
  test.each([
    ['http://example.com', 'http://example.com/'],
    ['example.com/tickets', 'https://example.com/tickets'],
    ['help@example.com', 'mailto:help@example.com'],
    ['tel:+447700900123', 'tel:+447700900123'],
  ])('%s opens %s', (text, href) => {
    expect(findLinks(text).map(link => link.href)).toEqual([href])
  })

  test.each([
    'javascript:alert(1)',
    'ftp://example.com/a',
    'file:///etc/passwd',
    'data:text/html,hi',
    '//example',
    '3.14',
    'word',
  ])('%s is text', text => {
    expect(findLinks(text).filter(link => link.start === 0)).toEqual([])
  })

  test('an international name says where it really goes', () => {
    const [link] = findLinks('https://аррӏе.com/login')
    expect(link).toMatchObject({ disguised: true, target: 'xn--80ak6aa92e.com' })
  })

  test('the target is the host, whatever stands before the @', () => {
    expect(openable('https://bank.example@evil.example/')).toMatchObject({ target: 'evil.example' })
    expect(openable('javascript:alert(1)')).toBeNull()
    expect(openable('no address')).toBeNull()
  })

  test('the full stop after a link is not part of it', () => {
    expect(findLinks('Go to https://example.com/a.').map(link => [link.start, link.end])).toEqual([[6, 27]])
  })
})

describe('large emoji', () => {
  test.each([
    ['👍', 1],
    ['👩‍👩‍👧‍👦 🇳🇴', 2],
    ['❤', 1],
    ['❤️❤️❤️', 3],
    ['👍👍👍👍👍👍', 0],
    ['ok 👍', 0],
    ['12', 0],
    ['', 0],
  ])('%s: %i', (text, count) => {
    expect(largeEmoji(text)).toBe(count)
  })
})
