import { expect, linkByQr, test } from './support/app.ts'

test('shows the code, is linked by the phone that scans it, and still is after a restart', async ({
  app,
  page,
  phone,
}) => {
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  await linkByQr(page, phone)
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)

  const again = await app.restart()
  await expect(again.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  await expect(again.getByRole('status', { name: 'Connection' })).toHaveText(/Connected/)
  phone.assertClean()
})
