import type { ContentKind } from '../../../shared/content.ts'
import type {
  Chat,
  ChatCounts,
  ChatFilter,
  Deletion,
  MessagePreview,
  MessageStatus,
  NameSource,
  Page,
  Standing,
} from '../../../shared/model.ts'
import { expiryEffect, isExpired } from '../../../shared/rules/expiry.ts'
import { subjectName } from '../../../shared/rules/names.ts'
import { previewText } from '../../../shared/rules/preview.ts'
import { FOREVER } from './chat-facts.ts'
import type { Chats } from './chats.ts'
import { BadCursor, fromCursor, type Place, toCursor } from './cursor.ts'
import { idList } from './database.ts'
import type { Impostors } from './impostors.ts'
import { EMPTIED } from './message-completion.ts'
import { toDeletion } from './message-rows.ts'
import type { People } from './people.ts'
import type { SettingsStore } from './settings.ts'
import type { StatusAuthors } from './status-authors.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface ChatRow {
  id: number
  personId: number | null
  groupJid: string | null
  subject: string | null
  standing: Standing
  source: NameSource | null
  name: string | null
  pinnedAt: number | null
  mutedUntil: number | null
  archived: number
  unread: number
  markedUnread: number
  draft: string | null
  at: number
  arrival: number
  members: number
  announce: number
  present: number | null
  admin: number | null
  blocked: number | null
  dismissed: number | null
  messageId: number | null
  messageAt: number | null
  fromMe: number | null
  kind: ContentKind | null
  text: string | null
  status: MessageStatus | null
  deletedBy: Deletion['by'] | null
  deletedAt: number | null
  deletedKept: number | null
  expiresAt: number | null
  isEmpty: number | null
  authorId: number | null
  authorSource: NameSource | null
  authorName: string | null
  authorStanding: Standing | null
}

/** Among chats of the same time (rules/chat-list.ts). The index has the very same words. */
const ARRIVAL = 'COALESCE(c.last_message_id, -c.id)'

/** `c` is the chat. The first parameter is the user's own person id (0 before linking). */
const SELECT = `SELECT c.id, c.person_id AS personId, c.group_jid AS groupJid, c.subject, c.standing, p.display_source AS source,
    p.display_text AS name, c.pinned_at AS pinnedAt, c.muted_until AS mutedUntil, c.archived, c.unread,
    c.marked_unread AS markedUnread, d.text AS draft, c.at, ${ARRIVAL} AS arrival, c.member_count AS members, c.announce, me.present, me.admin, b.person_id AS blocked,
    c.impostor_dismissed AS dismissed, m.id AS messageId, m.at AS messageAt, m.from_me AS fromMe, m.kind, m.text, m.status, m.deleted_by AS deletedBy,
    m.deleted_at AS deletedAt, m.deleted_kept AS deletedKept, m.expires_at AS expiresAt, m.content = '${EMPTIED}' AS isEmpty, a.id AS authorId, a.display_source AS authorSource,
    a.display_text AS authorName, a.standing AS authorStanding
  FROM chats c
  LEFT JOIN people p ON p.id = c.person_id
  LEFT JOIN members me ON me.chat_id = c.id AND me.person_id = ?
  LEFT JOIN blocks b ON b.person_id = c.person_id
  LEFT JOIN drafts d ON d.chat_id = c.id
  LEFT JOIN messages m ON m.id = c.last_message_id
  LEFT JOIN people a ON a.id = m.author_id`

/** The tabs of "Filter chats" (rules/chat-list.ts, inFilter) as SQL. */
const FILTERS: Readonly<Record<ChatFilter, string>> = {
  all: '',
  unread: 'AND (c.unread > 0 OR c.marked_unread = 1)',
  people: `AND c.group_jid IS NULL AND c.standing = 'none'`,
  businesses: `AND c.group_jid IS NULL AND c.standing <> 'none'`,
  verified: `AND c.group_jid IS NULL AND c.standing = 'verified'`,
  groups: 'AND c.group_jid IS NOT NULL',
}

const END: Place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }

/** Chats as the contract wants them: one statement for a page, with names, last messages and drafts. */
export class ChatReader {
  readonly #unit: UnitOfWork
  readonly #people: People
  readonly #chats: Chats
  readonly #statusAuthors: StatusAuthors
  readonly #impostors: Impostors
  readonly #settings: SettingsStore
  readonly #many
  readonly #pinned
  readonly #rest
  readonly #counts

