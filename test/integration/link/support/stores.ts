import type {
  CredentialStore,
  HistoryJob,
  HistoryStore,
  JournalEntry,
  JournalStore,
  KeyChange,
  KeyStore,
} from '../../../../src/main/engine/ports.ts'

type JournalRow = JournalEntry & { id: number; projected: boolean }

/**
 * The link's stores as one object that outlives links, as a file would: a test can drop a link in the middle and make
 * another one over the same stores. What the real SQLite adds (atomicity under a kill) is proved by the crash tests.
 */
export class Disk {
  readonly keyRows = new Map<string, Uint8Array>()
  readonly journalRows: JournalRow[] = []
  readonly jobs = new Map<string, HistoryJob & { finished: boolean }>()
  credentialBytes: Uint8Array | null = null
  /** Throws before writing anything when it answers true. */
  failing: (what: 'keys' | 'journal' | 'credentials' | 'history') => boolean = () => false

  #check(what: 'keys' | 'journal' | 'credentials' | 'history'): void {
    if (this.failing(what)) throw new Error(`disk full: ${what}`)
  }

  readonly #writeKeys = (changes: readonly KeyChange[]): void => {
    for (const { type, id, value } of changes) {
      if (value === null) this.keyRows.delete(`${type}/${id}`)
      else this.keyRows.set(`${type}/${id}`, Uint8Array.from(value))
    }
  }

  readonly keys: KeyStore = {
    get: (type, ids) => {
      const found = new Map<string, Uint8Array>()
      for (const id of ids) {
        const value = this.keyRows.get(`${type}/${id}`)
        if (value) found.set(id, value)
      }
      return found
    },
    write: changes => {
      this.#check('keys')
      this.#writeKeys(changes)
    },
    clear: () => this.keyRows.clear(),
  }

  readonly credentials: CredentialStore = {
    load: () => this.credentialBytes,
    save: bytes => {
      this.#check('credentials')
      this.credentialBytes = Uint8Array.from(bytes)
    },
    clear: () => {
      this.credentialBytes = null
    },
  }

  readonly journal: JournalStore = {
    record: (entry, keys) => {
      this.#check('journal')
      const known = this.journalRows.find(row => row.stanzaKey === entry.stanzaKey)
      if (known) return known.id
      this.#writeKeys(keys)
      const id = this.journalRows.length + 1
      this.journalRows.push({ ...entry, id, projected: false })
      return id
    },
    find: stanzaKey => this.journalRows.find(row => row.stanzaKey === stanzaKey) ?? null,
    unprojected: (afterId, limit) => this.journalRows.filter(row => !row.projected && row.id > afterId).slice(0, limit),
    markProjected: ids => {
      for (const row of this.journalRows) if (ids.includes(row.id)) row.projected = true
    },
    drop: ids => {
      for (const row of this.journalRows) {
        if (ids.includes(row.id)) Object.assign(row, { projected: true, plaintext: new Uint8Array(0) })
      }
    },
    prune: () => {
      for (const row of this.journalRows) if (row.projected) row.plaintext = new Uint8Array(0)
    },
  }

  readonly history: HistoryStore = {
    add: (wireId, job) => {
      this.#check('history')
      const known = this.jobs.get(wireId)
      if (known) return known.finished ? null : { ...known }
      const row = { ...job, id: this.jobs.size + 1, slicesDone: 0, finished: false }
      this.jobs.set(wireId, row)
      return { ...row }
    },
    pending: () => [...this.jobs.values()].filter(job => !job.finished).map(job => ({ ...job })),
    sliceDone: (id, slicesDone) => {
      for (const job of this.jobs.values()) if (job.id === id) job.slicesDone = slicesDone
    },
    done: id => {
      for (const job of this.jobs.values()) if (job.id === id) job.finished = true
    },
  }
}
