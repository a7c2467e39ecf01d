import Sqlite from 'better-sqlite3'

/** Codes by which SQLite says that it is the statement or its values, and would say so again. */
const OF_THE_DATA = ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG', 'SQLITE_RANGE', 'SQLITE_ERROR']

/**
 * True when it is the store that failed (disk full, damaged, locked, out of reach): the same would have worked, or may work
 * later. False: what was to be written is at fault, and will be the next time.
 */
export function isStoreFailure(error: unknown): boolean {
  if (!(error instanceof Sqlite.SqliteError)) return false
  return !OF_THE_DATA.some(code => error.code === code || error.code.startsWith(`${code}_`))
}
