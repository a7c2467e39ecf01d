/**
 * What crosses the bridge. Plain JSON, no classes. Times are milliseconds since the epoch unless a comment says otherwise;
 * ids are the store's row numbers, never JIDs.
 */
import type { Content, ContentKind } from './content.ts'
import type { CardChoice } from './rules/cards.ts'

/** How far a business has been verified (domain.md §3). `none`: not a business. */
export type Standing = 'verified' | 'confirmed' | 'unverified' | 'none'

/** Where the name that is shown came from (domain.md §2), in the rule's order; `subject` is a group's. */
export type NameSource = 'addressBook' | 'certificate' | 'history' | 'push' | 'number' | 'unknown' | 'subject' | 'me'

/** A name ready to show. For `unknown`, `text` is the last four digits of the LID and the screen adds the words. */
export interface DisplayName {
  source: NameSource
  /** Cleaned (no controls, no bidi overrides, no imitation badges); a push name already has its `~ `. */
  text: string
}

/** A person as shown in a line: a name and what the name's badge depends on. */
export interface PersonLine {
  id: number
  name: DisplayName
  standing: Standing
}

export interface Person extends PersonLine {
  /** International format, e.g. `+44 7700 900123`; null when only a LID is known. */
  phone: string | null
  savedName: string | null
  chosenName: string | null
  pushName: string | null
  isMe: boolean
  blocked: boolean
  /** The direct chat with this person, if there is one. */
  chatId: number | null
}

/** A message's way. `received` for incoming; the others for one's own. */
export type MessageStatus = 'received' | 'pending' | 'sent' | 'delivered' | 'read' | 'played' | 'failed' | 'cancelled'

export interface MessagePreview {
  messageId: number
  at: number
  fromMe: boolean
  /** The author in a group; null in a direct chat and for one's own. */
  author: PersonLine | null
  kind: ContentKind
  /** At most 200 characters of text, caption or card body; empty where the kind itself is all there is. */
  text: string
  status: MessageStatus
  deleted: Deletion | null
}

/** Muted until a time, or for good. */
export type Mute = { until: number } | { until: 'forever' }

export interface Chat {
  id: number
  kind: 'direct' | 'group'
  /** The other side of a direct chat. */
  personId: number | null
  /** True for the chat with oneself. */
  isSelf: boolean
  name: DisplayName
  standing: Standing
  /** Order among pinned chats (newest pin first); null: not pinned. */
  pinnedAt: number | null
  muted: Mute | null
  archived: boolean
  /** Unread incoming messages. */
  unread: number
  /** Marked unread by the user, whatever the count. */
  markedUnread: boolean
  draft: string | null
  last: MessagePreview | null
  /** Sort key: time of the newest message, or of the chat's creation. */
  at: number
  /** Members of a group that are known; 0 for direct chats. */
  members: number
  /** False when the user left or was removed, or only admins may write: the composer says so. */
  canWrite: boolean
  /** The other side of a direct chat is blocked (domain.md §6). */
  blocked: boolean
  /** Whom this unsaved sender can be taken for, a verified business or a saved contact (domain.md §9); null: nobody, or dismissed. */
  impostorOf: PersonLine | null
}

/** Who can read a chat with a business (domain.md §7). */
export type ChatReader = 'business' | 'platform' | 'company' | 'both'

/** A row of the section "Businesses". */
export interface Business extends PersonLine {
  /** International format; null when only a LID is known. */
  phone: string | null
  savedName: string | null
  chosenName: string | null
  /** Since when it has stood as it does, by what was attested without a break. */
  since: number
  blocked: boolean
  /** The direct chat with it, and that chat's last message. */
  chatId: number | null
  last: MessagePreview | null
  /** Time of the last message; 0 when there is none. */
  at: number
}

export type BusinessFilter = 'all' | 'verified' | 'confirmed' | 'unverified'
/** `recent`: last message first; `name`; `since`: newest standing first. */
export type BusinessSort = 'recent' | 'name' | 'since'

/** One change in what is attested of a business, and from where it is known. */
export interface StandingChange {
  at: number
  source: 'stanza' | 'lookup' | 'history'
  standing: Standing
  /** The name it was attested with then, cleaned; null: none. */
  name: string | null
  reader: ChatReader | null
}

