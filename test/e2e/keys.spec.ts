import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'

test.skip(({ hostKind }) => hostKind === 'desktop', 'the desktop app has the key store')

test('a folder whose keys the desktop app protected says so in a browser, and one can keep a copy and go on', async ({
  app,
  page,
}) => {
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  await app.close()
  const db = new Sqlite(join(app.dataDir, 'pillion.sqlite'))
  db.exec(`UPDATE data_key SET backend = 'keychain', protection = 'keychain', wrapped = randomblob(49)`)
  db.close()

  const sealed = await app.restart()
  await expect(sealed.getByRole('heading', { name: 'This folder belongs to the desktop app' })).toBeVisible()
  await expect(sealed.getByText('Open this folder with the desktop app', { exact: false })).toBeVisible()
  await expectAccessible(sealed)
  await sealed.getByRole('button', { name: 'Keep a copy and start anew' }).click()
  await sealed.getByRole('button', { name: 'Start anew', exact: true }).click()
  await expect(sealed.getByRole('region', { name: 'Link this device' })).toBeVisible()
})
