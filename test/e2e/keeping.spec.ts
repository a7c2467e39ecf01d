import { expect, test } from './support/app.ts'
import { chatRow, conversation, goTo, openChat, reconnect, said } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

test('several messages are copied, and deleted for oneself', async () => {
  const { page, app, phone } = here
  const ada = here.meet('Ada')
  for (const text of ['first', 'second', 'third', 'fourth']) await ada.sendText(text)
  const chat = await openChat(page, '~ Ada')
  await chat.composer.fill('half a thought')
  await chat.choose('second', 'Select messages')
  const bar = chat.region.getByRole('toolbar', { name: 'Selected messages' })
  await expect(bar).toContainText('1 selected')
  await expect(chat.composer).toBeHidden()
  // A press anywhere on a message marks it, a second one takes the mark away.
  await chat.message('third').click()
  await chat.message('fourth').click()
  await chat.message('fourth').click()
  await expect(bar).toContainText('2 selected')
  await expect(chat.region.getByRole('checkbox', { name: 'Select: third' })).toBeChecked()
  await expect(chat.region.getByRole('checkbox', { name: 'Select: fourth' })).not.toBeChecked()
  await bar.getByRole('button', { name: 'Copy' }).click()
  await expect(bar).toHaveCount(0)
  await expect.poll(() => app.clipboard()).toBe('~ Ada: second\n~ Ada: third')

  // With the keyboard: the menu's message has the focus, the arrows go on, Space marks.
  await chat.choose('second', 'Select messages')
  await expect(page.locator('article:focus')).toContainText('second')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Delete' }).click()
  await page
    .getByRole('dialog', { name: 'Delete 2 messages for you?' })
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(said(page)).toContainText('2 deleted.')
  await expect(chat.message('second')).toHaveCount(0)
  await expect(chat.message('third')).toHaveCount(0)
  await expect(chat.message('fourth')).toBeVisible()
  await expect(chat.composer).toHaveValue('half a thought')

  await chat.choose('fourth', 'Select messages')
  await expect(page.locator('article:focus')).toContainText('fourth')
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
  phone.assertClean()
})

test('what a verified business sent is kept until the setting is switched off, which asks first', async () => {
  const { page } = here
  const lines = here.meet('Lines', { business: { name: 'Coast Lines', level: 'high' } })
  await lines.sendText('Ticket one')
  await lines.sendText('Ticket two')
  const chat = await openChat(page, 'Coast Lines')
  await chat.choose('Ticket one', 'Select messages')
  await chat.message('Ticket two').click()
  await chat.region.getByRole('button', { name: 'Delete', exact: true }).click()
  const kept = page.getByRole('dialog', { name: 'This message is kept' })
  await expect(kept).toContainText('verified business')
  await kept.getByRole('button', { name: 'Open settings' }).click()

  const keep = page.getByRole('switch', { name: 'Keep messages from verified businesses' })
  await keep.click()
  const question = page.getByRole('dialog', { name: 'Stop keeping these messages?' })
  await expect(question).toContainText('tickets, receipts, codes')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(keep).toBeChecked()
  await keep.click()
  await question.getByRole('button', { name: 'Stop keeping them' }).click()
  await expect(keep).not.toBeChecked()

  await goTo(page, 'Chats')
  const again = await conversation(page, 'Coast Lines')
  await again.choose('Ticket one', 'Select messages')
  await again.region.getByRole('button', { name: 'Delete', exact: true }).click()
  await page
    .getByRole('dialog', { name: 'Delete 1 message for you?' })
    .getByRole('button', { name: /^Delete/ })
    .click()
  await expect(again.message('Ticket one')).toHaveCount(0)
  await expect(again.notice('Coast Lines is a verified business.')).toBeVisible()
  await goTo(page, 'Settings')
  // Keeping them again asks nothing.
  await keep.click()
  await expect(keep).toBeChecked()
  await goTo(page, 'Chats')
})

test('blocking can put the chat away, is undone at once, and fails without a trace', async () => {
  const { page, phone } = here
  const ben = here.meet('Ben')
  await ben.sendText('Buy now!')
  const chat = await openChat(page, '~ Ben')
  await chat.chooseForChat('Block')
  const question = page.getByRole('dialog', { name: 'Block ~ Ben?' })
  await question.getByRole('button', { name: 'Block and archive' }).click()
  await expect(chat.region.getByText('You have blocked ~ Ben')).toBeVisible()
  await expect(chatRow(page, '~ Ben')).toHaveCount(0)
  expect(phone.blocked).toContain(ben.lid)
  await said(page).getByRole('button', { name: 'Undo' }).click()
  await expect(chat.composer).toBeVisible()
  await expect(chatRow(page, '~ Ben')).toBeVisible()
  expect(phone.blocked).not.toContain(ben.lid)

  await chat.chooseForChat('Block')
  phone.line.cut()
  // Behind the question nothing has a role.
  await expect(page.getByText('Offline', { exact: true })).toBeVisible()
  await question.getByRole('button', { name: 'Block and keep chat' }).click()
  await expect(question.getByRole('alert')).toContainText('~ Ben could not be blocked. There is no connection')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(chat.composer).toBeVisible()
  phone.line.restore()
  await reconnect(page)
  expect(phone.blocked).not.toContain(ben.lid)
})
