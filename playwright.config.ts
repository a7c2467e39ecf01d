import { defineConfig } from '@playwright/test'
import type { HostOptions } from './test/e2e/support/app.ts'

/** The same specs in both hosts. What a failing test leaves lies in test-results/. */
export default defineConfig<HostOptions>({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  // Each app brings an engine, a Chromium and a simulated phone: two at a time is what a small machine carries.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PILLION_E2E_REPORT ?? 'test-results/e2e.json' }]],
  projects: [
    { name: 'browser', use: { hostKind: 'browser' } },
    { name: 'desktop', use: { hostKind: 'desktop' } },
  ],
})
