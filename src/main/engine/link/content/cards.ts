/** Cards of businesses (domain.md §8): lists, buttons, templates and interactive messages as one shape. */
import type { Button, Card } from '../../../../shared/content.ts'
import type { proto } from '../library.ts'
import { line, list, text } from './bounds.ts'

/** The wire allows 10 rows and 3 buttons or so; catalogues have 30 products, carousels 10 cards. */
const MAX_BUTTONS = 40
const MAX_SECTIONS = 20
const MAX_ROWS = 30
const MAX_CARDS = 20
/** A row's title has 24 characters on the wire, its description 72. */
const MAX_ROW = 200
/** Parameters of a button are small JSON; a list inside one is some kilobytes. */
const MAX_JSON = 65_536

type Header = Pick<Card, 'header' | 'headerMedia'>
type MediaHeader = {
  documentMessage?: unknown
  imageMessage?: unknown
  videoMessage?: unknown
  locationMessage?: unknown
}

export function listCard(message: proto.Message.IListMessage): Card {
  const products = list(message.productListInfo?.productSections, MAX_SECTIONS).map(section => ({
    title: line(section.title) ?? '',
    rows: list(section.products, MAX_ROWS).map(product => ({
      // Not to be answered with: the phone opens the product.
      id: '',
      title: text(product.productId, MAX_ROW) ?? '',
      description: null,
    })),
  }))
  const sections = list(message.sections, MAX_SECTIONS).map(section => ({
    title: line(section.title) ?? '',
    rows: list(section.rows, MAX_ROWS).map(row => ({
      id: idOf(row.rowId) ?? '',
      title: text(row.title, MAX_ROW) ?? '',
      description: text(row.description, MAX_ROW),
    })),
  }))
  const open = line(message.buttonText)
  return {
    type: 'listMessage',
    header: line(message.title),
    headerMedia: null,
    body: text(message.description) ?? '',
    footer: line(message.footerText),
    buttons: open === null ? [] : [{ kind: 'other', text: open, type: 'list' }],
    sections: [...sections, ...products].slice(0, MAX_SECTIONS),
  }
}

export function buttonsCard(message: proto.Message.IButtonsMessage): Card {
  return {
    type: 'buttonsMessage',
    ...header(message, line(message.text)),
    body: text(message.contentText) ?? '',
    footer: line(message.footerText),
    buttons: list(message.buttons, MAX_BUTTONS).map(button =>
      button.nativeFlowInfo
        ? nativeButton(button.nativeFlowInfo.name, parameters(button.nativeFlowInfo.paramsJson))
        : replyButton(button.buttonId, line(button.buttonText?.displayText), 'button'),
    ),
    sections: [],
  }
}

export function templateCard(message: proto.Message.ITemplateMessage): Card {
  const hydrated = message.hydratedTemplate ?? message.hydratedFourRowTemplate
  if (hydrated) {
    return {
      type: 'templateMessage',
      ...header(hydrated, line(hydrated.hydratedTitleText)),
      body: text(hydrated.hydratedContentText) ?? '',
      footer: line(hydrated.hydratedFooterText),
      buttons: list(hydrated.hydratedButtons, MAX_BUTTONS).map(hydratedButton),
      sections: [],
    }
  }
  if (message.interactiveMessageTemplate) {
    return { ...interactiveCard(message.interactiveMessageTemplate), type: 'interactiveMessageTemplate' }
  }
  const four = message.fourRowTemplate
  return {
    type: 'templateMessage',
    ...header(four ?? {}, structuredText(four?.highlyStructuredMessage, MAX_LINE_OF_TEMPLATE)),
    body: structuredText(four?.content) ?? '',
    footer: structuredText(four?.footer, MAX_LINE_OF_TEMPLATE),
    buttons: list(four?.buttons, MAX_BUTTONS).map(templateButton),
    sections: [],
  }
}

/** A structured message that was not filled in by the sender: its parameters are all there is to read. */
export function structuredCard(message: proto.Message.IHighlyStructuredMessage): Card {
  if (message.hydratedHsm) return { ...templateCard(message.hydratedHsm), type: 'highlyStructuredMessage' }
  return {
    type: 'highlyStructuredMessage',
    header: null,
    headerMedia: null,
    body: structuredText(message) ?? '',
    footer: null,
    buttons: [],
    sections: [],
  }
}

export function interactiveCard(message: proto.Message.IInteractiveMessage): Card {
  const flow = message.nativeFlowMessage
  const own = list(flow?.buttons, MAX_BUTTONS).map(button => {
    const values = parameters(button.buttonParamsJson)
    return { button: nativeButton(button.name, values), sections: nativeSections(values) }
  })
  const cards = list(message.carouselMessage?.cards, MAX_CARDS).map(card => ({
    section: {
      title: line(card.header?.title) ?? line(card.body?.text) ?? '',
      rows: [{ id: '', title: line(card.body?.text) ?? '', description: line(card.footer?.text) }],
    },
    buttons: list(card.nativeFlowMessage?.buttons, MAX_BUTTONS).map(button =>
      nativeButton(button.name, parameters(button.buttonParamsJson)),
    ),
  }))
  return {
    type: 'interactiveMessage',
    ...header(message.header ?? {}, line(message.header?.title) ?? line(message.header?.subtitle)),
    body: text(message.body?.text) ?? '',
    footer: line(message.footer?.text),
    buttons: [...own.map(entry => entry.button), ...cards.flatMap(card => card.buttons), ...onPhone(message)].slice(
      0,
      MAX_BUTTONS,
    ),
    sections: [...own.flatMap(entry => entry.sections), ...cards.map(card => card.section)].slice(0, MAX_SECTIONS),
  }
}

