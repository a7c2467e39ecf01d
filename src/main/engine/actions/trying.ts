/** How often and how long apart something that waits is tried, and what ends a try. */
import type { ErrorCode } from '../../../shared/model.ts'
import { LinkError } from '../ports.ts'

/** Tries of one thing before it counts as failed; only for failures that may pass (no answer, our own fault). */
const MAX_ATTEMPTS = 5
/** Pauses between tries (ms): doubled each time, at most the second. */
const FIRST_PAUSE_MS = 1_000
export const LONGEST_PAUSE_MS = 30_000

/** What comes after a failed try. */
export type AfterFailure =
  /** Once more, after this long (ms). The line being gone is no attempt. */
  | { do: 'wait'; ms: number }
  /** The server will not have it, or it has failed too often. */
  | { do: 'giveUp'; code: ErrorCode }

export function codeOf(error: unknown): LinkError['code'] {
  return error instanceof LinkError ? error.code : 'INTERNAL'
}

/** True when nothing is wrong but the line: the connection's return tries again. */
export function isOffline(code: ErrorCode): boolean {
  return code === 'OFFLINE' || code === 'NOT_LINKED'
}

/** @param attempts so far, with this one, of those that did not end because the line was gone. */
export function afterFailure(code: ErrorCode, attempts: number): AfterFailure {
  if (isOffline(code)) return { do: 'wait', ms: FIRST_PAUSE_MS }
  const passing = code === 'TIMEOUT' || code === 'INTERNAL'
  if (!passing || attempts >= MAX_ATTEMPTS) return { do: 'giveUp', code }
  return { do: 'wait', ms: Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS) }
}

/** One connection's time. */
export class Line {
  #break: (error: LinkError) => void = () => undefined
  readonly #broken: Promise<never>

  constructor() {
    this.#broken = new Promise((_, reject) => {
      this.#break = reject
    })
    // Nobody has to be listening when it breaks.
    this.#broken.catch(() => undefined)
  }

  break(): void {
    this.#break(new LinkError('OFFLINE', 'the connection is gone'))
  }

  /** Settles with the work or with the line, whichever ends first. */
  carry<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#broken])
  }
}
