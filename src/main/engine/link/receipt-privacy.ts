import type { WASocket } from './library.ts'

/** How long an answer holds (ms): the user may change the setting on the phone, and nobody tells of that. */
const HOLDS_MS = 60_000

/** Whether the account's privacy settings let authors hear that something was read. The library asks once per connection only. */
export class ReceiptPrivacy {
  readonly #now: () => number
  #known: { wa: WASocket; at: number; allowed: boolean } | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  /** @throws the library's error when the server does not say. */
  async allows(wa: WASocket): Promise<boolean> {
    const known = this.#known
    if (known?.wa === wa && Math.abs(this.#now() - known.at) < HOLDS_MS) return known.allowed
    const { readreceipts } = await wa.fetchPrivacySettings(true)
    const allowed = readreceipts === 'all'
    this.#known = { wa, at: this.#now(), allowed }
    return allowed
  }
}