/** Shops and collections open on the phone alone. */
function onPhone(message: proto.Message.IInteractiveMessage): Button[] {
  const types = ['shopStorefrontMessage', 'collectionMessage'] as const
  return types.filter(type => isThere(message[type])).map(type => ({ kind: 'other', text: '', type }))
}

/** The id in a reply to a native flow. */
export function flowReplyId(message: proto.Message.IInteractiveResponseMessage): string {
  const values = parameters(message.nativeFlowResponseMessage?.paramsJson)
  return line(values.id) ?? line(message.nativeFlowResponseMessage?.name) ?? ''
}

const MAX_LINE_OF_TEMPLATE = 1000

function header(message: MediaHeader, words: string | null): Header {
  return { header: words, headerMedia: headerMedia(message) }
}

function headerMedia(message: MediaHeader): Card['headerMedia'] {
  if (isThere(message.imageMessage)) return 'image'
  if (isThere(message.videoMessage)) return 'video'
  if (isThere(message.documentMessage)) return 'document'
  return isThere(message.locationMessage) ? 'location' : null
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined
}

function hydratedButton(button: proto.IHydratedTemplateButton): Button {
  if (button.urlButton) return urlButton(line(button.urlButton.displayText) ?? '', text(button.urlButton.url) ?? '')
  if (button.callButton) {
    return {
      kind: 'call',
      text: line(button.callButton.displayText) ?? '',
      phone: line(button.callButton.phoneNumber) ?? '',
    }
  }
  const reply = button.quickReplyButton
  return replyButton(reply?.id, line(reply?.displayText), 'hydratedTemplateButton')
}

function templateButton(button: proto.ITemplateButton): Button {
  if (button.urlButton) {
    return urlButton(
      structuredText(button.urlButton.displayText, MAX_LINE_OF_TEMPLATE) ?? '',
      structuredText(button.urlButton.url) ?? '',
    )
  }
  if (button.callButton) {
    return {
      kind: 'call',
      text: structuredText(button.callButton.displayText, MAX_LINE_OF_TEMPLATE) ?? '',
      phone: structuredText(button.callButton.phoneNumber, MAX_LINE_OF_TEMPLATE) ?? '',
    }
  }
  const reply = button.quickReplyButton
  return replyButton(reply?.id, structuredText(reply?.displayText, MAX_LINE_OF_TEMPLATE), 'templateButton')
}

/** Longest id of a choice that is kept; the service allows 256 characters. */
const MAX_ID = 1000

/** An id is sent back as it came or not at all: one that is cut or cleaned would be another choice. Null when it cannot be. */
function idOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_ID && !value.includes('\0') ? value : null
}

/** A button that answers; one without words or with an id that cannot be sent back is the phone's business. */
function replyButton(id: unknown, words: string | null, type: string): Button {
  const known = id === null || id === undefined ? '' : idOf(id)
  return words === null || words === '' || known === null
    ? { kind: 'other', text: words ?? '', type }
    : { kind: 'reply', id: known, text: words }
}

/** The service writes the copy-code button of an authentication template as a link to this path on its own host. */
const OTP_LINK = /^https:\/\/(?:www\.)?whatsapp\.com\/otp\/(?:code|copy)\/?\?/i

function urlButton(words: string, url: string): Button {
  if (OTP_LINK.test(url)) {
    const code = /[?&]code=(?:otp)?([0-9A-Za-z-]{3,15})(?:&|$)/.exec(url)?.[1]
    if (code !== undefined) return { kind: 'copyCode', text: words, code }
  }
  return { kind: 'url', text: words, url }
}

type Parameters = Record<string, unknown>

function nativeButton(name: unknown, values: Parameters): Button {
  const type = line(name) ?? 'nativeFlow'
  const words = line(values.display_text) ?? line(values.title) ?? ''
  const phone = line(values.phone_number) ?? line(values.id)
  const code = line(values.copy_code)
  const url = text(values.url) ?? text(values.merchant_url)
  if (type === 'quick_reply') return replyButton(values.id, words, type)
  if (type === 'cta_url' && url !== null) return urlButton(words, url)
  if (type === 'cta_call' && phone !== null) return { kind: 'call', text: words, phone }
  if (type === 'cta_copy' && code !== null) return { kind: 'copyCode', text: words, code }
  return { kind: 'other', text: words, type }
}

function nativeSections(values: Parameters): Card['sections'] {
  return objects(values.sections, MAX_SECTIONS).map(section => ({
    title: line(section.title) ?? '',
    rows: objects(section.rows, MAX_ROWS).map(row => ({
      id: idOf(row.id) ?? '',
      title: text(row.title, MAX_ROW) ?? text(row.header, MAX_ROW) ?? '',
      description: text(row.description, MAX_ROW),
    })),
  }))
}

function objects(value: unknown, max: number): Parameters[] {
  return Array.isArray(value) ? value.slice(0, max).filter(isObject) : []
}

function parameters(json: unknown): Parameters {
  if (typeof json !== 'string' || json.length > MAX_JSON) return {}
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function structuredText(
  message: proto.Message.IHighlyStructuredMessage | null | undefined,
  max?: number,
): string | null {
  if (!message) return null
  const filled = message.hydratedHsm?.hydratedTemplate ?? message.hydratedHsm?.hydratedFourRowTemplate
  const ready = text(filled?.hydratedContentText, max)
  if (ready !== null) return ready
  const values = [
    ...list(message.params, MAX_ROWS).map(value => line(value)),
    ...list(message.localizableParams, MAX_ROWS).map(value => line(value.default)),
  ].filter(value => value !== null)
  return text(values.length > 0 ? values.join(' · ') : message.elementName, max)
}