export interface OpeningHours {
  /** 0 is Sunday. */
  day: 0 | 1 | 2 | 3 | 4 | 5 | 6
  /** Minutes after midnight in the business' zone; null for `allDay` and `appointment`. */
  mode: 'specific' | 'allDay' | 'appointment'
  opens: number | null
  closes: number | null
}

/** What a business tells of itself. Its own words, attested by nobody. */
export interface BusinessProfile {
  description: string | null
  address: string | null
  email: string | null
  /** http and https only. */
  websites: string[]
  category: string | null
  /** IANA name; null: not told or not known here. */
  timeZone: string | null
  hours: OpeningHours[]
  /** Products in its catalog; null: not told. */
  catalogCount: number | null
  /** When it was fetched. */
  at: number
}

/** What the details panel says of a business, all of it from the store. */
export interface BusinessDetails {
  person: Person
  /** Since when it has been verified without a break; null: it is not. */
  verifiedSince: number | null
  /** Newest first; only what changed something. */
  history: StandingChange[]
  reader: ChatReader | null
  /** Null: it has none, or was not asked yet. */
  profile: BusinessProfile | null
  /** When the server last said which profile it has, or that it has none; null: never. */
  profileAskedAt: number | null
  /** Files, images and cards of the last 30 days in the direct chat, newest first, at most 20. */
  tickets: Message[]
  /** One-time codes of the last 30 days in the direct chat, newest first, at most 20. */
  codes: { messageId: number; at: number; code: string }[]
}

/** Who took a message away, and whether its content is still here. `timer`: its time ran out, and it is kept all the same. */
export interface Deletion {
  by: 'author' | 'admin' | 'phone' | 'me' | 'timer'
  at: number
  /** The text is kept and shown with the fact (domain.md §5). */
  kept: boolean
}

export interface Quote {
  /** The quoted message's row if it is in the store: pressing the quote jumps there. */
  messageId: number | null
  author: PersonLine | null
  fromMe: boolean
  kind: ContentKind
  text: string
  /** The quoted message is a status update. */
  ofStatus: boolean
  /** The quoted status update, while it lives and is here: pressing the quote shows it. */
  statusId: number | null
  /** Picture of a quoted status update, JPEG in base64: it is kept when the update is over. */
  thumbnail: string | null
}

export interface Reaction {
  emoji: string
  person: PersonLine
  fromMe: boolean
  at: number
}

export interface Message {
  id: number
  chatId: number
  fromMe: boolean
  author: PersonLine
  at: number
  content: Content
  status: MessageStatus
  /** Why sending failed; a code of {@link ErrorCode}. */
  failure: string | null
  quote: Quote | null
  reactions: Reaction[]
  /** Time of the last edit, or null. */
  editedAt: number | null
  deleted: Deletion | null
  forwarded: boolean
  /** JPEG, base64, as it came in the message. */
  thumbnail: string | null
  /** People named with @ in the text: the wire's token (digits after the @) and who it is. */
  mentions: { token: string; person: PersonLine }[]
  /** Unread and incoming. */
  unread: boolean
}

/** Where a page may go on from. Opaque to the screen. */
export type Cursor = string

export interface Page<T> {
  items: T[]
  /** Null when there is no more in the direction asked for. */
  next: Cursor | null
}

/** Messages in ascending order of time. */
export interface MessagePage {
  items: Message[]
  older: Cursor | null
  newer: Cursor | null
  /** Row of the oldest unread incoming message of the chat when it was asked for, or null. */
  firstUnread: number | null
  /** The phone may have older messages than the store (the screen offers to ask for them). */
  phoneHasOlder: boolean
}

/** What the user answered to a card. */
export interface CardAnswer {
  /** The answer's own message. */
  messageId: number
  /** By its place on the card; null when the answer is none of the card's choices. */
  choice: CardChoice | null
  text: string
  status: MessageStatus
}

export interface MessageReceipt {
  person: PersonLine
  deliveredAt: number | null
  readAt: number | null
  playedAt: number | null
}

export interface MessageInfo {
  message: Message
  receipts: MessageReceipt[]
}

/** Where an author stands in the list of status updates: something is unseen, all is seen, or the user muted them. */
export type StatusGroup = 'recent' | 'viewed' | 'muted'

/** A person with posts that are not over (domain.md §10): a row of the list. */
export interface StatusAuthor extends PersonLine {
  group: StatusGroup
  /** Whether each post was seen, oldest first: the segments of the ring. */
  seen: boolean[]
  newestAt: number
  /** The newest post, for the picture in the row: each text of it cut at 200 characters, no thumbnail of more than 16 KiB. */
  newest: Pick<StatusPost, 'content' | 'thumbnail' | 'backgroundArgb' | 'font'>
}

