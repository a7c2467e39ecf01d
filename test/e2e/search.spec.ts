import { expect, test } from './support/app.ts'
import { conversation } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

test('finds chats by name and messages by their words, and leads to the place', async () => {
  const { page } = here
  const shop = here.meet('IKEA', { business: { name: 'IKEA', level: 'high' } })
  const ada = here.meet('Ada Lindqvist')
  await ada.sendText('the lantern festival is on Sunday')
  for (let index = 1; index <= 60; index++) await ada.sendText(`chatter ${index}`)
  await shop.sendText('Your Lantern is ready for collection')

  const search = page.getByRole('searchbox', { name: 'Search' })
  await page.keyboard.press('Control+k')
  await expect(search).toBeFocused()
  await search.fill('lantern')
  const messages = page.getByRole('list', { name: 'Messages', exact: true }).getByRole('button')
  await expect(messages).toHaveCount(2)
  await expect(page.getByText('2 results')).toBeVisible()
  await expect(messages.filter({ hasText: 'collection' }).getByRole('img', { name: 'Verified business' })).toBeVisible()
  await messages.filter({ hasText: 'festival' }).click()
  const chat = await conversation(page, '~ Ada Lindqvist')
  await expect(chat.message('the lantern festival is on Sunday')).toBeInViewport()

  await search.fill('lindq')
  const chats = page.getByRole('list', { name: 'Chats', exact: true }).getByRole('button')
  await expect(chats).toHaveCount(1)
  await expect(chats).toHaveAccessibleName(/^~ Ada Lindqvist/)
  await search.fill('IKEA')
  await expect(chats.getByRole('img', { name: 'Verified business' })).toBeVisible()

  await search.fill('nobody wrote this')
  await expect(page.getByText('Nothing found for “nobody wrote this”')).toBeVisible()
  await search.press('Escape')
  await expect(search).toHaveValue('')
  await expect(page.getByRole('tablist', { name: 'Filter chats' })).toBeVisible()
})
