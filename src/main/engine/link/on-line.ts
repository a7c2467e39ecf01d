import { LinkError } from '../ports.ts'
import type { Account } from './account.ts'
import type { Me } from './address.ts'
import type { Connection } from './connection.ts'
import type { WASocket } from './library.ts'
import { refusalCode, statusOf } from './server-query.ts'

/** Codes of refusals that mean "you may not", from groups and privacy settings. */
const NOT_ALLOWED = new Set([401, 403, 406])

/** Any failure as a {@link LinkError}. */
function linkError(error: unknown): LinkError {
  if (error instanceof LinkError) return error
  const code = refusalCode(error) ?? statusOf(error)
  if (code === 428 || isBrokenLine(error)) return new LinkError('OFFLINE', 'The connection closed')
  if (code === 408) return new LinkError('TIMEOUT', 'The server did not answer')
  if (NOT_ALLOWED.has(code)) return new LinkError('NOT_ALLOWED', `The server answered ${code}`)
  if (code >= 400 && code < 500) return new LinkError('SERVER_REFUSED', `The server answered ${code}`)
  return new LinkError('INTERNAL', error instanceof Error ? error.name : 'The link failed')
}

/** To whoever waits for an answer the library passes on how the line ended: a close code, or the system's error. */
function isBrokenLine(error: unknown): boolean {
  return !(error instanceof Error) || 'syscall' in error
}

/** Runs work on the open socket. */
export type OnLine = <T>(work: (wa: WASocket, me: Me) => Promise<T>) => Promise<T>

/** For what needs a linked device and an open socket; what fails is a {@link LinkError}. */
export function onLine(account: Account, connection: Connection): OnLine {
  return async work => {
    try {
      const me = account.me()
      if (me === null) throw new LinkError('NOT_LINKED', 'No device is linked')
      return await work(connection.socket(), me)
    } catch (error) {
      throw linkError(error)
    }
  }
}
