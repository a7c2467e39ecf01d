import type { proto } from 'baileys'
import { expect, test } from 'vitest'
import {
  buttonsCard,
  catalogCard,
  chosenWords,
  flowCard,
  listCard,
  orderCard,
  productCard,
  templateCard,
} from '../../phone/cards.ts'
import { linked } from './harness.ts'

const choices = [{ kind: 'reply', id: 'yes', text: 'Yes' } as const, { kind: 'reply', id: 'no', text: 'No' } as const]

/** A press on a button as a phone sends it, with what is changed of it. */
function pressed(
  sent: { id: string; message: proto.IMessage },
  change: { id?: string; text?: string; card?: string; author?: string | null },
): proto.IMessage {
  return {
    buttonsResponseMessage: {
      selectedButtonId: change.id ?? 'yes',
      selectedDisplayText: change.text ?? 'Yes',
      contextInfo: {
        stanzaId: change.card ?? sent.id,
        participant: change.author === undefined ? '90010101@lid' : change.author,
        quotedMessage: sent.message,
      },
    },
  }
}

test('every card gets through', async () => {
  const { phone, client, ada } = await linked()
  const seller = ada.pn ?? ''
  const rows = [{ title: 'Near', rows: [{ id: '1', title: 'Gate 1', description: 'Left' }] }]
  const cards = [
    buttonsCard({ body: 'b' }, choices),
    templateCard({ title: 't', body: 'b', footer: 'f' }, [
      ...choices,
      { kind: 'url', text: 'Open', url: 'https://example.com' },
      { kind: 'call', text: 'Call', phone: '+447700900123' },
      { kind: 'copy', text: 'Copy', code: '4821' },
    ]),
    listCard({ body: 'b' }, 'Choose', rows),
    flowCard({ body: 'b' }, choices, { button: 'Choose', sections: rows }),
    productCard({ id: '1', title: 't', description: 'd', price: 1, currency: 'EUR', seller }),
    catalogCard('t', 'd', seller),
    orderCard({ id: '1', title: 't', items: 1, total: 1, currency: 'EUR' }),
  ]
  for (const card of cards) {
    const sent = await ada.sendMessage(card)
    const got = await client.message(sent.id)
    expect(Object.keys(got.message ?? {})).toContain(Object.keys(card)[0])
  }
  await phone.settled()
  phone.assertClean()
})

test('an answer that fits its card is taken', async () => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendMessage(buttonsCard({ body: 'b' }, choices))
  await client.message(sent.id)
  await client.socket.relayMessage('90010101@lid', pressed(sent, {}), {})
  const { message } = await phone.waitFor('message')
  expect(chosenWords(message)).toBe('Yes')
  expect(chosenWords({ conversation: 'Yes' })).toBeNull()
  phone.assertClean()
})

test.each([
  ['an id that is not on it', { id: 'maybe' }],
  ['the words of another button', { text: 'No' }],
  ['a card that nobody sent', { card: '3A00' }],
  ['a card of somebody else', { author: '90010102@lid' }],
  ['a card of nobody', { author: null }],
])('an answer with %s is a problem', async (_, change) => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendMessage(buttonsCard({ body: 'b' }, choices))
  await client.message(sent.id)
  await client.socket.relayMessage('90010101@lid', pressed(sent, change), {})
  await phone.waitFor('message')
  expect(phone.problems).toEqual([expect.stringMatching(/^answer \w+ to a card /)])
})

test('an answer in the form of another card is a problem', async () => {
  const { phone, client, ada } = await linked()
  const sent = await ada.sendMessage(templateCard({ body: 'b' }, choices))
  await client.message(sent.id)
  await client.socket.relayMessage('90010101@lid', pressed(sent, {}), {})
  await phone.waitFor('message')
  expect(phone.problems).toEqual([expect.stringContaining('the card is template')])
})
