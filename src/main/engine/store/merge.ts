import type { Attestations } from './attestations.ts'
import type { Blocklist } from './blocklist.ts'
import type { Changes } from './changes.ts'
import type { ChatMarks } from './chat-marks.ts'
import type { Chats } from './chats.ts'
import type { Members } from './members.ts'
import type { Messages } from './messages.ts'
import type { Names } from './names.ts'
import type { People } from './people.ts'
import type { Profiles } from './profiles.ts'
import type { Reactions } from './reactions.ts'
import type { Receipts } from './receipts.ts'
import type { SearchIndex } from './search-index.ts'
import type { Statuses } from './statuses.ts'
import type { UnitOfWork } from './unit-of-work.ts'

interface Aggregates {
  people: People
  names: Names
  attestations: Attestations
  blocklist: Blocklist
  profiles: Profiles
  chats: Chats
  marks: ChatMarks
  members: Members
  messages: Messages
  changes: Changes
  reactions: Reactions
  receipts: Receipts
  statuses: Statuses
  index: SearchIndex
}

/** The newest word of two chats for each flag, and the furthest of each mark. */
const FLAGS = ['pinned_at', 'muted_until', 'archived', 'marked_unread', 'disappearing_seconds']
const FLAG_TIMES = ['pinned', 'muted', 'archived', 'marked_unread', 'disappearing'].map(name => `${name}_changed_at`)
const MARKS = [
  'activity_at',
  'read_up_to',
  'cleared_up_to',
  'kept_up_to',
  'deleted_up_to',
  'phone_unread',
  'end_of_history',
]

/**
 * Two rows found to be one person: everything of the one that goes moves to the one that stays, their direct chats become one,
 * and messages that lay in both become one. The rows stay behind as signposts.
 */
export class Merger {
  readonly #unit: UnitOfWork
  readonly #with: Aggregates
  readonly #twins
  readonly #groupTwins
  readonly #setGroupAuthor
  readonly #setDirectAuthor
  readonly #setQuoteAuthor
  readonly #setMention
  readonly #dropMention
  readonly #setOwner
  readonly #moveMuted
  readonly #repointChat
  readonly #chatTwins
  readonly #moveMessages
  readonly #mergeFlags
  readonly #alias
  readonly #repoint
  readonly #moveDraft
  readonly #dropDraft
  readonly #moveOutbox
  readonly #outboxOfMessage
  readonly #delete
  readonly #readMark
  readonly #unflag
  readonly #clearedMark
  readonly #moved

