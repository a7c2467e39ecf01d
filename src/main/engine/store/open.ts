import type { StoreHealth } from '../../../shared/model.ts'
import type { SecretBox } from '../ports.ts'
import type { Store } from './store.ts'

export interface OpenOptions {
  dataDir: string
  secrets: SecretBox
  /** ms since the epoch; for tests. */
  now?: () => number
  /** Told of statements that took 40 ms or more: the statement's name, never its parameters. */
  slow?: (statement: string, ms: number) => void
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

/** Opens, or makes, the store of a data folder. Only unexpected failures (disk full, no permission) reject. */
export declare function openStore(options: OpenOptions): Promise<OpenResult>

/** Deletes the database of a data folder whose store is closed: the user asked for "unlink and erase". */
export declare function eraseStore(dataDir: string): void

/** True for an error by which SQLite says that the file is damaged. */
export declare function isCorruption(error: unknown): boolean
