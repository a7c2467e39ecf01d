import { chmodSync, mkdirSync } from 'node:fs'

/** Makes the data folder if need be, and its owner the only one who may look into it. */
export function prepareDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  // Windows knows no modes; there the user's own folder is private to begin with.
  if (process.platform !== 'win32') chmodSync(dataDir, 0o700)
}
