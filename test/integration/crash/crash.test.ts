import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { crash } from './crash.ts'

test('killed 25 times at random moments: every acknowledged message is there exactly once', {
  timeout: 300_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pillion-crash-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const report = await crash({ kills: 25, seed: 20_261, dataDir, progress: () => undefined })
  expect(report.wrong).toEqual([])
  expect(report.live).toBeGreaterThan(200)
  expect(report.sent).toBeGreaterThan(10)
})
