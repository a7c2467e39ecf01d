import { proto } from 'baileys'
import type { ReceivedMessage } from './api.ts'
import type { Core } from './core.ts'
import { bare } from './jids.ts'

/** Cards as businesses send them, and whether an answer to one is what a phone would send. */

export type CardButton =
  | { kind: 'reply'; id: string; text: string }
  | { kind: 'url'; text: string; url: string }
  | { kind: 'call'; text: string; phone: string }
  | { kind: 'copy'; text: string; code: string }

type Rows = { title: string; rows: { id: string; title: string; description?: string }[] }[]

type Words = { title?: string; body: string; footer?: string }

/** A template, filled in by the service. */
export function templateCard(words: Words, buttons: CardButton[]): proto.IMessage {
  return {
    templateMessage: {
      hydratedTemplate: {
        hydratedTitleText: words.title ?? null,
        hydratedContentText: words.body,
        hydratedFooterText: words.footer ?? null,
        hydratedButtons: buttons.map((button, index) => ({ index, ...hydrated(button) })),
      },
    },
  }
}

function hydrated(button: CardButton): proto.IHydratedTemplateButton {
  switch (button.kind) {
    case 'reply':
      return { quickReplyButton: { id: button.id, displayText: button.text } }
    case 'url':
      return { urlButton: { displayText: button.text, url: button.url } }
    case 'call':
      return { callButton: { displayText: button.text, phoneNumber: button.phone } }
    case 'copy': {
      const url = `https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp${button.code}`
      return { urlButton: { displayText: button.text, url } }
    }
  }
}

/** Reply buttons alone. */
export function buttonsCard(words: Words, buttons: { id: string; text: string }[]): proto.IMessage {
  const { EMPTY, TEXT } = proto.Message.ButtonsMessage.HeaderType
  return {
    buttonsMessage: {
      ...(words.title === undefined ? { headerType: EMPTY } : { headerType: TEXT, text: words.title }),
      contentText: words.body,
      footerText: words.footer ?? null,
      buttons: buttons.map(({ id, text }) => ({
        buttonId: id,
        buttonText: { displayText: text },
        type: proto.Message.ButtonsMessage.Button.Type.RESPONSE,
      })),
    },
  }
}

/** A button that opens a list to choose from. */
export function listCard(words: Words, button: string, sections: Rows): proto.IMessage {
  return {
    listMessage: {
      title: words.title ?? null,
      description: words.body,
      footerText: words.footer ?? null,
      buttonText: button,
      listType: proto.Message.ListMessage.ListType.SINGLE_SELECT,
      sections: sections.map(({ title, rows }) => ({
        title,
        rows: rows.map(row => ({ rowId: row.id, title: row.title, description: row.description ?? null })),
      })),
    },
  }
}

/** A native flow: any buttons, and a list when there are sections. */
export function flowCard(
  words: Words,
  buttons: CardButton[],
  list: { button: string; sections: Rows } | null = null,
): proto.IMessage {
  const rows = list === null ? [] : [native('single_select', { title: list.button, sections: list.sections })]
  return {
    interactiveMessage: {
      header: words.title === undefined ? null : { title: words.title, hasMediaAttachment: false },
      body: { text: words.body },
      footer: words.footer === undefined ? null : { text: words.footer },
      nativeFlowMessage: { buttons: [...buttons.map(nativeButton), ...rows], messageVersion: 1 },
    },
  }
}

function nativeButton(button: CardButton): proto.Message.InteractiveMessage.NativeFlowMessage.INativeFlowButton {
  const display_text = button.text
  switch (button.kind) {
    case 'reply':
      return native('quick_reply', { display_text, id: button.id })
    case 'url':
      return native('cta_url', { display_text, url: button.url, merchant_url: button.url })
    case 'call':
      return native('cta_call', { display_text, phone_number: button.phone })
    case 'copy':
      return native('cta_copy', { display_text, copy_code: button.code })
  }
}

function native(name: string, values: object): proto.Message.InteractiveMessage.NativeFlowMessage.INativeFlowButton {
  return { name, buttonParamsJson: JSON.stringify(values) }
}

/** A product of a catalog. `price` in thousandths. */
export function productCard(product: {
  id: string
  title: string
  description: string
  price: number
  currency: string
  seller: string
}): proto.IMessage {
  return {
    productMessage: {
      product: {
        productId: product.id,
        title: product.title,
        description: product.description,
        currencyCode: product.currency,
        priceAmount1000: product.price,
        productImageCount: 1,
      },
      businessOwnerJid: product.seller,
    },
  }
}

/** A whole catalog. */
export function catalogCard(title: string, description: string, seller: string): proto.IMessage {
  return { productMessage: { catalog: { title, description }, businessOwnerJid: seller } }
}

/** An order. `total` in thousandths. */
export function orderCard(order: {
  id: string
  title: string
  items: number
  total: number
  currency: string
}): proto.IMessage {
  return {
    orderMessage: {
      orderId: order.id,
      orderTitle: order.title,
      itemCount: order.items,
      totalAmount1000: order.total,
      totalCurrencyCode: order.currency,
      status: proto.Message.OrderMessage.OrderStatus.ACCEPTED,
      surface: proto.Message.OrderMessage.OrderSurface.CATALOG,
    },
  }
}

