import { chromium } from '@playwright/test'
import { WebSocket } from 'ws'
import type { AppState, EngineEvent, Linking, Result } from '../../src/shared/model.ts'
import { SOCKET_PATH, type ToHost, type ToPage } from '../../src/shared/socket.ts'
import { readQr } from '../../test/e2e/support/qr.ts'
import { say } from './say.ts'

/** What the sample phone does with a code: links the device, or rejects when the code is stale. */
export type Scan = (code: string) => Promise<unknown>

/** Time (ms) that a code stays on the screen before it is scanned, so that one sees what happens. */
const SHOWN_FOR = 2500
/** Time (ms) after which the demo asks for a code itself when no page has. */
const PATIENCE = 60_000
/** How often the screen is looked at, in ms. */
const LOOK_EVERY = 700

/**
 * Holds the sample phone before the window of the desktop app: whenever there is a QR code on it, the phone scans the picture.
 * @param address of Chromium's debugger
 * @returns a function that ends it
 */
export async function scanWindow(address: string, scan: Scan): Promise<() => Promise<void>> {
  const browser = await chromium.connectOverCDP(address)
  const page = browser.contexts()[0]?.pages()[0]
  if (page === undefined) throw new Error('the app has no window')
  let tried: string | null = null
  let busy = false
  const look = async (): Promise<void> => {
    const code = await readQr(page)
    if (code === null || code === tried) return
    tried = code
    say('The QR code is on the screen; the sample phone scans it …')
    await pause(SHOWN_FOR)
    // It may have been replaced meanwhile.
    tried = (await readQr(page)) ?? code
    await scan(tried).catch(() => null)
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    look()
      .catch(() => null)
      .finally(() => {
        busy = false
      })
  }, LOOK_EVERY)
  return async () => {
    clearInterval(timer)
    await browser.close().catch(() => null)
  }
}

/**
 * The same for the browser host, whose page may be opened anywhere: the code is taken from where the page gets it.
 * @param ready the host's address with its token
 */
export async function scanBridge(ready: string, scan: Scan): Promise<() => Promise<void>> {
  const { host, origin, hash } = new URL(ready)
  const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, { headers: { origin } })
  let lastId = 0
  let scanning = false
  let latest: string | null = null
  let opened = true
  const call = (name: string): number => {
    lastId += 1
    const message: ToHost = { id: lastId, name, input: {} }
    socket.send(JSON.stringify(message))
    return lastId
  }
  let asked: number | null = null
  const nobodyLooks = setTimeout(() => {
    if (latest !== null || socket.readyState !== socket.OPEN) return
    say(
      'Nobody has opened the page for a minute: the sample phone links without it, so that the chats are there when you do.',
    )
    opened = false
    call('linkByQr')
  }, PATIENCE)

  const see = async (linking: Linking): Promise<void> => {
    if (linking.step !== 'qr') return
    latest = linking.qr
    if (scanning) return
    scanning = true
    if (opened) say('The QR code is on the screen; the sample phone scans it …')
    await pause(SHOWN_FOR)
    await scan(latest).catch(() => null)
    scanning = false
  }
  const receive = (message: ToPage): void => {
    if ('ready' in message) asked = call('appState')
    else if ('events' in message) for (const event of message.events) heard(event)
    else if (message.id === asked && message.result.ok) {
      const { linking, account } = (message.result as Extract<Result<AppState>, { ok: true }>).value
      if (account !== null) clearTimeout(nobodyLooks)
      void see(linking)
    }
  }
  const heard = (event: EngineEvent): void => {
    if (event.type !== 'linking') return
    if (event.linking.step !== 'idle') clearTimeout(nobodyLooks)
    void see(event.linking)
  }
  socket.on('open', () => socket.send(hash.replace('#token=', '')))
  socket.on('message', data => receive(JSON.parse(String(data)) as ToPage))
  socket.on('error', error => say(`The sample phone cannot see the code: ${error.message}`))
  return async () => {
    clearTimeout(nobodyLooks)
    socket.close()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms))
}