  constructor(
    unit: UnitOfWork,
    people: People,
    parts: { chats: Chats; statusAuthors: StatusAuthors; impostors: Impostors; settings: SettingsStore },
  ) {
    const { db } = unit
    const { chats, statusAuthors, impostors, settings } = parts
    this.#unit = unit
    this.#settings = settings
    this.#people = people
    this.#chats = chats
    this.#statusAuthors = statusAuthors
    this.#impostors = impostors
    this.#many = db.statement<[number, string], ChatRow>(
      'chatReader.many',
      `${SELECT} WHERE c.id IN (SELECT value FROM json_each(?))`,
    )
    const perFilter = <T>(make: (filter: ChatFilter) => T): Record<ChatFilter, T> => ({
      all: make('all'),
      unread: make('unread'),
      people: make('people'),
      businesses: make('businesses'),
      verified: make('verified'),
      groups: make('groups'),
    })
    this.#pinned = perFilter(filter =>
      db.statement<[number, number, number, number, number], ChatRow>(
        `chatReader.pinned.${filter}`,
        `${SELECT} WHERE c.listed = 1 AND c.archived = ? AND c.pinned_at IS NOT NULL ${FILTERS[filter]}
         AND (c.pinned_at, c.id) < (?, ?) ORDER BY c.pinned_at DESC, c.id DESC LIMIT ?`,
      ),
    )
    this.#rest = perFilter(filter =>
      db.statement<[number, number, number, number, number], ChatRow>(
        `chatReader.rest.${filter}`,
        `${SELECT} WHERE c.listed = 1 AND c.archived = ? AND c.pinned_at IS NULL ${FILTERS[filter]}
         AND (c.at, ${ARRIVAL}) < (?, ?) ORDER BY c.at DESC, ${ARRIVAL} DESC LIMIT ?`,
      ),
    )
    this.#counts = db.statement<[number], { unreadChats: number; archivedChats: number }>(
      'chatReader.counts',
      `SELECT
         (SELECT COUNT(*) FROM chats WHERE listed = 1 AND archived = 0 AND (unread > 0 OR marked_unread = 1)
            AND (muted_until IS NULL OR (muted_until <> ${FOREVER} AND muted_until <= ?))) AS unreadChats,
         (SELECT COUNT(*) FROM chats WHERE listed = 1 AND archived = 1 AND pinned_at IS NULL)
         + (SELECT COUNT(*) FROM chats WHERE listed = 1 AND archived = 1 AND pinned_at IS NOT NULL) AS archivedChats`,
    )
  }

  get(chatId: number): Chat | null {
    const current = this.#chats.current(chatId)
    return current === null ? null : (this.many([current])[0] ?? null)
  }

  /** In the order asked for; those not here are left out. */
  many(chatIds: readonly number[]): Chat[] {
    const rows = this.#many.all(this.#me, idList(chatIds))
    const found = new Map(rows.map(row => [row.id, this.#chat(row)]))
    return chatIds.flatMap(id => found.get(id) ?? [])
  }

  /**
   * Pinned chats come first, on the first page only; then by time, newest first.
   * @throws {BadCursor} for a cursor that this store never gave out.
   */
  page(input: { filter: ChatFilter; archived: boolean; after: string | null; limit: number }): Page<Chat> {
    const { filter, limit } = input
    const archived = input.archived ? 1 : 0
    const start = readCursor(input.after)
    const wanted = limit + 1
    const rows: ChatRow[] = []
    if (start.pinned) {
      rows.push(...this.#pinned[filter].all(this.#me, archived, start.place.at, start.place.id, wanted))
    }
    const place = start.pinned ? END : start.place
    if (rows.length < wanted) {
      rows.push(...this.#rest[filter].all(this.#me, archived, place.at, place.id, wanted - rows.length))
    }
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map(row => this.#chat(row)),
      next: rows.length > limit && last !== undefined ? writeCursor(last) : null,
    }
  }

  counts(): ChatCounts {
    const now = this.#unit.now()
    const counts = this.#counts.get(now) ?? { unreadChats: 0, archivedChats: 0 }
    return { ...counts, unseenStatuses: this.#statusAuthors.unseen() }
  }

  get #me(): number {
    return this.#people.me ?? 0
  }

  /** The last message's time is over, and the chat is kept. */
  #outlived({ expiresAt, standing }: ChatRow): boolean {
    if (!isExpired(expiresAt, this.#unit.now())) return false
    return expiryEffect({ standing, keepVerified: this.#settings.get().keepVerified }) === 'keep'
  }

  #chat(row: ChatRow): Chat {
    const isGroup = row.groupJid !== null
    const { mutedUntil } = row
    return {
      id: row.id,
      kind: isGroup ? 'group' : 'direct',
      personId: row.personId,
      isSelf: row.personId !== null && row.personId === this.#people.me,
      name: isGroup ? subjectName(row.subject) : { source: row.source ?? 'unknown', text: row.name ?? '' },
      standing: row.standing,
      pinnedAt: row.pinnedAt,
      muted: mutedUntil === null ? null : { until: mutedUntil === FOREVER ? 'forever' : mutedUntil },
      archived: row.archived === 1,
      unread: row.unread,
      markedUnread: row.markedUnread === 1,
      draft: row.draft === null || row.draft === '' ? null : row.draft,
      last: toPreview(row, isGroup, this.#outlived(row)),
      at: row.at,
      members: isGroup ? row.members : 0,
      canWrite: !isGroup || (row.present !== 0 && (row.announce === 0 || row.admin === 1)),
      blocked: row.blocked !== null,
      impostorOf: row.personId === null ? null : this.#impostors.of({ ...row, personId: row.personId }),
    }
  }
}

function toPreview(row: ChatRow, isGroup: boolean, outlived: boolean): MessagePreview | null {
  const { messageId, messageAt, kind, status, authorId, authorSource, authorName, authorStanding } = row
  if (messageId === null || messageAt === null || kind === null || status === null) return null
  const fromMe = row.fromMe === 1
  const hasAuthor = isGroup && !fromMe && authorId !== null && authorSource !== null
  return {
    messageId,
    at: messageAt,
    fromMe,
    author: hasAuthor
      ? { id: authorId, name: { source: authorSource, text: authorName ?? '' }, standing: authorStanding ?? 'none' }
      : null,
    kind,
    text: previewText(row.text),
    status,
    deleted: toDeletion(row, row.isEmpty === 1, outlived),
  }
}

/** `p` and the place of the pin, or `t` and the place in time. */
function writeCursor(row: ChatRow): string {
  return row.pinnedAt === null
    ? `t${toCursor({ at: row.at, id: row.arrival })}`
    : `p${toCursor({ at: row.pinnedAt, id: row.id })}`
}

function readCursor(cursor: string | null): { pinned: boolean; place: Place } {
  if (cursor === null) return { pinned: true, place: END }
  const kind = cursor.slice(0, 1)
  if (kind !== 'p' && kind !== 't') throw new BadCursor()
  return { pinned: kind === 'p', place: fromCursor(cursor.slice(1)) }
}
