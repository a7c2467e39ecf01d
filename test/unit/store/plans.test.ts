import { expect, test } from 'vitest'
import { scene } from './support.ts'

/** Tables that grow with use. */
const GROWING =
  /^(people|p|names|chats|c|messages|m|reactions|r|receipts|statuses|s|status_authors|a|status_views|v|members|attestations|journal|changes|signal_keys)\b/

/** Statements that go through a whole table or sort, each with the reason why it may. */
const ALLOWED: Record<string, string> = {
  'audience.counts': 'the address book, once per look at who gets a post',
  'audience.found': 'the hits of a query, by name',
  'audience.receiving': 'the address book, once per post',
  'audience.saved': 'the address book, once per post of the phone that is deleted here',
  'changes.allKeys': 'once, at the first message; the table holds what waits',
  'changes.count': 'diagnosis only',
  'journal.expireUnread': 'rows that a crash left to be projected again',
  'journal.forget': 'a post that was taken back: through what the journal still has of a day',
  'changes.prune': 'once an hour, through what waits',
  'changes.ready': 'goes through what waits, after a merge; each is looked up in messages',
  'messages.sentRaw': 'a retry receipt: one look into the index per chat',
  'peopleReader.blocked': 'a short list, sorted by name',
  'members.list': 'one group, sorted by name',
  'messageReader.receipts': 'one message, sorted by name',
  'outbox.heads': 'one row of each lane; the table holds what waits',
  'peopleReader.found': 'the hits of a query, by name',
  'businessReader.foundByName': 'the hits of a query, by name',
  'businessReader.foundBySince': 'the hits of a query, newest first',
  'businessReader.foundRecent': 'the hits of a query, newest first',
  'statusReader.found': 'the hits of a query, newest first',
  'search.people': 'the hits of a query, newest first',
  'search.groups': 'the hits of a query, newest first',
  'changes.of': 'the few changes of one message, in the order of their times',
  'messages.maxId': 'the last entry of the table',
  'signalKeys.clear': 'everything is to go',
}

test('no statement goes through a growing table or sorts a page', async () => {
  const { store } = await scene()
  const { database } = store
  expect(database.statements.size).toBeGreaterThan(150)
  const bad: Record<string, string[]> = {}
  for (const [name, sql] of database.statements) {
    if (name in ALLOWED || /^(PRAGMA|INSERT INTO \w+ \([^)]*\) VALUES)/.test(sql.trim())) continue
    const steps = database.plan(sql).filter(step => {
      if (/TEMP B-TREE/.test(step)) return true
      const scanned = /^SCAN (\w+)/.exec(step)
      return scanned !== null && GROWING.test(scanned[1] ?? '') && !step.includes('VIRTUAL TABLE')
    })
    if (steps.length > 0) bad[name] = steps
  }
  expect(bad).toEqual({})
})

test('every exception is still one', async () => {
  const { store } = await scene()
  const names = [...store.database.statements.keys()]
  expect(Object.keys(ALLOWED).filter(name => !names.includes(name))).toEqual([])
})

test('pages walk their index', async () => {
  const { store } = await scene()
  const plan = (name: string): string => store.database.plan(store.database.statements.get(name) ?? '').join('\n')
  expect(plan('messageReader.older')).toMatch(/SEARCH m USING INDEX messages_by_time \(chat_id=\? AND at<\?\)/)
  expect(plan('messageReader.newer')).toMatch(/SEARCH m USING INDEX messages_by_time \(chat_id=\? AND at>\?\)/)
  expect(plan('messageReader.firstUnread')).toMatch(/messages_unread/)
  for (const filter of ['all', 'unread', 'people', 'businesses', 'verified', 'groups']) {
    expect([filter, plan(`chatReader.rest.${filter}`)]).toEqual([
      filter,
      expect.stringMatching(/SEARCH c USING INDEX chats_(by_time|unread) \(archived=\? AND at<\?\)/),
    ])
    expect([filter, plan(`chatReader.pinned.${filter}`)]).toEqual([
      filter,
      expect.stringMatching(/SEARCH c USING INDEX chats_pinned/),
    ])
  }
  expect(plan('businessReader.recent')).toMatch(
    /SEARCH d USING INDEX businesses_by_time \(\(at,last_message_id\)<\(\?,\?\)\)/,
  )
  for (const name of ['byName', 'silent']) {
    expect(plan(`businessReader.${name}`)).toMatch(/SEARCH p USING INDEX businesses_by_name \(sort_key>\?\)/)
  }
  expect(plan('businessReader.bySince')).toMatch(/SEARCH p USING INDEX businesses_by_since \(standing_since<\?\)/)
  for (const name of ['horizon', 'tickets', 'texts']) {
    expect(plan(`businessDetails.${name}`)).toMatch(/messages USING .*INDEX messages_by_time \(chat_id=\? AND at>\?\)/)
  }
  expect(plan('statusReader.page')).toMatch(
    /SEARCH a USING INDEX status_authors_by_place \(place=\? AND \(newest_at,newest_id\)<\(\?,\?\)\)/,
  )
  expect(plan('statusReader.walk')).toMatch(/SEARCH a USING INDEX status_authors_by_place \(place=\?\)/)
  expect(plan('statusAuthors.due')).toMatch(/SEARCH status_authors USING .*INDEX status_authors_until/)
  for (const name of ['statusAuthors.posts', 'statusReader.ofAuthor', 'statusReader.mine']) {
    expect([name, plan(name)]).toEqual([name, expect.stringMatching(/INDEX statuses_by_author \(author_id=\?\)/)])
  }
  expect(plan('statusReader.viewers')).toMatch(/SEARCH v USING .*INDEX status_views_by_time/)
  expect(plan('audience.page')).toMatch(/SEARCH p USING INDEX people_by_name/)
  expect(plan('statusQueue.nextPending')).toMatch(/SEARCH statuses USING INDEX statuses_waiting/)
  expect(plan('statusQueue.nextRevoke')).toMatch(/SEARCH statuses USING INDEX statuses_revoke_due/)
  expect(plan('viewQueue.posts')).toMatch(/INDEX statuses_view_due \(view_due=\? AND author_id=\?\)/)
  expect(plan('peopleReader.page')).toMatch(/SEARCH p USING INDEX people_by_name/)
  expect(plan('search.messages')).toMatch(/VIRTUAL TABLE INDEX/)
  expect(plan('chatReader.counts')).toMatch(/chats_unread/)
})
