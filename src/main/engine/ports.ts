/**
 * Where the engine's parts meet. The link, sync, actions and the host know each other only through these, so each can be
 * read, tested and replaced by itself.
 */
import type { BusinessProfile, Connection, Linking, MediaFailure, SyncProgress } from '../../shared/model.ts'
import type { CardReply } from '../../shared/rules/cards.ts'
import type { ChatRef, EventBatch, MessageKey, PersonRef } from './events.ts'

/** The host's way to protect a secret. Plain files are the fallback, and are named so. */
export interface SecretBox {
  /** Recorded beside what was wrapped, e.g. `gnome_libsecret`, `keychain`, `dpapi`, `none`. */
  backend: string
  protection: 'keychain' | 'filePermissions'
  wrap(bytes: Uint8Array): Promise<Uint8Array>
  /** @throws when the bytes were wrapped by another key or backend. */
  unwrap(bytes: Uint8Array): Promise<Uint8Array>
}

/** Where the wire is, for tests and the demo; null: the real service (architecture.md, environment). */
export interface WireAddress {
  url: string | null
  /** 64 hex digits. */
  rootKeyHex: string | null
  /** `host:port` */
  mediaHost: string | null
  /** Path of a PEM file. */
  mediaCaFile: string | null
}

/** What the link tells; implemented by sync (apply) and the engine (the rest). */
export interface LinkListener {
  /** Applies the batch in one transaction. Returns after the commit. @throws when the store failed: the link does not acknowledge then. */
  apply(batch: EventBatch): void
  connection(state: Connection): void
  linking(state: Linking): void
  progress(state: SyncProgress): void
  /** Who is writing now; ephemeral, never stored. */
  typing(chat: ChatRef, person: PersonRef, activity: 'typing' | 'recording' | 'none'): void
  /** Linked as this account: called at pairing and at each login. @returns false when the store belongs to another account: the link logs out and reports OTHER_ACCOUNT. */
  linkedAs(me: PersonRef, name: string | null): boolean
}

/** What is sent. The link builds the protobuf; text and ids come from the store's outbox. */
export type Outgoing =
  | {
      kind: 'text'
      text: string
      /** The quoted message's key and its encoded WebMessageInfo; or the reply itself as {@link LinkPort.statusReply} made it. */
      quoted: { key: MessageKey; raw: Uint8Array } | { reply: Uint8Array } | null
      mentions: PersonRef[]
      /** The chat's timer in seconds, which goes along with the message; 0: it stays. */
      disappearingSeconds: number
    }
  /** An answer to a card, quoting it. */
  | {
      kind: 'selection'
      reply: CardReply
      /** The card's key and its encoded WebMessageInfo; null when its content is gone. */
      quoted: { key: MessageKey; raw: Uint8Array | null }
      /** As for a text. */
      disappearingSeconds: number
    }
  | { kind: 'edit'; target: MessageKey; text: string }
  | { kind: 'revoke'; target: MessageKey }
  /** Null takes it back. */
  | { kind: 'react'; target: MessageKey; emoji: string | null }

/** A status update that is replied to. */
export interface QuotedPost {
  author: PersonRef
  wireId: string
  /** Its encoded WebMessageInfo. */
  raw: Uint8Array
}

/** A post of one's own, to be sent to everybody of its audience. */
export type OutgoingPost =
  | { kind: 'text'; text: string; backgroundArgb: number; font: number }
  | {
      kind: 'image' | 'video'
      /** Path of the file to upload. */
      file: string
      mimetype: string
      caption: string | null
      /** Pixels. */
      width: number
      height: number
      /** Seconds; null for an image. */
      duration: number | null
      /** JPEG. */
      thumbnail: Uint8Array
    }

/** App-state changes this device makes, mirrored to the phone. */
export type ChatCommand =
  | { kind: 'pin'; chat: ChatRef; on: boolean }
  | { kind: 'archive'; chat: ChatRef; on: boolean; last: LastMessages }
  | { kind: 'mute'; chat: ChatRef; until: number | 'forever' | null }
  | { kind: 'markRead'; chat: ChatRef; read: boolean; last: LastMessages }
  | { kind: 'clear'; chat: ChatRef; last: LastMessages }
  | { kind: 'delete'; chat: ChatRef; last: LastMessages }
  | { kind: 'deleteForMe'; chat: ChatRef; target: MessageKey /** ms */; at: number }

