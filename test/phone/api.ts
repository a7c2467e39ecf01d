import type { BinaryNode, proto } from 'baileys'

/**
 * The public face of the simulated WhatsApp: everything tests, the sample world, the demo and the benches may use.
 * `startPhone` in phone.ts makes a {@link Phone}. JIDs are full ("15550100@s.whatsapp.net", "9001@lid", "1203@g.us");
 * where a number or a LID is *given*, its digits are enough. Times are `Date`s unless the name says s or ms.
 */

/** How far the server vouches for a business (the attribute `verified_level`). */
type VerifiedLevel = 'high' | 'low' | 'unknown'

/** What a stanza is addressed with: the phone number or the LID of the sender and the receiver. */
export type Addressing = 'pn' | 'lid'

export type BusinessProfile = {
  description?: string
  address?: string
  website?: string | string[]
  email?: string
  category?: string
  timezone?: string
  /**
   * `business_hours_config` entries, for example `{ day_of_week: 'mon', mode: 'open_24h' }`, or with
   * `mode: 'specific_hours'` and `open_time`, `close_time` in minutes after midnight.
   */
  hours?: Record<string, string>[]
  /** Products in its catalog; absent: it has none. */
  catalog?: number
}

/** What the server says of a business: the attributes and the certificate of its `<verified_name>`. */
export type Business = {
  /** The name the business chose; goes into the certificate. */
  name: string
  /** null leaves the attribute out. */
  level: VerifiedLevel | null
  /** Decimal string, as on the wire. Made from the seed when absent. */
  serial?: string
  hostStorage?: 'on_premise' | 'facebook'
  actualActors?: 'self' | 'bsp'
  /** Unix seconds since when the privacy mode holds. */
  privacyModeTs?: number
  /** Attribute `v`; "1" when absent. */
  v?: string
  issuer?: string
  profile?: BusinessProfile
}

export type PersonOptions = {
  /** Digits of the phone number, or a JID; null when the user's devices never learn it. */
  pn: string | null
  /** Digits of the LID, or a JID; null for a person without one. */
  lid: string | null
  /** The name the person set for himself; none is sent when null. */
  pushName?: string | null
  /** Name in the user's address book; becomes a contact action in the app state. */
  savedName?: string | null
  business?: Business | null
  /** Text of the "about" line. */
  about?: string | null
  /** JPEG or PNG; none means `item-not-found`. */
  picture?: Uint8Array | null
  /** The number may be another person's: the service has given it to this one, and finds the other by the LID alone. */
  takesNumber?: boolean
  /** Takes over this person's identity keys: where there are ten thousands, making keys would cost more than all else. */
  identityOf?: Person
}

export type PhoneOptions = {
  /** Makes ids and serials repeatable. Keys are always random. */
  seed?: number
  me: { pn: string; lid: string; pushName: string }
  /** Port of the WebSocket server; 0 (default) takes a free one. */
  port?: number
  /** Port of the media host; 0 (default) takes a free one. */
  mediaPort?: number
  /** Folder for the CA's PEM file; a new one under the system's temporary folder when absent. */
  dir?: string
  /** What a newly linked device gets first. Default `keys-first`; `history-first` provokes the initial race. */
  linkOrder?: 'keys-first' | 'history-first'
  /**
   * How a device that starts from version 0 gets the app state: every patch in the answer, or a snapshot to be
   * downloaded from the media host. Default `patches`.
   */
  appStateDelivery?: 'patches' | 'snapshot'
}

/** What the phone does wrong on purpose. All null (off) at first; a test sets what it needs. */
export type Attacks = {
  /** The Noise certificate chain: signed by another root, or with a leaf whose signature is wrong. */
  certificate: 'unknown-root' | 'bad-leaf' | null
  /** The account signature at pairing does not fit (the HMAC does). */
  accountSignature: 'bad' | null
  /** Signed pre-keys of contacts carry a wrong signature. */
  signedPreKey: 'bad' | null
}

