import { describe, expect, it } from 'vitest'
import { codeToCopy } from '../../../src/renderer/conversation/model/code.ts'
import { webAddress } from '../../../src/renderer/conversation/model/links.ts'
import type { Button, Card, Content } from '../../../src/shared/content.ts'
import { message } from './conversationFixtures.ts'

describe('the address of a link button', () => {
  it.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d', 'example.com'],
    ['HTTPS://EXAMPLE.COM', 'https://example.com/', 'example.com'],
    ['  https://example.com  ', 'https://example.com/', 'example.com'],
    ['example.com/tickets', 'https://example.com/tickets', 'example.com'],
    ['https://example.com:8443/', 'https://example.com:8443/', 'example.com:8443'],
    ['https://2130706433/', 'https://127.0.0.1/', '127.0.0.1'],
    ['https://example.com\\@evil.example/', 'https://example.com/@evil.example/', 'example.com'],
    ['https://exa\tmple.com\n/', 'https://example.com/', 'example.com'],
  ])('%s', (address, href, host) => {
    expect(webAddress(address)).toEqual({ href, host, encrypted: true, imitates: false, named: false })
  })

  it('is named by what the browser resolves, not by how it looks', () => {
    expect(webAddress('https://аpple.example/')).toMatchObject({ host: 'xn--pple-43d.example', imitates: true })
    expect(webAddress('https://bücher.example/')).toMatchObject({ host: 'xn--bcher-kva.example', imitates: true })
    expect(webAddress('https://ｅｘａｍｐｌｅ.com/')).toMatchObject({ host: 'example.com', imitates: false })
    expect(webAddress('https://example.com@evil.example/')).toMatchObject({ host: 'evil.example', named: true })
    expect(webAddress('http://example.com/')).toMatchObject({ encrypted: false })
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'intent://scan/#Intent;end',
    'whatsapp://send?phone=1',
    'mailto:a@example.com',
    'tel:+447700900123',
    'blob:https://example.com/1',
    'https://',
    'https:// ',
    '//',
    '',
    '   ',
    `https://example.com/${'x'.repeat(5000)}`,
  ])('is refused: %s', address => {
    expect(webAddress(address)).toBeNull()
  })
})

describe('the code to copy', () => {
  const card = (body: string, buttons: Button[] = [], sections: Card['sections'] = []): Content => ({
    kind: 'template',
    card: { type: 't', header: null, headerMedia: null, body, footer: null, buttons, sections },
  })
  const media = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: null }

  it.each<[string, Content]>([
    ['a text', { kind: 'text', text: 'Your PIN is 4821', preview: null }],
    ['a caption', { kind: 'image', caption: 'Your PIN is 4821', media }],
    ['a card', card('Your PIN is 4821')],
  ])('of %s', (_, content) => {
    expect(codeToCopy(message(1, { content }))).toBe('4821')
  })

  it('is offered once: where the card has a button for it, the button does it', () => {
    const copy: Button = { kind: 'copyCode', text: 'Copy', code: '4821' }
    expect(codeToCopy(message(1, { content: card('Your PIN is 4821', [copy]) }))).toBeNull()
  })

  it('is not looked for among the rows of a list', () => {
    const rows = [{ title: 'Codes', rows: [{ id: '1', title: 'Your code is 4821', description: null }] }]
    expect(codeToCopy(message(1, { content: card('Choose', [], rows) }))).toBeNull()
  })

  it('is not offered for one’s own messages, nor for what was taken away', () => {
    const content: Content = { kind: 'text', text: 'Your PIN is 4821', preview: null }
    expect(codeToCopy(message(1, { content, fromMe: true }))).toBeNull()
    expect(codeToCopy(message(1, { content, deleted: { by: 'author', at: 1, kept: false } }))).toBeNull()
  })

  it.each(['author', 'me', 'timer'] as const)('of what was taken away and kept is of use still: %s', by => {
    const content: Content = { kind: 'text', text: 'Your PIN is 4821', preview: null }
    expect(codeToCopy(message(1, { content, deleted: { by, at: 1, kept: true } }))).toBe('4821')
  })
})