/** The newest messages of a chat, newest first: the phone wants to know up to where a command holds. */
export type LastMessages = { key: MessageKey /** ms */; at: number }[]

/** A business' profile as it was just told. The size of its catalog is another question. */
export interface ToldProfile {
  profile: Omit<BusinessProfile, 'at' | 'catalogCount'>
  hasCatalog: boolean
}

/** An error of the link with a code for the screen. */
export class LinkError extends Error {
  readonly code:
    | 'OFFLINE'
    | 'NOT_LINKED'
    | 'TIMEOUT'
    | 'SERVER_REFUSED'
    | 'NOT_ON_WHATSAPP'
    | 'NOT_ALLOWED'
    | 'IDENTITY_UNKNOWN'
    | 'INTERNAL'
  constructor(code: LinkError['code'], message: string) {
    super(message)
    this.name = 'LinkError'
    this.code = code
  }
}

/** What the engine and the actions ask of the link. Every promise rejects with a {@link LinkError}. */
export interface LinkPort {
  /** Connects when there are credentials; else waits for linking. */
  start(): void
  /** Flushes what was received, then closes. Idempotent. */
  stop(): Promise<void>
  /** Tries now rather than at the next planned time. */
  reconnect(): void
  linkByQr(): Promise<void>
  linkByCode(phoneDigits: string): Promise<void>
  cancelLinking(): Promise<void>
  /** Logs out at the server and forgets the credentials. Resolves with false when the server could not be told: the phone still lists this device then. */
  unlink(): Promise<boolean>
  /** True while messages can go out. */
  readonly online: boolean
  /** A new id in the wire's form for an own message. */
  newWireId(): string
  /** Sends once under the given id. Resolves when the server took it. Sending the same id again is safe: receivers drop doubles. */
  send(chat: ChatRef, wireId: string, message: Outgoing): Promise<{ at: number; raw: Uint8Array }>
  /**
   * A text that quotes a status update, as an encoded WebMessageInfo that has all it needs to go out when the update is over.
   * Asks nobody and sends nothing.
   */
  statusReply(chat: ChatRef, wireId: string, text: string, post: QuotedPost): Uint8Array
  chatCommand(command: ChatCommand): Promise<void>
  /** Read receipts to the authors (or, with `toSender` false, only to one's own devices). */
  sendRead(keys: MessageKey[], toSender: boolean): Promise<void>
  /** Shows the user as online to their contacts, or not. The service tells presence and writing of others only to those who are. */
  setAvailable(on: boolean): Promise<void>
  sendTyping(chat: ChatRef, activity: 'typing' | 'none'): Promise<void>
  watchPresence(chat: ChatRef): Promise<void>
  /** Fetches a group's subject and members; they arrive as events. */
  refreshGroup(jid: string): Promise<void>
  /** @returns who has this number, or null when nobody on the service does. */
  lookUpNumber(phoneDigits: string): Promise<PersonRef | null>
  /**
   * Asks the server in one query what it attests of these people. The answers arrive as attestation events of source
   * `lookup`, also for those who are no business; of whom the server says nothing, nothing arrives.
   */
  lookUpBusinesses(people: readonly PersonRef[]): Promise<void>
  /** What a business tells of itself, cleaned; null: nothing, the server says. Nothing is stored. */
  businessProfile(person: PersonRef): Promise<ToldProfile | null>
  /** How many products the page of its catalog has that begins at `after` (null: the first), and where the next begins. */
  businessCatalog(person: PersonRef, after: string | null): Promise<{ products: number; after: string | null }>
  /**
   * Blocks or unblocks a person at the server. Resolves when it agreed and that is in the store; rejects, also with
   * `IDENTITY_UNKNOWN` (the server wants both number and LID), with nothing changed.
   */
  setBlocked(person: PersonRef, blocked: boolean): Promise<void>
  /**
   * Posts a status update, sent and readable to this audience and one's own devices only. Resolves when the server took it; sending
   * the same id again is safe. @param progress per cent of the upload.
   */
  postStatus(
    wireId: string,
    post: OutgoingPost,
    audience: readonly PersonRef[],
    progress: (percent: number) => void,
  ): Promise<{ at: number; raw: Uint8Array }>
  /** Takes an own post back at everybody who may have got it. */
  revokeStatus(wireId: string, audience: readonly PersonRef[]): Promise<void>
  /** Tells the author (if the account's privacy lets it; else only one's own devices) that these posts were seen. */
  sendViewed(author: PersonRef, wireIds: readonly string[]): Promise<void>
  /**
   * Fetches a message's file and writes its content to `file`, which must not exist. Streamed; MAC and both hashes are checked before
   * this resolves, and nothing stays at `file` when it rejects, with a {@link MediaError} (`network` also when the signal ended it;
   * `gone`: ask for it with {@link askReupload}). Until then it is at `file` with `.part` behind its name.
   */
  fetchMedia(request: MediaRequest): Promise<{ bytes: number }>
  /**
   * Asks the phone to upload a message's file again. Resolves with its new path on the media host. Nothing is asked twice at a time.
   * @throws {MediaError} `gone` when the phone has not got it; `network` without a connection, or when the phone says nothing for a minute.
   */
  askReupload(raw: Uint8Array): Promise<string>
  /** Asks the phone for messages older than `oldest`; resolves when they are in the store, with how many came. */
  loadOlder(chat: ChatRef, oldest: { key: MessageKey; at: number }, count: number): Promise<number>
}

