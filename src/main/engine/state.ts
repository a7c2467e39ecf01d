/** What the engine knows without the store: connection, linking, sync. Each change goes to the feed. */
import type { Connection, Linking, SyncProgress } from '../../shared/model.ts'
import type { ChangeFeed } from './changes.ts'

export class LiveState {
  connection: Connection = { state: 'unlinked' }
  linking: Linking = { step: 'idle' }
  sync: SyncProgress = { state: 'idle' }
  readonly #feed: ChangeFeed

  constructor(feed: ChangeFeed) {
    this.#feed = feed
  }

  setConnection(connection: Connection): void {
    this.connection = connection
    this.#feed.state({ type: 'connection', connection })
  }

  setLinking(linking: Linking): void {
    this.linking = linking
    this.#feed.state({ type: 'linking', linking })
  }

  setSync(sync: SyncProgress): void {
    this.sync = sync
    this.#feed.state({ type: 'sync', sync })
  }
}
