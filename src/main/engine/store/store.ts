import type { ChangeSet } from '../changes.ts'
import type { CredentialStore, JournalStore, KeyStore } from '../ports.ts'
import { Accounts } from './accounts.ts'
import { Attestations } from './attestations.ts'
import { Audience } from './audience.ts'
import { Blocklist } from './blocklist.ts'
import { BusinessDetailsReader } from './business-details.ts'
import { BusinessReader } from './business-reader.ts'
import { CardAnswers } from './card-answers.ts'
import { Changes } from './changes.ts'
import { ChatDerived } from './chat-derived.ts'
import { ChatMarks } from './chat-marks.ts'
import { ChatReader } from './chat-reader.ts'
import { Chats } from './chats.ts'
import type { Database } from './database.ts'
import { Drafts } from './drafts.ts'
import { privateFile } from './files.ts'
import { HistoryJobs } from './history.ts'
import { Impostors } from './impostors.ts'
import { Journal } from './journal.ts'
import { LiveNotices } from './live-notices.ts'
import type { Lock } from './lock.ts'
import { Media } from './media.ts'
import { Members } from './members.ts'
import { Merger } from './merge.ts'
import { MessageReader } from './message-reader.ts'
import { Messages } from './messages.ts'
import { Meta } from './meta.ts'
import { Names } from './names.ts'
import { Outbox } from './outbox.ts'
import { People } from './people.ts'
import { PeopleReader } from './people-reader.ts'
import { PersonDisplay } from './person-display.ts'
import { PostingTimes } from './posting-times.ts'
import { Profiles } from './profiles.ts'
import { Reactions } from './reactions.ts'
import { Receipts } from './receipts.ts'
import type { Sealer } from './seal.ts'
import { Search } from './search.ts'
import { SearchIndex } from './search-index.ts'
import { SetAside } from './set-aside.ts'
import { SettingsStore } from './settings.ts'
import { Credentials, SignalKeys } from './signal-keys.ts'
import { StatusAuthors } from './status-authors.ts'
import { StatusExpiry } from './status-expiry.ts'
import { StatusQueue } from './status-queue.ts'
import { StatusReader } from './status-reader.ts'
import { Statuses } from './statuses.ts'
import { UnitOfWork } from './unit-of-work.ts'
import { ViewQueue } from './view-queue.ts'

/**
 * Everything on disk. Writers are grouped by aggregate, readers answer the contract in the model's types. Every writer
 * runs in a transaction: its own, or the one of {@link transaction} around it.
 *
 * Ids are row numbers. Two rows found to be one person (or chat) are merged; the id that went keeps leading to the one
 * that stayed (`people.current`, `chats.current`, and every reader).
 */
export class Store {
  readonly accounts: Accounts
  readonly people: People
  readonly peopleReader: PeopleReader
  readonly names: Names
  readonly attestations: Attestations
  readonly blocklist: Blocklist
  readonly impostors: Impostors
  readonly chats: Chats
  readonly chatReader: ChatReader
  readonly businessReader: BusinessReader
  readonly businessDetails: BusinessDetailsReader
  readonly profiles: Profiles
  readonly members: Members
  readonly messages: Messages
  readonly messageReader: MessageReader
  readonly liveNotices: LiveNotices
  readonly cardAnswers: CardAnswers
  readonly changes: Changes
  readonly reactions: Reactions
  readonly receipts: Receipts
  readonly statuses: Statuses
  readonly statusExpiry: StatusExpiry
  readonly statusReader: StatusReader
  /** Files of status updates. */
  readonly media: Media
  readonly statusQueue: StatusQueue
  readonly viewQueue: ViewQueue
  readonly postingTimes: PostingTimes
  readonly audience: Audience
  readonly drafts: Drafts
  readonly settings: SettingsStore
  readonly outbox: Outbox
  readonly keys: KeyStore
  readonly credentials: CredentialStore
  readonly journal: JournalStore
  readonly history: HistoryJobs
  readonly search: Search
  readonly setAside: SetAside
  readonly #unit: UnitOfWork
  readonly #db: Database
  readonly #lock: Lock
  #closed = false

