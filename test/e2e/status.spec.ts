import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { DAY } from './support/sample.ts'
import { badge, details, goTo, said } from './support/screen.ts'
import { expectNothingBeyond, resize } from './support/size.ts'
import {
  groupOf,
  photoPost,
  seen,
  statusList,
  statusRow,
  statusSection,
  statusViewer,
  textPost,
} from './support/statuses.ts'
import { story } from './support/story.ts'

const here = story()

// Screens are looked at in two themes.
test.describe.configure({ timeout: 120_000 })

test('nobody has posted anything', async () => {
  const { page } = here
  await expect(statusSection(page)).toHaveAccessibleName('Status')
  await goTo(page, 'Status')
  await expect(page.getByRole('heading', { name: 'No status updates' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^My status/ })).toContainText('Post something for 24 hours')
  await expectAccessible(page)
})

test('what arrives stands in the list at once, by group, with its ring, and counts until it was seen', async () => {
  const { page } = here
  const zoe = here.meet('Zoe Ackermann')
  const bakery = here.meet('Bakery', { business: { name: 'Corner Bakery', level: 'high' } })
  await goTo(page, 'Status')
  await zoe.postStatus('A first one', { at: new Date(Date.now() - 5 * 60_000) })
  const row = statusRow(page, '~ Zoe Ackermann')
  await expect(row).toHaveAccessibleName(/^~ Zoe Ackermann ?, 5 minutes ago ?, 1 new$/)
  await expect(statusSection(page)).toHaveAccessibleName(/^Status ?, 1 new$/)
  await zoe.postStatus(textPost('A second one', 0xff1f2a44))
  await expect(row).toHaveAccessibleName(/Just now ?, 2 updates ?, 2 new$/)
  await expect(row.locator('svg path')).toHaveCount(2)
  expect(await groupOf(page, '~ Zoe Ackermann')).toBe('Recent')

  // The newest author comes first; a verified business has its badge right after its name.
  await bakery.postStatus(photoPost(here.phone, 1, 'Fresh bread'))
  const shop = statusRow(page, 'Corner Bakery Verified business')
  await expect(badge(shop)).toBeVisible()
  await expect(shop.locator('img[src^="data:image/jpeg"]')).toBeVisible()
  await expect(statusList(page).getByRole('listitem').nth(1)).toContainText('Corner Bakery')
  await expect(statusSection(page)).toHaveAccessibleName(/^Status ?, 3 new$/)

  await shop.click()
  await expect(statusViewer(page, 'Corner Bakery')).toBeVisible()
  await seen(page, 'Corner Bakery')
  await page.keyboard.press('Escape')
  expect(await groupOf(page, 'Corner Bakery')).toBe('Viewed')
  await expect(statusSection(page)).toHaveAccessibleName(/^Status ?, 2 new$/)
  await expect(shop).not.toHaveAccessibleName(/new/)
  await expect(statusList(page).getByRole('heading')).toHaveText(['Recent', 'Viewed'])
  await expectAccessible(page)

  // One's own, from the phone, is no author among others.
  await here.phone.own.postStatus('From my phone')
  await expect(page.getByRole('button', { name: /^My status/ })).toContainText('Nobody has seen it yet')
  await expect(statusList(page)).not.toContainText('My status')
})

test('muted by the menu: apart, and not counted; undone at once', async () => {
  const { page } = here
  const loud = here.meet('Loud Larry')
  await goTo(page, 'Status')
  await loud.postStatus('Buy this')
  const row = statusRow(page, '~ Loud Larry')
  await expect(row).toBeVisible()
  const before = await statusSection(page).textContent()

  await page.getByRole('button', { name: 'More about ~ Loud Larry' }).click()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Mute updates' }).click()
  await expect.poll(() => groupOf(page, '~ Loud Larry')).toBe('Muted')
  await expect(statusSection(page)).not.toHaveText(before ?? '')
  // Whoever used the keyboard is where they were.
  await expect(page.getByRole('button', { name: 'More about ~ Loud Larry' })).toBeFocused()
  await loud.postStatus('And this')
  await expect(row).toHaveAccessibleName(/2 updates/)
  expect(await groupOf(page, '~ Loud Larry')).toBe('Muted')

  await said(page).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => groupOf(page, '~ Loud Larry')).toBe('Recent')

  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mute updates' }).click()
  await expect.poll(() => groupOf(page, '~ Loud Larry')).toBe('Muted')
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Unmute updates' }).click()
  await expect.poll(() => groupOf(page, '~ Loud Larry')).toBe('Recent')
})

test('search finds authors by name', async () => {
  const { page } = here
  await here.meet('Quentin Fox').postStatus('Hello')
  await goTo(page, 'Status')
  await expect(statusRow(page, '~ Quentin Fox')).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill('quen')
  await expect(statusList(page).getByRole('button', { name: /^~/ })).toHaveCount(1)
  await search.press('ArrowDown')
  await expect(statusRow(page, '~ Quentin Fox')).toBeFocused()
  await search.fill('nobody like this')
  await expect(page.getByRole('heading', { name: 'Nobody found for “nobody like this”' })).toBeVisible()
  await expectAccessible(page)
  await search.press('Escape')
  await expect(search).toHaveValue('')
  await expect(statusRow(page, '~ Quentin Fox')).toBeVisible()
})

