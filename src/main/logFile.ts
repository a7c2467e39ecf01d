import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Size in bytes at which the file is set aside, once, as `pillion.old.log`. */
const LARGEST = 5_000_000

export interface LogFile {
  /** Appends one line of JSON with the time. What is passed must hold no texts, numbers of people or secrets. */
  write: (line: object) => void
  close: () => void
}

/** The log of the host and the engine, in `logs/pillion.log` of the data folder, readable by its owner only. */
export function openLog(dataDir: string): LogFile {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'pillion.log')
  let file = openSync(path, 'a', 0o600)
  let size = statSync(path).size
  let open = true
  return {
    write(line) {
      if (!open) return
      if (size > LARGEST) {
        closeSync(file)
        renameSync(path, join(folder, 'pillion.old.log'))
        file = openSync(path, 'a', 0o600)
        size = 0
      }
      size += writeSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
    },
    close() {
      if (open) closeSync(file)
      open = false
    },
  }
}
