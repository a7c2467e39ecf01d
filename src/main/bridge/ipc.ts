import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import {
  type CallName,
  callNames,
  channelOf,
  EVENTS_CHANNEL,
  type HostCallName,
  hostCallNames,
} from '../../shared/names.ts'
import { type Answering, type Door, type Log, refuse } from './door.ts'

export interface IpcOptions {
  ipc: Pick<IpcMain, 'handle' | 'removeHandler'>
  door: Door
  /** For what this host answers itself. */
  hostDoor: Door
  engine: Pick<Answering, 'onEvents'>
  /** Origin of the page, `app://pillion`. */
  origin: string
  /** The window's page while there is one; nobody else may call. */
  page: () => WebContents | null
  log: Log
}

/**
 * Answers the page's calls and tells it the engine's events: one channel per entry of the contract, all through one wrapper.
 * @returns a function that ends it
 */
export function serveIpc({ ipc, door, hostDoor, engine, origin, page, log }: IpcOptions): () => void {
  const answer = (name: CallName | HostCallName, through: Door): void =>
    ipc.handle(channelOf(name), (event, input: unknown) => {
      if (mayCall(event, page(), origin)) return through(name, input)
      log({ level: 'warn', msg: 'a call from a strange sender was refused', call: name })
      return refuse('FORBIDDEN', 'only the main frame of the page may call')
    })
  for (const name of callNames) answer(name, door)
  for (const name of hostCallNames) answer(name, hostDoor)
  const stopEvents = engine.onEvents(events => {
    const contents = page()
    if (contents !== null && !contents.isDestroyed()) contents.send(EVENTS_CHANNEL, events)
  })
  return () => {
    stopEvents()
    for (const name of [...callNames, ...hostCallNames]) ipc.removeHandler(channelOf(name))
  }
}

/** Only the main frame of the one window, and only while it shows the page. */
function mayCall(event: IpcMainInvokeEvent, page: WebContents | null, origin: string): boolean {
  const frame = event.senderFrame
  return (
    page !== null &&
    event.sender === page &&
    frame !== null &&
    frame === page.mainFrame &&
    frame.url.startsWith(`${origin}/`)
  )
}
