import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Size in bytes at which the file is set aside, once, as `pillion.old.log`. */
const LARGEST = 5_000_000

export interface LogFile {
  /**
   * Appends one line of JSON with the time. What is passed must hold no texts, numbers of people or secrets. Never throws:
   * on a full disk the line is lost, not the program that has to say so.
   */
  write: (line: object) => void
  close: () => void
}

/** The log of the host and the engine, in `logs/pillion.log` of the data folder, readable by its owner only. */
export function openLog(dataDir: string): LogFile {
  const folder = join(dataDir, 'logs')
  const path = join(folder, 'pillion.log')
  /** Null while it could not be opened: each line tries again. */
  let file: number | null = null
  let closed = false

  const close = (): void => {
    if (file === null) return
    const handle = file
    file = null
    closeSync(handle)
  }
  const opened = (): number => {
    if (file !== null) return file
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    file = openSync(path, 'a', 0o600)
    return file
  }
  const put = (line: object): void => {
    if (fstatSync(opened()).size > LARGEST) {
      close()
      renameSync(path, join(folder, 'pillion.old.log'))
    }
    writeSync(opened(), `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
  }
  quietly(opened)
  return {
    write(line) {
      if (!closed) quietly(() => put(line))
    },
    close() {
      closed = true
      quietly(close)
    },
  }
}

function quietly(work: () => unknown): void {
  try {
    work()
  } catch {
    // There is nowhere left to tell it.
  }
}
