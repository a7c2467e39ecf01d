import type { CredentialStore, HistoryStore, JournalStore, KeyStore, LinkListener, LinkPort, WireAddress } from '../ports.ts'

/** Takes one structured line; never gets a text, a name or a number. */
export type LinkLog = (level: 'debug' | 'info' | 'warn' | 'error', message: string, facts?: Record<string, unknown>) => void

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
  /** ms; the system's clock when absent. */
  now?: () => number
}

/** Makes the link to WhatsApp. Nothing happens before {@link LinkPort.start}. */
export function createLink(_deps: LinkDeps): LinkPort {
  throw new Error('not yet')
}
