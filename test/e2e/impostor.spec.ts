import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { badge, chatRow, openChat, said } from './support/screen.ts'
import { story } from './support/story.ts'

const here = story()

test.describe.configure({ timeout: 120_000 })

test('who can be taken for a verified business is warned of in the list and above the messages', async () => {
  const { page } = here
  const real = here.meet('whatever', { business: { name: 'Lantern Cinemas', level: 'high' } })
  const stranger = here.meet('Lаntern Cinemаs ✅')
  await real.sendText('Your ticket')
  await stranger.sendText('Send us the code')

  const row = chatRow(page, '~ Lаntern Cinemаs')
  await expect(row).toHaveAccessibleName(/Not the verified Lantern Cinemas.*Send us the code/)
  await expect(badge(row)).toHaveCount(0)
  await expect(chatRow(page, 'Lantern Cinemas')).not.toHaveAccessibleName(/Not the/)

  await openChat(page, '~ Lаntern Cinemаs')
  const warning = page.getByRole('alert', { name: 'Possible impostor' })
  await expect(warning).toContainText('Not the verified Lantern Cinemas')
  await expectAccessible(page)

  await warning.getByRole('button', { name: 'Block' }).click()
  await expect(page.getByRole('dialog', { name: /^Block/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await openChat(page, 'Lantern Cinemas')
  await expect(warning).toHaveCount(0)
})

test('the warning is dismissed for this chat, and comes back when that is undone', async () => {
  const { page } = here
  const { composer } = await openChat(page, '~ Lаntern Cinemаs')
  const warning = page.getByRole('alert', { name: 'Possible impostor' })
  await warning.getByRole('button', { name: 'Dismiss' }).press('Enter')
  await expect(warning).toHaveCount(0)
  // The button had the focus; who works with the keyboard goes on from there.
  await expect(composer).toBeFocused()
  await expect(chatRow(page, '~ Lаntern Cinemаs')).not.toHaveAccessibleName(/Not the/)
  await said(page).getByRole('button', { name: 'Undo' }).click()
  await expect(composer).toBeFocused()
  await expect(warning).toBeVisible()
  await expect(chatRow(page, '~ Lаntern Cinemаs')).toHaveAccessibleName(/Not the verified/)
})

test('a saved contact, too; with another name the warning goes by itself', async () => {
  const { page } = here
  const priya = here.meet('pri', { savedName: 'Priya Raghavan' })
  await priya.sendText('Hello')
  const stranger = here.meet('priya raghavan')
  await stranger.sendText('New number, it is me')
  await openChat(page, '~ priya raghavan')
  await expect(page.getByRole('alert', { name: 'Possible impostor' })).toContainText('Not the Priya Raghavan you saved')
  await stranger.sendText('Really', { pushName: 'Priya R.', at: new Date(Date.now() + 2000) })
  await expect(page.getByRole('alert', { name: 'Possible impostor' })).toHaveCount(0)
})
