import type { ReceivedMessage } from '../phone/api.ts'
import { expect, test } from './support/app.ts'
import { chatRow, conversation, openChat, reconnect } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

const said = (text: string) => (entry: ReceivedMessage) =>
  (entry.message.conversation ?? entry.message.extendedTextMessage?.text) === text

test('what is written goes out, and its ticks come back until it is read', async () => {
  const { page, phone } = here
  const ada = here.meet('Ada')
  ada.setReachable(false)
  await ada.sendText('are you there?')
  const chat = await openChat(page, '~ Ada')
  await expect(chat.message('are you there?')).toBeVisible()
  await chat.write('I am, *always*')
  await expect(chat.tick('I am, always', 'Sent')).toBeVisible()
  await expect(chat.composer).toHaveValue('')
  ada.setReachable(true)
  await expect(chat.tick('I am, always', 'Delivered')).toBeVisible()
  ada.read(await phone.waitFor('message', said('I am, *always*')))
  await expect(chat.tick('I am, always', 'Read')).toBeVisible()
  await expect(chatRow(page, '~ Ada')).toHaveAccessibleName(/Read You: I am, \*always\*/)
  phone.assertClean()
})

test('Enter sends, Shift and Enter begin a new line, and what is pasted is plain text', async () => {
  const { page, phone } = here
  await here.meet('Ben').sendText('a poem, please')
  const chat = await openChat(page, '~ Ben')
  await chat.composer.pressSequentially('Roses are red')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.insertText('violets are blue')
  await expect(chat.composer).toHaveValue('Roses are red\nviolets are blue')
  await page.keyboard.press('Enter')
  await phone.waitFor('message', said('Roses are red\nviolets are blue'))
  await expect(chat.composer).toHaveValue('')

  // A paste with marks: what arrives in the box is its text.
  await chat.composer.evaluate((field: { dispatchEvent(event: unknown): void }) => {
    const make = globalThis as unknown as {
      DataTransfer: new () => { setData(type: string, data: string): void }
      ClipboardEvent: new (type: string, init: object) => unknown
    }
    const clipboardData = new make.DataTransfer()
    clipboardData.setData('text/html', '<b>bold</b>')
    clipboardData.setData('text/plain', 'bold')
    field.dispatchEvent(new make.ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(chat.composer.locator('b')).toHaveCount(0)
})

test('a draft is kept while other chats are looked at, and over a restart', async () => {
  const { page } = here
  await here.meet('Cem').sendText('one')
  await here.meet('Dora').sendText('two')
  const cem = await openChat(page, '~ Cem')
  await cem.composer.fill('half a sent')
  await openChat(page, '~ Dora')
  await expect(chatRow(page, '~ Cem')).toHaveAccessibleName(/Draft: half a sent/)
  await expect(chatRow(page, '~ Cem').getByText('half a sent').first()).toBeVisible()

  const again = await here.app.restart()
  await expect(chatRow(again, '~ Cem')).toHaveAccessibleName(/Draft: half a sent/)
  const back = await openChat(again, '~ Cem')
  await expect(back.composer).toHaveValue('half a sent')
  await back.write('half a sentence')
  await expect(chatRow(again, '~ Cem')).not.toHaveAccessibleName(/Draft/)
})

test('a reply carries what it answers to, and can be called off', async () => {
  const { page, phone } = here
  const question = await here.meet('Eva').sendText('tea or coffee?')
  const chat = await openChat(page, '~ Eva')
  await chat.choose('tea or coffee?', 'Reply')
  await expect(chat.region.getByText('Replying to ~ Eva')).toBeVisible()
  await expect(chat.composer).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chat.region.getByText('Replying to ~ Eva')).toHaveCount(0)
  await expect(chat.region).toBeVisible()

  await chat.choose('tea or coffee?', 'Reply')
  await chat.write('tea')
  const sent = await phone.waitFor('message', said('tea'))
  expect(sent.message.extendedTextMessage?.contextInfo?.stanzaId).toBe(question.id)
  const quoting = chat.log.getByRole('article').last()
  await expect(quoting).toContainText('tea or coffee?')
})

test('a message is edited within its time, here and for the other', async () => {
  const { page, phone } = here
  await here.meet('Finn').sendText('when?')
  const chat = await openChat(page, '~ Finn')
  await chat.write('at fife')
  const original = await phone.waitFor('message', said('at fife'))
  await expect(chat.tick('at fife', 'Delivered')).toBeVisible()
  await chat.choose('at fife', 'Edit')
  await expect(chat.composer).toHaveValue('at fife')
  await chat.composer.fill('at five')
  await page.keyboard.press('Enter')
  await expect(chat.message('at five')).toContainText('edited')
  await expect(chat.message('at fife')).toHaveCount(0)
  const edit = await phone.waitFor('message', entry => Boolean(entry.message.protocolMessage?.editedMessage))
  expect(edit.message.protocolMessage?.key?.id).toBe(original.id)
})

test('a reaction is given, changed and taken back', async () => {
  const { page, phone } = here
  await here.meet('Gil').sendText('I passed!')
  const chat = await openChat(page, '~ Gil')
  await chat.choose('I passed!', 'React')
  await page.getByRole('button', { name: 'React with ❤️' }).click()
  const chip = chat.message('I passed!').getByRole('button', { name: /❤️ 1 reaction/ })
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
  await phone.waitFor('message', entry => entry.message.reactionMessage?.text === '❤️')
  await chip.click()
  await expect(chip).toHaveCount(0)
  await phone.waitFor('message', entry => entry.message.reactionMessage?.text === '')
})

test('a message is deleted for oneself, and another for everyone', async () => {
  const { page, phone } = here
  await here.meet('Hana').sendText('forget this')
  const chat = await openChat(page, '~ Hana')
  await chat.choose('forget this', 'Delete for me')
  const ask = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await ask.getByRole('button', { name: 'Delete for me' }).click()
  await expect(chat.message('forget this')).toHaveCount(0)
  await phone.waitFor('mutation', ({ index }) => index[0] === 'deleteMessageForMe')

  await chat.write('oops')
  await expect(chat.tick('oops', 'Delivered')).toBeVisible()
  await chat.choose('oops', 'Delete for everyone')
  await ask.getByRole('button', { name: 'Delete for everyone' }).click()
  await expect(chat.message('You deleted this message')).toBeVisible()
  await expect(chat.message('oops')).toHaveCount(0)
  await phone.waitFor('message', entry => entry.message.protocolMessage?.type === 0 && entry.attrs.edit === '7')
})

test('what is written offline waits, can be cancelled, survives a restart, and goes out once and in order', async () => {
  const { page, phone } = here
  await here.meet('Ida').sendText('write when you can')
  const chat = await openChat(page, '~ Ida')
  phone.line.cut()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connecting…|Offline/)
  for (const text of ['first', 'second', 'third']) await chat.write(text)
  for (const text of ['first', 'second', 'third']) {
    await expect(chat.tick(text, 'Waiting to be sent')).toBeVisible()
  }
  await chat.choose('second', 'Cancel sending')
  await expect(chat.message('second').getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0)

  const again = await here.app.restart()
  const back = await openChat(again, '~ Ida')
  await expect(back.tick('third', 'Waiting to be sent')).toBeVisible()
  await back.write('fourth')
  phone.line.restore()
  await reconnect(again)
  await expect(back.tick('fourth', 'Delivered')).toBeVisible()
  const texts = phone
    .receivedOf('message')
    .map(({ message }) => message.conversation ?? '')
    .filter(text => ['first', 'second', 'third', 'fourth'].includes(text))
  expect(texts).toEqual(['first', 'third', 'fourth'])
})

test('a message that the service refuses says so, and is sent when tried again', async () => {
  const { phone } = here
  const page = here.page
  await here.meet('Jon').sendText('hm?')
  const chat = await openChat(page, '~ Jon')
  phone.refuseNextMessage(479)
  await chat.write('refused at first')
  const message = chat.message('refused at first')
  await expect(message).toContainText('Not sent.')
  await message.getByRole('button', { name: 'Try again' }).click()
  await expect(chat.tick('refused at first', 'Delivered')).toBeVisible()
  await conversation(page, '~ Jon')
})
