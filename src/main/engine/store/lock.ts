import Sqlite from 'better-sqlite3'
import { privateFile } from './files.ts'

/** One engine per data folder. The system lets go of the lock when its holder dies, however it dies. */
export interface Lock {
  release(): void
}

/**
 * Takes the folder's lock: an exclusive transaction on a small database of its own, held for as long as the store is open.
 * SQLite's file locks work on every system and between Electron and Node, which a pid file does not.
 * @returns null when another engine holds it.
 */
export function takeLock(file: string): Lock | null {
  privateFile(file)
  const db = new Sqlite(file, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return {
    release() {
      if (db.open) db.close()
    },
  }
}
