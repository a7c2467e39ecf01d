import { expect, test } from './support/app.ts'
import { chatList, chatRow, goTo, openChat } from './support/screen.ts'
import { expectNothingBeyond, resize } from './support/size.ts'
import { story } from './support/story.ts'

const here = story()

test('in a small window one pane at a time is shown, and Back leads to the list', async () => {
  const { page } = here
  await here.meet('Ada').sendText('hello from a small window')
  await resize(here.app, page, 800, 600)
  await expect(chatRow(page, '~ Ada')).toBeVisible()
  await expect(page.getByText('Choose a chat')).toBeHidden()
  await expectNothingBeyond(page)
  const chat = await openChat(page, '~ Ada')
  await expect(chatList(page)).toBeHidden()
  await expect(chat.composer).toBeInViewport()
  await expectNothingBeyond(page)
  await chat.region.getByRole('button', { name: 'Show details' }).click()
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeInViewport()
  await expectNothingBeyond(page)
  await page.getByRole('button', { name: 'Close details' }).click()
  await chat.region.getByRole('button', { name: 'Back to chats' }).click()
  await expect(chatRow(page, '~ Ada')).toBeVisible()
  for (const section of ['Settings', 'Status', 'Businesses', 'Chats'] as const) {
    await goTo(page, section)
    await expectNothingBeyond(page)
  }
  await resize(here.app, page, 1280, 800)
  await expect(page.getByText('Choose a chat')).toBeVisible()
})
