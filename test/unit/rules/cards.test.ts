import { describe, expect, it } from 'vitest'
import type { Button, Card } from '../../../src/shared/content.ts'
import {
  answersOnce,
  type CardContent,
  choiceTaken,
  hasChoices,
  opensList,
  replyFor,
  takesAnswers,
} from '../../../src/shared/rules/cards.ts'

const yes: Button = { kind: 'reply', id: 'y', text: 'Yes' }
const list: Button = { kind: 'other', text: 'Choose', type: 'list' }
const gates = [
  { title: 'Near', rows: [{ id: 'g1', title: 'Gate 1', description: 'Left' }] },
  { title: 'To read', rows: [{ id: '', title: 'A product', description: null }] },
]

function card(kind: CardContent['kind'], patch: Partial<Card> = {}): CardContent {
  return {
    kind,
    card: {
      type: `${kind}Message`,
      header: null,
      headerMedia: null,
      body: 'b',
      footer: null,
      buttons: [],
      sections: [],
      ...patch,
    },
  }
}

describe('what a choice answers', () => {
  it.each([
    ['buttons', 'buttons'],
    ['template', 'template'],
    ['interactive', 'flow'],
  ] as const)('a reply button of %s, in the form of %s', (kind, form) => {
    expect(replyFor(card(kind, { buttons: [list, yes] }), { button: 1 })).toEqual({
      form,
      id: 'y',
      text: 'Yes',
      description: null,
      index: 1,
    })
  })

  it('a native flow in a template is answered as a flow', () => {
    const flow = card('template', { type: 'interactiveMessageTemplate', buttons: [yes] })
    expect(replyFor(flow, { button: 0 })).toMatchObject({ form: 'flow' })
  })

  it.each([
    ['list', card('list', { buttons: [list], sections: gates }), 'list'],
    ['flow', card('interactive', { buttons: [{ ...list, type: 'single_select' }], sections: gates }), 'flow'],
  ] as const)('a row of a %s', (_, content, form) => {
    expect(replyFor(content, { section: 0, row: 0 })).toEqual({
      form,
      id: 'g1',
      text: 'Gate 1',
      description: 'Left',
      index: null,
    })
    expect(replyFor(content, { section: 1, row: 0 })).toBeNull()
  })

  it.each<[string, Button]>([
    ['a link', { kind: 'url', text: 'Open', url: 'https://example.org' }],
    ['a number', { kind: 'call', text: 'Call', phone: '+447700900123' }],
    ['a code', { kind: 'copyCode', text: 'Copy', code: '4821' }],
    ['what opens the list', list],
    ['a button without words', { kind: 'reply', id: 'y', text: '' }],
  ])('nothing for %s', (_, button) => {
    expect(replyFor(card('template', { buttons: [button] }), { button: 0 })).toBeNull()
  })

  it('nothing for a place out of range, or for a carousel to read', () => {
    expect(replyFor(card('buttons', { buttons: [yes] }), { button: 1 })).toBeNull()
    expect(replyFor(card('list', { sections: gates }), { section: 2, row: 0 })).toBeNull()
    expect(replyFor(card('interactive', { sections: gates }), { section: 0, row: 0 })).toBeNull()
  })
})

describe('which choice an answer took', () => {
  const twins = card('template', { buttons: [list, yes, { kind: 'reply', id: 'y', text: 'Oui' }] })

  it.each([
    ['by its id', { id: 'y', text: 'Yes' }, { button: 1 }],
    ['by its words among equal ids', { id: 'y', text: 'Oui' }, { button: 2 }],
    ['whatever its words', { id: 'y', text: 'Sí' }, { button: 1 }],
    ['none', { id: 'n', text: 'Yes' }, null],
  ])('%s', (_, answer, choice) => {
    expect(choiceTaken(twins, answer)).toEqual(choice)
  })

  it('a row', () => {
    const content = card('list', { buttons: [list], sections: gates })
    expect(choiceTaken(content, { id: 'g1', text: 'Gate 1' })).toEqual({ section: 0, row: 0 })
  })
})

it.each([
  ['a card of others', false, null, true],
  ['one’s own', true, null, false],
  ['one that its sender withdrew and that is kept', false, { by: 'author', at: 1, kept: true }, false],
  ['one that was deleted on the phone and is kept', false, { by: 'phone', at: 1, kept: true }, true],
  ['one that is gone', false, { by: 'phone', at: 1, kept: false }, false],
] as const)('%s may be answered: %o, %o → %o', (_, fromMe, deleted, may) => {
  expect(takesAnswers({ fromMe, deleted })).toBe(may)
})

it('a card of links, numbers and codes has nothing to answer', () => {
  const url: Button = { kind: 'url', text: 'Open', url: 'https://example.org' }
  expect(hasChoices(card('template', { buttons: [url, list] }))).toBe(false)
  expect(hasChoices(card('template', { buttons: [url, yes] }))).toBe(true)
  expect(hasChoices(card('list', { buttons: [list], sections: gates }))).toBe(true)
})

it('buttons and lists are answered once; the others as often as one likes', () => {
  const kinds = ['buttons', 'list', 'template', 'interactive'] as const
  expect(kinds.map(kind => answersOnce(card(kind)))).toEqual([true, true, false, false])
})

it('a list is opened by its own button alone', () => {
  expect([list, yes, { kind: 'other', text: '', type: 'review_and_pay' } as const].map(opensList)).toEqual([
    true,
    false,
    false,
  ])
})