  constructor(unit: UnitOfWork, aggregates: Aggregates) {
    const { db } = unit
    this.#unit = unit
    this.#with = aggregates
    const twins = (where: string): string =>
      `SELECT a.id AS gone, b.id AS keep FROM messages a
       JOIN messages b ON b.chat_id = a.chat_id AND b.wire_id = a.wire_id AND b.author_id = ? WHERE ${where}`
    this.#groupTwins = db.statement<[number, number], Twins>(
      'merge.groupTwins',
      twins('a.author_id = ? AND a.in_group = 1'),
    )
    this.#twins = db.statement<[number, number, number], Twins>(
      'merge.twins',
      twins('a.chat_id = ? AND a.author_id = ?'),
    )
    this.#setGroupAuthor = db.statement<[number, number], { id: number; chatId: number }>(
      'merge.setGroupAuthor',
      'UPDATE messages SET author_id = ? WHERE author_id = ? AND in_group = 1 RETURNING id, chat_id AS chatId',
    )
    this.#setDirectAuthor = db.statement<[number, number, number]>(
      'merge.setDirectAuthor',
      'UPDATE messages SET author_id = ? WHERE chat_id = ? AND author_id = ?',
    )
    this.#setQuoteAuthor = db.statement<[number, number]>(
      'merge.setQuoteAuthor',
      'UPDATE messages SET quote_author_id = ? WHERE quote_author_id = ?',
    )
    this.#setMention = db.statement<[number, number]>(
      'merge.setMention',
      'UPDATE mentions SET person_id = ? WHERE person_id = ?',
    )
    this.#dropMention = db.statement<[number, number]>(
      'merge.moveMentions',
      'UPDATE OR IGNORE mentions SET message_id = ? WHERE message_id = ?',
    )
    this.#setOwner = db.statement<[number, number]>(
      'merge.setOwner',
      'UPDATE chats SET owner_id = ? WHERE owner_id = ?',
    )
    this.#moveMuted = db.statement<[number, number]>(
      'merge.moveMuted',
      `UPDATE people SET status_muted = MAX(status_muted, (SELECT status_muted FROM people WHERE id = ?)) WHERE id = ?`,
    )
    this.#repointChat = db.statement<[number, number]>(
      'merge.repointChat',
      'UPDATE chats SET person_id = ? WHERE person_id = ?',
    )
    this.#chatTwins = db.statement<[number, number], Twins>(
      'merge.chatTwins',
      `SELECT a.id AS gone, b.id AS keep FROM messages a
       JOIN messages b ON b.chat_id = ? AND b.wire_id = a.wire_id AND b.author_id = a.author_id WHERE a.chat_id = ?`,
    )
    this.#moveMessages = db.statement<[number, number]>(
      'merge.moveMessages',
      'UPDATE messages SET chat_id = ? WHERE chat_id = ?',
    )
    const newest = (column: string, time: string): string =>
      `${column} = CASE WHEN g.${time} > chats.${time} THEN g.${column} ELSE chats.${column} END,
       ${time} = MAX(g.${time}, chats.${time})`
    const flags = FLAGS.map((column, index) => newest(column, FLAG_TIMES[index] ?? ''))
    const marks = MARKS.map(column => `${column} = MAX(g.${column}, chats.${column})`)
    this.#mergeFlags = db.statement<[number, number]>(
      'merge.flags',
      `UPDATE chats SET ${[...flags, ...marks].join(', ')}, kept_at = COALESCE(chats.kept_at, g.kept_at),
         impostor_dismissed = COALESCE(chats.impostor_dismissed, g.impostor_dismissed)
       FROM chats g WHERE g.id = ? AND chats.id = ?`,
    )
    this.#alias = db.statement<[number, number]>(
      'merge.alias',
      `UPDATE chats SET person_id = NULL, merged_into = ?, listed = 0, unread = 0, marked_unread = 0, pinned_at = NULL,
         last_message_id = NULL WHERE id = ?`,
    )
    this.#repoint = db.statement<[number, number]>(
      'merge.repoint',
      'UPDATE chats SET merged_into = ? WHERE merged_into IS NOT NULL AND merged_into = ?',
    )
    this.#moveDraft = db.statement<[number, number]>(
      'merge.moveDraft',
      `INSERT INTO drafts (chat_id, text, reply_to, at) SELECT ?, text, reply_to, at FROM drafts d WHERE d.chat_id = ?
       ON CONFLICT (chat_id) DO UPDATE SET text = excluded.text, reply_to = excluded.reply_to, at = excluded.at
       WHERE excluded.at > drafts.at`,
    )
    this.#dropDraft = db.statement<[number]>('merge.dropDraft', 'DELETE FROM drafts WHERE chat_id = ?')
    this.#moveOutbox = db.statement<[number, number]>(
      'merge.moveOutbox',
      'UPDATE outbox SET chat_id = ? WHERE chat_id = ?',
    )
    this.#outboxOfMessage = db.statement<[number, number]>(
      'merge.outboxOfMessage',
      'UPDATE outbox SET message_id = ? WHERE message_id = ?',
    )
    this.#delete = db.statement<[number]>('merge.delete', 'DELETE FROM messages WHERE id = ?')
    this.#readMark = db.statement<[number], { readUpTo: number }>(
      'merge.readMark',
      'SELECT read_up_to AS readUpTo FROM chats WHERE id = ?',
    )
    this.#unflag = db.statement<[number, number]>(
      'merge.unflag',
      'UPDATE messages SET unread = 0 WHERE chat_id = ? AND unread = 1 AND at <= ?',
    )
    this.#clearedMark = db.statement<[number], { clearedUpTo: number; keptUpTo: number; keptAt: number | null }>(
      'merge.clearedMark',
      'SELECT cleared_up_to AS clearedUpTo, kept_up_to AS keptUpTo, kept_at AS keptAt FROM chats WHERE id = ?',
    )
    this.#moved = db.statement<[number], { id: number }>('merge.moved', 'SELECT id FROM messages WHERE chat_id = ?')
  }

  /** Inside a transaction; the identifiers are those of `keep` already. */
  people(keep: number, gone: number): void {
    const { names, attestations, blocklist, chats, members, changes, reactions, receipts, statuses } = this.#with
    names.merge(keep, gone)
    attestations.merge(keep, gone)
    blocklist.merge(keep, gone)
    this.#with.profiles.merge(keep, gone)
    this.#moveMuted.run(gone, keep)
    this.#setOwner.run(keep, gone)
    members.mergePeople(keep, gone)
    changes.mergePeople(keep, gone)
    reactions.mergePeople(keep, gone)
    receipts.mergePeople(keep, gone)
    statuses.mergePeople(keep, gone)
    this.#setQuoteAuthor.run(keep, gone)
    this.#setMention.run(keep, gone)
    this.#groupMessages(keep, gone)
    this.#directChats(keep, gone)
    chats.forgetCached()
    this.#with.people.dirty(keep)
    this.#with.people.dirty(gone)
  }

  #groupMessages(keep: number, gone: number): void {
    for (const twins of this.#groupTwins.all(keep, gone)) this.#join(twins)
    for (const { id, chatId } of this.#setGroupAuthor.all(keep, gone)) this.#unit.changes.message(chatId, id)
  }

  #directChats(keep: number, gone: number): void {
    const { chats } = this.#with
    const goneChat = chats.ofPerson(gone)
    const keepChat = chats.ofPerson(keep)
    for (const chatId of [keepChat, goneChat]) {
      if (chatId === null) continue
      for (const twins of this.#twins.all(keep, chatId, gone)) this.#join(twins)
      this.#setDirectAuthor.run(keep, chatId, gone)
    }
    if (goneChat === null) return
    if (keepChat === null) {
      this.#repointChat.run(keep, gone)
      chats.dirty(goneChat)
    } else if (keepChat < goneChat) this.#chats(keepChat, goneChat)
    else {
      // The older row stays, whichever person's it was.
      this.#chats(goneChat, keepChat)
      this.#repointChat.run(keep, gone)
    }
  }

  #chats(keep: number, gone: number): void {
    const { chats, marks, changes, index, messages } = this.#with
    this.#mergeFlags.run(gone, keep)
    // From here on the one is known to lead to the other: a notice may move there, and one that both have may go.
    this.#alias.run(keep, gone)
    this.#repoint.run(keep, gone)
    for (const twins of this.#chatTwins.all(keep, gone)) this.#join(twins)
    for (const { id } of this.#moved.all(gone)) this.#unit.changes.message(keep, id, 'added')
    index.forgetChat(gone)
    this.#moveMessages.run(keep, gone)
    index.addChat(keep)
    this.#moveDraft.run(keep, gone)
    this.#dropDraft.run(gone)
    this.#moveOutbox.run(keep, gone)
    changes.mergeChats(keep, gone)
    messages.forgetMarks(keep)
    messages.forgetMarks(gone)
    // The marks of one chat hold for the messages of the other: it was one chat all along.
    const { clearedUpTo, keptUpTo, keptAt } = this.#clearedMark.get(keep) ?? {
      clearedUpTo: -1,
      keptUpTo: -1,
      keptAt: null,
    }
    if (clearedUpTo >= 0) marks.eraseUpTo(keep, clearedUpTo)
    if (keptUpTo >= 0) marks.clear(keep, keptUpTo, { keep: true, at: keptAt ?? 0 })
    this.#unflag.run(keep, this.#readMark.get(keep)?.readUpTo ?? -1)
    chats.dirty(keep)
    this.#unit.changes.chat(keep, true)
    this.#unit.changes.chat(gone, true)
    this.#unit.changes.messagesRemoved(gone)
  }

  /** Two rows are one message. */
  #join({ keep, gone }: Twins): void {
    const { messages, reactions, receipts, index } = this.#with
    const chatId = messages.facts(gone)?.chatId
    messages.complete(keep, gone)
    reactions.mergeMessages(keep, gone)
    receipts.mergeMessages(keep, gone)
    this.#dropMention.run(keep, gone)
    this.#outboxOfMessage.run(keep, gone)
    index.forget(gone)
    this.#delete.run(gone)
    if (chatId !== undefined) this.#unit.changes.message(chatId, gone, 'removed')
  }
}

interface Twins {
  keep: number
  gone: number
}
