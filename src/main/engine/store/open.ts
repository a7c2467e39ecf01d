import type { StoreHealth } from '../../../shared/model.ts'
import type { SecretBox } from '../ports.ts'
import { Database, isCorruption } from './database.ts'
import {
  deleteFiles,
  fileSize,
  privateFile,
  privateFolder,
  readHeader,
  type StoreFiles,
  setFilesAside,
  storeFiles,
} from './files.ts'
import { type Lock, takeLock } from './lock.ts'
import { APPLICATION_ID, MIGRATIONS_DIR, migrate, readMigrations } from './migrate.ts'
import { openSealer, SecretsUnreadable } from './seal.ts'
import { Store } from './store.ts'

export { isCorruption } from './database.ts'

export interface OpenOptions {
  dataDir: string
  secrets: SecretBox
  /** ms since the epoch; for tests. */
  now?: () => number
  /** Told of statements that took 40 ms or more: the statement's name, never its parameters. */
  slow?: (statement: string, ms: number) => void
  /** Where the migrations are; for tests. */
  migrationsDir?: string
}

export type OpenResult =
  | { health: Extract<StoreHealth, { state: 'ok' }>; store: Store }
  | {
      health: Exclude<StoreHealth, { state: 'ok' }>
      store: null
      /**
       * For `corrupt` and `secretsUnreadable`: renames database, log and index to a dated name and answers the path of the
       * database. Open again afterwards. Null for the others: a newer or locked store is nobody's to move.
       */
      setAside: (() => string) | null
    }

/**
 * Largest database (bytes) that is looked through after a shutdown that was not clean: some 300 ms. A larger one is found
 * damaged when the damage is met; SQLite's log makes crashes harmless, this is about failing disks.
 */
const MAX_QUICK_CHECK = 150 * 1024 * 1024

/** Opens, or makes, the store of a data folder. Only unexpected failures (disk full, no permission) reject. */
export async function openStore(options: OpenOptions): Promise<OpenResult> {
  const { dataDir, secrets } = options
  const now = options.now ?? Date.now
  const migrations = readMigrations(options.migrationsDir ?? MIGRATIONS_DIR)
  privateFolder(dataDir)
  const files = storeFiles(dataDir)
  const lock = takeLock(files.lock)
  if (lock === null) return { health: { state: 'locked' }, store: null, setAside: null }

  let db: Database | null = null
  const failed = (health: Exclude<StoreHealth, { state: 'ok' }>, canSetAside: boolean): OpenResult => {
    db?.close()
    lock.release()
    return { health, store: null, setAside: canSetAside ? () => setAside(files, now) : null }
  }
  try {
    const problem = lookAt(files, migrations.length)
    if (problem !== null) return failed(problem, problem.state === 'corrupt')

    const wasClean = fileSize(files.wal) === 0
    privateFile(files.database)
    db = new Database(files.database, options.slow ?? (() => undefined))
    configure(db)
    if (!wasClean && fileSize(files.database) <= MAX_QUICK_CHECK) {
      const found = String(db.pragma('quick_check(1)'))
      if (found !== 'ok') return failed({ state: 'corrupt', detail: found.slice(0, 200) }, true)
    }
    migrate(db, migrations)
    const sealer = await openSealer(db, secrets, now())
    return { health: { state: 'ok' }, store: new Store(db, { sealer, lock, now }) }
  } catch (error) {
    if (error instanceof SecretsUnreadable) return failed({ state: 'secretsUnreadable' }, true)
    if (isCorruption(error)) return failed({ state: 'corrupt', detail: codeOf(error) }, true)
    closeQuietly(db, lock)
    throw error
  }
}

/** Deletes the database of a data folder whose store is closed, and kept copies: the user asked for "unlink and erase". */
export function eraseStore(dataDir: string): void {
  const files = storeFiles(dataDir)
  withLock(files, () => deleteFiles(files))
}

/**
 * Sets a damaged store aside whose engine has closed it, as {@link OpenResult.setAside} does.
 * @returns the database's new path. @throws when the folder is in use.
 */
export function setStoreAside(dataDir: string, now: () => number): string {
  return setAside(storeFiles(dataDir), now)
}

/** What the file says before SQLite may write to it. */
function lookAt(files: StoreFiles, supported: number): Exclude<StoreHealth, { state: 'ok' }> | null {
  const header = readHeader(files.database)
  if (header === 'absent') return null
  if (header === 'garbage') return { state: 'corrupt', detail: 'not a database' }
  const found = fileSize(files.wal) === 0 ? header : headerInLog(files.database)
  if (found.userVersion > supported) return { state: 'newer', found: found.userVersion, supported }
  if (found.userVersion > 0 && found.applicationId !== APPLICATION_ID) {
    return { state: 'corrupt', detail: "another program's database" }
  }
  return null
}

/** After a crash the log may hold a newer first page than the file. Read-only, SQLite changes neither. */
function headerInLog(file: string): { userVersion: number; applicationId: number } {
  const db = new Database(file, () => undefined, { readonly: true })
  try {
    return { userVersion: Number(db.pragma('user_version')), applicationId: Number(db.pragma('application_id')) }
  } finally {
    db.close()
  }
}

function configure(db: Database): void {
  db.pragma('journal_mode = WAL')
  // A commit is on the disk before anything is acknowledged (domain.md §11).
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // What is deleted is overwritten: statuses are to be gone from the disk (domain.md §10). The cost is on deletions only.
  db.pragma('secure_delete = ON')
  db.pragma('temp_store = MEMORY')
  // 32 MB: the hot part of the indexes of a store of a million messages.
  db.pragma('cache_size = -32000')
  // A log that grew with history is cut back to this at the next checkpoint.
  db.pragma('journal_size_limit = 16777216')
}

function setAside(files: StoreFiles, now: () => number): string {
  return withLock(files, () => setFilesAside(files, new Date(now())))
}

/** @throws when another engine has the folder. */
function withLock<T>(files: StoreFiles, fn: () => T): T {
  const lock = takeLock(files.lock)
  if (lock === null) throw new Error('the data folder is in use')
  try {
    return fn()
  } finally {
    lock.release()
  }
}

function closeQuietly(db: Database | null, lock: Lock): void {
  try {
    db?.close()
  } finally {
    lock.release()
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
