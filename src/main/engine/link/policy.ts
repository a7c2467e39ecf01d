import type { OfflineReason } from '../../../shared/model.ts'

/** What to do after a connection ended. */
export type AfterClose =
  /** At once, with a new socket. */
  | { do: 'restart' }
  /** Try again later. */
  | { do: 'retry'; reason: OfflineReason }
  /** Wait for the user. */
  | { do: 'wait'; reason: OfflineReason }
  /** The phone logged this device out: credentials are gone, the history stays. */
  | { do: 'loggedOut' }

/**
 * The rule by the code that the connection closed with (facts, 3h; undefined: it ended without a word).
 * 515 comes after pairing. 401, 403, 406 and 419: these credentials are of no use any more (logged out on the phone, or the
 * phone itself is gone). 402: the account is barred for a time. 440: another client took this device's place; coming back
 * would throw it out again. 405, 409 and 411: the server refuses this kind of client.
 */
export function afterClose(code: number | undefined): AfterClose {
  switch (code) {
    case 515:
      return { do: 'restart' }
    case 401:
    case 403:
    case 406:
    case 419:
      return { do: 'loggedOut' }
    case 402:
      return { do: 'wait', reason: 'forbidden' }
    case 440:
      return { do: 'wait', reason: 'replaced' }
    case 405:
    case 409:
    case 411:
      return { do: 'wait', reason: 'outdated' }
    case undefined:
    case 408:
    case 428:
      return { do: 'retry', reason: 'network' }
    default:
      return { do: 'retry', reason: 'server' }
  }
}

const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/**
 * How long to wait before try number `attempt` (from 0): 1 s, 2 s, 4 s … at most 5 min, each ± 25 % so that many clients
 * do not come back together.
 * @param random in [0, 1)
 */
export function backOff(attempt: number, random: number): number {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 20))
  return Math.round(base * (0.75 + random / 2))
}

/** A connection that held this long was good: the next failure starts counting from the beginning. */
export const GOOD_AFTER_MS = 60_000
