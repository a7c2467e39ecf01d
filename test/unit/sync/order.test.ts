import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DomainEvent } from '../../../src/main/engine/events.ts'
import { openStore } from '../../../src/main/engine/store/open.ts'
import { Sync } from '../../../src/main/engine/sync/sync.ts'
import { dump } from './dump.ts'
import { delivery, eventSet, me, START } from './scenario.ts'

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
    const sync = new Sync(opened.store, () => NOW)
    for (const events of batches) sync.apply({ events, journal: [] })
    opened.store.close()
    return dump(join(dataDir, 'pillion.sqlite'))
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
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
