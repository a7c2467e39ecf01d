import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Database } from '../../../src/main/engine/store/database.ts'
import { APPLICATION_ID, migrate, readMigrations } from '../../../src/main/engine/store/migrate.ts'
import { openStore } from '../../../src/main/engine/store/open.ts'
import { newDir, plainBox } from './support.ts'

function open(): Database {
  return new Database(join(newDir(), 'db.sqlite'), () => undefined)
}

test('every migration is numbered, and the newest is the version of a new store', () => {
  const migrations = readMigrations()
  expect(migrations.map(migration => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  const db = open()
  migrate(db, migrations)
  expect(db.pragma('user_version')).toBe(migrations.length)
  expect(db.pragma('application_id')).toBe(APPLICATION_ID)
  expect(db.pragma('integrity_check')).toBe('ok')
  expect(db.pragma('foreign_key_check')).toBeUndefined()
  db.close()
})

test('0001-initial: every table of ours is STRICT', () => {
  const db = open()
  migrate(db, readMigrations(), 1)
  const loose = db
    .statement<[], { name: string }>(
      'test.loose',
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .all()
  expect(loose).toEqual([])
  db.close()
})

test('0002-businesses: chats are as they were, profiles are STRICT', () => {
  const db = open()
  migrate(db, readMigrations(), 1)
  db.exec(`INSERT INTO people (id, pn) VALUES (1, '15550101@s.whatsapp.net');
    INSERT INTO chats (id, person_id, unread) VALUES (7, 1, 3)`)
  migrate(db, readMigrations(), 2)
  const chats = db.statement<[], unknown>('test.chats', 'SELECT id, person_id, unread, impostor_dismissed FROM chats')
  expect(chats.all()).toEqual([{ id: 7, person_id: 1, unread: 3, impostor_dismissed: null }])
  expect(() => db.exec(`INSERT INTO profiles VALUES (1, '{}', 'soon')`)).toThrow('TEXT value')
  db.close()
})

test('0004-set-aside: what lies in the journal stays as it is', () => {
  const db = open()
  migrate(db, readMigrations(), 3)
  db.exec(`INSERT INTO journal (id, stanza_key, at, stanza, plaintext) VALUES (7, 'a', 1, x'01', x'02')`)
  migrate(db, readMigrations(), 4)
  const rows = db.statement<[], unknown>(
    'test.journal',
    'SELECT id, projected_at, hex(plaintext) AS p, set_aside FROM journal',
  )
  expect(rows.all()).toEqual([{ id: 7, projected_at: null, p: '02', set_aside: null }])
  expect(() => db.exec(`UPDATE journal SET set_aside = 1`)).toThrow('FOREIGN KEY')
  expect(() => db.exec(`INSERT INTO set_aside (digest, at, type, error) VALUES ('d', 'now', 't', 'e')`)).toThrow('TEXT')
  db.close()
})

test('0003-notices-stay: what is there stays as it is, a notice loses its timer and can go no more', () => {
  const db = open()
  migrate(db, readMigrations(), 2)
  db.exec(`INSERT INTO people (id, pn) VALUES (1, '15550101@s.whatsapp.net');
    INSERT INTO chats (id, person_id) VALUES (7, 1);
    INSERT INTO attestations (person_id, day, facts, first_at, last_at) VALUES (1, 20000, '{}', 5, 6);
    INSERT INTO messages
      (id, chat_id, author_id, wire_id, from_me, in_group, at, kind, status, unread, told_unread, forwarded, content, expires_at)
    VALUES (3, 7, 1, 'N', 0, 0, 10, 'notice', 'received', 0, 0, 0, '{}', 11),
      (4, 7, 1, 'T', 0, 0, 12, 'text', 'received', 1, 1, 0, '{}', 13)`)
  migrate(db, readMigrations(), 3)
  const messages = db.statement<[], unknown>(
    'test.messages',
    'SELECT id, kind, at, expires_at AS expiresAt FROM messages',
  )
  const all = [
    { id: 3, kind: 'notice', at: 10, expiresAt: null },
    { id: 4, kind: 'text', at: 12, expiresAt: 13 },
  ]
  expect(messages.all()).toEqual(all)
  expect(() => db.exec('DELETE FROM messages')).toThrow('a notice is never deleted')
  expect(() => db.exec('DELETE FROM attestations')).toThrow('what was attested is kept')
  expect(messages.all()).toEqual(all)
  db.close()
})

test('0005-joined: members are as they were', () => {
  const db = open()
  migrate(db, readMigrations(), 4)
  db.exec(`INSERT INTO people (id, pn) VALUES (1, '15550101@s.whatsapp.net');
    INSERT INTO chats (id, group_jid) VALUES (7, '120363000000000007@g.us');
    INSERT INTO members (chat_id, person_id, present, admin, at) VALUES (7, 1, 1, 0, 5)`)
  migrate(db, readMigrations(), 5)
  const members = db.statement<[], unknown>('test.members', 'SELECT present, admin, at, added_at FROM members')
  expect(members.all()).toEqual([{ present: 1, admin: 0, at: 5, added_at: null }])
  db.close()
})

test('0006-directory: a business has stood since the first word about it', () => {
  const db = open()
  migrate(db, readMigrations(), 5)
  db.exec(`INSERT INTO people (id, pn, standing) VALUES (1, '15550101@s.whatsapp.net', 'verified'),
      (2, '15550102@s.whatsapp.net', 'none'), (3, '15550103@s.whatsapp.net', 'unverified');
    INSERT INTO attestations (person_id, day, facts, first_at, last_at) VALUES (1, 0, '{}', 20, 30), (1, 0, '[]', 10, 40)`)
  migrate(db, readMigrations(), 6)
  const people = db.statement<[], unknown>('test.since', 'SELECT id, standing_since AS since FROM people ORDER BY id')
  expect(people.all()).toEqual([
    { id: 1, since: 10 },
    { id: 2, since: 0 },
    { id: 3, since: 0 },
  ])
  db.close()
})

test('0007-chat-order: the same chats stand in the list', () => {
  const db = open()
  migrate(db, readMigrations(), 6)
  db.exec(`INSERT INTO people (id, pn) VALUES (1, '15550101@s.whatsapp.net');
    INSERT INTO chats (id, person_id, listed, at, unread) VALUES (7, 1, 1, 5, 2)`)
  migrate(db, readMigrations(), 7)
  const listed = db.statement<[], unknown>(
    'test.listed',
    `SELECT id FROM chats INDEXED BY chats_unread WHERE listed = 1 AND (unread > 0 OR marked_unread = 1) AND archived = 0`,
  )
  expect(listed.all()).toEqual([{ id: 7 }])
  expect(db.pragma('integrity_check')).toBe('ok')
  db.close()
})

test('a step that fails leaves the version before it', () => {
  const db = open()
  const steps = [
    { version: 1, name: 'one', sql: 'CREATE TABLE a (x) ' },
    { version: 2, name: 'two', sql: 'CREATE TABLE b (x); SELECT * FROM missing' },
  ]
  expect(() => migrate(db, steps)).toThrow('missing')
  expect(db.pragma('user_version')).toBe(1)
  const tables = db.statement<[], { name: string }>(
    'test.tables',
    `SELECT name FROM sqlite_schema WHERE type = 'table'`,
  )
  expect(tables.all()).toEqual([{ name: 'a' }])
  db.close()
})

test('a build that lost its migrations opens nothing', async () => {
  const dir = newDir()
  const migrationsDir = join(dir, 'migrations')
  mkdirSync(migrationsDir)
  expect(() => readMigrations(migrationsDir)).toThrow('no migrations')
  writeFileSync(join(migrationsDir, '0002-second.sql'), '')
  await expect(openStore({ dataDir: dir, secrets: plainBox, migrationsDir })).rejects.toThrow('migration 1 is missing')
})

test('slow statements are told by name, without what they were about', () => {
  const told: [string, number][] = []
  const db = new Database(join(newDir(), 'db.sqlite'), (name, ms) => told.push([name, ms]))
  const slow = db.statement<[string], { n: number }>(
    'test.slow',
    'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000000) SELECT MAX(n) AS n FROM c WHERE ? <> 0',
  )
  slow.get('a secret')
  db.statement<[], { n: number }>('test.fast', 'SELECT 1 AS n').get()
  expect(told).toEqual([['test.slow', expect.any(Number)]])
  db.close()
})

test('0008-status-updates: posts that are here get their place in the list; revoked ones have none', () => {
  const db = open()
  migrate(db, readMigrations(), 7)
  db.exec(`INSERT INTO people (id, pn) VALUES (1, '15550101@s.whatsapp.net'), (2, '15550102@s.whatsapp.net'), (3, '15550103@s.whatsapp.net');
    INSERT INTO statuses (id, author_id, wire_id, from_me, at, expires_at, revoked_at, kind, content)
    VALUES (5, 1, 'A', 0, 10, 20, NULL, 'text', '{}'), (6, 2, 'B', 1, 10, 20, NULL, 'text', '{}'), (7, 3, 'C', 0, 10, 20, 11, NULL, NULL)`)
  migrate(db, readMigrations(), 8)
  const rows = db.statement<[], unknown>('test.authors', 'SELECT person_id AS id, until FROM status_authors')
  expect(rows.all()).toEqual([{ id: 1, until: 0 }])
  const posts = db.statement<[], unknown>('test.posts', 'SELECT id, way, view_due AS due FROM statuses')
  expect(posts.all()).toEqual([5, 6, 7].map(id => ({ id, way: 'sent', due: 0 })))
  expect(() => db.exec('UPDATE statuses SET view_due = 2')).toThrow('CHECK')
  db.close()
})
