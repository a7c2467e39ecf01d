import { AsyncLocalStorage } from 'node:async_hooks'
import type { KeyChange, KeyStore } from '../ports.ts'
import type { SignalDataSet, SignalDataTypeMap, SignalKeyStore } from './library.ts'
import { keyFromBytes, toBytes } from './serialize.ts'
import { slimSenderKey, slimSession } from './slim-keys.ts'

/** Where the key writes of one decryption go instead of straight to the store: into the transaction with its plaintext. */
export interface Withheld {
  /** Called by the write that ends the library's key transaction. @throws when the store failed. */
  commit(changes: KeyChange[]): void
}

/** What the rest of the link wants to know of key writes. */
export interface KeyWatch {
  /** New pairs of phone number and LID, whatever they were learned from. */
  pairs(pairs: { pn: string; lid: string }[]): void
  /** Versions of app-state collections wait to be written: call {@link Keys.writeVersions} when their mutations are in the store. */
  versionsWaiting(): void
  /**
   * A write of the library failed and throws. The library would acknowledge with an error what it was about to do, and the
   * server would not send that again: the connection has to end first.
   */
  storeFailed(error: unknown): void
}

/** The Signal keys as the library wants them, over the store's port. */
export interface Keys {
  /**
   * The store for one connection. When `alive` answers false, writes throw: what a closed connection still wants to write
   * must not get among the keys of the next one, or into a store that is closed.
   */
  forLibrary(alive: () => boolean): SignalKeyStore
  /** Runs `work` with its key writes withheld. */
  withheld: AsyncLocalStorage<Withheld>
  /** Writes the waiting app-state versions. @throws when the store failed; they wait on then. */
  writeVersions(): void
  /** Forgets waiting versions: their mutations never reached the store and must come again. */
  dropVersions(): void
  /** Writes at once, whatever scope it is called in. @throws when the store failed. */
  write(changes: readonly KeyChange[]): void
  /** Reads one key, past the waiting versions. */
  read(type: string, id: string): unknown
}

const VERSION = 'app-state-sync-version'
/** Mappings in the other direction are stored under this ending. */
const REVERSE = '_reverse'

/**
 * The library writes the version of an app-state collection before it tells what changed, so a crash between the two
 * would lose the change: versions stay in memory until {@link Keys.writeVersions}.
 */
export function createKeys(store: KeyStore, watch: KeyWatch): Keys {
  const withheld = new AsyncLocalStorage<Withheld>()
  const versions = new Map<string, Uint8Array | null>()

  const get = (type: string, ids: readonly string[]): Record<string, unknown> => {
    const found: Record<string, unknown> = {}
    const wanted = type === VERSION ? ids.filter(id => !versions.has(id)) : ids
    for (const [id, bytes] of wanted.length > 0 ? store.get(type, wanted) : []) found[id] = keyFromBytes(type, bytes)
    if (type !== VERSION) return found
    for (const id of ids) {
      const bytes = versions.get(id)
      if (bytes) found[id] = keyFromBytes(type, bytes)
    }
    return found
  }

  const write = (changes: readonly KeyChange[]): void => {
    try {
      store.write(changes)
    } catch (error) {
      watch.storeFailed(error)
      throw error
    }
  }

  const set = (data: SignalDataSet): void => {
    const changes: KeyChange[] = []
    const pairs: { pn: string; lid: string }[] = []
    let version = false
    for (const [type, entries] of Object.entries(data)) {
      for (const [id, value] of Object.entries(entries)) {
        const bytes = value === null || value === undefined ? null : toBytes(slim(type, value))
        if (type === VERSION) {
          versions.set(id, bytes)
          version = true
          continue
        }
        changes.push({ type, id, value: bytes })
        if (type === 'lid-mapping' && typeof value === 'string' && !id.endsWith(REVERSE)) {
          pairs.push({ pn: `${id}@s.whatsapp.net`, lid: `${value}@lid` })
        }
      }
    }
    const scope = withheld.getStore()
    if (scope) scope.commit(changes)
    else if (changes.length > 0) write(changes)
    if (pairs.length > 0) watch.pairs(pairs)
    if (version) watch.versionsWaiting()
  }

  return {
    forLibrary: alive => ({
      get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
        if (!alive()) throw new Error('The connection is over')
        return get(type, ids) as { [id: string]: SignalDataTypeMap[T] }
      },
      set: data => {
        if (!alive()) throw new Error('The connection is over')
        set(data)
      },
    }),
    withheld,
    writeVersions() {
      if (versions.size === 0) return
      store.write([...versions].map(([id, value]) => ({ type: VERSION, id, value })))
      versions.clear()
    },
    dropVersions: () => versions.clear(),
    write: changes => store.write(changes),
    read: (type, id) => get(type, [id])[id],
  }
}

function slim(type: string, value: unknown): unknown {
  if (type === 'session') return slimSession(value)
  return type === 'sender-key' && value instanceof Uint8Array ? slimSenderKey(value) : value
}
