import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const onPath = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** A Chromium for the tests: the one named by `PILLION_TEST_BROWSER`, one of the system, or Playwright's own; null: none. */
export function browserBinary(): string | null {
  const named = process.env.PILLION_TEST_BROWSER
  if (named) return named
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const places = onPath.flatMap(name => folders.map(folder => join(folder, name)))
  return [...places, ...elsewhere, chromium.executablePath()].find(place => existsSync(place)) ?? null
}
