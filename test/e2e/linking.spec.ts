import { expect, linkByQr, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'
import { banner, chatList, goTo } from './support/screen.ts'

test('before it is linked, the screen says what there is to know, and is accessible', async ({ page, app }) => {
  const region = page.getByRole('region', { name: 'Link this device' })
  await expect(region.getByRole('img', { name: 'QR code' })).toBeVisible()
  await expect(region).toContainText('unofficial client')
  await expect(region).toContainText('restricted or banned')
  await expect(region).toContainText(app.dataDir)
  await expect(region).toContainText(/A new code in \d:\d\d/)
  await expectAccessible(page)
})

test('a number that is none is told at once; with the eight characters the phone links', async ({ page, phone }) => {
  const region = page.getByRole('region', { name: 'Link this device' })
  await region.getByRole('button', { name: 'Link with phone number' }).click()
  const number = region.getByRole('textbox', { name: 'Phone number' })
  await number.fill('12345')
  await region.getByRole('button', { name: 'Get the code' }).click()
  await expect(region.getByRole('alert').filter({ hasText: 'This is not a phone number' })).toBeVisible()
  await number.fill('+1 202 555 0100')
  await region.getByRole('button', { name: 'Get the code' }).click()
  const code = region.getByRole('status', { name: 'Linking code' })
  await expect(code).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await expectAccessible(page)
  await phone.enterCode(((await code.textContent()) ?? '').replace('-', ''))
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  phone.assertClean()
})

test('an abandoned code leaves nothing half linked', async ({ app, page, phone }) => {
  const region = page.getByRole('region', { name: 'Link this device' })
  await region.getByRole('button', { name: 'Link with phone number' }).click()
  await region.getByRole('textbox', { name: 'Phone number' }).fill('+1 202 555 0100')
  await page.keyboard.press('Enter')
  const shown = region.getByRole('status', { name: 'Linking code' })
  await expect(shown).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const code = ((await shown.textContent()) ?? '').replace('-', '')
  await app.close()
  const again = await app.restart()
  await expect(again.getByRole('region', { name: 'Link this device' })).toBeVisible()
  await expect(phone.enterCode(code)).rejects.toThrow()
  expect(phone.devices).toHaveLength(0)
  await linkByQr(again, phone)
  await expect(again.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
})

test('when the service ends the attempt, trying again brings another code', async ({ page, phone }) => {
  const region = page.getByRole('region', { name: 'Link this device' })
  await expect(region.getByRole('img', { name: 'QR code' })).toBeVisible()
  phone.line.cut()
  await expect(region.getByRole('alert')).toContainText('Linking did not work')
  await expectAccessible(page)
  phone.line.restore()
  await region.getByRole('button', { name: 'Try again' }).click()
  await linkByQr(page, phone)
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
})

test('an account without chats says so', async ({ page, phone }) => {
  await linkByQr(page, phone)
  await expect(page.getByText('No chats yet')).toBeVisible()
  await expect(page.getByText('Choose a chat')).toBeVisible()
  await expectAccessible(page)
  await goTo(page, 'Businesses')
  await expectAccessible(page)
  await goTo(page, 'Status')
  await expectAccessible(page)
  await goTo(page, 'Chats')
  await expect(chatList(page)).toHaveCount(0)
})

test.describe('when Pillion itself has gone', () => {
  test.skip(({ hostKind }) => hostKind === 'desktop', 'there the window goes with it')

  test('linking says so, in place of a code that would do nothing', async ({ app, page }) => {
    const region = page.getByRole('region', { name: 'Link this device' })
    await expect(region.getByRole('img', { name: 'QR code' })).toBeVisible()
    await app.lose()
    await expect(region.getByRole('alert')).toContainText('Pillion itself is not answering.')
    await expect(region.getByRole('img', { name: 'QR code' })).toHaveCount(0)
    await expectAccessible(page)
  })

  test('every section says so', async ({ app, page, phone }) => {
    await linkByQr(page, phone)
    await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
    await app.lose()
    for (const section of ['Settings', 'Status', 'Businesses', 'Chats'] as const) {
      await goTo(page, section)
      await expect(banner(page)).toContainText('Pillion itself is not answering.')
    }
  })
})
