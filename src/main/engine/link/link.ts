import type { PersonRef } from '../events.ts'
import type {
  CredentialStore,
  HistoryStore,
  JournalStore,
  KeyStore,
  LinkListener,
  LinkPort,
  WireAddress,
} from '../ports.ts'
import { type Account, createAccount } from './account.ts'
import { createActions } from './actions.ts'
import { createConnection } from './connection.ts'
import { createMediaFiles } from './media-files.ts'
import { withoutFalsePairs } from './own-pair.ts'
import { createPosts } from './posts.ts'
import { ReceiptPrivacy } from './receipt-privacy.ts'
import { statusReply } from './status-reply.ts'

/** Takes one structured line; never gets a text, a name or a number. */
export type LinkLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  facts?: Record<string, unknown>,
) => void

/** What the link needs from the engine. */
export interface LinkDeps {
  keys: KeyStore
  credentials: CredentialStore
  journal: JournalStore
  history: HistoryStore
  listener: LinkListener
  wire: WireAddress
  log: LinkLog
  /** Where the link may put temporary files. */
  dataDir: string
  /** The decoder's entry: `out/main/decoder.js` in the app, `link/decoder.ts` from source. */
  decoderUrl: URL
  settings: { readReceipts(): boolean }
  /** An own message by its wire id, as its encoded WebMessageInfo: receivers may ask for it again. Null when it is gone. */
  sentMessage(wireId: string): Uint8Array | null
  /** An own post by its wire id, and who may have got it: their devices may ask for it again. Null when it is gone or taken back. */
  sentPost(wireId: string): { raw: Uint8Array; audience: readonly PersonRef[] } | null
  /** Resolves when a question about a person that the user waits for may go out; at once when absent. */
  turn?: () => Promise<void>
  /** ms; the system's clock when absent. */
  now?: () => number
  /** Scales waiting (reconnection, downloads, life of a QR code); 1 when absent, small in tests. */
  haste?: number
}

/** Makes the link to WhatsApp. Nothing happens before {@link LinkPort.start}. */
export function createLink(given: LinkDeps): LinkPort {
  const deps = { ...given, listener: withoutFalsePairs(given.listener, () => account.me(), given.log) }
  const account: Account = createAccount(deps)
  const connection = createConnection(deps, account)
  const privacy = new ReceiptPrivacy(deps.now ?? Date.now)
  const actions = createActions(deps, account, connection, privacy)
  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    reconnect: () => connection.reconnect(),
    linkByQr: () => connection.linkByQr(),
    linkByCode: digits => connection.linkByCode(digits),
    cancelLinking: () => connection.cancelLinking(),
    unlink: () => connection.unlink(),
    get online() {
      return connection.online
    },
    statusReply,
    ...actions,
    ...createPosts(deps, account, connection, connection.repeats, privacy),
    ...createMediaFiles(deps, account, connection),
  }
}
