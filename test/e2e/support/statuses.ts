/** Status updates on the screen, by the accessible names that the design promises; and as contacts post them. */
import type { Locator, Page } from '@playwright/test'
import type { Phone } from '../../phone/api.ts'
import { picture } from '../../phone/world/pictures.ts'
import { expect } from './app.ts'
import { startingWith } from './screen.ts'

export const statusList = (page: Page): Locator => page.getByRole('list', { name: 'Status updates', exact: true })

/** An author's row, by the displayed name its own name begins with. */
export function statusRow(page: Page, name: string): Locator {
  return statusList(page).getByRole('button', { name: startingWith(name) })
}

/** The group an author stands in: the last heading above the row. */
export async function groupOf(page: Page, name: string): Promise<string | null> {
  const row = statusList(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: startingWith(name) }) })
  // Within the item: such a locator must not begin at the list.
  const heading = page.getByRole('heading')
  const above = row.locator('xpath=preceding-sibling::li').filter({ has: heading })
  return (await above.last().getByRole('heading').textContent()) ?? null
}

/** Waits until all posts of an author were seen, also while the viewer covers the list. */
export async function seen(page: Page, name: string): Promise<void> {
  const row = page.locator('[data-row]').filter({ hasText: name })
  await expect(row).not.toContainText('new')
}

/** The section switcher's button of status updates: its name tells how many are new. */
export function statusSection(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: startingWith('Status') })
}

export const statusViewer = (page: Page, name: string): Locator =>
  page.getByRole('dialog', { name: `Status of ${name}` })

/** A picture to be posted; its file lies on the phone's media host. */
export function photoPost(phone: Phone, number: number, caption: string | null = null) {
  const { jpeg, width, height } = picture(number)
  return {
    imageMessage: {
      ...phone.media.put(jpeg, 'image'),
      mimetype: 'image/jpeg',
      width,
      height,
      jpegThumbnail: jpeg,
      ...(caption === null ? {} : { caption }),
    },
  }
}

/** Words on a background, as phones post them. */
export function textPost(text: string, backgroundArgb: number, font = 0) {
  return { extendedTextMessage: { text, backgroundArgb, textArgb: 0xffffffff, font } }
}
