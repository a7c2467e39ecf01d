import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { JournalEntry, JournalStore, KeyChange } from '../ports.ts'
import { msOf } from './address.ts'
import type { Keys } from './auth-state.ts'
import type { BinaryNode, SignalAuthState, SignalRepositoryWithLIDStore } from './library.ts'
import { fromBytes, toBytes } from './serialize.ts'
import { turns } from './turns.ts'

/** A `<message>` with what could be decrypted of it. */
export interface OpenedStanza {
  node: BinaryNode
  /** Plaintexts of its parts in order, padding included. */
  plaintexts: Uint8Array[]
  /** Rows of the journal that hold them. */
  rows: number[]
  /** A part could not be decrypted. */
  failed: boolean
}

/** Takes opened stanzas. Everything here happens before the library acknowledges the stanza. */
export interface Intake {
  /** Projects and stores. @throws when the store failed. */
  opened(stanza: OpenedStanza): void
  /** Keys that a plaintext brings along, to be written in the same transaction. */
  keysIn(node: BinaryNode, plaintext: Uint8Array): KeyChange[]
  /** The store failed: the connection must end before anything is acknowledged. */
  storeFailed(error: unknown): void
}

/** The decrypt journal around the library's Signal repository. */
export interface Journal {
  /** Notes which stanza a ciphertext belongs to. Call it for each `<message>` before the library sees it. */
  capture(node: BinaryNode): void
  /**
   * The repository whose decryptions are journaled.
   * @param alive whether the connection still holds: afterwards nothing is opened, and the server sends it again.
   */
  around(
    repository: SignalRepositoryWithLIDStore,
    auth: SignalAuthState,
    alive: () => boolean,
  ): SignalRepositoryWithLIDStore
  /** Hands rows that never reached the store to the intake again. @returns how many stanzas. */
  replay(): number
}

interface Capture {
  stanza: OpenedStanza
  /** Parts that have neither been decrypted nor failed. */
  left: number
  /** A pruned part: this message is in the store for long. */
  known: boolean
}

/** What a pruned part is answered with: an empty message with one byte of padding, which the library takes and acknowledges. */
const NOTHING = Buffer.from([1])
const REPLAY_PAGE = 200

/** Names a part of a stanza for good; the ciphertext's hash tells a retry (new ciphertext, same id) from a redelivery. */
function partKey(node: BinaryNode, ciphertext: Uint8Array): string {
  const { id, from, participant } = node.attrs
  const hash = createHash('sha256').update(ciphertext).digest('base64url').slice(0, 16)
  return [from, participant ?? '', id, hash].join(' ')
}

/** The stanza without its ciphertexts: enough to project it again. */
function withoutCiphertext(node: BinaryNode): BinaryNode {
  if (!Array.isArray(node.content)) return node
  return {
    ...node,
    content: node.content.map(child => (child.tag === 'enc' ? { tag: child.tag, attrs: child.attrs } : child)),
  }
}

/** The encryptions that the library knows. `msmsg`, a bot's answer, is none of them. */
const ENCRYPTIONS: ReadonlySet<string | undefined> = new Set(['skmsg', 'pkmsg', 'msg'])

/** Whether the library will decrypt this part of a stanza. */
export function isReadable(part: BinaryNode): part is BinaryNode & { content: Uint8Array } {
  return part.tag === 'enc' && ENCRYPTIONS.has(part.attrs.type) && part.content instanceof Uint8Array
}

