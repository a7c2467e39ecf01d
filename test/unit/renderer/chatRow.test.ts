import { beforeEach, describe, expect, test } from 'vitest'
import { previewText, showsIcon } from '../../../src/renderer/chats/previewText.ts'
import { writingText } from '../../../src/renderer/chats/writingText.ts'
import type { Writer } from '../../../src/renderer/data/typing.ts'
import { i18n } from '../../../src/renderer/i18n/i18n.ts'
import { nameText } from '../../../src/renderer/ui/nameText.ts'
import type { ContentKind } from '../../../src/shared/content.ts'
import type { Chat, DisplayName, MessagePreview, PersonLine } from '../../../src/shared/model.ts'

const now = new Date(2026, 10, 24, 12, 0).getTime()
const ada: PersonLine = { id: 7, name: { source: 'addressBook', text: 'Ada Okafor' }, standing: 'none' }

function preview(part: Partial<MessagePreview>): MessagePreview {
  return {
    messageId: 1,
    at: new Date(2026, 10, 24, 9, 5).getTime(),
    fromMe: false,
    author: null,
    kind: 'text',
    text: 'See you at six',
    status: 'received',
    deleted: null,
    ...part,
  }
}

beforeEach(async () => {
  await i18n.changeLanguage('en-GB')
})

describe('the last message in words', () => {
  const gone = { at: now, kept: false } as const
  test.each<[string, Partial<MessagePreview>, string]>([
    ['text', {}, 'See you at six'],
    ['lines become one', { text: 'See you\n\n  at six ' }, 'See you at six'],
    ['a photo without a caption', { kind: 'image', text: '' }, 'Photo'],
    ['a photo with a caption', { kind: 'image', text: 'From the balcony' }, 'From the balcony'],
    ['a voice message', { kind: 'voice', text: '' }, 'Voice message'],
    ['a card without words', { kind: 'interactive', text: '' }, 'Message with choices'],
    ['a card with words', { kind: 'template', text: 'Your ticket' }, 'Your ticket'],
    ['a kind that is not understood', { kind: 'unknown', text: '' }, 'Open this on your phone'],
    ['deleted by its author', { deleted: { by: 'author', ...gone } }, 'This message was deleted'],
    ['deleted by an admin', { deleted: { by: 'admin', ...gone } }, 'This message was deleted'],
    ['deleted by me', { deleted: { by: 'me', ...gone } }, 'You deleted this message'],
    ['my own, revoked', { fromMe: true, deleted: { by: 'author', ...gone } }, 'You deleted this message'],
    ['deleted but kept', { deleted: { by: 'phone', at: now, kept: true } }, 'See you at six'],
  ])('%s', (_, part, words) => {
    expect(previewText(preview(part), i18n.t)).toBe(words)
  })

  test('no kind is without words, in either language', async () => {
    const kinds: ContentKind[] = [
      'text',
      'image',
      'video',
      'gif',
      'videoNote',
      'audio',
      'voice',
      'sticker',
      'document',
      'location',
      'contacts',
      'poll',
      'event',
      'list',
      'buttons',
      'template',
      'interactive',
      'selection',
      'product',
      'order',
      'payment',
      'groupInvite',
      'album',
      'call',
      'groupChange',
      'notice',
      'security',
      'disappearing',
      'viewOnce',
      'waiting',
      'unknown',
    ]
    for (const language of ['en', 'fr']) {
      await i18n.changeLanguage(language)
      for (const kind of kinds) {
        const words = previewText(preview({ kind, text: '' }), i18n.t)
        expect(words, `${kind} in ${language}`).not.toMatch(/^content\.|^$/)
      }
    }
  })

  test('an icon stands before all but plain words', () => {
    expect(showsIcon({ kind: 'text', text: 'a' })).toBe(false)
    expect(showsIcon({ kind: 'template', text: 'Your ticket' })).toBe(false)
    expect(showsIcon({ kind: 'template', text: '' })).toBe(true)
    expect(showsIcon({ kind: 'image', text: 'caption' })).toBe(true)
  })
})

describe('names in words', () => {
  test.each<[string, DisplayName, boolean, string]>([
    ['a name', { source: 'addressBook', text: 'Ada Okafor' }, false, 'Ada Okafor'],
    ['a push name', { source: 'push', text: '~ Tomás' }, false, '~ Tomás'],
    ['only a LID is known', { source: 'unknown', text: '4821' }, false, 'Unknown contact 4821'],
    ['oneself', { source: 'me', text: 'Robin' }, false, 'You'],
    ['the chat with oneself', { source: 'me', text: 'Robin' }, true, 'Robin (you)'],
    ['the chat with oneself, nameless', { source: 'me', text: '' }, true, 'You'],
  ])('%s', (_, name, self, words) => {
    expect(nameText(name, i18n.t, self)).toBe(words)
  })
})

describe('who is writing', () => {
  const writer: Writer = { person: ada, activity: 'typing', since: now }
  test.each<[string, Chat['kind'], Writer[], string | null]>([
    ['nobody', 'direct', [], null],
    ['the other side', 'direct', [writer], 'writing…'],
    ['the other side, speaking', 'direct', [{ ...writer, activity: 'recording' }], 'recording…'],
    ['one in a group', 'group', [writer], 'Ada Okafor is writing…'],
    ['two in a group', 'group', [writer, { ...writer, person: { ...ada, id: 8 } }], '2 people are writing…'],
  ])('%s', (_, kind, writers, words) => {
    expect(writingText({ kind }, writers, i18n.t)).toBe(words)
  })
})
