import type { ErrorCode, Linking } from '../../../shared/model.ts'
import type { CloseReason } from './close-reason.ts'

/** The first QR code is valid for a minute, the others for 20 s (facts, 3e). */
export const FIRST_QR_MS = 60_000
const NEXT_QR_MS = 20_000
/** A code lasts as long as the socket that asked for it: one long and five short QR periods. */
const CODE_MS = FIRST_QR_MS + 5 * NEXT_QR_MS

/** One attempt to link: by QR code, or by a code that is typed on the phone. */
export class Pairing {
  /** Digits of the phone's number; null: by QR code. */
  readonly phone: string | null
  readonly #tell: (state: Linking) => void
  readonly #now: () => number
  /** Scales the life of a QR code, for tests. */
  readonly #haste: number
  #shown = 0
  #asked = false

  constructor(phone: string | null, tell: (state: Linking) => void, now: () => number, haste: number) {
    this.phone = phone
    this.#tell = tell
    this.#now = now
    this.#haste = haste
    tell({ step: 'starting' })
  }

  /** True from when a code was asked for: an error of the server means that request then. */
  get asked(): boolean {
    return this.#asked
  }

  /**
   * The server is ready to link, by this QR code or by another way.
   * @returns the number to ask a code for; null when there is nothing to ask.
   */
  ready(qr: string): string | null {
    if (this.phone !== null) {
      if (this.#asked) return null
      this.#asked = true
      return this.phone
    }
    const life = this.#shown === 0 ? FIRST_QR_MS : NEXT_QR_MS
    this.#shown += 1
    this.#tell({ step: 'qr', qr, expiresAt: this.#now() + life * this.#haste })
    return null
  }

  /** The server took the request for a code. Shown only now: typed on the phone before, it would be refused. */
  codeTaken(code: string | undefined): void {
    if (this.phone === null || !code) return
    this.#tell({ step: 'code', code, phone: this.phone, expiresAt: this.#now() + CODE_MS })
  }

  /** Why an attempt failed whose connection closed. */
  static failure(reason: CloseReason): ErrorCode {
    return reason.unproven ? 'LINK_REFUSED' : reason.expired ? 'LINK_EXPIRED' : 'OFFLINE'
  }
}