/** A message's file that did not come. */
export class MediaError extends Error {
  readonly why: MediaFailure
  constructor(why: MediaFailure) {
    super(`The file did not come: ${why}`)
    this.name = 'MediaError'
    this.why = why
  }
}

/** A file to fetch. */
export interface MediaRequest {
  /** The message it belongs to: an encoded WebMessageInfo. */
  raw: Uint8Array
  /** Where the phone has put it anew; null: where the message says. */
  directPath: string | null
  file: string
  /** 0–100. */
  progress: (percent: number) => void
  signal: AbortSignal
}

/** One Signal key to write; null deletes it. `value` is serialised by the link and sealed by the store. */
export interface KeyChange {
  type: string
  id: string
  value: Uint8Array | null
}

/** Signal keys on disk, sealed at rest. */
export interface KeyStore {
  /** Missing ids are absent from the answer. */
  get(type: string, ids: readonly string[]): Map<string, Uint8Array>
  /** Everything or nothing, across types. */
  write(changes: readonly KeyChange[]): void
  clear(): void
}

/** The account's credentials on disk, sealed at rest. */
export interface CredentialStore {
  load(): Uint8Array | null
  save(bytes: Uint8Array): void
  clear(): void
}

/** One decrypted part of a stanza. `stanzaKey` names the part for good: sender, chat, id and the part's number. */
export interface JournalEntry {
  stanzaKey: string
  /** The stanza as it came, encoded, so that it can be projected again. */
  stanza: Uint8Array
  plaintext: Uint8Array
  /** ms */
  at: number
}

/** The decrypt journal: ratchet and plaintext hit the disk together, before anything is acknowledged. */
export interface JournalStore {
  /** Writes the entry and the ratchet's key changes in one transaction. @returns the row; the existing one when the key is known (then no key is written). */
  record(entry: JournalEntry, keys: readonly KeyChange[]): number
  find(stanzaKey: string): { id: number; plaintext: Uint8Array } | null
  /** Rows whose events are not in the store yet, oldest first. */
  unprojected(afterId: number, limit: number): (JournalEntry & { id: number })[]
  /** For rows that lead to no event (a key distribution, say). Sync marks the others through {@link EventBatch.journal}. */
  markProjected(ids: readonly number[]): void
  /** For rows whose content is kept elsewhere from now on: projected, and their bytes go at once. */
  drop(ids: readonly number[]): void
  /** Drops plaintext of rows projected before this time; the keys stay longer, so that a redelivery is recognised. */
  prune(projectedBefore: number): void
}

/** A history notification that is not fully in the store yet. Survives crashes. */
export interface HistoryJob {
  id: number
  /** The wire's sync type number. */
  syncType: number
  chunkOrder: number
  /** 0–100 as the phone told, or null. */
  progress: number | null
  /** The encoded HistorySyncNotification, inline payload included. */
  notification: Uint8Array
  /** How many slices of it are in the store. */
  slicesDone: number
}

export interface HistoryStore {
  /** Idempotent by the notification's message id. @returns the job, or null when that one was completed before. */
  add(wireId: string, job: Omit<HistoryJob, 'id' | 'slicesDone'>): HistoryJob | null
  pending(): HistoryJob[]
  /** Records how far the job is, in the transaction of the slice's events. */
  sliceDone(id: number, slicesDone: number): void
  done(id: number): void
}
