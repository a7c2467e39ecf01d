import type { Bridge } from '../../shared/contract.ts'
import type { EngineEvent, Result } from '../../shared/model.ts'
import { type CallName, callNames, type HostCallName } from '../../shared/names.ts'
import { closeCode, SOCKET_PATH, type ToHost, type ToPage } from '../../shared/socket.ts'
import type { Host, HostLine } from './hostLine.ts'
import { type TokenPlace, takeToken } from './token.ts'

export interface SocketHostOptions extends TokenPlace {
  location: TokenPlace['location'] & { host: string }
  open: (url: string) => WebSocket
  /** What the desktop app's main process answers, the page does here itself. */
  hostCalls: Omit<Pick<Bridge, HostCallName>, 'mediaAddress'>
}

/** First and longest wait before connecting again, in ms. */
const FIRST_WAIT = 250
const LONGEST_WAIT = 5000

type Settle = (result: Result<unknown>) => void

/**
 * The bridge over a WebSocket, for the page in an ordinary browser. Connects again by itself. Nothing is queued: a call
 * while the line is down is answered with OFFLINE, and so is one whose answer did not come before the line broke.
 */
export function socketHost(options: SocketHostOptions): Host {
  const token = takeToken(options)
  const pending = new Map<number, Settle>()
  const eventListeners = new Set<(events: EngineEvent[]) => void>()
  const lineListeners = new Set<(line: HostLine) => void>()
  /** Calls made while the first connection is still on its way: the page's first frame needs not fail. */
  const early: (() => void)[] = []
  let socket: WebSocket | null = null
  let line: HostLine = token === null ? 'refused' : 'connecting'
  let wasUp = false
  let wait = FIRST_WAIT
  let lastId = 0
  /** Told with the first connection; the same for as long as the host runs. */
  let mediaKey: string | null = null

  if (token !== null) connect(token)

  return {
    bridge: { ...makeCalls(call), ...options.hostCalls, mediaAddress, onEvents },
    line: () => line,
    onLine(listener) {
      lineListeners.add(listener)
      return () => lineListeners.delete(listener)
    },
  }

  function onEvents(listener: (events: EngineEvent[]) => void): () => void {
    eventListeners.add(listener)
    return () => eventListeners.delete(listener)
  }

  function call(name: string, input: unknown): Promise<Result<unknown>> {
    return new Promise(settle => {
      if (line === 'connecting' && !wasUp) early.push(() => send(name, input, settle))
      else send(name, input, settle)
    })
  }

  function mediaAddress(): ReturnType<Bridge['mediaAddress']> {
    return new Promise(settle => {
      const answer = (): void =>
        settle(mediaKey === null ? offline() : { ok: true, value: { before: '/media/', after: `?key=${mediaKey}` } })
      if (line === 'connecting' && !wasUp) early.push(answer)
      else answer()
    })
  }

  function send(name: string, input: unknown, settle: Settle): void {
    if (line !== 'up' || socket === null) {
      settle(offline())
      return
    }
    lastId += 1
    const message: ToHost = { id: lastId, name, input }
    pending.set(lastId, settle)
    socket.send(JSON.stringify(message))
  }

  function connect(secret: string): void {
    const opening = options.open(`ws://${options.location.host}${SOCKET_PATH}`)
    socket = opening
    // A failed connection is followed by `close`, which does all there is to do.
    opening.onerror = () => {}
    opening.onopen = () => opening.send(secret)
    opening.onmessage = ({ data }) => receive(JSON.parse(String(data)) as ToPage)
    opening.onclose = ({ code }) => {
      socket = null
      setLine(code === closeCode.refused ? 'refused' : 'down')
      for (const settle of pending.values()) settle(offline())
      pending.clear()
      if (line === 'refused') return
      setTimeout(() => connect(secret), wait)
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }

  function receive(message: ToPage): void {
    if ('ready' in message) {
      wait = FIRST_WAIT
      mediaKey = message.mediaKey
      const again = wasUp
      wasUp = true
      setLine('up')
      if (again) tell([{ type: 'missed' }])
    } else if ('events' in message) {
      tell(message.events)
    } else if (message.id !== null) {
      pending.get(message.id)?.(message.result)
      pending.delete(message.id)
    }
  }

  function tell(events: EngineEvent[]): void {
    for (const listener of eventListeners) listener(events)
  }

  function setLine(next: HostLine): void {
    if (next === line) return
    line = next
    for (const start of early.splice(0)) start()
    for (const listener of lineListeners) listener(next)
  }
}

function makeCalls(call: (name: string, input: unknown) => Promise<Result<unknown>>): Pick<Bridge, CallName> {
  // The host answers each name with its own output (shared/contract.ts); the compiler cannot follow that through a loop.
  return Object.fromEntries(callNames.map(name => [name, (input: unknown) => call(name, input)])) as Pick<
    Bridge,
    CallName
  >
}

function offline(): Result<never> {
  return { ok: false, error: { code: 'OFFLINE', message: 'Pillion itself cannot be reached' } }
}
