import type { WireAddress } from '../ports.ts'
import {
  type AuthenticationCreds,
  type BinaryNode,
  makeSignalRepository,
  makeWASocket,
  proto,
  type SignalAuthState,
  type SignalKeyStore,
  type SignalRepositoryWithLIDStore,
  trustRoot,
  type WASocket,
} from './library.ts'
import type { LibraryLogger } from './log.ts'
import { mediaDispatcher } from './media-host.ts'
import { verifySignature } from './verify.ts'

/** What a socket tells. Stanzas come before the library sees them, and so before it acknowledges them. */
export interface SocketEvents {
  stanza(node: BinaryNode): void
  /** @returns true when the library is to acknowledge and drop this message unseen. */
  message(node: BinaryNode): boolean
  /** An answer to a query about the app state. */
  appStateAnswer(node: BinaryNode): void
  /** The server's `<success>`: logged in. */
  loggedIn(node: BinaryNode): void
  /** The server answered a query with an error. */
  queryError(node: BinaryNode): void
  qr(text: string): void
  /** The server took the request to link by code. */
  codeAccepted(): void
  paired(): void
  open(): void
  /** Everything that waited at the server has come. */
  caughtUp(): void
  credentials(): void
  closed(error: unknown): void
}

export interface SocketOptions {
  creds: AuthenticationCreds
  keys: SignalKeyStore
  wire: WireAddress
  logger: LibraryLogger
  events: SocketEvents
  journaled(repository: SignalRepositoryWithLIDStore, auth: SignalAuthState): SignalRepositoryWithLIDStore
  sentMessage(wireId: string): Uint8Array | null
  /** ms that each QR code is shown; null: as the service does it. */
  qrMs: number | null
}

/** One connection's life. */
export interface Socket {
  readonly wa: WASocket
  /** Ends at once, without another word to the server: nothing that it sent is acknowledged from here on. */
  abort(): void
  /** Ends in good order. Resolves when it is closed. */
  end(): Promise<void>
}

/** Wait for the closing handshake this long, then cut. */
const CLOSING_MS = 1_000

/** What the service sees: the desktop client on a Mac or on Windows; this also makes the phone send its full history. */
const BROWSER: [string, string, string] =
  process.platform === 'win32' ? ['Windows', 'Desktop', '10.0.22631'] : ['Mac OS', 'Desktop', '14.4.1']

/** Tags handed to {@link SocketEvents.stanza}. */
const WATCHED = [
  'CB:receipt',
  'CB:notification',
  'CB:call',
  'CB:presence',
  'CB:chatstate',
  'CB:ack,class:message',
  'CB:ib,,dirty',
]

/** Refuses a session whose signed pre-key was not signed with the identity key: the library does not look. */
function checked(repository: SignalRepositoryWithLIDStore): SignalRepositoryWithLIDStore {
  return {
    ...repository,
    async injectE2ESession(options) {
      const { identityKey, signedPreKey } = options.session
      const { publicKey, signature } = signedPreKey
      // What is signed is the key with its type byte.
      const signed = publicKey.length === 33 ? publicKey : Buffer.concat([Buffer.from([5]), publicKey])
      if (!verifySignature(identityKey, signed, signature)) {
        throw new Error('A signed pre-key that its owner did not sign')
      }
      return repository.injectE2ESession(options)
    },
  }
}

/** Opens a connection. It logs in when the credentials are those of a linked device, else it asks to be linked. */
export function openSocket(options: SocketOptions): Socket {
  const { events, wire } = options
  trustRoot(wire.rootKeyHex)
  let refusing = false
  const dispatcher = mediaDispatcher(wire)
  const wa = makeWASocket({
    auth: { creds: options.creds, keys: options.keys },
    ...(wire.url === null ? {} : { waWebSocketUrl: wire.url }),
    ...(options.qrMs === null ? {} : { qrTimeout: options.qrMs }),
    options: Object.assign({} as RequestInit, dispatcher && { dispatcher }),
    logger: options.logger,
    browser: BROWSER,
    syncFullHistory: true,
    // We take history notifications ourselves (history.ts): inline and downloaded, checked, in slices.
    shouldSyncHistoryMessage: () => false,
    shouldIgnoreJid: jid => refusing || jid.endsWith('@newsletter'),
    markOnlineOnConnect: false,
    emitOwnEvents: false,
    generateHighQualityLinkPreview: false,
    // The store answers at once or not at all.
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    appStateMacVerification: { patch: true, snapshot: true },
    getMessage: async key => {
      const raw = key.id ? options.sentMessage(key.id) : null
      return raw === null ? undefined : (proto.WebMessageInfo.decode(raw).message ?? undefined)
    },
    makeSignalRepository: (auth, logger, pnToLid) =>
      options.journaled(checked(makeSignalRepository(auth, logger, pnToLid)), auth),
  })

  wa.ws.prependListener('CB:message', (node: BinaryNode) => {
    refusing = events.message(node)
  })
  // The library asks `shouldIgnoreJid` before its first pause, so the answer holds for this stanza only.
  wa.ws.on('CB:message', () => {
    refusing = false
  })
  for (const tag of WATCHED) wa.ws.prependListener(tag, (node: BinaryNode) => events.stanza(node))
  wa.ws.prependListener('CB:iq,,sync', (node: BinaryNode) => events.appStateAnswer(node))
  wa.ws.prependListener('CB:success', (node: BinaryNode) => events.loggedIn(node))
  wa.ws.on('CB:iq,type:result,link_code_companion_reg', () => events.codeAccepted())
  wa.ws.on('CB:iq,type:error', (node: BinaryNode) => events.queryError(node))

  let closed = false
  wa.ev.process(happened => {
    const update = happened['connection.update']
    if (happened['creds.update']) events.credentials()
    if (!update) return
    if (update.qr) events.qr(update.qr)
    if (update.isNewLogin) events.paired()
    if (update.connection === 'open') events.open()
    if (update.receivedPendingNotifications) events.caughtUp()
    if (update.connection === 'close' && !closed) {
      void dispatcher?.close()
      closed = true
      wa.ev.flush()
      events.closed(update.lastDisconnect?.error)
    }
  })

  const cut = () => {
    const line: unknown = Reflect.get(wa.ws, 'socket')
    if (line && typeof line === 'object' && 'terminate' in line && typeof line.terminate === 'function')
      line.terminate()
  }

  return {
    wa,
    abort() {
      wa.ev.flush()
      const ending = wa.end(new Error('The store failed'))
      cut()
      void ending
    },
    async end() {
      wa.ev.flush()
      const timer = setTimeout(cut, CLOSING_MS)
      try {
        await wa.end(undefined)
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