/** A number is the code of the refusal. */
export type QueryFailure = number | 'ignored' | 'unanswered'

/** What contacts' devices, and the user's phone, do by themselves. */
export type Behaviour = {
  /** Send the delivery receipt (second tick) for each message they get. Default true. */
  deliveryReceipts: boolean
  /** Send the read receipt (blue ticks) right after. Default false. */
  readReceipts: boolean
  /** Default `uploads`: the file is on the media host again, whole, at another place. */
  reupload: ReuploadAnswer
}

/** One history chunk. `content` may be already encoded, or already encoded and deflated, to cost nothing here. */
export type HistoryChunk = {
  syncType: proto.HistorySync.HistorySyncType
  content: proto.IHistorySync | { encoded: Uint8Array } | { deflated: Uint8Array }
  /** 0-100 in the notification; filled by position among the chunks of the same type when absent. */
  progress?: number
  /** Filled by position among the chunks of the same type, from 1, when absent. */
  chunkOrder?: number
  /** Put into the message itself instead of the media host. Default: true for INITIAL_BOOTSTRAP under 64 KiB deflated. */
  inline?: boolean
  /** Make the download fail the check: the file differs from the hashes in the notification. */
  tamper?: Tampering
  /** Ties an ON_DEMAND answer to its request. */
  peerDataRequestSessionId?: string
}

/** The history given at link, either as ready chunks (sent in that order) or as content that is cut into chunks. */
export type History = {
  /** Messages that come only when the client asks for older ones of that chat. */
  older?: { chatJid: string; messages: proto.IWebMessageInfo[] }[]
} & (
  | { chunks: HistoryChunk[] }
  | {
      conversations?: proto.IConversation[]
      statuses?: proto.IWebMessageInfo[]
      pushNames?: { id: string; pushname: string }[]
      pairs?: { pn: string; lid: string }[]
      /** How many of the newest conversations go into the inline INITIAL_BOOTSTRAP. Default 4. */
      bootstrap?: number
      /** Conversations per RECENT chunk. Default 20. */
      perChunk?: number
    }
)

export type SendOptions = {
  /** A group, or absent for the one-to-one chat with the user. */
  to?: Group
  /** Default `lid` when both sides have one. In groups: the group's own addressing. */
  addressing?: Addressing
  id?: string
  at?: Date
  quoted?: SentMessage
  /** Leave out the attribute that tells the other address of the sender (`sender_pn` or `sender_lid`). */
  hideAlternative?: boolean
  /** Push name to send instead of the person's; null sends none. */
  pushName?: string | null
  /** Send another attestation than the person's own; null leaves `<verified_name>` out. */
  verifiedName?: Business | null
  /** Damage the first ciphertext, so that the client must ask for a retry. */
  corrupt?: boolean
  /** Raw attributes added to the message stanza. */
  attrs?: Record<string, string>
  /** Raw children added to the message stanza, before the ciphertexts. */
  children?: BinaryNode[]
}

export type SentMessage = {
  id: string
  /** The key as the user's devices see it. */
  key: proto.IMessageKey
  chatJid: string
  message: proto.IMessage
  at: Date
  author: Person | null
}

export type ViewOptions = {
  /** Default `lid`. */
  addressing?: Addressing
  /** The receipt of a video that was played. */
  played?: boolean
  at?: Date
}

export type TypingState = 'composing' | 'recording' | 'paused'

