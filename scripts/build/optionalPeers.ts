import type { Plugin } from 'vite'

/**
 * Stands in for packages that another one loads only when they are there. Importing the stub fails, just as importing
 * a missing package would, so that the caller takes its own fallback.
 */
export function optionalPeers(names: string[]): Plugin {
  const prefix = '\0absent:'
  return {
    name: 'pillion:optional-peers',
    enforce: 'pre',
    resolveId: id => (names.includes(id) ? prefix + id : null),
    load: id =>
      id.startsWith(prefix)
        ? `throw new Error(${JSON.stringify(`${id.slice(prefix.length)} is not part of Pillion`)})\nexport default undefined`
        : null,
  }
}
