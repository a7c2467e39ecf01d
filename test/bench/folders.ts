/** Where benches keep what they make. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Kept between runs: sample histories, the large store. */
export function cacheFolder(): string {
  const folder = join(tmpdir(), 'pillion-bench')
  mkdirSync(folder, { recursive: true })
  return folder
}

const made: string[] = []

/** A folder that goes when the bench ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pillion-bench-run-'))
  made.push(folder)
  return folder
}

export function dropScratch(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
