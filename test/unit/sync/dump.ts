import Database from 'better-sqlite3'

/** Every fact in a store, with people and chats named by their identifiers instead of row numbers, in a fixed order. */
export function dump(file: string): Record<string, unknown[]> {
  const db = new Database(file, { readonly: true })
  const person = (column: string): string =>
    `(SELECT coalesce(p.pn, '') || '|' || coalesce(p.lid, '') FROM people p WHERE p.id = ${column})`
  const chat = (column: string): string =>
    `(SELECT coalesce(c.group_jid, ${person('c.person_id')}) FROM chats c WHERE c.id = ${column})`
  const message = (column: string): string =>
    `(SELECT ${chat('m2.chat_id')} || ' ' || ${person('m2.author_id')} || ' ' || m2.wire_id FROM messages m2 WHERE m2.id = ${column})`
  const post = (column: string): string =>
    `(SELECT ${person('s.author_id')} || ' ' || s.wire_id FROM statuses s WHERE s.id = ${column})`
  const tables: Record<string, string> = {
    people: `SELECT pn, lid, display_source, display_text, standing, listed FROM people WHERE merged_into IS NULL`,
    names: `SELECT ${person('person_id')} AS person, source, name, at FROM names`,
    attestations: `SELECT ${person('person_id')} AS person, day, facts, first_at, last_at, times FROM attestations`,
    chats: `SELECT ${chat('chats.id')} AS chat, subject, standing, listed, at, ${message('last_message_id')} AS last,
      unread, pinned_at, muted_until, archived, marked_unread, max(read_up_to, cleared_up_to) AS read_up_to, cleared_up_to, deleted_up_to, member_count
      FROM chats WHERE merged_into IS NULL`,
    members: `SELECT ${chat('chat_id')} AS chat, ${person('person_id')} AS person, present, admin FROM members`,
    messages: `SELECT ${chat('chat_id')} AS chat, ${person('author_id')} AS author, wire_id, from_me, at, kind, status, unread,
      starred, edited_at, deleted_by, deleted_at, deleted_kept, text, content, hex(raw) AS raw FROM messages`,
    reactions: `SELECT ${message('message_id')} AS message, ${person('person_id')} AS person, emoji, at FROM reactions`,
    receipts: `SELECT ${message('message_id')} AS message, ${person('person_id')} AS person, delivered_at, read_at, played_at
      FROM receipts`,
    statuses: `SELECT ${person('author_id')} AS author, wire_id, CASE WHEN content IS NOT NULL AND revoked_at IS NULL THEN at END AS at, seen_at, revoked_at,
      from_me, kind, content, text, hex(raw) AS raw FROM statuses`,
    statusMentions: `SELECT ${post('status_id')} AS post, token, ${person('person_id')} AS person FROM status_mentions`,
    statusViews: `SELECT ${post('status_id')} AS post, ${person('person_id')} AS person, at FROM status_views`,
    statusAuthors: `SELECT ${person('person_id')} AS person, place, newest_at, ${post('newest_id')} AS newest, unseen, seen
      FROM status_authors`,
  }
  try {
    const result: Record<string, unknown[]> = {}
    for (const [name, sql] of Object.entries(tables)) {
      const rows = db.prepare<[], Record<string, unknown>>(sql).all()
      result[name] = rows.map(row => JSON.stringify(row)).sort()
    }
    return result
  } finally {
    db.close()
  }
}
