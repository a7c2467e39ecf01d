/**
 * The contract between the engine and the screen: every query and command, the schema of what goes in and the type of what
 * comes out. Both sides compile against this one list. Queries read; commands change something.
 */
import { z } from 'zod'
import type {
  AppState,
  AudienceMember,
  Business,
  BusinessDetails,
  CardAnswer,
  Chat,
  EngineEvent,
  ErrorCode,
  Message,
  MessageInfo,
  MessagePage,
  Page,
  Person,
  PersonLine,
  Result,
  SearchHit,
  Settings,
  StatusAuthor,
  StatusPost,
  StatusPosting,
  StatusStorage,
  StatusViewer,
  StatusWalker,
} from './model.ts'
import type { CallName, HostCallName } from './names.ts'

/** Longest text the wire takes in one message. */
export const MAX_TEXT = 65_536
/** Longest text and caption of a post, as phones have them; characters. */
export const MAX_POST = 700
export const MAX_CAPTION = 1_024
/** Largest file that can be posted, bytes: phones make them smaller than this. */
export const MAX_UPLOAD = 64 * 1024 * 1024
/** Bytes of one part of an upload; in base64 they fit through the bridge's door. */
export const UPLOAD_PART = 192 * 1024

const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const cursor = z.string().max(200).nullable()
const limit = z.number().int().min(1).max(200)
const nothing = z.strictObject({})
const text = z.string().min(1).max(MAX_TEXT)

/** Marks an entry's output type without a value: the engine is ours, its answers are checked by the compiler. */
function entry<I extends z.ZodType, O>(kind: 'query' | 'command', input: I): Entry<I, O> {
  return { kind, input } as Entry<I, O>
}
export interface Entry<I extends z.ZodType, O> {
  kind: 'query' | 'command'
  input: I
  /** Never present at run time. */
  readonly output?: O
}

export const chatFilter = z.enum(['all', 'unread', 'people', 'businesses', 'verified', 'groups'])
export const settingsPatch = z
  .strictObject({
    language: z.enum(['system', 'en', 'fr']),
    theme: z.enum(['system', 'light', 'dark']),
    readReceipts: z.boolean(),
    keepVerified: z.boolean(),
    enterSends: z.boolean(),
    clearCopiedCodes: z.boolean(),
    statusMedia: z.enum(['opened', 'unmetered']),
  })
  .partial()

const chatInput = z.strictObject({ chatId: id })
const personInput = z.strictObject({ personId: id })
const messageInput = z.strictObject({ messageId: id })
const chatFlagInput = z.strictObject({ chatId: id, on: z.boolean() })
const chatsPageInput = z.strictObject({ filter: chatFilter, archived: z.boolean(), after: cursor, limit })
const peoplePageInput = z.strictObject({ query: z.string().max(200), after: cursor, limit })
const searchInput = z.strictObject({ query: z.string().max(200), limit })
const searchPageInput = z.strictObject({ query: z.string().max(200), chatId: id.nullable(), after: cursor, limit })
const pageStart = z.union([
  z.literal('end'),
  z.literal('unread'),
  z.strictObject({ around: id }),
  z.strictObject({ older: z.string().max(200) }),
  z.strictObject({ newer: z.string().max(200) }),
])
const messagesPageInput = z.strictObject({ chatId: id, from: pageStart, limit })
const messagesGetInput = z.strictObject({ messageIds: z.array(id).max(200) })
const sendInput = z.strictObject({ chatId: id, text, replyTo: id.nullable() })
const editInput = z.strictObject({ messageId: id, text })
const reactInput = z.strictObject({ messageId: id, emoji: z.string().max(40) })
const markReadInput = z.strictObject({ chatId: id, upTo: id.nullable() })
const muteInput = z.strictObject({
  chatId: id,
  until: z.union([z.number().int().positive(), z.literal('forever'), z.null()]),
})
const typingInput = z.strictObject({ chatId: id, on: z.boolean() })
const numberInput = z.strictObject({ phone: z.string().min(3).max(40) })
const draftInput = z.strictObject({ chatId: id, text: z.string().max(MAX_TEXT), replyTo: id.nullable() })
const businessesPageInput = z.strictObject({
  standing: z.enum(['all', 'verified', 'confirmed', 'unverified']),
  sort: z.enum(['recent', 'name', 'since']),
  query: z.string().max(200),
  after: cursor,
  limit,
})
const refreshInput = z.strictObject({ personId: id, force: z.boolean() })
const personBlockInput = z.strictObject({ personId: id, on: z.boolean() })
const place = z.number().int().min(0).max(1_000)
const cardReplyInput = z.strictObject({
  messageId: id,
  choice: z.union([z.strictObject({ button: place }), z.strictObject({ section: place, row: place })]),
})
const messagesDeleteInput = z.strictObject({ messageIds: z.array(id).min(1).max(200) })
const codeCopiedInput = z.strictObject({ code: z.string().min(1).max(64) })
const statusInput = z.strictObject({ statusId: id })
const statusesPageInput = z.strictObject({ query: z.string().max(200), after: cursor, limit })
const statusViewersInput = z.strictObject({ statusId: id, after: cursor, limit })
const statusMediaInput = z.strictObject({ statusId: id, again: z.boolean() })
const statusReplyInput = z.strictObject({ statusId: id, text })
const personFlagInput = z.strictObject({ personId: id, on: z.boolean() })
const pixels = z.number().int().min(1).max(20_000)
const base64 = z.base64()
const uploadBeginInput = z.strictObject({ bytes: z.number().int().min(1).max(MAX_UPLOAD) })
const uploadId = z.string().regex(/^[0-9a-f]{32}$/)
const uploadPartInput = z.strictObject({
  uploadId,
  /** Where the part begins; parts come in order. */
  at: z.number().int().min(0).max(MAX_UPLOAD),
  data: base64.max(Math.ceil(UPLOAD_PART / 3) * 4),
})
const uploadInput = z.strictObject({ uploadId })
const caption = z.string().max(MAX_CAPTION).nullable()
const picture = {
  uploadId,
  caption,
  width: pixels,
  height: pixels,
  /** A small JPEG, shown until the file itself is there. */
  thumbnail: base64.max(65_536),
}
const statusPostInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().min(1).max(MAX_POST),
    backgroundArgb: z.number().int().min(0).max(0xffffffff),
    font: z.number().int().min(0).max(20),
  }),
  z.strictObject({ kind: z.literal('image'), ...picture }),
  z.strictObject({
    kind: z.literal('video'),
    ...picture,
    /** Seconds. */
    duration: z.number().min(0).max(3_600),
  }),
])
const presentInput = z.strictObject({ on: z.boolean() })
const networkInput = z.strictObject({ metered: z.boolean() })
const unlinkInput = z.strictObject({ erase: z.boolean() })

