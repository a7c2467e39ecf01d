import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DomainEvent, PersonRef } from '../../../src/main/engine/events.ts'
import { openStore } from '../../../src/main/engine/store/open.ts'
import type { Store } from '../../../src/main/engine/store/store.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { isLiveNotice } from '../../../src/shared/rules/message-order.ts'
import { dump } from './dump.ts'
import { cast, delivery, eventSet, me, START } from './scenario.ts'

const NOW = START + 2 * 60 * 60_000

/** The store after these batches, as a dump. */
async function after(batches: DomainEvent[][]): Promise<Record<string, unknown[]>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pillion-sync-'))
  try {
    const opened = await openStore({
      dataDir,
      now: () => NOW,
      secrets: {
        backend: 'none',
        protection: 'filePermissions',
        wrap: async bytes => bytes,
        unwrap: async bytes => bytes,
      },
    })
    if (opened.store === null) throw new Error(opened.health.state)
    opened.store.accounts.link(me, 'Robin', START)
    // What is kept of a verified business depends on when it was verified (domain.md §5); nothing else may.
    opened.store.settings.set({ keepVerified: false })
    const sync = new Sync(opened.store, () => NOW)
    for (const events of batches) sync.apply({ events, journal: [] })
    const shown = cast.map(person => noticesShown(opened.store, person))
    opened.store.close()
    return { ...dump(join(dataDir, 'pillion.sqlite')), notices: shown }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The live notices of the chat with somebody, as the screen gets them. */
function noticesShown(store: Store, person: PersonRef): unknown[] {
  const chatId = store.chats.find({ kind: 'direct', person })
  if (chatId === null) return []
  const items = store.messageReader.page({ chatId, from: 'end', limit: 200 })?.items ?? []
  return items.flatMap(({ id, at, content }) => (isLiveNotice(id) ? [{ at, content }] : []))
}

const both = eventSet.chain(events => fc.tuple(fc.constant(events), delivery(events)))

test('any order, duplication and grouping of a set of events gives the same store', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(both, async ([events, batches]) => {
      expect(await after(batches)).toEqual(await after([events]))
    }),
    { numRuns: Number(process.env.PILLION_RUNS ?? 60) },
  )
})

test('applying a set once more changes nothing', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(eventSet, async events => {
      expect(await after([events, events])).toEqual(await after([events]))
    }),
    { numRuns: 25 },
  )
})