/** Something that can write: a contact, or the user on his own phone. */
export type Person = {
  readonly pn: string | null
  readonly lid: string | null
  pushName: string | null
  business: Business | null
  about: string | null
  picture: Uint8Array | null
  /** While false, what the user sends waits unread and undelivered; turning it true delivers it. */
  setReachable(reachable: boolean): void
  /** JID in the given addressing (or the only one there is). */
  jid(addressing?: Addressing): string
  sendText(text: string, options?: SendOptions): Promise<SentMessage>
  sendMessage(message: proto.IMessage, options?: SendOptions): Promise<SentMessage>
  react(target: SentMessage | ReceivedMessage, emoji: string, options?: SendOptions): Promise<SentMessage>
  edit(target: SentMessage, text: string, options?: SendOptions): Promise<SentMessage>
  /** Deletes for everyone. With a target of somebody else in a group, as its admin. */
  revoke(target: SentMessage, options?: SendOptions): Promise<SentMessage>
  /** An unencrypted `<plaintext>` message: an attack, no honest person can send it. */
  sendPlaintext(message: proto.IMessage, options?: SendOptions): Promise<SentMessage>
  /** Sends the same stanza once more (the server delivered twice). */
  sendAgain(message: SentMessage): Promise<void>
  postStatus(content: string | proto.IMessage, options?: SendOptions): Promise<SentMessage>
  revokeStatus(status: SentMessage): Promise<SentMessage>
  /** The next post comes with a new sender key, as when somebody was left out of those who get posts. */
  renewStatusKey(): Promise<void>
  typing(state: TypingState, options?: { to?: Group; addressing?: Addressing }): void
  /** `last` is when the person was last seen; null hides it. */
  presence(state: 'available' | 'unavailable', last?: Date | null): void
  /** Read (or delivery, or played) receipts for messages the user sent. */
  read(messages: ReceivedMessage | ReceivedMessage[]): void
  deliver(messages: ReceivedMessage | ReceivedMessage[]): void
  played(messages: ReceivedMessage | ReceivedMessage[]): void
  /** The user's posts that this person has now, by id: what was taken back is gone. */
  readonly posts: ReadonlyMap<string, proto.IMessage>
  /** This person has seen a post of the user's, whether or not the user's devices know it yet. */
  viewStatus(post: { id: string }, options?: ViewOptions): void
  /** The next `count` messages to this person fail to decrypt: it answers with retry receipts. */
  failNextDecrypt(count?: number): void
}

export type GroupOptions = {
  subject: string
  members: Person[]
  admins?: Person[]
  /** Default `lid`. */
  addressing?: Addressing
  description?: string
  createdAt?: Date
  /** Default true: the user is a member. */
  includeMe?: boolean
  id?: string
}

export type Group = {
  readonly jid: string
  readonly addressing: Addressing
  subject: string
  description: string | null
  readonly members: readonly Person[]
  isAdmin(person: Person): boolean
  /** By whom the change is made; the user himself when null. */
  setSubject(subject: string, by: Person | null): void
  setDescription(text: string, by: Person | null): void
  add(people: Person[], by: Person | null): void
  remove(people: Person[], by: Person | null): void
  leave(person: Person): void
  promote(people: Person[], by: Person | null): void
  demote(people: Person[], by: Person | null): void
  removeMe(by: Person): void
  addMe(by: Person): void
  setAnnouncement(on: boolean, by: Person | null): void
  setEphemeral(seconds: number, by: Person | null): void
}

/** The user with the phone in his hand. */
export type OwnPhone = {
  readonly pn: string
  readonly lid: string
  pushName: string
  sendText(to: Person | Group, text: string, options?: SendOptions): Promise<SentMessage>
  sendMessage(to: Person | Group, message: proto.IMessage, options?: SendOptions): Promise<SentMessage>
  react(to: Person | Group, target: SentMessage | ReceivedMessage, emoji: string): Promise<SentMessage>
  edit(to: Person | Group, target: SentMessage, text: string): Promise<SentMessage>
  revoke(to: Person | Group, target: SentMessage): Promise<SentMessage>
  postStatus(content: string | proto.IMessage, options?: SendOptions): Promise<SentMessage>
  revokeStatus(status: SentMessage): Promise<SentMessage>
  /** The user read these messages on the phone: receipts of type `read` to the linked devices. */
  read(messages: SentMessage | SentMessage[]): void
  block(person: Person): void
  unblock(person: Person): void
  /** A message between the user's own devices. */
  sendPeer(message: proto.Message.IProtocolMessage): Promise<string>
}

