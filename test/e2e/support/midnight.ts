import { setTimeout as later } from 'node:timers/promises'
import { test } from '@playwright/test'

/** So long (ms) a file that tells days apart may take. */
const FILE = 180_000

/** For files that tell days apart: shortly before midnight it is waited for, so that the day does not change in the middle. */
export async function awayFromMidnight(): Promise<void> {
  const left = new Date().setHours(24, 0, 0, 0) - Date.now()
  if (left > FILE) return
  test.setTimeout(FILE + left)
  await later(left + 1_000)
}
