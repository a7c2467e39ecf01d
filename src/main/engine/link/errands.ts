import type { PersonRef } from '../events.ts'
import type { Me } from './address.ts'
import { createBlocking } from './blocking.ts'
import { metadataEvents } from './groups.ts'
import type { WASocket } from './library.ts'
import type { LinkDeps } from './link.ts'

/** Things fetched from the server beside what it sends. @throws LinkError or the library's errors */
export interface Errands {
  group(jid: string): Promise<void>
  /** All groups this account is in. */
  groups(): Promise<void>
  /** As {@link groups}, unless that was done since the program started: the service limits how often. */
  groupsOnce(): Promise<void>
  blocklist(): Promise<void>
  /** A list is on its way: what is heard meanwhile may be newer than it. */
  readonly fetchingBlocklist: boolean
  /** Blocks or unblocks at the server; what it agreed to is an event. */
  block(person: PersonRef, on: boolean): Promise<void>
}

/**
 * @param socket the open socket. @throws LinkError when there is none
 * @param now the server's time (ms), which dates what is fetched.
 */
export function createErrands(deps: LinkDeps, socket: () => WASocket, me: () => Me | null, now: () => number): Errands {
  const blocking = createBlocking(deps, socket, me)
  let done = false

  const groups = async (): Promise<void> => {
    const wa = socket()
    const all = await wa.groupFetchAllParticipating()
    const at = now()
    for (const data of Object.values(all)) {
      if (socket() !== wa) return
      deps.listener.apply({ events: metadataEvents(data, at), journal: [] })
      await new Promise(resolve => setImmediate(resolve))
    }
    done = true
  }

  return {
    async group(jid) {
      const wa = socket()
      const data = await wa.groupMetadata(jid)
      if (socket() === wa) deps.listener.apply({ events: metadataEvents(data, now()), journal: [] })
    },
    groups,
    groupsOnce: async () => {
      if (!done) await groups()
    },
    blocklist: () => blocking.fetch(),
    get fetchingBlocklist() {
      return blocking.fetching
    },
    block: (person, on) => blocking.set(person, on),
  }
}