/** An author as far as it matters for going from one to the next. */
export interface StatusWalker {
  id: number
  group: StatusGroup
  /** How many of the posts were not seen. */
  unseen: number
}

/** Why a post's file is not here. `kind`: it is no file of the kinds that are shown; `disk`: it could not be written. */
export type MediaFailure = 'network' | 'gone' | 'tampered' | 'tooLarge' | 'kind' | 'disk'

/** The file of a post. `away`: it was not asked for yet; `here`: it is served under {@link StatusPost.mediaId}. */
export type MediaState =
  | { state: 'none' }
  | { state: 'away' }
  | { state: 'coming' /** 0–100; null: not known. */; percent: number | null }
  | { state: 'here' }
  | { state: 'failed'; why: MediaFailure }

/** A status update. */
export interface StatusPost {
  id: number
  author: PersonLine
  fromMe: boolean
  /** Whether the author is muted. */
  muted: boolean
  at: number
  /** It is over then, for good. */
  expiresAt: number
  content: Content
  /** Of a text post, as the wire has them; null: not told. */
  backgroundArgb: number | null
  font: number | null
  /** People named with @ in text or caption, as in {@link Message}. */
  mentions: { token: string; person: PersonLine }[]
  /** JPEG, base64, as it came in the post. */
  thumbnail: string | null
  /** One's own posts count as seen. */
  seen: boolean
  media: MediaState
  /** What its file is asked for by; null while it is not here. Never used again for another one. */
  mediaId: number | null
  /** How far an own post has come; `deleting`: it waits to be taken back. Those of others are `sent`. */
  way: 'pending' | 'sent' | 'failed' | 'deleting'
  /** Why it was not posted, or not taken back. */
  failure: ErrorCode | null
  /** How many have seen an own post; 0 for those of others. */
  viewers: number
}

export interface StatusViewer {
  person: PersonLine
  at: number
}

/** What the user may post now, and who gets it. */
export interface StatusPosting {
  /** Before this no post is taken (ms); null: now. */
  nextAt: number | null
  /** Posts left until a day is over. */
  left: number
  /** Saved contacts who get it, and those who were left out. */
  receiving: number
  excluded: number
}

/** A saved contact, and whether the user's own posts go to them. */
export interface AudienceMember extends PersonLine {
  phone: string | null
  excluded: boolean
}

/** Files of posts on this computer. */
export interface StatusStorage {
  files: number
  bytes: number
  viewedFiles: number
  viewedBytes: number
}

/** The account this data folder belongs to. */
export interface Account {
  personId: number
  name: string | null
  phone: string
  linkedAt: number
}

export type Connection =
  | { state: 'unlinked' }
  | { state: 'connecting' }
  | { state: 'connected' }
  /** `retryAt`: when the next try is made, or null when it waits for the network or the user. */
  | { state: 'offline'; reason: OfflineReason; retryAt: number | null }

/** `setup`: no connection can be made on this machine, e.g. because a certificate file cannot be read; the log says why. */
export type OfflineReason = 'network' | 'replaced' | 'server' | 'forbidden' | 'outdated' | 'setup' | 'stopped'

/** Linking to the phone. */
export type Linking =
  | { step: 'idle' }
  /** The phone logged this device out; the history stays. */
  | { step: 'loggedOut'; at: number }
  | { step: 'starting' }
  /** `qr`: the text to draw. `expiresAt`: it is replaced by the next one by then. */
  | { step: 'qr'; qr: string; expiresAt: number }
  /** `code`: eight characters, shown as XXXX-XXXX. */
  | { step: 'code'; code: string; phone: string; expiresAt: number }
  | { step: 'pairing' }
  | { step: 'linked' }
  | { step: 'failed'; error: ErrorCode }

/** History arriving from the phone. `percent` 0–100, as the phone tells it. */
export type SyncProgress = { state: 'idle' } | { state: 'running'; percent: number; messages: number; chats: number }