/** The phone's side of the app state. Each call makes one patch and tells linked devices. */
export type AppState = {
  saveContact(person: Person, fullName: string, firstName?: string): void
  forgetContact(person: Person): void
  pin(chat: Person | Group | string, on: boolean): void
  archive(chat: Person | Group | string, on: boolean, range?: proto.SyncActionValue.ISyncActionMessageRange): void
  /** Until when; null unmutes; -1 in ms for ever as the phone does it. */
  mute(chat: Person | Group | string, untilMs: number | null): void
  markRead(chat: Person | Group | string, read: boolean, range?: proto.SyncActionValue.ISyncActionMessageRange): void
  clear(chat: Person | Group | string, range?: proto.SyncActionValue.ISyncActionMessageRange): void
  delete(chat: Person | Group | string, range?: proto.SyncActionValue.ISyncActionMessageRange): void
  deleteForMe(message: SentMessage | ReceivedMessage, deleteMedia?: boolean): void
  star(message: SentMessage | ReceivedMessage, on: boolean): void
  pushName(name: string): void
  /** Any other mutation. */
  set(collection: Collection, index: string[], value: proto.ISyncActionValue, version?: number): void
  /** Many mutations in one patch. */
  setMany(
    collection: Collection,
    mutations: { index: string[]; value: proto.ISyncActionValue; version?: number }[],
  ): void
  remove(collection: Collection, index: string[]): void
  /** The value that holds now, whoever set it; null when there is none. */
  get(collection: Collection, index: string[]): proto.ISyncActionValue | null
  version(collection: Collection): number
  /** A new key, shared with linked devices, used from now on. */
  rotateKey(): void
}

export type Collection = 'critical_block' | 'critical_unblock_low' | 'regular_high' | 'regular_low' | 'regular'

/** The connection between the client and the server. Everything here happens to all connected clients. */
export type Line = {
  readonly connected: boolean
  /** Number of connections accepted so far. */
  readonly connections: number
  /** Ends every connection without a word. */
  drop(): void
  /** Drops after `n` more stanzas to the client. */
  dropAfterSending(n: number): void
  /** Drops after `n` more stanzas from the client; the last one is handled, its answer lost. */
  dropAfterReceiving(n: number): void
  /** Drops and refuses new connections until `restore`. */
  cut(): void
  restore(): void
  /** Keeps stanzas to the client back until `release`. */
  hold(): void
  release(): void
  /** Delay of each stanza to the client, in ms. */
  delayMs: number
  /** Sends `<stream:error code>` and closes, for example 515, 503, 500. */
  close(code: number): void
  /** The server ends the stream (client sees 428). */
  endStream(): void
}

/** Ways in which a file is not what its message says of it. */
export type Tampering = 'body' | 'mac' | 'truncated' | 'missing'

/**
 * What goes wrong with a download: tampering, or the link has run out (410, 403), the host falls silent in the middle, breaks
 * off in the middle, sends without end, or sends slowly (two seconds, in twenty pieces).
 */
export type MediaFault = Tampering | 'expired' | 'forbidden' | 'stalled' | 'dropped' | 'endless' | 'slow'

/** What the user's phone does when a linked device asks it to upload a file again. `silent`: nothing; `refused`: the server answers. */
export type ReuploadAnswer = 'uploads' | 'notFound' | 'generalError' | 'decryptionError' | 'refused' | 'silent'

export type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'history' | 'app-state'

/** A stored file, with the fields an image, video … message wants. */
export type StoredMedia = {
  url: string
  directPath: string
  mediaKey: Uint8Array
  fileSha256: Uint8Array
  fileEncSha256: Uint8Array
  fileLength: number
}

/** A file as a media host keeps it, and what its message says of it. */
export type SealedFile = { encrypted: Uint8Array; stored: StoredMedia }

