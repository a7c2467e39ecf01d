import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { inhabit } from './support/sample.ts'
import { banner, chatRow, findChat, goTo, reconnect } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story({ before: inhabit })

// Every screen is looked at in two themes.
test.describe.configure({ timeout: 120_000 })

test('the list of chats, its filters and its menu', async () => {
  const { page } = here
  await expect(chatRow(page, 'Amélie Fontaine')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Businesses' }).click()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'All' }).click()
  await chatRow(page, 'Amélie Fontaine').click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('a conversation with a person, its menu, its dialogs and its details', async () => {
  const { page } = here
  const chat = await findChat(page, 'Amélie Fontaine')
  await expect(chat.log.getByRole('article').first()).toBeVisible()
  await expectAccessible(page)
  await chat.write('Une question')
  await expect(chat.tick('Une question', 'Delivered')).toBeVisible()
  await chat.options('Une question')
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Info' }).click()
  await expect(page.getByRole('dialog', { name: 'Message info' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await chat.choose('Une question', 'React')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await chat.choose('Une question', 'Delete for everyone')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await chat.choose('Une question', 'Edit')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await chat.region.getByRole('button', { name: 'Show details' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close details' }).click()
})

test('conversations with a business and in a group', async () => {
  const { page } = here
  await findChat(page, 'BookMyShow')
  await expectAccessible(page)
  const group = await findChat(page, 'Family 👨‍👩‍👧‍👦')
  await expectAccessible(page)
  await group.region.getByRole('button', { name: 'Show details' }).click()
  await expect(page.getByRole('list', { name: 'Members' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close details' }).click()
})

test('search, new chat, settings and the other sections', async () => {
  const { page } = here
  await page.getByRole('searchbox', { name: 'Search' }).fill('yes')
  await expect(page.getByText(/\d+ results?$/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear search' }).click()
  await page.getByRole('button', { name: 'New chat' }).first().click()
  await expect(page.getByRole('list', { name: 'Contacts' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await goTo(page, 'Settings')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Unlink…' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

test('offline and logged out', async () => {
  const { page, phone } = here
  await goTo(page, 'Chats')
  phone.line.cut()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Offline/)
  await expectAccessible(page)
  for (const section of ['Status', 'Businesses', 'Settings'] as const) {
    await goTo(page, section)
    await expect(banner(page)).toContainText('What you write is sent later.')
  }
  await expectAccessible(page)
  phone.line.restore()
  await reconnect(page)
  phone.unlink()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Unlinked/)
  await goTo(page, 'Chats')
  await findChat(page, 'Amélie Fontaine')
  await expectAccessible(page)
})
