import type { Connection as ConnectionState, ErrorCode } from '../../../shared/model.ts'
import { LinkError } from '../ports.ts'
import type { Account } from './account.ts'
import { Acks } from './acks.ts'
import { meRef } from './address.ts'
import { type CloseReason, closeReason } from './close-reason.ts'
import { createDispatch } from './dispatch.ts'
import { createErrands, type Errands } from './errands.ts'
import type { AuthenticationCreds, WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'
import { errorFacts, libraryLogger } from './log.ts'
import { withOwnPair } from './own-pair.ts'
import { FIRST_QR_MS, Pairing } from './pairing.ts'
import { afterClose } from './policy.ts'
import { PostRepeats } from './post-repeats.ts'
import { preparePreKeys } from './prekeys.ts'
import { Retry } from './retry.ts'
import { Reuploads } from './reuploads.ts'
import { ServerClock } from './server-clock.ts'
import { openSocket, type Socket } from './socket.ts'
import { turns } from './turns.ts'

/** The connection to the service over its whole life: linking, reconnecting, logging out. */
export interface Connection {
  start(): void
  stop(): Promise<void>
  reconnect(): void
  linkByQr(): Promise<void>
  linkByCode(digits: string): Promise<void>
  cancelLinking(): Promise<void>
  unlink(): Promise<boolean>
  readonly online: boolean
  /** The open socket. @throws LinkError `NOT_LINKED` or `OFFLINE` */
  socket(): WASocket
  /** The server's time (ms): dates what is fetched, for it is weighed against what the server dates itself. */
  serverNow(): number
  readonly acks: Acks
  readonly repeats: PostRepeats
  readonly reuploads: Reuploads
  readonly errands: Errands
}

const LOGOUT_MS = 5_000

/** Makes the connection of an account; nothing is opened yet. */
export function createConnection(deps: LinkDeps, account: Account): Connection {
  const { listener, log } = deps
  const now = deps.now ?? Date.now
  const haste = deps.haste ?? 1
  const acks = new Acks(now)
  const repeats = new PostRepeats(deps, account)
  const reuploads = new Reuploads()

  let socket: Socket | null = null
  let open = false
  let stopped = true
  let pairing: Pairing | null = null
  /** Linking, calling it off and unlinking each close a socket first: side by side one of them would keep its own. */
  const inTurn = turns()

  const tell = (state: ConnectionState) => listener.connection(state)

  const retry = new Retry(() => connect(), now, haste)

  const background = (what: string, work: Promise<unknown>) => {
    work.catch(error => log('warn', `${what}: failed`, errorFacts(error)))
  }

  const usable = (): WASocket => {
    if (!account.linked) throw new LinkError('NOT_LINKED', 'No device is linked')
    if (socket === null || !open) throw new LinkError('OFFLINE', 'There is no connection')
    return socket.wa
  }

  const serverClock = new ServerClock(now)
  const serverNow = () => serverClock.now()
  const errands = createErrands(deps, usable, () => account.me(), serverNow)

  const dispatch = createDispatch(deps, account, {
    refreshGroup: jid => background('group', errands.group(jid)),
    refreshGroups: () => background('groups', errands.groups()),
    blocklistChanged: unsaid => {
      if (unsaid || errands.fetchingBlocklist) background('block list', errands.blocklist())
    },
    acknowledged: node => acks.take(node),
    postAsked: node => {
      if (socket !== null) background('a post again', repeats.answer(socket.wa, node))
    },
    reuploaded: node => reuploads.take(node),
  })

  /** Where nobody waits for an answer: a store that fails as well must not end the engine. */
  const forget = () => {
    try {
      account.forget()
    } catch (error) {
      account.storeFailed(error)
    }
  }

  /** The attempt is over, and nothing of it stays. */
  const failLinking = (error: ErrorCode) => {
    pairing = null
    forget()
    listener.linking({ step: 'failed', error })
    tell({ state: 'unlinked' })
  }

  /** @returns false when the store belongs to somebody else: then this device is not linked. */
  const accepted = (): boolean => {
    const me = account.me()
    return me === null || listener.linkedAs(meRef(me), account.creds?.me?.name ?? null)
  }

  const paired = () => {
    let refusal: ErrorCode = 'OTHER_ACCOUNT'
    try {
      if (accepted()) {
        account.save()
        listener.linking({ step: 'pairing' })
        return
      }
    } catch (error) {
      log('error', 'linking: the store failed', errorFacts(error))
      refusal = 'INTERNAL'
    }
    // Before the confirmation goes out: the phone never gets a linked device.
    const ending = socket
    failLinking(refusal)
    ending?.abort()
  }

  const opened = (wa: WASocket) => {
    open = true
    retry.opened()
    try {
      if (!accepted()) {
        log('warn', 'the store belongs to another account')
        background(
          'logout',
          logOut().then(() => failLinking('OTHER_ACCOUNT')),
        )
        return
      }
      account.save()
    } catch (error) {
      // Closed, and tried again later.
      account.storeFailed(error)
      return
    }
    if (pairing !== null) {
      pairing = null
      listener.linking({ step: 'linked' })
    }
    tell({ state: 'connected' })
    account.history.resume()
    background('block list', errands.blocklist())
    background('groups', errands.groupsOnce())
    if (account.creds?.myAppStateKeyId) background('app state', account.appState.sync(wa))
  }

  const newSocket = (creds: AuthenticationCreds): Socket => {
    let mine: Socket | null = null
    const current = () => mine !== null && mine === socket
    // The library reads keys while it is being set up, before there is a socket to compare.
    const alive = () => mine === null || mine === socket
    mine = openSocket({
      creds,
      keys: account.keys.forLibrary(alive),
      wire: deps.wire,
      logger: libraryLogger(log, mutation => current() && account.appState.mutation(mutation)),
      journaled: (repository, auth) => account.journal.around(withOwnPair(repository, account.me, log), auth, alive),
      sentMessage: id => deps.sentMessage(id),
      qrMs: haste === 1 ? null : FIRST_QR_MS * haste,
      events: {
        stanza: node => current() && dispatch.stanza(node),
        message: node => current() && dispatch.message(node),
        appStateAnswer: node => current() && account.appState.answered(node),
        loggedIn: node => current() && serverClock.set(node),
        queryError: node => {
          if (!current() || !pairing?.asked || account.linked) return
          log('warn', 'linking: the server refused the request', { code: node.attrs.code })
          failLinking('LINK_REFUSED')
          mine?.abort()
        },
        codeAccepted: () => current() && !account.linked && pairing?.codeTaken(account.creds?.pairingCode),
        qr: text => {
          const phone = current() ? (pairing?.ready(text) ?? null) : null
          if (mine && phone !== null) background('linking: the code', mine.wa.requestPairingCode(phone))
        },
        paired: () => current() && paired(),
        open: () => mine && current() && opened(mine.wa),
        caughtUp: () => log('debug', 'caught up'),
        credentials: () => {
          try {
            if (current()) account.save()
          } catch (error) {
            account.storeFailed(error)
          }
        },
        closed: error => {
          if (!current()) return
          socket = null
          closed(closeReason(error))
        },
      },
    })
    return mine
  }

  const connect = () => {
    retry.cancel()
    if (!account.creds || stopped) return
    if (pairing === null) tell({ state: 'connecting' })
    try {
      socket = newSocket(account.creds)
    } catch (error) {
      log('error', 'no connection can be made', errorFacts(error))
      if (pairing !== null && !account.linked) failLinking('INTERNAL')
      // What it needs (a certificate file, say) may be back later.
      else later('setup')
    }
  }

  const later = (reason: 'network' | 'server' | 'setup') => {
    tell({ state: 'offline', reason, retryAt: retry.plan() })
  }

  const closed = (reason: CloseReason) => {
    const wasOpen = open
    open = false
    acks.fail()
    reuploads.fail()
    account.flush()
    if (!wasOpen) retry.neverOpened()
    if (stopped || !account.creds) return
    log('info', 'connection closed', { code: reason.code ?? null, open: wasOpen })
    if (pairing !== null && !account.linked && reason.code !== 515) return failLinking(Pairing.failure(reason))
    const next = reason.unproven ? ({ do: 'retry', reason: 'server' } as const) : afterClose(reason.code)
    switch (next.do) {
      case 'restart':
        return connect()
      case 'loggedOut':
        pairing = null
        account.history.stop()
        forget()
        listener.linking({ step: 'loggedOut', at: now() })
        return tell({ state: 'unlinked' })
      case 'wait':
        return tell({ state: 'offline', reason: next.reason, retryAt: null })
      default:
        return later(next.reason === 'network' ? 'network' : 'server')
    }
  }

  const close = async (): Promise<void> => {
    const ending = socket
    socket = null
    open = false
    retry.cancel()
    acks.fail()
    reuploads.fail()
    await ending?.end()
  }

  /** Tells the server that this device goes, and closes. @returns whether it was told: there is no answer to wait for. */
  const logOut = async (): Promise<boolean> => {
    const wa = socket?.wa
    let told = false
    if (wa && open) {
      const limit = new Promise<false>(resolve => setTimeout(resolve, LOGOUT_MS, false).unref())
      const ending = socket
      socket = null
      try {
        told = await Promise.race([wa.logout().then(() => true), limit])
      } catch (error) {
        log('warn', 'logout: failed', errorFacts(error))
      }
      await ending?.end()
    }
    await close()
    return told
  }

  const link = async (phone: string | null): Promise<void> => {
    if (account.linked) throw new LinkError('NOT_ALLOWED', 'A device is linked already')
    await close()
    stopped = false
    retry.watch()
    account.renew()
    const mine = new Pairing(phone, state => listener.linking(state), now, haste)
    pairing = mine
    connect()
    const { creds } = account
    if (creds === null) return
    const wanted = () => pairing === mine && account.creds === creds && !account.linked
    background('pre-keys', preparePreKeys(creds, deps.keys, wanted))
  }

  account.watch = {
    storeFailed(error) {
      log('error', 'the store failed: nothing more is acknowledged', errorFacts(error))
      socket?.abort()
    },
    appStateKeys() {
      const wa = socket?.wa
      if (wa) setImmediate(() => background('app state', account.appState.sync(wa)))
    },
  }

  const unlink = async (): Promise<boolean> => {
    pairing = null
    const told = await logOut()
    account.history.stop()
    account.forget()
    listener.linking({ step: 'idle' })
    tell({ state: 'unlinked' })
    return told
  }

  const cancel = async (): Promise<void> => {
    if (pairing === null) return
    // The phone has confirmed already: then it must be told.
    if (account.linked) {
      await unlink()
      return
    }
    pairing = null
    await close()
    account.forget()
    listener.linking({ step: 'idle' })
    tell({ state: 'unlinked' })
  }

  return {
    start() {
      if (!stopped) return
      stopped = false
      retry.watch()
      account.load()
      if (!account.linked) {
        account.creds = null
        tell({ state: 'unlinked' })
        return
      }
      try {
        const replayed = account.journal.replay()
        if (replayed > 0) log('info', 'journal replayed', { stanzas: replayed })
      } catch (error) {
        // The rows stay: the next start takes them up.
        account.storeFailed(error)
      }
      account.history.resume()
      connect()
    },

    async stop() {
      stopped = true
      retry.unwatch()
      if (pairing !== null && !account.linked) forget()
      pairing = null
      account.history.stop()
      await close()
      account.flush()
    },

    reconnect() {
      if (stopped || !account.creds || open || (socket !== null && !retry.planned)) return
      retry.hurry()
    },

    linkByQr: () => inTurn(() => link(null)),
    linkByCode: digits => inTurn(() => link(digits)),

    cancelLinking: () => inTurn(cancel),
    unlink: () => inTurn(unlink),

    get online() {
      return open
    },
    socket: usable,
    serverNow,
    acks,
    repeats,
    reuploads,
    errands,
  }
}