export const contract = {
  /** Everything the first frame needs. */
  appState: entry<typeof nothing, AppState>('query', nothing),

  /** Pinned chats come first (only on the first page), then by time, newest first. */
  chatsPage: entry<typeof chatsPageInput, Page<Chat>>('query', chatsPageInput),
  chatGet: entry<typeof chatInput, Chat>('query', chatInput),
  /** People to start a chat with: saved contacts and those who have a chat, by name. */
  peoplePage: entry<typeof peoplePageInput, Page<Person>>('query', peoplePageInput),
  personGet: entry<typeof personInput, Person>('query', personInput),
  groupMembers: entry<typeof chatInput, (PersonLine & { admin: boolean })[]>('query', chatInput),
  /** Chats whose name or number matches, best first. */
  searchChats: entry<typeof searchInput, Chat[]>('query', searchInput),
  /** Messages whose text matches, newest first. */
  searchMessages: entry<typeof searchPageInput, Page<SearchHit>>('query', searchPageInput),

  /**
   * A page of a chat. `from`: `end` (newest), `unread` (around the first unread, or the newest), `{around: messageId}`,
   * `{older: cursor}` or `{newer: cursor}`.
   */
  messagesPage: entry<typeof messagesPageInput, MessagePage>('query', messagesPageInput),
  messagesGet: entry<typeof messagesGetInput, Message[]>('query', messagesGetInput),
  messageInfo: entry<typeof messageInput, MessageInfo>('query', messageInput),

  /** Puts a text in the outbox; answers with its row at once, pending. Offline is fine. */
  messageSend: entry<typeof sendInput, Message>('command', sendInput),
  messageEdit: entry<typeof editInput, Message>('command', editInput),
  /** An empty emoji takes the reaction back. */
  messageReact: entry<typeof reactInput, null>('command', reactInput),
  messageDeleteForMe: entry<typeof messageInput, null>('command', messageInput),
  messageDeleteForEveryone: entry<typeof messageInput, null>('command', messageInput),
  /** Takes back a message that has not left the outbox; TOO_LATE when it has. */
  messageCancel: entry<typeof messageInput, null>('command', messageInput),
  messageRetry: entry<typeof messageInput, null>('command', messageInput),

  /** Everything up to and with `upTo` has been seen. Null: only the mark is taken back, for a chat without messages. */
  chatMarkRead: entry<typeof markReadInput, null>('command', markReadInput),
  chatMarkUnread: entry<typeof chatInput, null>('command', chatInput),
  chatArchive: entry<typeof chatFlagInput, null>('command', chatFlagInput),
  chatPin: entry<typeof chatFlagInput, null>('command', chatFlagInput),
  /** `until`: ms since the epoch, `forever`, or null to unmute. */
  chatMute: entry<typeof muteInput, null>('command', muteInput),
  /** Removes the messages, keeps the chat. */
  chatClear: entry<typeof chatInput, null>('command', chatInput),
  chatDelete: entry<typeof chatInput, null>('command', chatInput),
  /** Tells the other side that the user is writing. Best effort: answers at once. */
  chatTyping: entry<typeof typingInput, null>('command', typingInput),
  /** The chat is on the screen: its people's presence is watched, its group's members fetched. Best effort. */
  chatOpened: entry<typeof chatInput, null>('command', chatInput),
  /** Finds or makes the direct chat with a phone number; asks the server whether it is there. */
  chatOpenByNumber: entry<typeof numberInput, Chat>('command', numberInput),
  /** Finds or makes the direct chat with a known person; asks nobody. */
  chatOpenByPerson: entry<typeof personInput, Chat>('command', personInput),
  /** Asks the phone for messages older than the store's oldest; they arrive as changes. TIMEOUT when it does not answer. */
  chatLoadOlder: entry<typeof chatInput, { added: number }>('command', chatInput),
  /** Every business that ever wrote. `query`: words of a name, or digits of a number. */
  businessesPage: entry<typeof businessesPageInput, Page<Business>>('query', businessesPageInput),
  businessDetails: entry<typeof personInput, BusinessDetails>('query', personInput),
  /**
   * Asks the server what it attests of the person now and fetches the business' profile; both arrive as changes. Without
   * `force` only what is older than a day (domain.md §3), and nothing while it rests after failures: then it fails as it did.
   */
  businessRefresh: entry<typeof refreshInput, null>('command', refreshInput),
  /** By name. */
  blockList: entry<typeof nothing, Person[]>('query', nothing),
  /** Blocks or unblocks at the server. When that fails nothing has changed. */
  personBlock: entry<typeof personBlockInput, Person>('command', personBlockInput),
  /** Answers a card as a press on its button, or on a row of its list, does on the phone. Goes through the outbox. */
  cardReply: entry<typeof cardReplyInput, Message>('command', cardReplyInput),
  /** What was answered to a card, on whichever device; null: nothing yet. */
  cardAnswer: entry<typeof messageInput, CardAnswer | null>('query', messageInput),
  /** Each by itself: what may not be deleted stays, with the reason. */
  messagesDeleteForMe: entry<
    typeof messagesDeleteInput,
    { deleted: number; kept: { messageId: number; code: ErrorCode }[] }
  >('command', messagesDeleteInput),
  /** The user knows better: no warning in this chat about whom it warns of now; `on` false takes that back. */
  impostorDismiss: entry<typeof chatFlagInput, null>('command', chatFlagInput),

  /** Who has posted in the last 24 hours: unseen first, then seen, then muted; in each the newest first. `query`: words of a name. */
  statusesPage: entry<typeof statusesPageInput, Page<StatusAuthor>>('query', statusesPageInput),
  /** The same authors in the same order, and nothing but that: at most the first 2,000. */
  statusWalk: entry<typeof nothing, StatusWalker[]>('query', nothing),
  /** An author's posts, oldest first; at most the newest 200. */
  statusPosts: entry<typeof personInput, StatusPost[]>('query', personInput),
  /** One's own posts, oldest first, those on their way among them. */
  statusMine: entry<typeof nothing, StatusPost[]>('query', nothing),
  /** Who has seen an own post, newest first. */
  statusViewers: entry<typeof statusViewersInput, Page<StatusViewer>>('query', statusViewersInput),
  /** The author's posts are on the screen: their files are fetched. Best effort. */
  statusOpened: entry<typeof personInput, null>('command', personInput),
  /** Fetches a post's file; `again`: also one that failed for good. Answers at once; what comes of it arrives as changes. */
  statusMediaGet: entry<typeof statusMediaInput, null>('command', statusMediaInput),
  /** The post was really shown: seen here at once, and its author is told if read receipts are on. */
  statusSeen: entry<typeof statusInput, null>('command', statusInput),
  /** A direct message to the author that quotes the post; an emoji is a text like any. */
  statusReply: entry<typeof statusReplyInput, Message>('command', statusReplyInput),
  /** Local: nobody is told, the phone neither. */
  statusMute: entry<typeof personFlagInput, null>('command', personFlagInput),
  statusPosting: entry<typeof nothing, StatusPosting>('query', nothing),
  /** Saved contacts by name, and whether they are left out. */
  statusAudience: entry<typeof peoplePageInput, Page<AudienceMember>>('query', peoplePageInput),
  /** `on`: own posts do not go to this person. */
  statusExclude: entry<typeof personFlagInput, null>('command', personFlagInput),
  /** Posts to the audience; answers with its row at once, pending. Offline is fine. TOO_OFTEN, NO_AUDIENCE, BAD_FILE. */
  statusPost: entry<typeof statusPostInput, StatusPost>('command', statusPostInput),
  /** Once more, after it failed. TOO_OFTEN. */
  statusRetry: entry<typeof statusInput, null>('command', statusInput),
  /** Deletes an own post for everyone; one that has not gone out is dropped. */
  statusDelete: entry<typeof statusInput, null>('command', statusInput),
  statusStorage: entry<typeof nothing, StatusStorage>('query', nothing),
  /** Deletes the files of posts that were seen; they can be fetched again. Answers with how many bytes that freed. */
  statusDeleteViewed: entry<typeof nothing, { bytes: number }>('command', nothing),
  /** Begins to take a file that is to be posted, part by part. It goes when it was posted, when dropped, and after an hour. */
  uploadBegin: entry<typeof uploadBeginInput, { uploadId: string }>('command', uploadBeginInput),
  uploadPart: entry<typeof uploadPartInput, null>('command', uploadPartInput),
  uploadDrop: entry<typeof uploadInput, null>('command', uploadInput),
  /** What the page knows of the network. Until it says otherwise the network counts as metered. */
  networkTold: entry<typeof networkInput, null>('command', networkInput),
  /** The user is before a window of Pillion, or not. Holds for two and a half minutes: said again while it stays so. */
  userPresent: entry<typeof presentInput, null>('command', presentInput),

  draftSet: entry<typeof draftInput, null>('command', draftInput),
  draftGet: entry<typeof chatInput, { text: string; replyTo: number | null } | null>('query', chatInput),

  settingsSet: entry<typeof settingsPatch, Settings>('command', settingsPatch),

  /** Starts linking by QR code, or starts it anew; the code arrives as a `linking` event. */
  linkByQr: entry<typeof nothing, null>('command', nothing),
  /** Starts linking by phone number; the 8-character code arrives as a `linking` event. */
  linkByCode: entry<typeof numberInput, null>('command', numberInput),
  linkCancel: entry<typeof nothing, null>('command', nothing),
  /** Logs this device out. The history stays unless `erase`. `told`: the server was; else the phone still lists this device. */
  unlink: entry<typeof unlinkInput, { told: boolean }>('command', unlinkInput),
  /** Tries now rather than at the next planned time: to connect or, where the store could not be opened, to open it. */
  reconnect: entry<typeof nothing, null>('command', nothing),

  /** For a corrupt store: sets it aside under a new name and starts with an empty one. Answers with the copy's path. */
  storeStartAnew: entry<typeof nothing, { keptAs: string }>('command', nothing),
} satisfies Record<CallName, Entry<z.ZodType, unknown>>

