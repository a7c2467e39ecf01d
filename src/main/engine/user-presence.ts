import type { LinkPort } from './ports.ts'

export interface UserPresenceOptions {
  link: () => Pick<LinkPort, 'online' | 'setAvailable'>
  log: (line: object) => void
}

/** How long it holds that the user is there (ms); the window says it again before. A window that has gone says nothing more. */
const LEASE_MS = 150_000

/** A moment after linking the phone has told the name, without which nobody is online (ms). */
const RETRY_MS = 2_000

/**
 * Whether the user is before a window of Pillion: contacts see them online then, and the service tells who is writing. Not
 * while the window is in the background, so that the phone goes on ringing.
 */
export class UserPresence {
  readonly #options: UserPresenceOptions
  #lease: NodeJS.Timeout | null = null
  /** What the service was last told on this connection. */
  #said = false
  #retry: NodeJS.Timeout | null = null

  constructor(options: UserPresenceOptions) {
    this.#options = options
  }

  told(on: boolean): void {
    if (this.#lease !== null) clearTimeout(this.#lease)
    this.#lease = on ? setTimeout(() => this.told(false), LEASE_MS) : null
    this.#lease?.unref()
    if (on !== this.#said) this.#tell(on)
  }

  /** A new connection knows nothing of it. */
  online(): void {
    this.#said = false
    if (this.#lease !== null) this.#tell(true)
  }

  stop(): void {
    if (this.#lease !== null) clearTimeout(this.#lease)
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#lease = null
  }

  #again(): void {
    if (this.#lease !== null && !this.#said) this.#tell(true)
  }

  #tell(on: boolean): void {
    const { link, log } = this.#options
    if (!link().online) return
    this.#said = on
    link()
      .setAvailable(on)
      .catch(() => {
        this.#said = !on
        log({ level: 'info', msg: 'presence could not be told' })
        if (this.#lease !== null) this.#retry = setTimeout(() => this.#again(), RETRY_MS).unref()
      })
  }
}
