import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BATCH_MS, ChangeFeed, ChangeSet } from '../../../src/main/engine/changes.ts'
import type { EngineEvent } from '../../../src/shared/model.ts'

describe('the change feed', () => {
  const batches: EngineEvent[][] = []
  const failures: unknown[] = []
  let unread = 0
  let broken: Error | null = null
  const feed = new ChangeFeed(
    events => batches.push(events),
    () => {
      if (broken !== null) throw broken
      return { type: 'counts', counts: { unreadChats: unread, archivedChats: 0, unseenStatuses: 0 } }
    },
    error => failures.push(error),
  )
  beforeEach(() => {
    vi.useFakeTimers()
    batches.length = 0
  })
  afterEach(() => {
    feed.close()
    vi.useRealTimers()
  })

  it('tells every refusal, the same one twice, too', () => {
    const refusal = { type: 'refused', chatId: 7, what: 'pin' } as const
    feed.refused(refusal)
    feed.refused(refusal)
    vi.advanceTimersByTime(BATCH_MS)
    expect(batches).toEqual([[refusal, refusal]])
  })

  it('merges what happens within 50 ms into one batch, each id once', () => {
    for (let i = 0; i < 3; i += 1) {
      const set = new ChangeSet()
      set.message(7, 1, i === 0 ? 'added' : 'changed')
      set.message(7, 2)
      set.chat(7, i === 1)
      set.person(3)
      feed.add(set)
      vi.advanceTimersByTime(10)
    }
    expect(batches).toEqual([])
    vi.advanceTimersByTime(BATCH_MS)
    expect(batches).toEqual([
      [
        { type: 'persons', ids: [3] },
        { type: 'messages', chatId: 7, ids: [1, 2], added: true, removed: false },
        { type: 'chats', ids: [7], listChanged: true },
      ],
    ])
  })

  it('never speaks more often than every 50 ms', () => {
    for (let ms = 0; ms < 1000; ms += 5) {
      const set = new ChangeSet()
      set.chat(1)
      feed.add(set)
      vi.advanceTimersByTime(5)
    }
    expect(batches.length).toBeLessThanOrEqual(1000 / BATCH_MS)
    expect(batches.length).toBeGreaterThan(10)
  })

  it('tells only the newest of a state, and typing by chat and person', () => {
    feed.state({ type: 'connection', connection: { state: 'connecting' } })
    feed.state({ type: 'connection', connection: { state: 'connected' } })
    const person = { id: 4, name: { source: 'push', text: '~ Ines' }, standing: 'none' } as const
    feed.typing({ type: 'typing', chatId: 1, person, activity: 'typing' })
    feed.typing({ type: 'typing', chatId: 1, person, activity: 'none' })
    feed.typing({ type: 'typing', chatId: 2, person, activity: 'recording' })
    vi.advanceTimersByTime(BATCH_MS)
    expect(batches).toEqual([
      [
        { type: 'connection', connection: { state: 'connected' } },
        { type: 'typing', chatId: 1, person, activity: 'none' },
        { type: 'typing', chatId: 2, person, activity: 'recording' },
      ],
    ])
  })

  it('tells the counts only when they differ from the last ones told', () => {
    const touch = (): void => {
      const set = new ChangeSet()
      set.counts = true
      feed.add(set)
      vi.advanceTimersByTime(BATCH_MS)
    }
    unread = 5
    touch()
    touch()
    unread = 6
    touch()
    const told = batches.flat().map(event => (event.type === 'counts' ? event.counts.unreadChats : null))
    expect(told).toEqual([5, 6])
  })

  it('tells the rest when the counts cannot be read, says why, and the counts with what comes next', () => {
    broken = new Error('disk I/O error')
    const set = new ChangeSet()
    set.chat(7)
    set.counts = true
    feed.add(set)
    vi.advanceTimersByTime(BATCH_MS)
    expect(failures).toEqual([broken])
    expect(batches).toEqual([[{ type: 'chats', ids: [7], listChanged: false }]])
    broken = null
    unread = 9
    feed.state({ type: 'sync', sync: { state: 'idle' } })
    vi.advanceTimersByTime(BATCH_MS)
    expect(batches[1]).toContainEqual(expect.objectContaining({ type: 'counts' }))
  })

  it('says nothing when nothing changed, and nothing more once closed', () => {
    feed.add(new ChangeSet())
    feed.state({ type: 'sync', sync: { state: 'idle' } })
    feed.close()
    vi.advanceTimersByTime(BATCH_MS * 3)
    expect(batches).toEqual([])
  })
})
