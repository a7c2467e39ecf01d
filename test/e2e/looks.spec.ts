import type { Locator } from '@playwright/test'
import { buttonsCard } from '../phone/cards.ts'
import { expect, test } from './support/app.ts'
import { inhabit } from './support/sample.ts'
import { badge, chatList, chatRow, findChat, goTo, openChat, startingWith } from './support/screen.ts'
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

const GIANT = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const ARABIC = 'شركة الخليج العالمية لتجارة الكتب والقرطاسية والأدوات المكتبية والهدايا 📚🖋️ المحدودة'

for (const [name, direction] of [
  [GIANT, 'ltr'],
  [ARABIC, 'rtl'],
] as const) {
  test(`a business with a very long name, read ${direction}: directory, details, cards, block question`, async () => {
    const { page } = here
    const hours = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(day => ({ day_of_week: day, mode: 'open_24h' }))
    const profile = {
      description: `${name} ${name}`,
      address: name.replaceAll(' ', ''),
      website: [`https://${'a'.repeat(60)}.example.org`],
      email: `${'e'.repeat(60)}@example.org`,
      timezone: 'Europe/London',
      hours,
    }
    const firm = here.meet('', { pushName: null, business: { name, level: 'high', profile } })
    await firm.sendMessage(
      buttonsCard({ title: name, body: name.replaceAll(' ', '') }, [{ id: 'a', text: `${name} ${name}` }]),
    )
    await page.evaluate(`document.documentElement.dir = '${direction}'`)
    for (const width of [1280, 800]) {
      await resize(here.app, page, width, 700)
      await goTo(page, 'Businesses')
      const row = page.getByRole('list', { name: 'Businesses' }).getByRole('button', { name: startingWith(name) })
      await expectBadgeSeen(row)
      await expectNothingBeyond(page)
      await goTo(page, 'Chats')
      if (width === 800)
        await page
          .getByRole('button', { name: /^Back/ })
          .click()
          .catch(() => null)
      await expectBadgeSeen(chatRow(page, name))
      const chat = await openChat(page, name)
      await expectBadgeSeen(chat.region.getByRole('heading', { name: startingWith(name) }).first())
      await expectNothingBeyond(page)
      const panel = await chat.showDetails()
      await expect(panel).toContainText('Open now')
      await expectBadgeSeen(panel.getByRole('heading', { name: startingWith(name) }))
      await expectNothingBeyond(page)
      await page.getByRole('button', { name: 'Close details' }).click()
      await chat.chooseForChat('Block')
      const question = page.getByRole('dialog', { name: /^Block/ })
      await expectBadgeSeen(question)
      await expectNothingBeyond(page)
      await page.keyboard.press('Escape')
      await expect(question).toHaveCount(0)
    }
    await resize(here.app, page, 1280, 800)
    const stranger = here.meet(`${name} ✅`)
    await stranger.sendText('Send us the code')
    await findChat(page, `~ ${name}`)
    const warning = page.getByRole('alert', { name: 'Possible impostor' })
    await expect(warning).toBeVisible()
    for (const width of [1280, 800]) {
      await resize(here.app, page, width, 700)
      await expectNothingBeyond(page)
    }
    await resize(here.app, page, 1280, 800)
    await page.evaluate(`document.documentElement.dir = 'ltr'`)
  })
}

/** The badge is there in its full size and within the window, however the name beside it is cut. */
async function expectBadgeSeen(within: Locator): Promise<void> {
  const seal = badge(within).first()
  await expect(seal).toBeInViewport({ ratio: 1 })
  expect((await seal.boundingBox())?.width).toBeGreaterThanOrEqual(14)
}
