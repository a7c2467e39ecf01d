import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { chatRow, conversation } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

async function newChat(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'New chat' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New chat' })
  await expect(dialog).toBeVisible()
  return dialog
}

test('a number that is on the service opens a chat, and the first message makes it appear in the list', async () => {
  const { page, phone } = here
  const kim = here.meet('Kim')
  const dialog = await newChat(page)
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(`+${kim.pn?.split('@')[0]}`)
  await page.keyboard.press('Enter')
  const number = '+1 206 555 0101'
  const chat = await conversation(page, number)
  await expect(dialog).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
  await chat.write('Is this Kim?')
  await expect(chat.tick('Is this Kim?', 'Delivered')).toBeVisible()
  await expect(chatRow(page, number)).toBeVisible()
  await kim.sendText('It is!')
  // The name that comes with the answer takes the number's place, in the same chat.
  const named = await conversation(page, '~ Kim')
  await expect(named.message('Is this Kim?')).toBeVisible()
  await expect(named.message('It is!')).toBeVisible()
  phone.assertClean()
})

test('a number that nobody has there is told, and so is one that is no number', async () => {
  const { page } = here
  const dialog = await newChat(page)
  const field = dialog.getByRole('textbox', { name: 'Phone number' })
  await field.fill('+1 206 555 0177')
  await dialog.getByRole('button', { name: 'Write to this number' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'This number is not on WhatsApp.' })).toBeVisible()
  await field.fill('12 34')
  await dialog.getByRole('button', { name: 'Write to this number' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'This is not a phone number' })).toBeVisible()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('a contact of the address book is found and opens', async () => {
  const { page, phone } = here
  phone.appState.saveContact(here.meet('lou'), 'Louise Okafor')
  const dialog = await newChat(page)
  const contacts = dialog.getByRole('list', { name: 'Contacts' })
  await dialog.getByRole('searchbox', { name: 'Find a contact' }).fill('oka')
  await contacts.getByRole('button', { name: /^Louise Okafor/ }).click()
  await conversation(page, 'Louise Okafor')
})