/** Makes the journal of one account. */
export function createJournal(store: JournalStore, keys: Keys, intake: Intake, now: () => number): Journal {
  const parts = new WeakMap<Uint8Array, Capture>()

  const capture = (node: BinaryNode): void => {
    const encrypted = Array.isArray(node.content) ? node.content.filter(child => child.tag === 'enc') : []
    const ciphertexts = encrypted.flatMap(part => (isReadable(part) ? [part.content] : []))
    // The library does not even try the others, so nobody would ever hear of them.
    const stanza: OpenedStanza = { node, plaintexts: [], rows: [], failed: ciphertexts.length < encrypted.length }
    const entry: Capture = { stanza, left: ciphertexts.length, known: false }
    for (const ciphertext of ciphertexts) parts.set(ciphertext, entry)
  }

  /** Decrypts and journals in one transaction with the ratchet. */
  const decryptOnce = async (
    node: BinaryNode,
    key: string,
    decrypt: () => Promise<Uint8Array>,
    transaction: (work: () => Promise<Uint8Array>) => Promise<Uint8Array>,
  ): Promise<{ row: number; plaintext: Uint8Array }> => {
    let plaintext: Uint8Array | null = null
    let row: number | null = null
    const write = (plaintext: Uint8Array, changes: KeyChange[]): number => {
      const entry: JournalEntry = {
        stanzaKey: key,
        stanza: toBytes(withoutCiphertext(node)),
        plaintext,
        at: msOf(node.attrs.t) ?? now(),
      }
      try {
        return store.record(entry, [...changes, ...intake.keysIn(node, plaintext)])
      } catch (error) {
        intake.storeFailed(error)
        throw error
      }
    }
    const scope = {
      commit(changes: KeyChange[]) {
        // The ratchet is written by the transaction around the decryption, when the plaintext is known; whatever the
        // library writes besides does not belong to it.
        if (plaintext === null || row !== null) keys.write(changes)
        else row = write(plaintext, changes)
      },
    }
    const result = await keys.withheld.run(scope, () =>
      transaction(async () => {
        plaintext = await decrypt()
        return plaintext
      }),
    )
    return { row: row ?? write(result, []), plaintext: result }
  }

  const open = async (
    ciphertext: Uint8Array,
    decrypt: () => Promise<Uint8Array>,
    transaction: (work: () => Promise<Uint8Array>) => Promise<Uint8Array>,
    alive: () => boolean,
  ): Promise<Uint8Array> => {
    if (!alive()) throw new Error('The connection is over')
    const entry = parts.get(ciphertext)
    if (!entry) return decrypt()
    const { stanza } = entry
    const key = partKey(stanza.node, ciphertext)
    let answer: Uint8Array = NOTHING
    let failure: unknown = null
    try {
      const known = store.find(key)
      const part = known
        ? { row: known.id, plaintext: known.plaintext }
        : await decryptOnce(stanza.node, key, decrypt, transaction)
      if (part.plaintext.length === 0) entry.known = true
      else {
        stanza.plaintexts.push(part.plaintext)
        stanza.rows.push(part.row)
        answer = part.plaintext
      }
    } catch (error) {
      if (!alive()) throw error
      failure = error
      stanza.failed = true
    }
    entry.left -= 1
    if (entry.left === 0 && !entry.known) {
      try {
        intake.opened(stanza)
      } catch (error) {
        intake.storeFailed(error)
        throw error
      }
    }
    if (failure !== null) throw failure
    return answer
  }

  return {
    capture,

    around(repository, auth, alive) {
      const transactional = auth.keys
      const inTransaction =
        (lock: string) =>
        (work: () => Promise<Uint8Array>): Promise<Uint8Array> =>
          'transaction' in transactional ? transactional.transaction(work, lock) : work()
      // The library sends within a key transaction that it writes after sending: a crash in between would have the next
      // message encrypted with the same keys. Outside of it each encryption writes its ratchet before the ciphertext is out.
      const outside = AsyncLocalStorage.snapshot()
      // The library locks by the JID it was given, but one session has several: two transactions of it would each write
      // what they read, and the later one would turn the ratchet back. So whatever changes a session takes its turn.
      const inTurn = turns()
      return {
        ...repository,
        encryptMessage: options => inTurn(() => outside(() => repository.encryptMessage(options))),
        encryptGroupMessage: options => inTurn(() => outside(() => repository.encryptGroupMessage(options))),
        injectE2ESession: options => inTurn(() => outside(() => repository.injectE2ESession(options))),
        validateSession: jid => outside(() => repository.validateSession(jid)),
        deleteSession: jids => inTurn(() => outside(() => repository.deleteSession(jids))),
        migrateSession: (from, to) => inTurn(() => outside(() => repository.migrateSession(from, to))),
        decryptMessage: options =>
          inTurn(() =>
            open(options.ciphertext, () => repository.decryptMessage(options), inTransaction(options.jid), alive),
          ),
        decryptGroupMessage: options =>
          inTurn(() =>
            open(options.msg, () => repository.decryptGroupMessage(options), inTransaction(options.group), alive),
          ),
      }
    },

    replay() {
      let stanzas = 0
      let after = 0
      let waiting: OpenedStanza | null = null
      const hand = () => {
        if (waiting === null) return
        intake.opened(waiting)
        waiting = null
        stanzas += 1
      }
      for (;;) {
        const rows = store.unprojected(after, REPLAY_PAGE)
        if (rows.length === 0) break
        for (const row of rows) {
          after = row.id
          const node = fromBytes(row.stanza) as BinaryNode
          const { id, from, participant } = node.attrs
          const last: BinaryNode['attrs'] | undefined = (waiting as OpenedStanza | null)?.node.attrs
          if (last && (last.id !== id || last.from !== from || last.participant !== participant)) hand()
          waiting ??= { node, plaintexts: [], rows: [], failed: false }
          waiting.plaintexts.push(row.plaintext)
          waiting.rows.push(row.id)
        }
      }
      hand()
      return stanzas
    },
  }
}