export type Media = {
  /** Encrypts and stores; the answer goes into the message. */
  put(bytes: Uint8Array, type: MediaType, fault?: MediaFault | null): StoredMedia
  /** From now on this goes wrong with downloads of the file; null: nothing. */
  setFault(directPath: string, fault: MediaFault | null): void
  /** Hosts a file that was encrypted before. */
  keep(file: SealedFile): void
  /** Decrypted content of what the client uploaded, by the `directPath` of its message. */
  open(directPath: string, mediaKey: Uint8Array, type: MediaType): Uint8Array
  /** The next `count` requests, up or down, are answered with `status`, 500 by default, or not at all. */
  failNext(count: number, status?: number | 'silent'): void
  /** Requests so far, for assertions. */
  readonly requests: readonly MediaRequest[]
}

/** A request to the media host. `host`: by which of its names it was asked. */
export type MediaRequest = { method: string; path: string; status: number; host: string }

/** What the client sent to a chat, decrypted by those it was sent to. */
export type ReceivedMessage = {
  kind: 'message'
  id: string
  at: Date
  /** `to` of the stanza: a person, a group, status@broadcast. */
  to: string
  /** Number of the linked device that sent it. */
  device: number
  /** What the receivers read; for a status or group what the first member read. */
  message: proto.IMessage
  /** Who could read it, by LID where there is one; the user's own LID stands for the phone. */
  readBy: string[]
  attrs: Record<string, string>
}

type ReceivedReceipt = {
  kind: 'receipt'
  at: Date
  /** '' is a delivery receipt; else read, read-self, played, inactive, peer_msg, hist_sync, sender, retry, server-error. */
  type: string
  ids: string[]
  to: string
  participant: string | null
  recipient: string | null
  device: number
}

type ReceivedMutation = {
  kind: 'mutation'
  at: Date
  collection: Collection
  operation: 'set' | 'remove'
  index: string[]
  value: proto.ISyncActionValue | null
  device: number
}

/** A message from a linked device to the phone (history on demand, key request …). */
type ReceivedPeerMessage = {
  kind: 'peer'
  at: Date
  id: string
  message: proto.Message.IProtocolMessage
  device: number
}

/** A request to upload a message's file again, checked and opened. */
type ReceivedReupload = {
  kind: 'reupload'
  at: Date
  id: string
  chat: string
  participant: string | null
  fromMe: boolean
  device: number
}

type ReceivedPresence = { kind: 'presence'; at: Date; type: string; name: string | null; device: number }
type ReceivedSubscription = { kind: 'subscribe'; at: Date; to: string; device: number }
type ReceivedChatState = { kind: 'chatstate'; at: Date; to: string; state: TypingState; device: number }
/** An `<ack>` of a notification, receipt or message; `error` for a refusal. */
type ReceivedAck = { kind: 'ack'; at: Date; class: string; id: string; error: string | null; device: number }
/** A query; `name` is its namespace and first child, for example `usync:usync`, `w:g2:query`. */
type ReceivedQuery = {
  kind: 'query'
  at: Date
  name: string
  to: string
  attrs: Record<string, string>
  /** How many people a USync query asks about; 0 for others. */
  users: number
  device: number
}
type ReceivedLink = { kind: 'linked' | 'login' | 'unlinked' | 'disconnected'; at: Date; device: number }

export type Received =
  | ReceivedMessage
  | ReceivedReceipt
  | ReceivedMutation
  | ReceivedPeerMessage
  | ReceivedReupload
  | ReceivedPresence
  | ReceivedSubscription
  | ReceivedChatState
  | ReceivedAck
  | ReceivedQuery
  | ReceivedLink

export type ReceivedOf<K extends Received['kind']> = Extract<Received, { kind: K }>

export type LinkedDevice = {
  readonly id: number
  readonly jid: string
  readonly lid: string
  readonly connected: boolean
  /** From the client's registration: what the phone lists ("Mac OS", "Windows" …). */
  readonly os: string
  /** One-time pre-keys left on the server. */
  readonly preKeys: number
  /** Stanzas sent or waiting that the device has not acknowledged. */
  readonly pending: number
}

