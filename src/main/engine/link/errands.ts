import { blocklistEvent } from './blocklist.ts'
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
}

/** @param socket the open socket. @throws LinkError when there is none */
export function createErrands(deps: LinkDeps, socket: () => WASocket): Errands {
  const now = deps.now ?? Date.now
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
    async blocklist() {
      const wa = socket()
      const jids = await wa.fetchBlocklist()
      if (socket() !== wa) return
      deps.listener.apply({ events: [blocklistEvent(jids.filter(jid => typeof jid === 'string'))], journal: [] })
    },
  }
}
