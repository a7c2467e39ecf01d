/** One open store and what works on it: link, sync, outbox, housekeeping. Ends with the store; the engine may begin another. */
import type { ActionContext } from './actions/context.ts'
import { Outbox } from './actions/outbox.ts'
import { Background } from './background.ts'
import { BusinessRefresh } from './business-refresh.ts'
import type { ChangeFeed } from './changes.ts'
import type { EngineSetup } from './engine.ts'
import { framesOf } from './failures.ts'
import { purgeWaitingHistory } from './history-expiry.ts'
import { createLink } from './link/link.ts'
import { makeListener } from './listener.ts'
import { LookUps, PACE_MS } from './look-ups.ts'
import { MediaFiles } from './media-files.ts'
import { NewGroups } from './new-groups.ts'
import { Pace } from './pace.ts'
import type { LinkPort } from './ports.ts'
import type { LiveState } from './state.ts'
import { StatusCourier } from './status-courier.ts'
import type { Store } from './store/store.ts'
import { Sync } from './sync/sync.ts'
import { UserPresence } from './user-presence.ts'

export interface Session {
  store: Store
  link: LinkPort
  actions: ActionContext
  userPresence: UserPresence
  media: MediaFiles
  /** What has expired goes first, then the link starts. @throws when the store failed; {@link stop} it then. */
  start(): void
  /** Flushes and closes everything. Idempotent. */
  stop(): Promise<void>
}

/** Puts together what works on an open store. */
export function makeSession(
  setup: EngineSetup,
  store: Store,
  parts: { state: LiveState; feed: ChangeFeed; now: () => number; failed: (error: unknown) => void },
): Session {
  const { state, feed, now, failed } = parts
  const log = setup.log
  const background = new Background({
    store,
    now,
    log,
    // While connected it is being stored, or will be in a moment.
    purgeHistory: at => {
      if (!link.online) purgeWaitingHistory(store, at)
    },
    failed,
  })
  const stopCommits = store.onCommit(changes => feed.add(changes))

  const sync = new Sync(store, now, (type, error) => {
    const total = store.setAside.count()
    log({ level: 'error', msg: 'an event was set aside', type, total, ...framesOf(error) })
  })
  const link = createLink({
    keys: store.keys,
    credentials: store.credentials,
    journal: store.journal,
    history: store.history,
    listener: makeListener({
      store,
      sync,
      state,
      feed,
      now,
      failed,
      applied: batch => {
        newGroups.meet(batch)
        lookUps.meet(batch)
      },
      online: () => {
        outbox.kick()
        courier.kick()
        lookUps.online()
        media.fetching.online()
        userPresence.online()
      },
      offline: () => {
        outbox.offline()
        courier.offline()
        lookUps.offline()
        businesses.offline()
      },
      synced: () => lookUps.refill(),
    }),
    wire: setup.wire,
    log: (level, msg, facts) => log({ level, msg, ...facts }),
    dataDir: setup.dataDir,
    decoderUrl: setup.decoderUrl,
    settings: { readReceipts: () => store.settings.get().readReceipts },
    sentMessage: wireId => store.messages.sentRaw(wireId),
    sentPost: wireId => {
      const posted = store.statusQueue.posted(wireId)
      return posted === null
        ? null
        : { raw: posted.raw, audience: posted.sentTo.map(personId => store.people.ref(personId)) }
    },
    turn: () => pace.turn(),
    now,
  })
  const newGroups = new NewGroups(store, () => link)
  const pace = new Pace(PACE_MS)
  const lookUps = new LookUps({ store, link: () => link, pace, now, log, failed })
  const businesses = new BusinessRefresh({ store, link: () => link, pace, now, log, failed })
  const userPresence = new UserPresence({ link: () => link, log })
  const media = new MediaFiles({ dataDir: setup.dataDir, store, link: () => link, feed, emit: setup.emit, log, failed })
  const outbox = new Outbox({
    store,
    link,
    now,
    log,
    failed,
    refused: (chatId, what) => feed.refused({ type: 'refused', chatId, what }),
  })
  const courier = new StatusCourier({
    store,
    link,
    now,
    log,
    failed,
    fileOf: statusId => media.fileOf(statusId),
    progress: (statusId, percent) => media.progress.tell(statusId, percent),
  })

  let stopping: Promise<void> | null = null
  const end = async (): Promise<void> => {
    background.stop()
    lookUps.stop()
    userPresence.stop()
    businesses.stop()
    await Promise.all([link.stop(), outbox.stop(), courier.stop(), media.stop()])
    stopCommits()
    store.close()
  }
  return {
    store,
    link,
    userPresence,
    media,
    actions: { store, link, outbox, courier, lookUps, businesses, uploads: media.uploads, now },
    start() {
      background.start()
      media.start()
      if (store.setAside.isDue(setup.host.version)) sync.retry()
      const loggedOutAt = store.accounts.loggedOutAt()
      state.setLinking(loggedOutAt === null ? { step: 'idle' } : { step: 'loggedOut', at: loggedOutAt })
      link.start()
    },
    stop() {
      stopping ??= end()
      return stopping
    },
  }
}
