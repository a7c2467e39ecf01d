import type { Locator } from '@playwright/test'
import type { Person } from '../phone/api.ts'
import { buttonsCard, flowCard, listCard, orderCard, productCard, templateCard } from '../phone/cards.ts'
import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { type Conversation, goTo, openChat, said } from './support/screen.ts'
import { expectNothingBeyond, resize } from './support/size.ts'
import { story } from './support/story.ts'

const here = story()

// Some screens are looked at in two themes.
test.describe.configure({ timeout: 120_000 })

const yesNo = [
  { kind: 'reply', id: 'yes', text: 'Yes, please' } as const,
  { kind: 'reply', id: 'no', text: 'No, thanks' } as const,
]
const gates = [
  { title: 'Near', rows: [{ id: 'g1', title: 'Gate 1', description: 'By the tea stall' }] },
  { title: 'Far', rows: [{ id: 'g7', title: 'Gate 7' }] },
]

/** A business that nobody else knows, in its open chat. */
async function open(name: string): Promise<{ shop: Person; chat: Conversation }> {
  const shop = here.meet(name, { business: { name, level: 'high' } })
  await shop.sendText('Welcome')
  return { shop, chat: await openChat(here.page, name) }
}

const button = (within: Locator, name: string): Locator => within.getByRole('button', { name, exact: true })
const dialog = (name: string): Locator => here.page.getByRole('dialog', { name, exact: true })

test('a reply button answers, says so, and the others are spent', async () => {
  const { shop, chat } = await open('Kaveri Cabs')
  await shop.sendMessage(buttonsCard({ body: 'Is the pick-up place right?' }, yesNo))
  const card = chat.message('Is the pick-up place right?').first()
  await button(card, 'Yes, please').click()
  const sent = await here.phone.waitFor('message', entry => entry.message.buttonsResponseMessage !== null)
  expect(sent.message.buttonsResponseMessage?.selectedButtonId).toBe('yes')
  await expect(button(card, 'Yes, please, your answer')).toBeDisabled()
  await expect(button(card, 'No, thanks')).toBeDisabled()
  await expect(chat.log.getByRole('article').last()).toContainText('Yes, please')
  // Drawn anew from the store, not from what the screen remembers.
  await here.page.reload()
  const again = await openChat(here.page, 'Kaveri Cabs')
  const same = again.message('Is the pick-up place right?').first()
  await expect(button(same, 'Yes, please, your answer')).toBeDisabled()
  here.phone.assertClean()
})

test('an answer that the server refuses is said to have failed and goes out when tried again', async () => {
  const { shop, chat } = await open('Tunga Trains')
  await shop.sendMessage(templateCard({ body: 'Will you travel?' }, yesNo))
  const card = chat.message('Will you travel?').first()
  here.phone.refuseNextMessage(479)
  await button(card, 'No, thanks').click()
  await expect(card.getByRole('alert')).toContainText('was not sent')
  await button(card.getByRole('alert'), 'Try again').click()
  await expect(button(card, 'No, thanks, your answer')).toBeVisible()
  await here.phone.waitFor('message', entry => entry.message.templateButtonReplyMessage?.selectedId === 'no')
})

