import { describe, expect, test } from 'vitest'
import { distinctCodes } from '../../../src/renderer/conversation/details/distinctCodes.ts'
import { historyLines } from '../../../src/renderer/conversation/details/historyLines.ts'
import { nameFacts } from '../../../src/renderer/conversation/details/nameFacts.ts'
import { ticketTitle } from '../../../src/renderer/conversation/details/ticketTitle.ts'
import { momentThere, weekdayThere, weekTable, zoneName } from '../../../src/renderer/conversation/details/weekTable.ts'
import { i18n } from '../../../src/renderer/i18n/i18n.ts'
import { listStep } from '../../../src/renderer/ui/listStep.ts'
import type { Content } from '../../../src/shared/content.ts'
import type { NameSource, OpeningHours, StandingChange } from '../../../src/shared/model.ts'

describe('what the details say of a name', () => {
  const person = (
    source: NameSource,
    names: { savedName?: string; chosenName?: string; pushName?: string; isMe?: boolean },
  ) => ({
    name: { source, text: 'x' },
    savedName: names.savedName ?? null,
    chosenName: names.chosenName ?? null,
    pushName: names.pushName ?? null,
    isMe: names.isMe ?? false,
  })

  test('a saved business: both names', () => {
    expect(nameFacts(person('addressBook', { savedName: 'Cinema', chosenName: 'BookMyShow' }))).toEqual({
      sentence: 'both',
      saved: 'Cinema',
      chosen: 'BookMyShow',
    })
  })

  test('a saved person who chose another name: both, in other words', () => {
    expect(nameFacts(person('addressBook', { savedName: 'Mum', pushName: 'Grace' }))?.sentence).toBe('bothPerson')
  })

  test.each<[string, Parameters<typeof person>, string]>([
    ['the same name twice is said once', ['addressBook', { savedName: 'A', chosenName: 'A' }], 'saved'],
    ['so is the same push name', ['addressBook', { savedName: 'A', pushName: 'A' }], 'saved'],
    ['an unsaved business', ['certificate', { chosenName: 'Ola', pushName: 'Ola' }], 'chosen'],
    ['a push name', ['push', { pushName: 'Grace' }], 'push'],
    ['a name from history', ['history', {}], 'history'],
    ['a number', ['number', {}], 'none'],
  ])('%s', (_, input, sentence) => {
    expect(nameFacts(person(...input))?.sentence).toBe(sentence)
  })

  test('nothing is said of oneself', () => {
    expect(nameFacts(person('me', { isMe: true, pushName: 'Ada' }))).toBeNull()
  })
})

describe('the history of a business', () => {
  const change = (at: number, patch: Partial<StandingChange>): StandingChange => ({
    at,
    source: 'stanza',
    standing: 'verified',
    name: null,
    reader: null,
    ...patch,
  })

  test('a new name is told with the one before, across changes without a name', () => {
    const [renamed, silent, first] = historyLines([
      change(3, { name: 'New' }),
      change(2, { standing: 'confirmed' }),
      change(1, { standing: 'confirmed', name: 'Old' }),
    ])
    expect(renamed).toMatchObject({ name: 'New', before: 'Old', lost: null })
    expect(silent).toMatchObject({ name: null, before: null })
    expect(first).toMatchObject({ name: 'Old', before: null })
  })

  test('the same name is not told again', () => {
    expect(
      historyLines([change(2, { name: 'A' }), change(1, { name: 'A', standing: 'confirmed' })])[0]?.name,
    ).toBeNull()
  })

  test('a lost level is told, a higher one is not called lost', () => {
    const lines = historyLines([
      change(3, { standing: 'none' }),
      change(2, { standing: 'verified' }),
      change(1, { standing: 'confirmed' }),
    ])
    expect(lines.map(line => line.lost)).toEqual(['verified', null, null])
  })

  test('who reads the chat is told when that is new', () => {
    const lines = historyLines([
      change(4, { reader: 'company' }),
      change(3, {}),
      change(2, { reader: 'business' }),
      change(1, { reader: 'business' }),
    ])
    expect(lines.map(line => line.reader)).toEqual(['company', null, null, 'business'])
  })
})

