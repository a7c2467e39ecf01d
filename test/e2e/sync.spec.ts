import type { HistoryChunk } from '../phone/api.ts'
import type { Residents } from '../phone/world/settle.ts'
import { expect, test } from './support/app.ts'
import { inhabit, sampleWorld } from './support/sample.ts'
import { chatList, chatRow } from './support/screen.ts'
import { story } from './support/story.ts'

/** History that has not been sent yet: the tests let it come bit by bit. */
let later: HistoryChunk[] = []
let residents: Residents | null = null

const here = story({
  before: phone => {
    residents = inhabit(phone)
    const chunks = [...sampleWorld().chunks({ perChunk: 400 })]
    phone.setHistory({ chunks: chunks.slice(0, 3) })
    later = chunks.slice(3)
  },
})

test('progress is shown while the history comes, and goes when all is here', async () => {
  const { page, phone } = here
  const bar = page.getByRole('progressbar', { name: 'Syncing messages' })
  const [first, ...rest] = later
  expect(first && rest.length > 0).toBeTruthy()
  await phone.sendHistory({ chunks: first ? [first] : [] })
  await expect(bar).toHaveAttribute('aria-valuenow', String(first?.progress))
  await expect(page.getByText('Getting your messages from the phone')).toBeVisible()
  await phone.sendHistory({ chunks: rest })
  await phone.settled()
  await expect(bar).toHaveCount(0)
  await expect(chatList(page).getByRole('listitem').first()).toBeVisible()
  phone.assertClean()
})

test('pinned chats stand on top, the newest pin first', async () => {
  const rows = chatList(here.page).getByRole('listitem')
  await expect(rows.nth(0)).toContainText('Amélie Fontaine')
  await expect(rows.nth(1)).toContainText('Mum')
  await expect(rows.nth(2)).toContainText('Family')
  await expect(chatRow(here.page, 'Amélie Fontaine')).toHaveAccessibleName(/Pinned/)
})

test('each name stands as the rule has it: saved, chosen, set by oneself, number, unknown', async () => {
  const { page } = here
  const search = page.getByRole('searchbox', { name: 'Search' })
  const named = async (query: string, name: RegExp): Promise<void> => {
    await search.fill(query)
    await expect(chatList(page).getByRole('button', { name }).first()).toBeVisible()
  }
  await named('Zoë', /^Zoë van den Berg/)
  await named('IndiGo', /^IndiGo flights/)
  await named('Inés', /^~ Dr\. Inés Cabrera/)
  await named('HDFC', /^HDFC Bank/)
  await named('+33 6', /^\+33 6 39 98/)
  await search.fill('')
  await page.getByRole('tab', { name: 'Unread' }).click()
  await expect(chatRow(page, 'Unknown contact')).toHaveAccessibleName(/^Unknown contact \d{4}/)
  await page.getByRole('tab', { name: 'All' }).click()
})

test('a verified business has the badge, the other businesses their label, an impostor neither', async () => {
  const { page } = here
  // Only what the server says of a business while it writes is proof.
  await residents?.person('cinema').sendText('The doors are open.')
  await residents?.person('courier').sendText('Your parcel is near.')
  await page.getByRole('tab', { name: 'Verified' }).click()
  const cinema = chatRow(page, 'BookMyShow')
  await expect(cinema.getByRole('img', { name: 'Verified business' })).toBeVisible()
  await expect(cinema).toHaveAccessibleName(/^BookMyShow Verified business/)
  await expect(chatRow(page, 'DHL Express')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Businesses' }).click()
  const courier = chatRow(page, 'DHL Express')
  await expect(courier.getByText('Business account', { exact: true })).toBeVisible()
  await expect(courier).toHaveAccessibleName(/Business account ?, number confirmed/)
  await expect(courier.getByRole('img', { name: 'Verified business' })).toHaveCount(0)
  await expect(chatRow(page, 'Studio Fern Yoga')).toHaveAccessibleName(/Business account ?, not verified/)
  await page.getByRole('tab', { name: 'Unread' }).click()
  const impostor = chatRow(page, '~ BookMyShow')
  await expect(impostor).toBeVisible()
  await expect(impostor).not.toContainText('✅')
  await expect(impostor.getByRole('img', { name: 'Verified business' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'All' }).click()
})

test('each filter shows its chats and no others', async () => {
  const { page } = here
  const choose = (name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click()
  await choose('Groups')
  await expect(chatRow(page, 'Goa trip')).toBeVisible()
  await expect(chatRow(page, 'Mum')).toHaveCount(0)
  await choose('People')
  await expect(chatRow(page, 'Mum')).toBeVisible()
  await expect(chatRow(page, 'Goa trip')).toHaveCount(0)
  await choose('Unread')
  await expect(chatRow(page, 'Priya Raghunathan')).toHaveAccessibleName(/4 unread messages/)
  await expect(chatRow(page, 'Олена Шевченко')).toHaveAccessibleName(/Marked as unread/)
  await expect(chatRow(page, 'Amélie Fontaine')).toHaveCount(0)
  await choose('All')
})

test('archived and muted chats are where the phone has them', async () => {
  const { page } = here
  await page.getByRole('button', { name: /^Archived ?, 3 chats/ }).click()
  await expect(chatRow(page, '~ kev')).toBeVisible()
  await expect(chatRow(page, 'Neighbourhood notices')).toBeVisible()
  await page.getByRole('button', { name: 'Back to all chats' }).click()
  await expect(chatRow(page, 'Class of 2009')).toHaveAccessibleName(/Muted/)
})