export interface Settings {
  language: 'system' | 'en' | 'fr'
  theme: 'system' | 'light' | 'dark'
  /** Send read receipts and status views. */
  readReceipts: boolean
  /** domain.md §5. */
  keepVerified: boolean
  enterSends: boolean
  /** Clear the clipboard a minute after a code was copied if the code is still in it. */
  clearCopiedCodes: boolean
  /** Files of status updates: when their author's posts are opened, or at once unless the network is known to be metered. */
  statusMedia: 'opened' | 'unmetered'
}

/** What the engine runs in, for the settings screen. */
export interface HostFacts {
  kind: 'desktop' | 'browser'
  version: string
  platform: string
  dataDir: string
  /** How credentials and Signal keys are protected: by the system's key store, or by file permissions alone. */
  secrets: 'keychain' | 'filePermissions'
  /** BCP 47 language of the system, or the one forced by PILLION_LANG. */
  language: string
}

/** Whether the store could be opened. */
export type StoreHealth =
  | { state: 'ok' }
  | { state: 'newer'; found: number; supported: number }
  | { state: 'corrupt'; detail: string }
  | { state: 'locked' }
  | { state: 'secretsUnreadable' }

export interface AppState {
  health: StoreHealth
  host: HostFacts
  account: Account | null
  connection: Connection
  linking: Linking
  sync: SyncProgress
  settings: Settings
  counts: ChatCounts
}

export type ChatFilter = 'all' | 'unread' | 'people' | 'businesses' | 'verified' | 'groups'

/** Numbers for the section switcher and the filter tabs; muted and archived chats are not counted as unread. */
export interface ChatCounts {
  unreadChats: number
  archivedChats: number
  unseenStatuses: number
}

export interface SearchHit {
  message: Message
  chat: Pick<Chat, 'id' | 'name' | 'standing' | 'kind'>
}

/** Error codes the screen translates. */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'OFFLINE'
  | 'TIMEOUT'
  | 'SERVER_REFUSED'
  | 'NOT_ON_WHATSAPP'
  /** The service does not tell enough of this person for what was asked. */
  | 'IDENTITY_UNKNOWN'
  | 'BAD_NUMBER'
  | 'OTHER_ACCOUNT'
  | 'LINK_EXPIRED'
  | 'LINK_REFUSED'
  | 'TOO_LATE'
  | 'NOT_ALLOWED'
  | 'KEPT_VERIFIED'
  /** One post per ten seconds, twenty a day. */
  | 'TOO_OFTEN'
  /** Nobody would get it. */
  | 'NO_AUDIENCE'
  /** A file that is none of the kinds that can be posted, or not what it says it is. */
  | 'BAD_FILE'
  | 'NOTICE_KEPT'
  | 'STORE_UNAVAILABLE'
  | 'FORBIDDEN'
  | 'UNKNOWN_CALL'
  | 'TOO_LARGE'
  | 'INTERNAL'

export interface CallError {
  code: ErrorCode
  /** English, for logs and bug reports; the screen shows its own words for the code. */
  message: string
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: CallError }

/** What was done here first and then refused elsewhere. */
export type RefusedAction = 'pin' | 'archive' | 'mute' | 'markRead' | 'clear' | 'delete' | 'deleteForMe' | 'revoke'

/** What the engine tells the screen. Batched: at most one batch per 50 ms. */
export type EngineEvent =
  /** Rows that changed; the screen refetches what it shows of them. Empty arrays are left out of no batch. */
  | { type: 'chats'; ids: number[]; listChanged: boolean }
  | { type: 'messages'; chatId: number; ids: number[]; added: boolean; removed: boolean }
  | { type: 'persons'; ids: number[] }
  | { type: 'statuses' }
  /** A file of a post on its way, down or up. Best effort; what came of it is told by `statuses`. */
  | { type: 'mediaProgress'; statusId: number; percent: number }
  | { type: 'counts'; counts: ChatCounts }
  | { type: 'settings'; settings: Settings }
  | { type: 'account'; account: Account | null }
  | { type: 'connection'; connection: Connection }
  | { type: 'linking'; linking: Linking }
  | { type: 'sync'; sync: SyncProgress }
  | { type: 'typing'; chatId: number; person: PersonLine; activity: 'typing' | 'recording' | 'none' }
  | { type: 'health'; health: StoreHealth }
  /** The service will not have what the user did; what could be put back here stands as before. */
  | { type: 'refused'; chatId: number; what: RefusedAction }
  /** Events were lost on the way (the line to the browser host was down): everything on the screen is fetched again. Made by the bridge, never by the engine. */
  | { type: 'missed' }