/** What an answer says, whichever form it has. */
type Answer = { form: 'buttons' | 'template' | 'list' | 'flow'; id: string; text: string; context: proto.IContextInfo }

/** What was chosen on a card, in its words; null for a message that is no answer to one. */
export function chosenWords(message: proto.IMessage): string | null {
  return answerIn(message)?.text ?? null
}

/** Looks at each message of the client that answers a card: everything that a business could not use is a problem. */
export function checkAnswer(core: Core, received: ReceivedMessage): void {
  const answer = answerIn(received.message)
  if (answer === null) return
  const wrong = whatIsWrong(core, received, answer)
  if (wrong !== null) core.recorder.problem(`answer ${received.id} to a card ${wrong}`)
}

function answerIn(message: proto.IMessage): Answer | null {
  const { buttonsResponseMessage: buttons, templateButtonReplyMessage: template } = message
  const { listResponseMessage: list, interactiveResponseMessage: flow } = message
  if (buttons) return answer('buttons', buttons.selectedButtonId, buttons.selectedDisplayText, buttons.contextInfo)
  if (template) return answer('template', template.selectedId, template.selectedDisplayText, template.contextInfo)
  if (list) return answer('list', list.singleSelectReply?.selectedRowId, list.title, list.contextInfo)
  if (flow) return answer('flow', flowId(flow.nativeFlowResponseMessage?.paramsJson), flow.body?.text, flow.contextInfo)
  return null
}

type Maybe<T> = T | null | undefined

function answer(
  form: Answer['form'],
  id: Maybe<string>,
  text: Maybe<string>,
  context: Maybe<proto.IContextInfo>,
): Answer {
  return { form, id: id ?? '', text: text ?? '', context: context ?? {} }
}

function flowId(json: Maybe<string>): string | null {
  try {
    const values: unknown = JSON.parse(json ?? '')
    return typeof values === 'object' && values !== null && 'id' in values ? String(values.id) : null
  } catch {
    return null
  }
}

function whatIsWrong(core: Core, received: ReceivedMessage, { form, id, text, context }: Answer): string | null {
  const known = core.archive.find(context.stanzaId ?? '')
  // A history that was given as bytes is a closed book: then the card is what the client quotes.
  const card = known ?? (core.history.isOpaque ? asQuoted(received, context) : null)
  if (!card?.message) return `quotes ${context.stanzaId ?? 'nothing'}, which nobody sent`
  if (card.key?.fromMe) return 'quotes a message of one’s own'
  const author = bare(card.key?.participant ?? card.key?.remoteJid ?? '')
  const sender = core.findContact(author)
  if (sender === null || core.findContact(bare(context.participant ?? '')) !== sender) {
    return `names ${context.participant ?? 'nobody'} as the card’s sender, which is ${author}`
  }
  const choices = choicesOf(card.message)
  if (choices === null || choices.form !== form)
    return `has the form of ${form}, the card is ${choices?.form ?? 'none'}`
  if (!choices.of.some(choice => choice.id === id && choice.text === text)) {
    return `chose "${id}" (${text}), which is not on the card ${received.to}`
  }
  return null
}

function asQuoted(received: ReceivedMessage, context: proto.IContextInfo): proto.IWebMessageInfo {
  return {
    key: {
      remoteJid: received.to,
      fromMe: false,
      id: context.stanzaId ?? '',
      participant: context.participant ?? null,
    },
    message: context.quotedMessage ?? null,
  }
}

/** What may be answered to a card. */
function choicesOf(message: proto.IMessage): { form: Answer['form']; of: { id: string; text: string }[] } | null {
  const { templateMessage, buttonsMessage, listMessage, interactiveMessage } = message
  if (templateMessage) {
    const buttons = templateMessage.hydratedTemplate?.hydratedButtons ?? []
    const replies = buttons.flatMap(({ quickReplyButton }) => quickReplyButton ?? [])
    return { form: 'template', of: replies.map(({ id, displayText }) => ({ id: id ?? '', text: displayText ?? '' })) }
  }
  if (buttonsMessage) {
    const buttons = buttonsMessage.buttons ?? []
    return {
      form: 'buttons',
      of: buttons.map(({ buttonId, buttonText }) => ({ id: buttonId ?? '', text: buttonText?.displayText ?? '' })),
    }
  }
  if (listMessage) {
    const rows = (listMessage.sections ?? []).flatMap(section => section.rows ?? [])
    return { form: 'list', of: rows.map(({ rowId, title }) => ({ id: rowId ?? '', text: title ?? '' })) }
  }
  if (!interactiveMessage) return null
  const buttons = interactiveMessage.nativeFlowMessage?.buttons ?? []
  return { form: 'flow', of: buttons.flatMap(button => flowChoices(button.name, button.buttonParamsJson)) }
}

function flowChoices(name: Maybe<string>, json: Maybe<string>): { id: string; text: string }[] {
  // Written by the functions above.
  const values = JSON.parse(json ?? '{}') as { id?: string; display_text?: string; sections?: Rows }
  if (name === 'quick_reply') return [{ id: values.id ?? '', text: values.display_text ?? '' }]
  if (name !== 'single_select') return []
  return (values.sections ?? []).flatMap(({ rows }) => rows.map(({ id, title }) => ({ id, text: title })))
}
