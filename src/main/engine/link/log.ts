import type { LinkLog } from './link.ts'

/** Anything that could be a number, a JID, a key or a text: letters-and-digits runs of any length with a digit in them, or around an @. */
const SECRET = /\S*@\S*|\S*\d\S*|"[^"]*"|'[^']*'/g

/** What a library's log line may say: its words without anything that looks like data. */
export const plainWords = (line: string): string => line.replace(SECRET, '…').slice(0, 120)

/** An error's kind and code; never its message, which may quote data. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { error: typeof error }
  const name = 'name' in error && typeof error.name === 'string' ? error.name : 'Error'
  const output = 'output' in error ? (error.output as { statusCode?: unknown } | null) : null
  const code = output?.statusCode ?? ('code' in error ? error.code : undefined)
  return code === undefined ? { error: name } : { error: name, code }
}

/** One decoded app-state mutation as the library reports it. */
export interface ReportedMutation {
  syncAction: unknown
  index: unknown
}

/** The library's logger interface. */
export interface LibraryLogger {
  level: string
  child(bindings: Record<string, unknown>): LibraryLogger
  trace(facts: unknown, message?: string): void
  debug(facts: unknown, message?: string): void
  info(facts: unknown, message?: string): void
  warn(facts: unknown, message?: string): void
  error(facts: unknown, message?: string): void
}

/**
 * The logger that the library gets. It forwards warnings and errors as plain words with an error's code, never what they
 * are about. The library reports each app-state mutation on its trace before it turns some of them into events (it has
 * none for a cleared chat, and parks others); `onMutation` takes them there.
 */
export function libraryLogger(log: LinkLog, onMutation: (mutation: ReportedMutation) => void): LibraryLogger {
  const forward = (level: 'warn' | 'error') => (facts: unknown, message?: string) => {
    const line = typeof facts === 'string' ? facts : (message ?? '')
    // Advice to whoever configures the library: what it warns of (history taken elsewhere) is done in history.ts.
    if (line.startsWith('⚠️')) return
    const words = plainWords(line)
    const error =
      typeof facts === 'object' && facts !== null
        ? 'error' in facts
          ? facts.error
          : 'err' in facts
            ? facts.err
            : null
        : null
    log(level, `baileys: ${words}`, error ? errorFacts(error) : {})
  }
  const quiet = () => {}
  const logger: LibraryLogger = {
    level: 'warn',
    child: () => logger,
    trace: (facts, message) => {
      if (message !== 'processing sync action' || typeof facts !== 'object' || facts === null) return
      if ('syncAction' in facts) onMutation(facts.syncAction as ReportedMutation)
    },
    debug: quiet,
    info: quiet,
    warn: forward('warn'),
    error: forward('error'),
  }
  return logger
}
