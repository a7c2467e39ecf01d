import type { Locator, Page } from '@playwright/test'
import { POST_BACKGROUNDS, POST_FONTS } from '../../src/shared/rules/post-styles.ts'
import type { Person, Phone, ReceivedMessage } from '../phone/api.ts'
import { expect, linkByQr, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { goTo, said } from './support/screen.ts'

/** The dialog in which a status update is written. */
class Composer {
  readonly page: Page
  readonly dialog: Locator
  readonly text: Locator
  readonly post: Locator

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: 'New status' })
    this.text = this.dialog.getByRole('textbox', { name: 'Status text' })
    this.post = this.dialog.getByRole('button', { name: 'Post…' })
  }

  async open(): Promise<this> {
    await this.page.getByRole('button', { name: 'New status' }).click()
    await expect(this.dialog).toBeVisible()
    return this
  }

  /** As if it had been chosen in the system's dialog. */
  choose(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    return this.dialog.locator('input[type=file]').setInputFiles(file)
  }

  /** Presses the button and agrees. */
  async confirm(people: number): Promise<void> {
    await this.post.click()
    const question = this.page.getByRole('dialog', { name: 'Post this status update?' })
    await question.getByRole('button', { name: people === 1 ? 'Post to 1 person' : `Post to ${people} people` }).click()
  }

  /** It has been handed over, and the dialog is gone. */
  async done(): Promise<void> {
    await expect(said(this.page)).toContainText('Your status update is on its way.')
    await expect(this.dialog).toBeHidden()
  }
}

interface Friends {
  ada: Person
  ben: Person
  zoe: Person
  /** Writes to the user, but is in no address book. */
  stranger: Person
}

/** Linked, with three saved contacts, in the section of status updates. */
async function begin(page: Page, phone: Phone): Promise<Friends> {
  const person = (number: number, name: string, savedName: string | null): Person =>
    phone.addPerson({ pn: `1206555011${number}`, lid: `9000000000011${number}`, pushName: name, savedName })
  const friends = {
    ada: person(1, 'Ada', 'Ada Moreau'),
    ben: person(2, 'Ben', 'Ben Okafor'),
    zoe: person(3, 'Zoe', 'Zoe Lindqvist'),
    stranger: person(4, 'Somebody', null),
  }
  await linkByQr(page, phone)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  await phone.settled()
  await goTo(page, 'Status')
  return friends
}

const posted = (phone: Phone): Promise<ReceivedMessage> =>
  phone.waitFor('message', entry => entry.to === 'status@broadcast')

/** The row of one's own posts. */
const mine = (page: Page): Locator => page.getByRole('button', { name: /^\s*My status/ })

test('a text goes to the saved contacts, after a warning, as it looked', async ({ page, phone }) => {
  const { ada, ben, zoe } = await begin(page, phone)
  const composer = await new Composer(page).open()
  await expect(composer.text).toBeFocused()
  await expect(composer.dialog).toContainText('3 contacts get this')
  await expect(composer.post).toBeDisabled()
  await expectAccessible(page)
  await composer.dialog.getByRole('radio', { name: 'Berry' }).click()
  await composer.dialog.getByRole('radio', { name: 'Serif' }).click()
  await composer.text.fill('Tea at five? 🫖 شاي')
  await expect(composer.text).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  await expect(composer.text.locator('..')).toHaveCSS('background-color', 'rgb(140, 47, 92)')
  await expectAccessible(page)

  await composer.post.click()
  const question = page.getByRole('dialog', { name: 'Post this status update?' })
  await expect(question).toContainText(
    'WhatsApp has restricted accounts that posted status updates from unofficial clients',
  )
  await expect(question).toContainText('3 people will get it')
  // The safe answer comes first.
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(composer.text).toHaveValue('Tea at five? 🫖 شاي')
  expect(phone.receivedOf('message')).toEqual([])

  await composer.confirm(3)
  await composer.done()
  const post = await posted(phone)
  expect(post.message.extendedTextMessage).toMatchObject({
    text: 'Tea at five? 🫖 شاي',
    backgroundArgb: 0xff8c2f5c,
    font: 8,
  })
  expect(new Set(post.readBy)).toEqual(new Set([phone.own.lid, ada.lid, ben.lid, zoe.lid]))
  expect(phone.receivedOf('message')).toHaveLength(1)
  await expect(mine(page)).toContainText('Nobody has seen it yet')
  phone.assertClean()
})

