import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'

test('before it is linked, the screen says what there is to know, and is accessible', async ({ page }) => {
  const region = page.getByRole('region', { name: 'Link this device' })
  await expect(region.getByRole('img', { name: 'QR code' })).toBeVisible()
  await expect(region).toContainText('unofficial client')
  await expectAccessible(page)
})