test('a list is chosen from with the keyboard', async () => {
  const { page } = here
  const { shop, chat } = await open('Bhavani Buses')
  await shop.sendMessage(listCard({ title: 'Your gate', body: 'Where do you wait?' }, 'Choose a gate', gates))
  const card = chat.message('Where do you wait?').first()
  await button(card, 'Choose a gate').click()
  const list = dialog('Choose a gate')
  await expect(list.getByRole('group', { name: 'Near' })).toBeVisible()
  await expectAccessible(page)
  await expect(button(list, 'Send')).toBeDisabled()
  await list.getByRole('radio', { name: /^Gate 1/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('radio', { name: /^Gate 7/ })).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(list).toBeHidden()
  await here.phone.waitFor(
    'message',
    entry => entry.message.listResponseMessage?.singleSelectReply?.selectedRowId === 'g7',
  )
  await expect(card).toContainText('You answered: Gate 7')
  await button(card, 'Choose a gate').click()
  await expect(list.getByRole('radio', { name: /^Gate 1/ })).toBeDisabled()
  await button(list.getByRole('contentinfo').or(list), 'Close').last().click()
  here.phone.assertClean()
})

test('a link names its host and asks; what is no web address is not opened', async () => {
  const { page } = here
  const { shop, chat } = await open('Netravati Net')
  await shop.sendMessage(
    flowCard({ body: 'Where to?' }, [
      { kind: 'url', text: 'Track', url: 'https://rides.example.com/t/1?ride=7' },
      { kind: 'url', text: 'Bank', url: 'http://bank.example.com@аpple.example.com/login' },
      { kind: 'url', text: 'Run', url: 'javascript:alert(1)' },
    ]),
  )
  const card = chat.message('Where to?').first()
  await expect(card).toContainText('rides.example.com')
  await expect(card).toContainText('xn--pple-43d.example.com')
  await button(card, 'Track rides.example.com').click()
  const ask = dialog('Open this link?')
  await expect(ask).toContainText('https://rides.example.com/t/1?ride=7')
  await expect(button(ask, 'Cancel')).toBeFocused()
  await expectAccessible(page)
  // Noted, not followed: nothing here leaves the machine.
  await page.evaluate('window.opened = []; window.open = (...all) => void window.opened.push(all)')
  await button(ask, 'Cancel').click()
  expect(await page.evaluate('window.opened')).toEqual([])
  await button(card, 'Track rides.example.com').click()
  await button(ask, 'Open rides.example.com').click()
  await expect(ask).toBeHidden()
  expect(await page.evaluate('window.opened')).toEqual([
    ['https://rides.example.com/t/1?ride=7', '_blank', 'noopener,noreferrer'],
  ])
  await button(card, 'Bank xn--pple-43d.example.com').click()
  await expect(ask).toContainText('letters that can imitate')
  await expect(ask).toContainText('before the @')
  await expect(ask).toContainText('not encrypted')
  await page.keyboard.press('Escape')
  await card.getByRole('button', { name: /^Run/ }).click()
  await expect(dialog('This link is not opened')).toContainText('javascript:alert(1)')
  await page.keyboard.press('Escape')
})

test('a number is shown in its international form, to be copied or written to', async () => {
  const { page } = here
  const { shop, chat } = await open('Kabini Clinic')
  here.meet('The desk of the clinic', { pn: '447700900123' })
  await shop.sendMessage(
    templateCard({ body: 'Call us' }, [{ kind: 'call', text: 'Call the desk', phone: '+447700900123' }]),
  )
  const card = chat.message('Call us').first()
  await card.getByRole('button', { name: /^Call the desk/ }).click()
  const number = dialog('Phone number')
  await expect(number).toContainText('+44 7700 900123')
  await expectAccessible(page)
  await button(number, 'Copy number').click()
  await expect.poll(() => here.app.clipboard()).toBe('+44 7700 900123')
  await card.getByRole('button', { name: /^Call the desk/ }).click()
  await button(number, 'Chat with this number').click()
  await expect(page.getByRole('region', { name: /^Conversation with/ })).not.toHaveAccessibleName(/Kabini/)
})

test('codes are offered in texts and on cards, and only those of others', async () => {
  const { shop, chat } = await open('Hemavati Bank')
  await shop.sendText('Your login code is 739204. Never share it.')
  await shop.sendMessage(
    templateCard({ body: 'Your ride PIN is *4821*.' }, [{ kind: 'copy', text: 'Copy PIN', code: '4821' }]),
  )
  await shop.sendText('Order 7741920 for ₹4821 is on its way.')
  await expect(button(chat.message('739204'), 'Copy code 739204')).toBeVisible()
  // The card's own button does it: there is one, not two.
  await expect(button(chat.message('ride PIN'), 'Copy code 4821')).toHaveCount(1)
  await expect(chat.message('7741920').getByRole('button', { name: /^Copy code/ })).toHaveCount(0)
  await expectAccessible(here.page)
  await chat.write('My code is 118822')
  await expect(chat.message('118822').getByRole('button', { name: /^Copy code/ })).toHaveCount(0)
  await button(chat.message('739204'), 'Copy code 739204').click()
  await expect(said(here.page)).toContainText('Code copied')
  await expect.poll(() => here.app.clipboard()).toBe('739204')
  await button(chat.message('ride PIN'), 'Copy code 4821').click()
  await expect.poll(() => here.app.clipboard()).toBe('4821')
})

test('products and orders show what they cost, whatever their length, in a narrow window too', async () => {
  const { page } = here
  const { shop, chat } = await open('Sharavati Shop')
  const long = 'Handgenähte Reisetasche mit sehr langem Namen 👜 '.repeat(6)
  await shop.sendMessage(
    productCard({
      id: '1',
      title: long,
      description: 'حقيبة سفر مصنوعة يدويًا '.repeat(20),
      price: 2_499_500,
      currency: 'INR',
      seller: shop.pn ?? '',
    }),
  )
  await shop.sendMessage(orderCard({ id: '2', title: 'Your order', items: 3, total: 7_498_500, currency: 'EUR' }))
  await shop.sendMessage(
    templateCard(
      { title: long, body: `${'W'.repeat(300)} ${'\u202e'}reversed`, footer: long },
      Array.from({ length: 10 }, (_, index) => ({ kind: 'reply', id: String(index), text: `${long} ${index}` })),
    ),
  )
  await expect(chat.message('₹2,499.50')).toContainText('Open this on your phone')
  await expect(chat.message('€7,498.50')).toContainText('3 items')
  await expect(chat.message('reversed').getByRole('list', { name: 'Buttons' }).getByRole('listitem')).toHaveCount(10)
  await expectAccessible(page)
  for (const width of [1280, 800]) {
    await resize(here.app, page, width, 600)
    await expectNothingBeyond(page)
  }
  await resize(here.app, page, 1280, 800)
})

test('a copied code is cleared after its minute, if it is still there', async () => {
  const { shop, chat } = await open('Arkavati Air')
  await shop.sendText('Your boarding code is 551907.')
  await here.app.shortMinutes()
  await button(chat.message('551907'), 'Copy code 551907').click()
  await expect(said(here.page)).toContainText('cleared from the clipboard')
  await expect.poll(() => here.app.clipboard()).toBe('')
  await button(chat.message('551907'), 'Copy code 551907').click()
  await chat.choose('551907', 'Copy')
  await expect(said(here.page)).toContainText('Copied')
  await expect.poll(() => here.app.minutesPassed()).toBe(2)
  expect(await here.app.clipboard()).toBe('Your boarding code is 551907.')
  await goTo(here.page, 'Settings')
  await here.page.getByRole('switch', { name: 'Clear copied codes' }).click()
  await goTo(here.page, 'Chats')
  await button(chat.message('551907'), 'Copy code 551907').click()
  await expect.poll(() => here.app.clipboard()).toBe('551907')
  // Switched off, no minute begins.
  expect(await here.app.minutesPassed()).toBe(2)
})
