import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { warnedShare } from '../trust/report.ts'
import { scratchFolder } from '../trust/scratch.ts'
import { trust } from '../trust/trust.ts'

const HOSTILE = 5000

test('of five thousand hostile senders none gets a badge, all of the attested do, and look-alikes are warned of', {
  timeout: 600_000,
}, async () => {
  const dataDir = scratchFolder(HOSTILE)
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const report = await trust({ hostile: HOSTILE, seed: 20_261, dataDir, progress: () => undefined })
  expect(report.wrong).toEqual([])
  // Every attack was tried, and every way to write a name.
  expect(report.attacks.size).toBeGreaterThan(40)
  expect(Math.min(...report.attacks.values())).toBeGreaterThan(30)
  expect(report.tricks.size).toBe(19)
  expect({ share: warnedShare(report), missed: report.missed }).toMatchObject({ share: expect.closeTo(1, 2) })
  const { seconds, memory } = report
  console.info(`Trust: ${report.chats} chats in ${seconds.all} s, ${memory} MB, ${JSON.stringify(seconds)}`)
})