  constructor(db: Database, parts: { sealer: Sealer; lock: Lock; now: () => number }) {
    const unit = new UnitOfWork(db, parts.now)
    this.#unit = unit
    this.#db = db
    this.#lock = parts.lock

    const meta = new Meta(unit)
    const index = new SearchIndex(unit, meta)
    this.keys = new SignalKeys(unit, parts.sealer)
    const journal = new Journal(unit, this.keys)
    this.credentials = new Credentials(unit, parts.sealer)
    this.journal = journal
    this.history = new HistoryJobs(unit)
    this.settings = new SettingsStore(unit)
    this.outbox = new Outbox(unit)
    this.setAside = new SetAside(unit, meta)

    this.people = new People(unit)
    this.names = new Names(unit, this.people)
    this.attestations = new Attestations(unit, this.people)
    this.impostors = new Impostors(unit, this.people, this.names)
    this.blocklist = new Blocklist(unit)
    this.profiles = new Profiles(unit)
    this.accounts = new Accounts(unit, this.people)
    this.chats = new Chats(unit, this.people)
    this.members = new Members(unit, this.people, this.chats)
    this.changes = new Changes(unit)
    this.messages = new Messages(unit, this.people, {
      chats: this.chats,
      changes: this.changes,
      index,
      settings: this.settings,
    })
    this.cardAnswers = new CardAnswers(unit)
    this.reactions = new Reactions(unit)
    this.receipts = new Receipts(unit)
    this.statuses = new Statuses(unit, this.people, journal)
    this.statusExpiry = new StatusExpiry(unit, journal, this.setAside)
    this.drafts = new Drafts(unit, this.chats)
    const marks = new ChatMarks(unit, this.chats, this.messages, index)
    this.chats.setMarks(marks)

    const merger = new Merger(unit, { ...this.#aggregates(), marks, index })
    this.people.setMerge((keep, gone) => merger.people(keep, gone))
    // What is derived, in this order: names first, then what is made of them, then chats.
    new PersonDisplay(unit, this.people, this.names, this.attestations, this.impostors)
    new ChatDerived(unit, this.chats)
    const statusAuthors = new StatusAuthors(unit, this.people)

    this.peopleReader = new PeopleReader(unit, this.people)
    const { chats, settings, impostors } = this
    this.chatReader = new ChatReader(unit, this.people, { chats, statusAuthors, impostors, settings })
    this.statusReader = new StatusReader(unit, this.people, statusAuthors)
    this.media = new Media(unit)
    this.viewQueue = new ViewQueue(unit)
    this.postingTimes = new PostingTimes(unit)
    this.statusQueue = new StatusQueue(unit, this.people, this.postingTimes)
    this.audience = new Audience(unit, this.people)
    this.businessReader = new BusinessReader(unit, this.chatReader)
    this.liveNotices = new LiveNotices(unit, this.people, this.chats, this.attestations)
    this.messageReader = new MessageReader(unit, this.people, { chats, settings, notices: this.liveNotices })
    this.businessDetails = new BusinessDetailsReader(unit, {
      people: this.peopleReader,
      attestations: this.attestations,
      profiles: this.profiles,
      messages: this.messageReader,
    })
    const { chatReader, messageReader } = this
    this.search = new Search(unit, { chats, chatReader, messageReader, index })
  }

  /**
   * Runs `fn` in one immediate transaction; inside another one it joins that. What is derived (a chat's last message and
   * counter, displayed names and standings) is brought up to date just before the commit, so within `fn` readers may
   * see the old ones; {@link refresh} brings them up to date at once.
   * @throws what `fn` throws, after rolling everything back.
   */
  transaction<T>(fn: () => T): T {
    return this.#unit.write(fn)
  }

  /** Inside a transaction: brings what is derived up to date now. */
  refresh(): void {
    this.#unit.refresh()
  }

  /** Called after each commit that changed something the screen shows. Answers a function that stops it. */
  onCommit(listener: (changes: ChangeSet) => void): () => void {
    return this.#unit.onCommit(listener)
  }

  /** A consistent copy of the database at `file` (0600). Runs in slices, beside other work. */
  async keepCopy(file: string): Promise<void> {
    privateFile(file)
    await this.#db.backup(file)
  }

  /** Every statement, for the tests of the query plans. */
  get database(): Pick<Database, 'statements' | 'plan'> {
    return this.#db
  }

  /** Releases the lock. Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.impostors.stop()
    try {
      this.#db.close()
    } finally {
      this.#lock.release()
    }
  }

  #aggregates() {
    const { people, names, attestations, blocklist, profiles, chats, members } = this
    const { messages, changes, reactions, receipts, statuses } = this
    return {
      people,
      names,
      attestations,
      blocklist,
      profiles,
      chats,
      members,
      messages,
      changes,
      reactions,
      receipts,
      statuses,
    }
  }
}
