import { expect, test } from './support/app.ts'
import { inhabit } from './support/sample.ts'
import { chatList, findChat } from './support/screen.ts'
import { expectNothingBeyond, resize } from './support/size.ts'
import { story } from './support/story.ts'

const here = story({ before: inhabit })

const LONG = 'José Ángel Núñez de la Peña-Rodríguez y Fernández de Montenegro-Villaseñor (climbing, Tuesdays)'

test('names of every script and length keep inside their place', async () => {
  const { page } = here
  await expect(chatList(page).getByRole('listitem').first()).toBeVisible()
  for (const [width, height] of [
    [1280, 800],
    [900, 700],
    [800, 600],
  ] as const) {
    await resize(here.app, page, width, height)
    await expectNothingBeyond(page)
  }
  await resize(here.app, page, 1280, 800)
  const chat = await findChat(page, LONG)
  await chat.write(`https://example.org/${'a'.repeat(300)} ${'W'.repeat(200)} 👩🏽‍🚀🏳️‍🌈🇮🇳👨‍👩‍👧‍👦 ${'\u202e'}reversed`)
  await expect(chat.message('reversed')).toBeVisible()
  await expectNothingBeyond(page)
  await chat.region.getByRole('button', { name: 'Show details' }).click()
  await expectNothingBeyond(page)
  await page.getByRole('button', { name: 'Close details' }).click()
  for (const name of ['محمد الفارسي', '佐藤 さくら', 'Goa trip 🏖️', 'BookMyShow', 'Family 👨‍👩‍👧‍👦']) {
    await findChat(page, name)
    await expectNothingBeyond(page)
  }
})

test('written from right to left, the list stands on the right and nothing sticks out', async () => {
  const { page } = here
  await page.evaluate(`document.documentElement.dir = 'rtl'`)
  for (const width of [1280, 800]) {
    await resize(here.app, page, width, 700)
    await expectNothingBeyond(page)
  }
  await resize(here.app, page, 1280, 800)
  const nav = await page.getByRole('navigation', { name: 'Sections' }).boundingBox()
  const list = await chatList(page).boundingBox()
  expect(nav?.x).toBeGreaterThan(list?.x ?? 0)
  await page.evaluate(`document.documentElement.dir = 'ltr'`)
})