test('whoever is left out does not get it', async ({ page, phone }) => {
  const { ada, ben } = await begin(page, phone)
  const composer = await new Composer(page).open()
  await composer.dialog.getByRole('button', { name: 'Change who gets this' }).click()
  const audience = page.getByRole('dialog', { name: 'Who gets your status updates' })
  const search = audience.getByRole('searchbox', { name: 'Search contacts' })
  await expect(audience.getByRole('checkbox')).toHaveCount(3)
  await expect(audience.getByRole('status')).toHaveText('3 get them · 0 left out')
  await search.fill('lind')
  await expect(audience.getByRole('checkbox')).toHaveCount(1)
  // By the keyboard: from the search to the list, and Space.
  await search.press('Tab')
  const zoe = audience.getByRole('checkbox', { name: 'Leave out Zoe Lindqvist' })
  await expect(zoe).toBeFocused()
  await page.keyboard.press('Space')
  await expect(zoe).toBeChecked()
  await expect(audience.getByRole('status')).toHaveText('2 get them · 1 left out')
  await expectAccessible(page)
  await search.fill('nobody')
  await expect(audience).toContainText('Nobody with that name')
  await search.fill('')
  await expect(zoe).toBeChecked()
  await audience.getByRole('checkbox', { name: 'Leave out Ada Moreau' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(audience.getByRole('checkbox', { name: 'Leave out Ben Okafor' })).toBeFocused()
  await audience.getByRole('button', { name: 'Done' }).click()
  await expect(composer.dialog).toContainText('2 contacts get this')
  await composer.text.fill('Not for all')
  await composer.confirm(2)
  await composer.done()
  const post = await posted(phone)
  expect(new Set(post.readBy)).toEqual(new Set([phone.own.lid, ada.lid, ben.lid]))

  // It stays so, and everybody can be left out.
  await composer.open()
  await composer.dialog.getByRole('button', { name: 'Change who gets this' }).click()
  await audience.getByRole('checkbox', { name: 'Leave out Ada Moreau' }).check()
  await audience.getByRole('checkbox', { name: 'Leave out Ben Okafor' }).check()
  await page.keyboard.press('Escape')
  await expect(composer.dialog).toContainText('You left out all of your contacts.')
  await composer.text.fill('For nobody')
  await expect(composer.post).toBeDisabled()
  phone.assertClean()
})

test('what is written is not lost by accident, and the next one waits a moment', async ({ page, phone }) => {
  await begin(page, phone)
  const composer = await new Composer(page).open()
  // Nothing written: nothing is asked.
  await page.keyboard.press('Escape')
  await expect(composer.dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'New status' })).toBeFocused()

  await page.keyboard.press('Enter')
  await composer.text.fill('x'.repeat(690))
  await expect(composer.dialog.getByText('10 characters left')).toBeVisible()
  await composer.text.fill('x'.repeat(701))
  await expect(composer.dialog.getByText('1 character too many')).toBeVisible()
  await expect(composer.post).toBeDisabled()
  await composer.text.fill('By the keyboard')
  await page.keyboard.press('Escape')
  const discard = page.getByRole('dialog', { name: 'Discard this status update?' })
  await expect(discard.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(discard).toBeHidden()
  await expect(composer.text).toHaveValue('By the keyboard')

  // The colours are one stop for Tab, the arrows choose.
  await composer.text.focus()
  await page.keyboard.press('Tab')
  await expect(composer.dialog.getByRole('radio', { name: 'Indigo' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(composer.dialog.getByRole('radio', { name: 'Violet' })).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(composer.dialog.getByRole('radio', { name: 'Plain' })).toBeFocused()
  await composer.text.focus()
  await page.keyboard.press('Control+Enter')
  const question = page.getByRole('dialog', { name: 'Post this status update?' })
  await expect(question).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await composer.done()
  const post = await posted(phone)
  expect(post.message.extendedTextMessage).toMatchObject({
    text: 'By the keyboard',
    backgroundArgb: POST_BACKGROUNDS[1],
    font: POST_FONTS[0],
  })

  await composer.open()
  await composer.text.fill('Too soon')
  await expect(composer.dialog.getByText(/^You can post again in \d+ s\.$/)).toBeVisible()
  await expect(composer.post).toBeDisabled()
  await expect(composer.post).toBeEnabled({ timeout: 12_000 })
  await expect(composer.dialog.getByText(/^You can post again/)).toBeHidden()
  await page.keyboard.press('Escape')
  await discard.getByRole('button', { name: 'Discard' }).click()
  await expect(composer.dialog).toBeHidden()
  await composer.open()
  await expect(composer.text).toHaveValue('')
})

test('nobody is saved: there is nobody to post to', async ({ page, phone }) => {
  phone.addPerson({ pn: '12065550120', lid: '90000000000120', pushName: 'Somebody' })
  await linkByQr(page, phone)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  await goTo(page, 'Status')
  const composer = await new Composer(page).open()
  await expect(composer.dialog).toContainText('Nobody gets this')
  await composer.text.fill('Hello?')
  await expect(composer.post).toBeDisabled()
  await composer.dialog.getByRole('button', { name: 'Change who gets this' }).click()
  await expect(page.getByRole('dialog', { name: 'Who gets your status updates' })).toContainText('No saved contacts')
  await expectAccessible(page)
})
