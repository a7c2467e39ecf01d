import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Says that what lies in a folder is the sample world's. */
const MARK = '.pillion-demo'

/**
 * Makes a folder the demo's. Against the simulated phone an account of the real service would be logged out and its keys
 * lost, so it has to be new, empty or the demo's already.
 * @returns whether it is the demo's now; otherwise nothing in it was touched.
 */
export function takeDemoFolder(dir: string): boolean {
  const isNew = !existsSync(dir) || readdirSync(dir).length === 0
  if (!isNew && !existsSync(join(dir, MARK))) return false
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  writeFileSync(join(dir, MARK), 'Made by the demo of Pillion; everything in this folder is invented.\n')
  return true
}

/** From now on the folder is its user's: the demo does not open it any more. */
export function leaveDemoFolder(dir: string): void {
  rmSync(join(dir, MARK), { force: true })
}
