/** What the link tells, and where it goes: events to sync, states to the screen, the account to the store. */
import type { ChangeFeed } from './changes.ts'
import type { EventBatch } from './events.ts'
import type { LinkListener } from './ports.ts'
import type { LiveState } from './state.ts'
import type { Store } from './store/store.ts'
import type { Sync } from './sync/sync.ts'

export interface ListenerOptions {
  store: Store
  sync: Sync
  state: LiveState
  feed: ChangeFeed
  now: () => number
  /** A batch is in the store. */
  applied: (batch: EventBatch) => void
  /** Messages can go out again. */
  online: () => void
  /** Nothing can go out now. */
  offline: () => void
  /** What the phone sent of its history is in the store. */
  synced: () => void
  /** A store failure while applying; it is thrown on to the link, which then acknowledges nothing. */
  failed: (error: unknown) => void
}

export function makeListener(options: ListenerOptions): LinkListener {
  const { store, sync, state, feed, now } = options
  /** The link has no use for these failures: it goes on, and the engine is told. */
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      options.failed(error)
    }
  }
  return {
    apply(batch) {
      try {
        sync.apply(batch)
      } catch (error) {
        options.failed(error)
        throw error
      }
      // The batch is in the store: it is acknowledged, whatever becomes of what follows from it.
      guarded(() => options.applied(batch))
    },
    connection(connection) {
      state.setConnection(connection)
      guarded(connection.state === 'connected' ? options.online : options.offline)
    },
    linking(linking) {
      let loggedOutAt: number | null = null
      try {
        if (linking.step === 'loggedOut') store.accounts.setLoggedOut(linking.at)
        loggedOutAt = store.accounts.loggedOutAt()
      } catch (error) {
        options.failed(error)
      }
      // Giving up linking again does not change that the phone has logged this device out.
      state.setLinking(
        linking.step === 'idle' && loggedOutAt !== null ? { step: 'loggedOut', at: loggedOutAt } : linking,
      )
    },
    progress(progress) {
      state.setSync(progress)
      if (progress.state === 'idle') guarded(options.synced)
    },
    typing(chat, person, activity) {
      guarded(() => {
        const chatId = store.chats.find(chat)
        const personId = store.people.find(person)
        const line = personId === null ? null : store.peopleReader.line(personId)
        if (chatId === null || personId === null || line === null || store.blocklist.has(personId)) return
        feed.typing({ type: 'typing', chatId, person: line, activity })
      })
    },
    linkedAs(me, name) {
      if (!store.accounts.link(me, name, now())) return false
      store.accounts.setLoggedOut(null)
      feed.state({ type: 'account', account: store.accounts.get() })
      return true
    },
  }
}
