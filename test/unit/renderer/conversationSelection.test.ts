import { describe, expect, test } from 'vitest'
import {
  inOrder,
  keptReasons,
  MOST_SELECTED,
  type Selection,
  selectionText,
  toggled,
} from '../../../src/renderer/conversation/model/selection.ts'
import type { Message } from '../../../src/shared/model.ts'
import { message, text } from './conversationFixtures.ts'

const select = (...messages: Message[]): Selection =>
  messages.reduce<Selection>((selection, each) => toggled(selection, each).selection, new Map())

describe('selecting messages', () => {
  test('a second press takes the mark away', () => {
    expect([...select(message(1), message(2), message(1)).keys()]).toEqual([2])
  })

  test('lines in words cannot be marked', () => {
    const notice = message(1, { content: { kind: 'notice', stub: 8, parameters: [] } })
    expect(select(notice).size).toBe(0)
  })

  test('no more than one call takes; what is marked can still be unmarked', () => {
    const full = select(...Array.from({ length: MOST_SELECTED }, (_, index) => message(index + 1)))
    const next = toggled(full, message(MOST_SELECTED + 1))
    expect(next).toEqual({ selection: full, full: true })
    expect(toggled(full, message(7))).toMatchObject({ full: false })
  })

  test('in the order of the chat, however they were marked', () => {
    const chosen = select(message(3, { at: 30 }), message(1, { at: 10 }), message(2, { at: 20 }))
    expect(inOrder(chosen).map(each => each.id)).toEqual([1, 2, 3])
  })
})

describe('copying several messages', () => {
  const author = (each: Message): string => `author ${each.author.id}`

  test('one is copied as it is', () => {
    expect(selectionText([message(1, { content: text('Hello') })], author)).toBe('Hello')
  })

  test('several say who wrote them; those without words are left out', () => {
    const voice = {
      kind: 'voice' as const,
      media: { mimetype: null, size: null, width: null, height: null, duration: 3, fileName: null },
    }
    const messages = [
      message(1, { content: text('A') }),
      message(2, { content: voice }),
      message(3, { content: text('B') }),
    ]
    expect(selectionText(messages, author).split('\n')).toEqual([
      `${author(message(1))}: A`,
      `${author(message(3))}: B`,
    ])
    expect(selectionText([message(2, { content: voice })], author)).toBe('')
  })
})

test('the reasons for keeping, each once, the most frequent first', () => {
  expect(keptReasons([{ code: 'NOTICE_KEPT' }, { code: 'KEPT_VERIFIED' }, { code: 'KEPT_VERIFIED' }])).toEqual([
    'KEPT_VERIFIED',
    'NOTICE_KEPT',
  ])
})