/** What the host answers, checked like the rest. */
export const hostContract = {
  /**
   * The page has copied this one-time code. A minute later the clipboard is cleared if it still holds it, where the host
   * may read the clipboard; `willClear` says whether it may.
   */
  codeCopied: entry<typeof codeCopiedInput, { willClear: boolean }>('command', codeCopiedInput),
  /** How a file is asked for: its address is `before`, the media id, `after`. Holds for as long as the host runs. */
  mediaAddress: entry<typeof nothing, { before: string; after: string }>('query', nothing),
} satisfies Record<HostCallName, Entry<z.ZodType, unknown>>

export type HostContract = typeof hostContract
export type HostInput<N extends HostCallName> = z.infer<HostContract[N]['input']>
export type HostOutput<N extends HostCallName> = HostContract[N] extends Entry<z.ZodType, infer O> ? O : never

export type Contract = typeof contract
export type Input<N extends CallName> = z.infer<Contract[N]['input']>
export type Output<N extends CallName> = Contract[N] extends Entry<z.ZodType, infer O> ? O : never

/** What the renderer calls: one function per entry, answered by either host. */
export type Bridge = { [N in CallName]: (input: Input<N>) => Promise<Result<Output<N>>> } & {
  [N in HostCallName]: (input: HostInput<N>) => Promise<Result<HostOutput<N>>>
} & {
  /** Calls back with each batch of events; answers a function that stops it. */
  onEvents: (listener: (events: EngineEvent[]) => void) => () => void
}
