import type { Bridge } from '../../shared/contract.ts'
import { codesOfPage } from './codesOfPage.ts'
import type { Host } from './hostLine.ts'
import { pageClipboard } from './pageClipboard.ts'
import { socketHost } from './socketHost.ts'

declare global {
  interface Window {
    /** Put there by the preload of the desktop app; absent in an ordinary browser. */
    readonly pillion?: Bridge
  }
}

/** The way to the engine of the desktop app or, in an ordinary browser, of the browser host. */
export const host: Host = connect()

/**
 * One function per call of the contract. Listen to events before the first query, or a change between the two is lost.
 * After the line was down a `missed` event arrives: everything that is shown has to be fetched again.
 */
export const bridge: Bridge = host.bridge

function connect(): Host {
  const { pillion, location, history, sessionStorage: storage } = window
  if (pillion !== undefined) return { bridge: pillion, line: () => 'up', onLine: () => () => {} }
  const clearLater = codesOfPage(pageClipboard)
  return socketHost({
    location,
    history,
    storage,
    open: url => new WebSocket(url),
    hostCalls: {
      codeCopied: async ({ code }) => ({ ok: true, value: await clearLater(code) }),
    },
  })
}
