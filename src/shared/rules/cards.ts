/** What pressing something on a business' card means (domain.md §8): which choices it has, and which one an answer took. */
import type { Card, Content } from '../content.ts'
import type { Deletion } from '../model.ts'

export type CardContent = Extract<Content, { card: Card }>

/** A reply button, or a row of the card's list, by its place. */
export type CardChoice = { button: number } | { section: number; row: number }

/**
 * How the phone answers this card on the wire. `flow`: buttons of a native flow, also those that came in a template.
 */
export type ReplyForm = 'buttons' | 'template' | 'list' | 'flow'

/** What is sent back for a choice. `id` is the business' own word for it. */
export interface CardReply {
  form: ReplyForm
  id: string
  text: string
  /** The second line of a row. */
  description: string | null
  /** The button's place among the card's buttons; null for a row of a list. */
  index: number | null
}

/** Words of the wire for a button that opens the card's list. */
const LIST_BUTTONS: ReadonlySet<string> = new Set(['list', 'single_select'])

export function isCard(content: Content): content is CardContent {
  return 'card' in content
}

/**
 * True while a card may be answered: one of others, that its sender has not withdrawn. One that was deleted on the phone
 * and is kept here is still the sender's to be answered.
 */
export function takesAnswers(message: { fromMe: boolean; deleted: Deletion | null }): boolean {
  const { fromMe, deleted } = message
  return !fromMe && (deleted === null || (deleted.kept && deleted.by === 'phone'))
}

/** True for cards that take one answer only: afterwards their buttons are spent, as on the phone. */
export function answersOnce(content: CardContent): boolean {
  return content.kind === 'buttons' || content.kind === 'list'
}

/** True when a button of the card opens its list of rows rather than saying something itself. */
export function opensList(button: Card['buttons'][number]): boolean {
  return button.kind === 'other' && LIST_BUTTONS.has(button.type)
}

/** The answer for a choice; null when the card has no such choice: another kind of button, a heading, a place out of range. */
export function replyFor(content: CardContent, choice: CardChoice): CardReply | null {
  const { card } = content
  const form = formOf(content)
  if ('button' in choice) {
    const button = card.buttons[choice.button]
    if (button?.kind !== 'reply' || button.text === '') return null
    return { form, id: button.id, text: button.text, description: null, index: choice.button }
  }
  const row = card.sections[choice.section]?.rows[choice.row]
  // A row without an id is for reading: a product, a card of a carousel.
  if (row === undefined || row.id === '' || !hasRows(content)) return null
  return { form, id: row.id, text: row.title, description: row.description, index: null }
}

/** Which choice of the card an answer took, by its id and, among several with the same id, its words; null: none of them. */
export function choiceTaken(content: CardContent, answer: { id: string; text: string }): CardChoice | null {
  const choices = choicesOf(content)
  const sameId = choices.filter(({ reply }) => reply.id === answer.id)
  const taken = sameId.find(({ reply }) => reply.text === answer.text) ?? sameId[0]
  return taken?.choice ?? null
}

/** False for cards that nothing can be answered to: links, numbers and codes alone. */
export function hasChoices(content: CardContent): boolean {
  return choicesOf(content).length > 0
}

function choicesOf(content: CardContent): { choice: CardChoice; reply: CardReply }[] {
  const { buttons, sections } = content.card
  const places: CardChoice[] = [
    ...buttons.map((_, button) => ({ button })),
    ...sections.flatMap(({ rows }, section) => rows.map((_, row) => ({ section, row }))),
  ]
  return places.flatMap(choice => {
    const reply = replyFor(content, choice)
    return reply === null ? [] : [{ choice, reply }]
  })
}

function hasRows(content: CardContent): boolean {
  return content.kind === 'list' || content.card.buttons.some(opensList)
}

function formOf(content: CardContent): ReplyForm {
  if (content.kind === 'interactive' || content.card.type === 'interactiveMessageTemplate') return 'flow'
  return content.kind
}
