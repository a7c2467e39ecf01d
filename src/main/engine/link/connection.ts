import type { Connection as ConnectionState, ErrorCode, Linking } from '../../../shared/model.ts'
import { LinkError } from '../ports.ts'
import type { Account } from './account.ts'
import { meRef } from './address.ts'
import { blocklistEvent } from './blocklist.ts'
import { type CloseReason, closeReason } from './close-reason.ts'
import { createDispatch } from './dispatch.ts'
import { groupEvents, metadataFacts } from './groups.ts'
import type { BinaryNode, WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'
import { errorFacts, libraryLogger } from './log.ts'
import { afterClose, backOff, GOOD_AFTER_MS } from './policy.ts'
import { openSocket, type Socket } from './socket.ts'

/** The connection to the service over its whole life: linking, reconnecting, logging out. */
export interface Connection {
  start(): void
  stop(): Promise<void>
  reconnect(): void
  linkByQr(): Promise<void>
  linkByCode(digits: string): Promise<void>
  cancelLinking(): Promise<void>
  unlink(): Promise<void>
  readonly online: boolean
  /** The open socket. @throws LinkError `NOT_LINKED` or `OFFLINE` */
  socket(): WASocket
  /** Waits for the server's `<ack>` of a message. @throws LinkError when it refuses, is silent, or the line breaks. */
  acknowledgement(wireId: string): Promise<{ at: number }>
  refreshGroup(jid: string): Promise<void>
}

/** The first QR code is valid for a minute, the others for 20 s (facts, 3e). */
const FIRST_QR_MS = 60_000
const NEXT_QR_MS = 20_000
/** A code lasts as long as the socket that asked for it: one long and five short QR periods. */
const CODE_MS = FIRST_QR_MS + 5 * NEXT_QR_MS
const ACK_MS = 30_000
const LOGOUT_MS = 5_000
/** A timer that is this much late: the computer slept, or its clock was set. */
const SLEPT_MS = 30_000
const PULSE_MS = 5_000

interface Attempt {
  /** Null: by QR code. */
  phone: string | null
  asked: boolean
  codes: number
}

interface Waiting {
  resolve(ack: { at: number }): void
  reject(error: LinkError): void
}

/** Makes the connection of an account; nothing is opened yet. */
export function createConnection(deps: LinkDeps, account: Account): Connection {
  const { listener, log } = deps
  const now = deps.now ?? Date.now
  const haste = deps.haste ?? 1
  const acks = new Map<string, Waiting>()

  let socket: Socket | null = null
  let open = false
  let stopped = true
  let attempt: Attempt | null = null
  let failures = 0
  let openedAt = 0
  let retry: NodeJS.Timeout | null = null
  let pulse: NodeJS.Timeout | null = null
  let groupsFetched = false

  const linking = (state: Linking) => listener.linking(state)
  const tell = (state: ConnectionState) => listener.connection(state)

  const clearRetry = () => {
    if (retry) clearTimeout(retry)
    retry = null
  }

  const failWaiting = () => {
    for (const waiting of acks.values()) waiting.reject(new LinkError('OFFLINE', 'The connection closed'))
    acks.clear()
  }

  const background = (what: string, work: Promise<unknown>) => {
    work.catch(error => log('warn', `${what} failed`, errorFacts(error)))
  }

  const usable = (): WASocket => {
    if (!account.linked) throw new LinkError('NOT_LINKED', 'No device is linked')
    if (socket === null || !open) throw new LinkError('OFFLINE', 'There is no connection')
    return socket.wa
  }

  const refreshGroup = async (jid: string): Promise<void> => {
    const facts = metadataFacts(await usable().groupMetadata(jid))
    listener.apply({ events: groupEvents(facts, now()), journal: [] })
  }

  const refreshGroups = async (): Promise<void> => {
    const all = await usable().groupFetchAllParticipating()
    groupsFetched = true
    for (const data of Object.values(all)) {
      if (!open) return
      listener.apply({ events: groupEvents(metadataFacts(data), now()), journal: [] })
      await new Promise(resolve => setImmediate(resolve))
    }
  }

  const refreshBlocklist = async (): Promise<void> => {
    const jids = await usable().fetchBlocklist()
    listener.apply({ events: [blocklistEvent(jids.filter(jid => typeof jid === 'string'))], journal: [] })
  }

  const dispatch = createDispatch(deps, account, {
    refreshGroup: jid => background('group', refreshGroup(jid)),
    refreshGroups: () => background('groups', refreshGroups()),
    refreshBlocklist: () => background('block list', refreshBlocklist()),
    acknowledged(node) {
      const { id, error, t } = node.attrs
      const waiting = id === undefined ? undefined : acks.get(id)
      if (!id || !waiting) return
      acks.delete(id)
      if (error !== undefined) waiting.reject(new LinkError('SERVER_REFUSED', `The server answered ${error}`))
      else waiting.resolve({ at: t === undefined ? now() : Number(t) * 1000 })
    },
  })

  const failLinking = (error: ErrorCode) => {
    attempt = null
    account.forget()
    linking({ step: 'failed', error })
    tell({ state: 'unlinked' })
  }

  const showQr = (wa: WASocket, qr: string) => {
    if (attempt === null) return
    const first = attempt.codes === 0
    attempt.codes += 1
    if (attempt.phone === null) {
      linking({ step: 'qr', qr, expiresAt: now() + (first ? FIRST_QR_MS : NEXT_QR_MS) * haste })
    } else if (!attempt.asked) {
      attempt.asked = true
      const { phone } = attempt
      background('linking: the code', wa.requestPairingCode(phone))
    }
  }

  /** Shown only now: typed on the phone before the server knows of it, a code would be refused. */
  const showCode = () => {
    const code = account.creds?.pairingCode
    if (!attempt?.phone || !attempt.asked || !code || account.linked) return
    linking({ step: 'code', code, phone: attempt.phone, expiresAt: now() + CODE_MS })
  }

  /** @returns false when the store belongs to somebody else: then this device is not linked. */
  const accepted = (): boolean => {
    const me = account.me()
    return me === null || listener.linkedAs(meRef(me), account.creds?.me?.name ?? null)
  }

  const paired = () => {
    if (!accepted()) {
      // Before the confirmation goes out: the phone never gets a linked device.
      failLinking('OTHER_ACCOUNT')
      socket?.abort()
      return
    }
    account.save()
    linking({ step: 'pairing' })
  }

  const opened = (wa: WASocket) => {
    open = true
    openedAt = now()
    if (!accepted()) {
      log('warn', 'the store belongs to another account')
      background(
        'logout',
        logOut().then(() => failLinking('OTHER_ACCOUNT')),
      )
      return
    }
    account.save()
    if (attempt !== null) {
      attempt = null
      linking({ step: 'linked' })
    }
    tell({ state: 'connected' })
    account.history.resume()
    background('block list', refreshBlocklist())
    if (!groupsFetched) background('groups', refreshGroups())
    if (account.creds?.myAppStateKeyId) background('app state', account.appState.sync(wa))
  }

  const connect = () => {
    clearRetry()
    if (!account.creds || stopped) return
    if (attempt === null) tell({ state: 'connecting' })
    let mine: Socket | null = null
    const current = () => mine !== null && mine === socket
    // The library reads keys while it is being set up, before there is a socket to compare.
    const alive = () => mine === null || mine === socket
    mine = openSocket({
      creds: account.creds,
      keys: account.keys.forLibrary(alive),
      wire: deps.wire,
      logger: libraryLogger(log, mutation => account.appState.mutation(mutation)),
      journaled: (repository, auth) => account.journal.around(repository, auth, alive),
      sentMessage: id => deps.sentMessage(id),
      qrMs: haste === 1 ? null : FIRST_QR_MS * haste,
      events: {
        stanza: node => current() && dispatch.stanza(node),
        message: node => current() && dispatch.message(node),
        appStateAnswer: node => account.appState.answered(node),
        queryError: (node: BinaryNode) => {
          if (!current() || !attempt?.asked || account.linked) return
          log('warn', 'linking: the server refused the request', { code: node.attrs.code })
          failLinking('LINK_REFUSED')
          mine?.abort()
        },
        codeAccepted: () => current() && showCode(),
        qr: text => mine && current() && showQr(mine.wa, text),
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
    socket = mine
  }

  const later = (reason: 'network' | 'server') => {
    if (openedAt > 0 && now() - openedAt > GOOD_AFTER_MS) failures = 0
    const wait = Math.round(backOff(failures, Math.random()) * haste)
    failures += 1
    retry = setTimeout(connect, wait)
    tell({ state: 'offline', reason, retryAt: now() + wait })
  }

  const closed = (reason: CloseReason) => {
    const wasOpen = open
    open = false
    failWaiting()
    account.flush()
    if (!wasOpen) openedAt = 0
    if (stopped) return
    log('info', 'connection closed', { code: reason.code ?? null, open: wasOpen })
    if (!account.creds) return
    if (attempt !== null && !account.linked) {
      if (reason.code === 515) return connect()
      return failLinking(reason.unproven ? 'LINK_REFUSED' : reason.expired ? 'LINK_EXPIRED' : 'OFFLINE')
    }
    const next = reason.unproven ? ({ do: 'retry', reason: 'server' } as const) : afterClose(reason.code)
    switch (next.do) {
      case 'restart':
        return connect()
      case 'loggedOut':
        attempt = null
        account.history.stop()
        account.forget()
        linking({ step: 'loggedOut', at: now() })
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
    clearRetry()
    failWaiting()
    await ending?.end()
  }

  /** Tells the server that this device goes, and closes. */
  const logOut = async (): Promise<void> => {
    const ending = socket
    socket = null
    open = false
    failWaiting()
    if (ending === null) return
    const limit = new Promise<void>(resolve => setTimeout(resolve, LOGOUT_MS).unref())
    await Promise.race([ending.wa.logout(), limit]).catch(error => log('warn', 'logout failed', errorFacts(error)))
    await ending.end()
  }

  const link = async (phone: string | null): Promise<void> => {
    if (account.linked) throw new LinkError('NOT_ALLOWED', 'A device is linked already')
    await close()
    stopped = false
    watchClock()
    account.renew()
    attempt = { phone, asked: false, codes: 0 }
    linking({ step: 'starting' })
    connect()
  }

  /** After sleep the planned time of the next try is long past: try at once. */
  const watchClock = () => {
    if (pulse) return
    let last = Date.now()
    pulse = setInterval(() => {
      const slept = Math.abs(Date.now() - last - PULSE_MS) > SLEPT_MS
      last = Date.now()
      if (slept && retry) {
        failures = 0
        connect()
      }
    }, PULSE_MS)
    pulse.unref()
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

  return {
    start() {
      if (!stopped) return
      stopped = false
      watchClock()
      account.load()
      if (!account.linked) {
        account.creds = null
        tell({ state: 'unlinked' })
        return
      }
      const replayed = account.journal.replay()
      if (replayed > 0) log('info', 'journal replayed', { stanzas: replayed })
      account.history.resume()
      connect()
    },

    async stop() {
      stopped = true
      if (pulse) clearInterval(pulse)
      pulse = null
      if (attempt !== null && !account.linked) account.forget()
      attempt = null
      account.history.stop()
      await close()
      account.flush()
    },

    reconnect() {
      if (stopped || !account.creds || open || (socket !== null && retry === null)) return
      failures = 0
      connect()
    },

    linkByQr: () => link(null),
    linkByCode: digits => link(digits),

    async cancelLinking() {
      if (attempt === null) return
      attempt = null
      await close()
      account.forget()
      linking({ step: 'idle' })
      tell({ state: 'unlinked' })
    },

    async unlink() {
      if (socket !== null && open) await logOut()
      else await close()
      attempt = null
      account.history.stop()
      account.forget()
      linking({ step: 'idle' })
      tell({ state: 'unlinked' })
    },

    get online() {
      return open
    },

    socket: usable,

    acknowledgement: wireId =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          acks.delete(wireId)
          reject(new LinkError('TIMEOUT', 'The server did not acknowledge the message'))
        }, ACK_MS)
        const done = () => clearTimeout(timer)
        acks.set(wireId, {
          resolve: ack => {
            done()
            resolve(ack)
          },
          reject: error => {
            done()
            reject(error)
          },
        })
      }),

    refreshGroup,
  }
}
