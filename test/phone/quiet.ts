/**
 * libsignal prints whole sessions, private keys included, with console.info and console.warn. Importing this module
 * drops exactly those lines and leaves the rest of the console alone.
 */
const LINES = [
  'Closing session:',
  'Opening session:',
  'Session already closed',
  'Session already open',
  'Removing old closed session:',
  'Closing open session in favor of incoming prekey bundle',
  'Decrypted message with closed session.',
  'Failed to decrypt message with any known session...',
  'Session error:',
  'Migrating session to:',
]

for (const level of ['info', 'warn', 'error'] as const) {
  const print = console[level].bind(console)
  console[level] = (...args: unknown[]) => {
    const [first] = args
    if (typeof first === 'string' && LINES.some(line => first.startsWith(line))) return
    print(...args)
  }
}
