import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { FloorSetup, FloorTimes } from './floor-child.ts'
import { scratchFolder } from './folders.ts'

const run = promisify(execFile)

/** Decoding plus raw inserts of the rows in `source`, in a fresh process. */
export async function historyFloor(setup: Omit<FloorSetup, 'target'>): Promise<FloorTimes> {
  const whole: FloorSetup = { ...setup, target: join(scratchFolder(), 'floor.db') }
  const child = fileURLToPath(new URL('./floor-child.ts', import.meta.url))
  const { stdout } = await run(process.execPath, [child, JSON.stringify(whole)])
  return JSON.parse(stdout) as FloorTimes
}
