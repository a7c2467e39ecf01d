import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, linkByQr, test } from './support/app.ts'
import { banner, chatRow, goTo, openChat } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

test('the language changes at once, and stays', async () => {
  const { page } = here
  await here.meet('Ada').sendText('bonjour')
  await goTo(page, 'Settings')
  await page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { name: 'Français' }).click()
  await expect(page.getByRole('heading', { name: 'Réglages', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  const again = await here.app.restart()
  await expect(again.locator('html')).toHaveAttribute('lang', 'fr')
  await again.getByRole('navigation').getByRole('button').last().click()
  await again.getByRole('radio', { name: 'English', exact: true }).click()
  await expect(again.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})

test('the theme changes at once', async () => {
  const { page } = here
  await goTo(page, 'Settings')
  const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const themes = page.getByRole('radiogroup', { name: 'Theme' })
  await themes.getByRole('radio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const dark = await background()
  await themes.getByRole('radio', { name: 'Light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await background()).not.toBe(dark)
  await themes.getByRole('radio', { name: 'As the system' }).click()
})

test('without read receipts nobody is told that their message was read', async () => {
  const { page, phone } = here
  await goTo(page, 'Settings')
  const receipts = page.getByRole('switch', { name: 'Read receipts' })
  await receipts.click()
  await expect(receipts).not.toBeChecked()
  await goTo(page, 'Chats')
  const quiet = await here.meet('Ben').sendText('did you see this?')
  await openChat(page, '~ Ben')
  await expect(chatRow(page, '~ Ben')).not.toHaveAccessibleName(/unread/)
  await goTo(page, 'Settings')
  await receipts.click()
  await expect(receipts).toBeChecked()
  await goTo(page, 'Chats')
  const told = await here.meet('Cem').sendText('and this?')
  await openChat(page, '~ Cem')
  await phone.waitFor('receipt', ({ type, ids }) => type === 'read' && ids.includes(told.id))
  const read = phone.receivedOf('receipt').filter(({ type }) => type === 'read')
  expect(read.flatMap(({ ids }) => ids)).not.toContain(quiet.id)
})

test('the data folder is named, and the licences of the parts are there', async () => {
  const { page, app } = here
  await goTo(page, 'Settings')
  await expect(page.getByText(app.dataDir)).toBeVisible()
  await page.getByRole('button', { name: 'Show licences' }).click()
  const dialog = page.getByRole('dialog', { name: 'Licences of the parts' })
  await expect(dialog).toContainText('baileys')
  await dialog.getByText(/^react \d/).click()
  await expect(dialog.getByText('Permission is hereby granted', { exact: false }).first()).toBeVisible()
  await page.keyboard.press('Escape')
})

test('unlinking keeps the messages if they are to be kept, and erases them if not', async () => {
  const { page, phone, app } = here
  const dora = here.meet('Dora')
  await dora.sendText('keep me')
  await goTo(page, 'Chats')
  await expect(chatRow(page, '~ Dora')).toBeVisible()
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Unlink…' }).click()
  const ask = page.getByRole('dialog', { name: 'Unlink this device?' }).or(page.getByRole('alertdialog'))
  await ask.getByRole('button', { name: 'Unlink', exact: true }).click()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Unlinked/)
  await phone.waitFor('unlinked')
  await goTo(page, 'Chats')
  await expect(chatRow(page, '~ Dora')).toBeVisible()

  await banner(page).getByRole('button', { name: 'Link again' }).click()
  await linkByQr(page, phone)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Unlink…' }).click()
  await ask.getByRole('radio', { name: 'Erase everything on this computer' }).click()
  await ask.getByRole('button', { name: 'Unlink and erase' }).click()
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  await app.close()
  expect(leftIn(app.dataDir, 'keep me')).toEqual([])
})

/** Files of a folder, however deep, with this text in them. */
function leftIn(folder: string, text: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`)
    .filter(file => readFileSync(file).includes(text))
}
