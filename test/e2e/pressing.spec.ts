import type { Locator, Page } from '@playwright/test'
import type { Person } from '../phone/api.ts'
import { expect, test } from './support/app.ts'
import { chatRow, conversation, goTo } from './support/screen.ts'
import { story } from './support/story.ts'

/** What moves the lists while the button is held: each of them is a chat that was not there before. */
const NEWCOMERS = 3

const here = story()

/** The button of the rail that counts the chats with something unread. */
const counter = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: /^Chats/ })

async function unread(page: Page): Promise<number> {
  return Number(/\d+/.exec((await counter(page).textContent()) ?? '')?.[0] ?? 0)
}

/** Writes from chats that are new, so that they go to the top, and waits until the page knows of each. */
async function pushDown(page: Page, newcomers: Person[]): Promise<void> {
  for (const somebody of newcomers) {
    const before = await unread(page)
    await somebody.sendText('now I am on top')
    await expect.poll(() => unread(page)).toBe(before + 1)
  }
}

/** Not while the line about the first synchronising, above the rows, may go: only what is pressed holds it. */
async function press(page: Page, row: Locator): Promise<void> {
  await expect(page.getByRole('progressbar', { name: 'Syncing messages' })).toHaveCount(0)
  await row.hover()
  await page.mouse.down()
}

/** How far down something stands, px. */
async function top(row: Locator): Promise<number> {
  return (await row.boundingBox())?.y ?? Number.NaN
}

test('a chat that is pressed while others come before it is the one that opens', async () => {
  const { page } = here
  await here.meet('Ada').sendText('first')
  const newcomers = Array.from({ length: NEWCOMERS }, (_, index) => here.meet(`Ben ${index}`))
  const row = chatRow(page, '~ Ada')
  await press(page, row)
  const before = await top(row)
  await pushDown(page, newcomers)
  expect(await top(row)).toBe(before)
  await page.mouse.up()
  await conversation(page, '~ Ada')
  // Else the counter would go down under the tests below.
  await expect(row).not.toHaveAccessibleName(/unread/)
  // What came meanwhile is shown now.
  for (const index of newcomers.keys()) await expect(chatRow(page, `~ Ben ${index}`)).toBeVisible()
  await expect.poll(() => top(row)).toBeGreaterThan(before)
})

test('a business that is pressed while others come before it is the one whose details open', async () => {
  const { page } = here
  const business = (name: string) => here.meet(name, { business: { name, level: 'low' } })
  await business('Cedar Cinema').sendText('first')
  const newcomers = Array.from({ length: NEWCOMERS }, (_, index) => business(`Daisy Deli ${index}`))
  await goTo(page, 'Businesses')
  const rows = page.getByRole('list', { name: 'Businesses' })
  const button = rows.getByRole('button', { name: 'Details of Cedar Cinema' })
  await press(page, button)
  const before = await top(button)
  await pushDown(page, newcomers)
  expect(await top(button)).toBe(before)
  await page.mouse.up()
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Cedar Cinema')
  for (const index of newcomers.keys()) {
    await expect(rows.getByRole('button', { name: `Details of Daisy Deli ${index}` })).toBeVisible()
  }
  await expect.poll(() => top(button)).toBeGreaterThan(before)
})

test('a press that is let go elsewhere opens nothing, and the list goes on', async () => {
  const { page } = here
  await goTo(page, 'Chats')
  const eli = here.meet('Eli')
  await eli.sendText('first')
  const row = chatRow(page, '~ Eli')
  await press(page, row)
  const before = await top(row)
  await pushDown(page, [here.meet('Fay')])
  await page.mouse.move(400, 20)
  await page.mouse.up()
  await expect.poll(() => top(row)).toBeGreaterThan(before)
  await expect(page.getByRole('region', { name: 'Conversation with ~ Eli' })).toHaveCount(0)
  await eli.sendText('second')
  await expect.poll(() => top(row)).toBe(before)
  here.phone.assertClean()
})