test('what is taken back goes, and so does who is blocked', async () => {
  const { page } = here
  const rita = here.meet('Rita Sorry')
  await goTo(page, 'Status')
  const kept = await rita.postStatus('I mean this')
  const regretted = await rita.postStatus('I do not mean this')
  const row = statusRow(page, '~ Rita Sorry')
  await expect(row).toHaveAccessibleName(/2 updates/)
  await rita.revokeStatus(regretted)
  await expect(row).not.toHaveAccessibleName(/updates/)
  here.phone.own.block(rita)
  await expect(row).toHaveCount(0)
  here.phone.own.unblock(rita)
  await expect(row).toBeVisible()
  await rita.revokeStatus(kept)
  await expect(row).toHaveCount(0)
})

test('what is over goes by itself', async () => {
  const { page } = here
  const old = here.meet('Yesterday’s Yara')
  await goTo(page, 'Status')
  await old.postStatus('Almost over', { at: new Date(Date.now() - DAY + 20_000) })
  const row = statusRow(page, '~ Yesterday’s Yara')
  await expect(row).toHaveAccessibleName(/Yesterday \d/)
  await expect(row).toHaveCount(0, { timeout: 60_000 })
})

test('the keyboard leads from row to row, past the headings', async () => {
  const { page } = here
  await here.meet('Key Kim').postStatus('One')
  await goTo(page, 'Status')
  await expect(statusRow(page, '~ Key Kim')).toBeVisible()
  const rows = statusList(page).getByRole('button', { name: /^(?!More about)/ })
  const names = await rows.allTextContents()
  await page.getByRole('searchbox', { name: 'Search' }).press('ArrowDown')
  await expect(rows.first()).toBeFocused()
  for (let step = 1; step < names.length; step += 1) await page.keyboard.press('ArrowDown')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(
    statusList(page)
      .getByRole('button', { name: /^More about/ })
      .last(),
  ).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Home')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^Status of/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a business’ details stand beside the list, and its chat is a click away', async () => {
  const { page } = here
  const florist = here.meet('Florist', { business: { name: 'Petal & Stem', level: 'low' } })
  await florist.postStatus(textPost('Tulips are in', 0xff6b3a6e))
  await goTo(page, 'Status')
  const row = statusRow(page, 'Petal & Stem')
  await expect(row).toHaveAccessibleName(/Business account ?, number confirmed/)
  await page.getByRole('button', { name: 'More about Petal & Stem' }).click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  await expect(details(page).getByRole('heading', { name: /Petal & Stem/ })).toBeVisible()
  await expectAccessible(page)
  for (const [width, height] of [
    [800, 600],
    [600, 700],
  ] as const) {
    await resize(here.app, page, width, height)
    await expectNothingBeyond(page)
    await expect(row).toBeHidden()
  }
  await details(page).getByRole('button', { name: 'Back' }).click()
  await expect(row).toBeVisible()
  await expectNothingBeyond(page)
  await resize(here.app, page, 1280, 800)
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Open chat' }).click()
  await expect(page.getByRole('region', { name: 'Conversation with Petal & Stem' })).toBeVisible()
})

test('settings: when files are fetched, and the room they take', async () => {
  const { page, phone } = here
  await here.meet('Pia Picture').postStatus(photoPost(phone, 4))
  await goTo(page, 'Status')
  await statusRow(page, '~ Pia Picture').click()
  await expect(statusViewer(page, '~ Pia Picture')).toBeVisible()
  await expect(statusViewer(page, '~ Pia Picture').locator('img:not([src^="data:"])').first()).toBeVisible()
  await seen(page, '~ Pia Picture')
  await page.keyboard.press('Escape')

  await goTo(page, 'Settings')
  const settings = page.getByRole('region', { name: 'Status updates' })
  await expect(settings).toContainText(/\d B|bytes|kB in \d+ files?/)
  await expect(settings.getByRole('radio', { name: 'When they are opened' })).toBeChecked()
  await settings.getByRole('button', { name: 'Delete viewed media now' }).click()
  const question = page.getByRole('dialog', { name: 'Delete viewed media?' })
  await expect(question).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(said(page)).toContainText(/Deleted: .* freed\./)
  await expect(settings).toContainText('No files of status updates')
  await settings.getByRole('button', { name: 'Delete viewed media now' }).click()
  await expect(said(page)).toContainText('There are no viewed media to delete.')
})

test('fetched as it arrives, but not on a network that is known to be metered', async () => {
  const { page, phone } = here
  const annika = here.meet('Auto Annika')
  await goTo(page, 'Settings')
  const settings = page.getByRole('region', { name: 'Status updates' })
  // As browsers do it that tell what they are connected by; most on desktops do not.
  const connectBy = (type: string) =>
    page.evaluate(`(() => {
      Object.defineProperty(navigator.connection, 'type', { configurable: true, value: '${type}' })
      navigator.connection.dispatchEvent(new Event('change'))
    })()`)
  await connectBy('cellular')
  await settings.getByRole('radio', { name: 'Automatically on unmetered networks' }).click()
  await expect(settings.getByRole('radio', { name: 'Automatically on unmetered networks' })).toBeChecked()
  const first = photoPost(phone, 7)
  const second = photoPost(phone, 8)
  const isFetched = (post: typeof first): boolean =>
    phone.media.requests.some(({ path }) => path.startsWith(post.imageMessage.directPath))
  const news = await statusSection(page).textContent()
  await annika.postStatus(first)
  await expect(statusSection(page)).not.toHaveText(news ?? '')
  await expect(settings).toContainText('No files of status updates')
  expect(isFetched(first)).toBe(false)

  await connectBy('wifi')
  await expect.poll(() => isFetched(first)).toBe(true)
  await expect(settings).toContainText(/in \d+ files?/)
  await annika.postStatus(second)
  await expect.poll(() => isFetched(second)).toBe(true)
  await settings.getByRole('radio', { name: 'When they are opened' }).click()
})
