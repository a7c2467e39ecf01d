import type { CredentialStore, KeyChange, KeyStore } from '../ports.ts'
import type { Sealer } from './seal.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Signal keys, each sealed under its type and id. */
export class SignalKeys implements KeyStore {
  readonly #unit: UnitOfWork
  readonly #sealer: Sealer
  readonly #get
  readonly #put
  readonly #delete
  readonly #clear

  constructor(unit: UnitOfWork, sealer: Sealer) {
    const { db } = unit
    this.#unit = unit
    this.#sealer = sealer
    this.#get = db.statement<[string, string], { sealed: Uint8Array }>(
      'signalKeys.get',
      'SELECT sealed FROM signal_keys WHERE type = ? AND id = ?',
    )
    this.#put = db.statement<[string, string, Uint8Array]>(
      'signalKeys.put',
      `INSERT INTO signal_keys (type, id, sealed) VALUES (?, ?, ?)
       ON CONFLICT (type, id) DO UPDATE SET sealed = excluded.sealed`,
    )
    this.#delete = db.statement<[string, string]>(
      'signalKeys.delete',
      'DELETE FROM signal_keys WHERE type = ? AND id = ?',
    )
    this.#clear = db.statement<[]>('signalKeys.clear', 'DELETE FROM signal_keys')
  }

  get(type: string, ids: readonly string[]): Map<string, Uint8Array> {
    const found = new Map<string, Uint8Array>()
    for (const id of ids) {
      const row = this.#get.get(type, id)
      if (row !== null) found.set(id, this.#sealer.open(nameOf(type, id), row.sealed))
    }
    return found
  }

  write(changes: readonly KeyChange[]): void {
    if (changes.length === 0) return
    this.#unit.write(() => {
      for (const { type, id, value } of changes) {
        if (value === null) this.#delete.run(type, id)
        else this.#put.run(type, id, this.#sealer.seal(nameOf(type, id), value))
      }
    })
  }

  clear(): void {
    this.#unit.write(() => this.#clear.run())
  }
}

/** The account's credentials: one sealed row. */
export class Credentials implements CredentialStore {
  readonly #unit: UnitOfWork
  readonly #sealer: Sealer
  readonly #get
  readonly #put
  readonly #clear

  constructor(unit: UnitOfWork, sealer: Sealer) {
    const { db } = unit
    this.#unit = unit
    this.#sealer = sealer
    this.#get = db.statement<[], { sealed: Uint8Array }>(
      'credentials.get',
      'SELECT sealed FROM credentials WHERE id = 1',
    )
    this.#put = db.statement<[Uint8Array]>(
      'credentials.put',
      'INSERT INTO credentials (id, sealed) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed',
    )
    this.#clear = db.statement<[]>('credentials.clear', 'DELETE FROM credentials')
  }

  load(): Uint8Array | null {
    const row = this.#get.get()
    return row === null ? null : this.#sealer.open('credentials', row.sealed)
  }

  save(bytes: Uint8Array): void {
    this.#unit.write(() => this.#put.run(this.#sealer.seal('credentials', bytes)))
  }

  clear(): void {
    this.#unit.write(() => this.#clear.run())
  }
}

function nameOf(type: string, id: string): string {
  return `signal-key\0${type}\0${id}`
}