describe('opening hours in words', () => {
  const open = (day: OpeningHours['day'], opens: number, closes: number): OpeningHours => ({
    day,
    mode: 'specific',
    opens: opens * 60,
    closes: closes * 60,
  })

  test('every day in the order of the language, in its clock', () => {
    const hours = [open(1, 14, 18), open(1, 9, 12)]
    const british = weekTable(hours, 'en-GB')
    expect(british.map(row => row.name)[0]).toBe('Monday')
    expect(british[0]?.spans).toEqual(['09:00 – 12:00', '14:00 – 18:00'])
    expect(british[1]?.spans).toEqual([])
    expect(weekTable(hours, 'fr-FR')[0]?.name).toBe('Lundi')
  })

  test('all day, by appointment, until midnight', () => {
    const table = weekTable(
      [
        { day: 2, mode: 'allDay', opens: null, closes: null },
        { day: 3, mode: 'appointment', opens: null, closes: null },
        open(4, 18, 24),
      ],
      'en-GB',
    )
    expect(table.find(row => row.day === 2)?.spans).toEqual(['allDay'])
    expect(table.find(row => row.day === 3)?.spans).toEqual(['appointment'])
    expect(table.find(row => row.day === 4)?.spans).toEqual(['18:00 – 00:00'])
  })
})

describe('a moment where the business is', () => {
  const at = Date.UTC(2026, 10, 24, 23, 30)

  test('only the time on the same day there, with the weekday on another', () => {
    expect(momentThere(at, at - 3_600_000, 'Europe/London', 'en-GB')).toBe('23:30')
    // In India it is Wednesday already, and was an hour before.
    expect(momentThere(at, at - 3_600_000, 'Asia/Kolkata', 'en-GB')).toBe('05:00')
    expect(momentThere(at, at - 12 * 3_600_000, 'Asia/Kolkata', 'en-GB')).toBe('Wednesday 05:00')
  })

  test('its weekday, and none for a zone nobody knows', () => {
    expect(weekdayThere(at, 'Europe/London')).toBe(2)
    expect(weekdayThere(at, 'Asia/Kolkata')).toBe(3)
    expect(weekdayThere(at, 'Mars/Olympus')).toBeNull()
    expect(zoneName('Asia/Kolkata', 'en')).toBe('India Standard Time (Asia/Kolkata)')
    expect(zoneName('Mars/Olympus_Mons', 'en')).toBe('Mars/Olympus Mons')
  })
})

describe('the title of a ticket', () => {
  const media = { mimetype: null, size: null, width: null, height: null, duration: null, fileName: null }
  const card = { type: 'x', header: null, headerMedia: null, body: '', footer: null, buttons: [], sections: [] }
  test.each<[string, Content, string]>([
    ['a file', { kind: 'document', caption: 'Here', media: { ...media, fileName: 'Ticket-1.pdf' } }, 'Ticket-1.pdf'],
    ['a file without a name', { kind: 'document', caption: 'Your ticket\nEnjoy', media }, 'Your ticket'],
    ['a picture', { kind: 'image', caption: null, media }, 'Photo'],
    ['a card', { kind: 'template', card: { ...card, body: '\n Booked \nSee you' } }, 'Booked'],
    ['a card with a heading', { kind: 'template', card: { ...card, header: 'Order 7', body: 'x' } }, 'Order 7'],
    ['an empty card', { kind: 'buttons', card }, 'Message with choices'],
  ])('%s', (_, content, title) => {
    expect(ticketTitle({ content }, i18n.getFixedT('en'))).toBe(title)
  })
})

test('a code that comes twice is listed once, at its newest message', () => {
  const code = (messageId: number, digits: string) => ({ messageId, at: messageId, code: digits })
  expect(distinctCodes([code(4, '4821'), code(3, '4821'), code(2, '7700'), code(1, '4821')])).toEqual([
    code(4, '4821'),
    code(2, '7700'),
  ])
})

describe('keys in a list', () => {
  test.each<[string, number, number | null]>([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 8],
    ['PageUp', 3, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['Enter', 5, null],
  ])('%s from %i', (key, from, to) => {
    expect(listStep(key, from, 10, 5)).toBe(to)
  })
})