export type Phone = {
  readonly url: string
  readonly rootKeyHex: string
  /** `127.0.0.1:PORT` */
  readonly mediaHost: string
  readonly mediaCaPem: string
  readonly mediaCaFile: string
  /** The environment variables that point Pillion here. */
  env(): {
    PILLION_WA_URL: string
    PILLION_WA_ROOT_KEY: string
    PILLION_WA_MEDIA_HOST: string
    PILLION_WA_MEDIA_CA: string
  }

  readonly own: OwnPhone
  readonly people: readonly Person[]
  readonly groups: readonly Group[]
  readonly devices: readonly LinkedDevice[]
  readonly appState: AppState
  readonly line: Line
  readonly media: Media
  readonly attacks: Attacks
  readonly behaviour: Behaviour
  /** JIDs (LID where there is one) the user blocked. */
  readonly blocked: readonly string[]
  /** Privacy settings by category: last, online, profile, status, readreceipts, groupadd, calladd, messages. */
  readonly privacy: Map<string, string>

  addPerson(options: PersonOptions): Person
  addGroup(options: GroupOptions): Group
  person(jid: string): Person | null
  group(jid: string): Group | null

  /** The phone scans the QR code; resolves when the client has signed and the device is linked. Rejects for a stale code. */
  scan(qr: string): Promise<LinkedDevice>
  /** The user types the 8 characters on the phone; resolves as `scan` does. Rejects for a wrong code or if none is asked for. */
  enterCode(code: string): Promise<LinkedDevice>
  /** Removes a linked device (all without an argument): 401 now and at the next login. */
  unlink(device?: LinkedDevice): void
  /** Another client logs in as the same device: 440. */
  replace(device?: LinkedDevice): void

  /** What is given to each device when it links. */
  setHistory(history: History): void
  /** Sends history now, to every linked device. */
  sendHistory(history: History): Promise<void>
  /**
   * Answers a request for older messages of one chat. Without it: what is older in the history and in the messages
   * of this session. Return an empty array for "no more".
   */
  onOlderMessages(
    answer: (request: { chatJid: string; oldestId: string; count: number }) => proto.IWebMessageInfo[],
  ): void

  /** The next message from the client gets an error in its ack (463, 479 …) and goes nowhere. */
  refuseNextMessage(code: number): void
  /**
   * Queries of that name (see {@link Received}: `blocklist:item`, `w:biz:business_profile` …) go wrong until `how` is null:
   * refused with a code, ignored, or done without an answer.
   */
  failQueries(name: string, how: QueryFailure | null): void
  /** `<ib><dirty type>`: makes the client fetch again. */
  dirty(type: 'groups' | 'account_sync'): void
  /** Any stanza, to every linked device, kept until acknowledged when it is a message, receipt, notification or call. */
  sendRaw(stanza: { tag: string; attrs: Record<string, string>; content?: unknown }): void

  /** All it got, oldest first. */
  readonly received: readonly Received[]
  receivedOf<K extends Received['kind']>(kind: K): ReceivedOf<K>[]
  /** The first one, past or future, that fits. Rejects after `timeoutMs` (default 10,000) with what came instead. */
  waitFor<K extends Received['kind']>(
    kind: K,
    predicate?: (entry: ReceivedOf<K>) => boolean,
    timeoutMs?: number,
  ): Promise<ReceivedOf<K>>
  /** Calls back for everything that is received from now on; returns how to stop. */
  onReceived(listener: (entry: Received) => void): () => void
  /** Resolves when every linked device has acknowledged all that was sent to it. */
  settled(timeoutMs?: number): Promise<void>
  /** What went wrong: unknown stanzas, signatures and MACs that do not fit, messages nobody could decrypt. */
  readonly problems: readonly string[]
  onProblem(listener: (problem: string) => void): () => void
  /** Throws when there are problems. */
  assertClean(): void
  stop(): Promise<void>
}
