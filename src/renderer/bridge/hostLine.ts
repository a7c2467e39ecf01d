import type { Bridge } from '../../shared/contract.ts'

/** The way to the engine. `down`: calls answer OFFLINE until it is back; `refused`: this page was opened with an old or no address. */
export type HostLine = 'up' | 'connecting' | 'down' | 'refused'

/** What the screen runs in. Both kinds behave alike; in the desktop app the line is always up. */
export interface Host {
  bridge: Bridge
  line(): HostLine
  /** Calls back on every change of the line; answers a function that stops it. */
  onLine(listener: (line: HostLine) => void): () => void
}
