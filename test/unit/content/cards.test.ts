import type { proto } from 'baileys'
import { describe, expect, it } from 'vitest'
import { messageOf } from './samples.ts'

describe('cards', () => {
  it('reads a template with all its buttons', () => {
    const { content, text } = messageOf({
      templateMessage: {
        hydratedTemplate: {
          hydratedTitleText: 'Ride booked',
          hydratedContentText: 'Your PIN is 4821.',
          hydratedFooterText: 'Ola',
          hydratedButtons: [
            { quickReplyButton: { displayText: 'Cancel', id: 'c' } },
            { urlButton: { displayText: 'Track', url: 'https://example.org/t' } },
            { callButton: { displayText: 'Call', phoneNumber: '+44 7700 900123' } },
            {
              urlButton: {
                displayText: 'Copy code',
                url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp4821',
              },
            },
            {},
          ],
        },
      },
    })
    expect(content).toEqual({
      kind: 'template',
      card: {
        type: 'templateMessage',
        header: 'Ride booked',
        headerMedia: null,
        body: 'Your PIN is 4821.',
        footer: 'Ola',
        buttons: [
          { kind: 'reply', id: 'c', text: 'Cancel' },
          { kind: 'url', text: 'Track', url: 'https://example.org/t' },
          { kind: 'call', text: 'Call', phone: '+44 7700 900123' },
          { kind: 'copyCode', text: 'Copy code', code: '4821' },
          { kind: 'other', text: '', type: 'hydratedTemplateButton' },
        ],
        sections: [],
      },
    })
    expect(text).toBe('Ride booked\nYour PIN is 4821.\nOla')
  })

  it('does not take any link for a copy button', () => {
    const url = 'https://example.org/otp/code/?code=otp4821'
    const { content } = messageOf({
      templateMessage: { hydratedTemplate: { hydratedButtons: [{ urlButton: { displayText: 'Copy code', url } }] } },
    })
    expect(content).toMatchObject({ card: { buttons: [{ kind: 'url', url }] } })
  })

  it('reads older templates, filled in or not', () => {
    const four = messageOf({
      templateMessage: {
        fourRowTemplate: {
          highlyStructuredMessage: { params: ['Title'] },
          content: { elementName: 'ticket', params: ['Dune', '19:30'] },
          buttons: [{ urlButton: { displayText: { params: ['Open'] }, url: { params: ['https://example.org'] } } }],
        },
      },
    })
    expect(four.content).toMatchObject({
      card: {
        header: 'Title',
        body: 'Dune · 19:30',
        buttons: [{ kind: 'url', text: 'Open', url: 'https://example.org' }],
      },
    })
    const hsm = { highlyStructuredMessage: { hydratedHsm: { hydratedTemplate: { hydratedContentText: 'Hi' } } } }
    expect(messageOf(hsm).content).toMatchObject({
      kind: 'template',
      card: { type: 'highlyStructuredMessage', body: 'Hi' },
    })
    expect(messageOf({ highlyStructuredMessage: { elementName: 'otp' } }).text).toBe('otp')
  })

  it('reads buttons with a header', () => {
    expect(
      messageOf({
        buttonsMessage: {
          imageMessage: {},
          contentText: 'Choose',
          footerText: 'f',
          buttons: [
            { buttonId: 'y', buttonText: { displayText: 'Yes' } },
            { nativeFlowInfo: { name: 'cta_copy', paramsJson: '{"display_text":"Copy","copy_code":"AB12"}' } },
          ],
        },
      }).content,
    ).toMatchObject({
      kind: 'buttons',
      card: {
        headerMedia: 'image',
        body: 'Choose',
        buttons: [
          { kind: 'reply', id: 'y', text: 'Yes' },
          { kind: 'copyCode', text: 'Copy', code: 'AB12' },
        ],
      },
    })
  })

  it('reads a list and a product list', () => {
    expect(
      messageOf({
        listMessage: {
          title: 'Menu',
          description: 'Pick one',
          buttonText: 'Open',
          sections: [{ title: 'S', rows: [{ rowId: '1', title: 'One', description: 'first' }] }],
          productListInfo: { productSections: [{ title: 'P', products: [{ productId: '99' }] }] },
        },
      }).content,
    ).toMatchObject({
      kind: 'list',
      card: {
        header: 'Menu',
        body: 'Pick one',
        buttons: [{ kind: 'other', text: 'Open', type: 'list' }],
        sections: [
          { title: 'S', rows: [{ id: '1', title: 'One', description: 'first' }] },
          { title: 'P', rows: [{ id: '', title: '99', description: null }] },
        ],
      },
    })
  })

  it('reads native flows and carousels', () => {
    const flow = (name: string, values: object) => ({ name, buttonParamsJson: JSON.stringify(values) })
    expect(
      messageOf({
        interactiveMessage: {
          header: { title: 'H', videoMessage: {} },
          body: { text: 'B' },
          footer: { text: 'F' },
          nativeFlowMessage: {
            buttons: [
              flow('quick_reply', { display_text: 'Yes', id: 'y' }),
              flow('cta_url', { display_text: 'Open', url: 'https://example.org' }),
              flow('cta_call', { display_text: 'Call', phone_number: '+44 7700 900123' }),
              flow('single_select', { title: 'Pick', sections: [{ title: 'S', rows: [{ id: '1', title: 'One' }] }] }),
              flow('review_and_pay', {}),
              { name: 'cta_url', buttonParamsJson: '{broken' },
            ],
          },
        },
      }).content,
    ).toMatchObject({
      card: {
        header: 'H',
        headerMedia: 'video',
        buttons: [
          { kind: 'reply', id: 'y', text: 'Yes' },
          { kind: 'url', text: 'Open', url: 'https://example.org' },
          { kind: 'call', text: 'Call', phone: '+44 7700 900123' },
          { kind: 'other', text: 'Pick', type: 'single_select' },
          { kind: 'other', text: '', type: 'review_and_pay' },
          { kind: 'other', text: '', type: 'cta_url' },
        ],
        sections: [{ title: 'S', rows: [{ id: '1', title: 'One', description: null }] }],
      },
    })
    expect(
      messageOf({
        interactiveMessage: {
          body: { text: 'Films' },
          carouselMessage: {
            cards: [
              {
                header: { title: 'Dune' },
                body: { text: '19:30' },
                nativeFlowMessage: { buttons: [flow('quick_reply', { display_text: 'Book', id: 'd' })] },
              },
            ],
          },
        },
      }).content,
    ).toMatchObject({
      card: {
        body: 'Films',
        buttons: [{ kind: 'reply', id: 'd', text: 'Book' }],
        sections: [{ title: 'Dune', rows: [{ title: '19:30' }] }],
      },
    })
  })

  const buttonsOf = (message: proto.IMessage) => {
    const { content } = messageOf(message)
    return 'card' in content ? content.card.buttons : []
  }
  const flowOf = (name: string, buttonParamsJson: string) =>
    buttonsOf({ interactiveMessage: { nativeFlowMessage: { buttons: [{ name, buttonParamsJson }] } } })[0]

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[{"id":"1","display_text":"Yes"}]'],
    ['a text', '"Yes"'],
    ['a number', '1e999'],
    ['other types', '{"id":{"a":1},"display_text":["Yes"],"url":7,"phone_number":{},"copy_code":4821}'],
    ['prototypes', '{"__proto__":{"id":"1","display_text":"Yes","url":"https://example.org"}}'],
    ['far too much', `{"display_text":"${'x'.repeat(70_000)}"}`],
    ['deep nesting', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ])('parameters of a button that hold %s leave it to the phone', (_, json) => {
    for (const name of ['quick_reply', 'cta_url', 'cta_call', 'cta_copy', 'single_select']) {
      expect(flowOf(name, json)).toEqual({ kind: 'other', text: '', type: name })
    }
  })

  it('keeps an id whole or leaves the choice to the phone: a cut one would be another choice', () => {
    const id = 'x'.repeat(1000)
    const reply = (buttonId: string) =>
      buttonsOf({ buttonsMessage: { buttons: [{ buttonId, buttonText: { displayText: 'Yes' } }] } })[0]
    expect(reply(id)).toEqual({ kind: 'reply', id, text: 'Yes' })
    expect(reply(`${id}x`)).toEqual({ kind: 'other', text: 'Yes', type: 'button' })
    expect(reply('a\0b')).toEqual({ kind: 'other', text: 'Yes', type: 'button' })
  })

  it('bounds what a card holds', () => {
    const many = <T>(value: T) => Array.from({ length: 100 }, () => value)
    const rows = many({ rowId: '1', title: 'y'.repeat(1000), description: 'z'.repeat(1000) })
    const { content } = messageOf({
      listMessage: { title: 't'.repeat(5000), buttonText: 'b', sections: many({ title: 's'.repeat(5000), rows }) },
    })
    expect(JSON.stringify(content).length).toBeLessThan(400_000)
    const buttons = many({ urlButton: { displayText: 'd'.repeat(5000), url: `https://example.org/${'u'.repeat(99)}` } })
    expect(buttonsOf({ templateMessage: { hydratedTemplate: { hydratedButtons: buttons } } })).toHaveLength(40)
  })

  it('leaves shops and collections to the phone', () => {
    expect(buttonsOf({ interactiveMessage: { body: { text: 'Shop' }, shopStorefrontMessage: { id: '1' } } })).toEqual([
      { kind: 'other', text: '', type: 'shopStorefrontMessage' },
    ])
    expect(buttonsOf({ interactiveMessage: { collectionMessage: { id: '1' } } })).toEqual([
      { kind: 'other', text: '', type: 'collectionMessage' },
    ])
  })

  it('says when a template is a native flow: it is answered as one', () => {
    const interactiveMessageTemplate = {
      body: { text: 'B' },
      nativeFlowMessage: {
        buttons: [{ name: 'quick_reply', buttonParamsJson: '{"id":"y","display_text":"Yes"}' }],
      },
    }
    expect(messageOf({ templateMessage: { interactiveMessageTemplate } }).content).toMatchObject({
      kind: 'template',
      card: { type: 'interactiveMessageTemplate', buttons: [{ kind: 'reply', id: 'y', text: 'Yes' }] },
    })
  })

  it('reads a catalog', () => {
    const catalog = { title: 'All tickets', description: 'Day, week, month' }
    expect(messageOf({ productMessage: { catalog } }).content).toMatchObject({
      kind: 'product',
      price: null,
      ...catalog,
    })
  })

  it('reads products, orders and replies', () => {
    expect(
      messageOf({
        productMessage: {
          product: { title: 'Popcorn', priceAmount1000: 250_000, currencyCode: 'INR', retailerId: 'r' },
        },
      }).content,
    ).toEqual({ kind: 'product', title: 'Popcorn', description: null, price: 250_000, currency: 'INR', retailer: 'r' })
    expect(
      messageOf({
        orderMessage: { orderTitle: 'Order', itemCount: 2, totalAmount1000: 5000, totalCurrencyCode: 'EUR' },
      }).content,
    ).toEqual({ kind: 'order', title: 'Order', items: 2, total: 5000, currency: 'EUR' })
    expect(
      messageOf({
        interactiveResponseMessage: {
          body: { text: 'Yes' },
          nativeFlowResponseMessage: { name: 'flow', paramsJson: '{"id":"y"}' },
        },
      }).content,
    ).toEqual({ kind: 'selection', id: 'y', text: 'Yes' })
  })

  it('reads contact cards', () => {
    const vcard = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Ana\\, Lima',
      'item1.TEL;waid=447700900123:+44 7700 900123',
      'TEL;type=CELL:+44 7700 900124',
      'END:VCARD',
    ].join('\r\n')
    expect(messageOf({ contactMessage: { vcard } }).content).toEqual({
      kind: 'contacts',
      contacts: [{ name: 'Ana, Lima', phones: ['+44 7700 900123', '+44 7700 900124'] }],
    })
  })
})
