import { expect, test, vi } from 'vitest'
import { ChangeFeed } from '../../../src/main/engine/changes.ts'
import { makeListener } from '../../../src/main/engine/listener.ts'
import { LiveState } from '../../../src/main/engine/state.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { scene } from '../store/support.ts'

test('what fails in the store while a state is told is reported; the connection goes on', async () => {
  const { store, clock } = await scene()
  const now = () => clock.now
  const broken = new Error('disk I/O error')
  const fails = (): never => {
    throw broken
  }
  const failed = vi.fn()
  const feed = new ChangeFeed(
    () => undefined,
    () => null,
    failed,
  )
  const state = new LiveState(feed)
  const sync = new Sync(store, now, () => undefined)
  const calls = { applied: fails, online: fails, offline: fails, synced: fails, failed }
  const listener = makeListener({ store, sync, state, feed, now, ...calls })
  vi.spyOn(store.people, 'find').mockImplementation(fails)

  listener.connection({ state: 'connected' })
  listener.connection({ state: 'connecting' })
  listener.progress({ state: 'idle' })
  listener.typing({ kind: 'group', jid: '120363000000000001@g.us' }, { pn: null, lid: '90010101@lid' }, 'typing')
  expect(failed.mock.calls).toEqual([[broken], [broken], [broken], [broken]])
  expect(state.connection).toEqual({ state: 'connecting' })
  feed.close()
})
