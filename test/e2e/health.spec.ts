import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app.ts'
import { expectAccessible } from './support/axe.ts'

/** Where SQLite's file keeps the number of the newest migration. */
const USER_VERSION = 60

test('a store of a newer version and a damaged one say so, and nothing is thrown away', async ({ app, page }) => {
  const file = join(app.dataDir, 'pillion.sqlite')
  const change = (how: (bytes: Buffer) => void): void => {
    const bytes = readFileSync(file)
    how(bytes)
    writeFileSync(file, bytes)
  }
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  await app.close()
  const version = readFileSync(file).readUInt32BE(USER_VERSION)

  change(bytes => bytes.writeUInt32BE(99, USER_VERSION))
  const newer = await app.restart()
  await expect(newer.getByRole('heading', { name: 'These messages were written by a newer Pillion' })).toBeVisible()
  await expect(newer.getByText('The store has version 99', { exact: false })).toBeVisible()
  await expectAccessible(newer)
  change(bytes => bytes.writeUInt32BE(version, USER_VERSION))
  await newer.getByRole('button', { name: 'Try again' }).click()
  await expect(newer.getByRole('region', { name: 'Link this device' })).toBeVisible()
  await app.close()

  change(bytes => bytes.fill(0xa5, 100, 4_096))
  const damaged = await app.restart()
  await expect(damaged.getByRole('heading', { name: 'The message store is damaged' })).toBeVisible()
  await expectAccessible(damaged)
  await damaged.getByRole('button', { name: 'Keep a copy and start anew' }).click()
  await damaged.getByRole('button', { name: 'Start anew', exact: true }).click()
  await expect(damaged.getByRole('region', { name: 'Link this device' })).toBeVisible()
  const kept = readdirSync(app.dataDir).find(name => name.startsWith('pillion-kept-'))
  expect(readFileSync(join(app.dataDir, kept ?? '')).subarray(100, 200)).toEqual(Buffer.alloc(100, 0xa5))
})
