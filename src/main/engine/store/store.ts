import type { ChangeSet } from '../changes.ts'
import type { CredentialStore, HistoryStore, JournalStore, KeyStore } from '../ports.ts'
import type { Accounts } from './accounts.ts'
import type { Attestations } from './attestations.ts'
import type { Blocklist } from './blocklist.ts'
import type { Changes } from './changes.ts'
import type { ChatReader } from './chat-reader.ts'
import type { Chats } from './chats.ts'
import type { Drafts } from './drafts.ts'
import type { Members } from './members.ts'
import type { MessageReader } from './message-reader.ts'
import type { Messages } from './messages.ts'
import type { Meta } from './meta.ts'
import type { Names } from './names.ts'
import type { Outbox } from './outbox.ts'
import type { People } from './people.ts'
import type { PeopleReader } from './people-reader.ts'
import type { Reactions } from './reactions.ts'
import type { Receipts } from './receipts.ts'
import type { Search } from './search.ts'
import type { SettingsStore } from './settings.ts'
import type { Statuses } from './statuses.ts'

/**
 * Everything on disk. Writers are grouped by aggregate, readers answer the contract in the model's types. Every writer
 * runs in a transaction: its own, or the one of {@link transaction} around it.
 *
 * Ids are row numbers. Two rows found to be one person (or chat) are merged; the id that went keeps leading to the one
 * that stayed (`people.current`, `chats.current`, and every reader).
 */
export declare class Store {
  readonly accounts: Accounts
  readonly people: People
  readonly peopleReader: PeopleReader
  readonly names: Names
  readonly attestations: Attestations
  readonly blocklist: Blocklist
  readonly chats: Chats
  readonly chatReader: ChatReader
  readonly members: Members
  readonly messages: Messages
  readonly messageReader: MessageReader
  readonly changes: Changes
  readonly reactions: Reactions
  readonly receipts: Receipts
  readonly statuses: Statuses
  readonly drafts: Drafts
  readonly settings: SettingsStore
  readonly outbox: Outbox
  readonly meta: Meta
  readonly keys: KeyStore
  readonly credentials: CredentialStore
  readonly journal: JournalStore
  readonly history: HistoryStore
  readonly search: Search

  /**
   * Runs `fn` in one immediate transaction; inside another one it joins that. What is derived (a chat's last message and
   * counter, displayed names and standings) is brought up to date just before the commit, so within `fn` readers may
   * see the old ones; {@link refresh} brings them up to date at once.
   * @throws what `fn` throws, after rolling everything back.
   */
  transaction<T>(fn: () => T): T
  /** Inside a transaction: brings what is derived up to date now. */
  refresh(): void
  /** Called after each commit that changed something the screen shows. Answers a function that stops it. */
  onCommit(listener: (changes: ChangeSet) => void): () => void
  /** A consistent copy of the database at `file` (0600). Runs in slices, beside other work. */
  keepCopy(file: string): Promise<void>
  /** Moves the write-ahead log into the database and empties it: what was deleted is gone from the disk after this. */
  checkpoint(): void
  /** Releases the lock. Idempotent. */
  close(): void
}
